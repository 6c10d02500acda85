#include "proto/codec/payload.hpp"

#include "proto/codec/av1_payload.hpp"
#include "proto/codec/h264_payload.hpp"
#include "proto/codec/vp8_descriptor.hpp"
#include "proto/codec/vp9_descriptor.hpp"

namespace codec {

namespace {

FrameInfo opus_packet() {
  FrameInfo info;
  info.start_of_frame = info.end_of_frame = info.key_frame = true;
  return info;
}

// A parser's result to FrameInfo, its error as it is. `marker` is empty for VP9, which has flags.
template <typename Parsed, typename... Marker>
std::expected<FrameInfo, PayloadError> to_info(const std::expected<Parsed, PayloadError>& parsed,
                                               Marker... marker) {
  if (!parsed) return std::unexpected(parsed.error());
  return frame_info(*parsed, marker...);
}

}  // namespace

// media path: 14. what the payload carries
std::expected<FrameInfo, PayloadError> inspect(CodecKind kind, base::BytesView payload,
                                               bool marker) {
  switch (kind) {
    case CodecKind::kOpus:
      if (payload.empty()) return std::unexpected(PayloadError::kTruncated);
      return opus_packet();
    case CodecKind::kVp8:
      return to_info(parse_vp8(payload), marker);
    case CodecKind::kVp9:
      return to_info(parse_vp9(payload));
    case CodecKind::kH264:
      return to_info(parse_h264(payload), marker);
    case CodecKind::kAv1:
      return to_info(parse_av1(payload), marker);
  }
  return std::unexpected(PayloadError::kUnsupported);
}

PayloadPatch patch(CodecKind kind, base::BytesView payload, const PictureCounters& counters) {
  switch (kind) {
    case CodecKind::kVp8:
      return patch_vp8(payload, counters);
    case CodecKind::kVp9:
      return patch_vp9(payload, counters);
    case CodecKind::kOpus:
    case CodecKind::kH264:
    case CodecKind::kAv1:
      break;
  }
  return {};
}

}  // namespace codec
