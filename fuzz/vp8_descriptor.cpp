// Any bytes as a VP8 payload. What can be read can be rewritten, and is then the same but for its
// counters; rewriting it once more with its own counters changes nothing.
#include "proto/codec/vp8_descriptor.hpp"

#include "base/assert.hpp"

namespace {

base::Bytes patched(base::BytesView payload, const codec::PictureCounters& counters) {
  const codec::PayloadPatch patch = codec::patch_vp8(payload, counters);
  ASSERT(patch.replaced <= payload.size());
  base::Bytes out = base::to_bytes(patch.view());
  out.insert(out.end(), payload.begin() + patch.replaced, payload.end());
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const base::BytesView payload(data, size);
  const auto before = codec::parse_vp8(payload);
  const base::Bytes out = patched(payload, {.picture_id = 0x4321, .tl0_pic_idx = 0x99});
  if (!before) {
    ASSERT(out == base::to_bytes(payload));
    return 0;
  }
  ASSERT(before->size < size);
  const auto after = codec::parse_vp8(out);
  ASSERT(after);
  ASSERT(after->picture_id.has_value() == before->picture_id.has_value());
  ASSERT(after->picture_id.value_or(0x4321) == 0x4321);
  ASSERT(after->tl0_pic_idx.value_or(0x99) == 0x99);
  ASSERT(after->temporal_id == before->temporal_id && after->key_idx == before->key_idx);
  ASSERT(after->key_frame == before->key_frame && after->resolution == before->resolution);
  ASSERT(size - before->size == out.size() - after->size);
  ASSERT(patched(out, {.picture_id = after->picture_id, .tl0_pic_idx = after->tl0_pic_idx}) == out);
  codec::frame_info(*after, false);
  return 0;
}
