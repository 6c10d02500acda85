// What a slot does with the payloads of its sources. The first byte chooses the codec; then steps
// of one byte of action, one of length and the payload: switch the source, forward or leave out.
// Whatever comes, a forwarded payload can be read again and has the numbers that the rewriter gave;
// a picture that is sent twice has one number.
#include <algorithm>

#include "base/assert.hpp"
#include "proto/codec/counter_rewriter.hpp"
#include "proto/codec/payload.hpp"

namespace {

constexpr codec::CodecKind kKinds[] = {codec::CodecKind::kOpus, codec::CodecKind::kVp8,
                                       codec::CodecKind::kVp9, codec::CodecKind::kH264,
                                       codec::CodecKind::kAv1};

class Slot {
 public:
  explicit Slot(codec::CodecKind kind) : kind_(kind) {}

  void switch_source() {
    vp8_.switch_source();
    vp9_.switch_source();
  }

  void drop(base::BytesView payload) {
    const auto info = codec::inspect(kind_, payload, false);
    if (info && kind_ == codec::CodecKind::kVp8) vp8_.drop(*info);
  }

  void forward(base::BytesView payload) {
    const auto info = codec::inspect(kind_, payload, false);
    if (!info) return;
    const auto counters = rewrite(*info);
    if (!counters) return;
    const auto again = rewrite(*info);
    ASSERT(again == counters);

    const codec::PayloadPatch patch = codec::patch(kind_, payload, *counters);
    ASSERT(patch.replaced <= payload.size() && patch.size <= patch.bytes.size());
    base::Bytes out = base::to_bytes(patch.view());
    out.insert(out.end(), payload.begin() + patch.replaced, payload.end());
    const auto sent = codec::inspect(kind_, out, false);
    ASSERT(sent);
    ASSERT(sent->counters == *counters);
    ASSERT(sent->key_frame == info->key_frame && sent->temporal_id == info->temporal_id);
  }

 private:
  std::optional<codec::PictureCounters> rewrite(const codec::FrameInfo& info) {
    if (kind_ == codec::CodecKind::kVp8) return vp8_.rewrite(info);
    if (kind_ == codec::CodecKind::kVp9) return vp9_.rewrite(info);
    return info.counters;
  }

  codec::CodecKind kind_;
  codec::Vp8Rewriter vp8_;
  codec::Vp9Rewriter vp9_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  base::ByteReader reader(base::BytesView(data, size));
  Slot slot(kKinds[reader.u8() % std::size(kKinds)]);
  while (reader.remaining() > 0) {
    const uint8_t action = reader.u8();
    const size_t length = reader.u8();
    const base::BytesView payload = reader.bytes(std::min(length, reader.remaining()));
    if (action % 8 == 0) slot.switch_source();
    if (action % 8 < 3) {
      slot.drop(payload);
    } else {
      slot.forward(payload);
    }
  }
  return 0;
}
