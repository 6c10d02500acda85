// Any bytes as an H.264 payload, and as a profile-level-id: one that is read comes back from its
// own spelling.
#include "proto/codec/h264_payload.hpp"

#include "base/assert.hpp"
#include "proto/codec/h264_profile.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const base::BytesView bytes(data, size);
  if (const auto payload = codec::parse_h264(bytes)) {
    const codec::FrameInfo info = codec::frame_info(*payload, true);
    ASSERT(info.end_of_frame && !info.counters.picture_id);
  }
  if (const auto value = codec::parse_profile_level_id(base::as_text(bytes)))
    ASSERT(codec::parse_profile_level_id(codec::profile_level_id(*value)) == value);
  return 0;
}
