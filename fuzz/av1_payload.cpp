// Any bytes as an AV1 payload.
#include "proto/codec/av1_payload.hpp"

#include "base/assert.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto payload = codec::parse_av1(base::BytesView(data, size));
  if (!payload) return 0;
  const codec::FrameInfo info = codec::frame_info(*payload, false);
  ASSERT(info.spatial_id < 4 && info.temporal_id < 8);
  ASSERT(!payload->has_sequence_header || info.start_of_frame);
  return 0;
}
