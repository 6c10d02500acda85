// inspect(): one payload, whatever its codec, to FrameInfo; patch(): the other way round, new
// counters to the bytes that change. The media path calls these two; what they know of the formats
// is in one file per codec.
#pragma once

#include <expected>

#include "base/bytes.hpp"
#include "proto/codec/codec_kind.hpp"
#include "proto/codec/frame_info.hpp"

namespace codec {

// `marker` is the RTP marker bit. Each Opus packet is a key frame of its own.
std::expected<FrameInfo, PayloadError> inspect(CodecKind kind, base::BytesView payload,
                                               bool marker);

// Nothing to change for codecs without counters in the payload.
PayloadPatch patch(CodecKind kind, base::BytesView payload, const PictureCounters& counters);

}  // namespace codec
