#include "sim/sound_slot.hpp"

#include <cstdlib>

#include "proto/rtp/red.hpp"
#include "proto/sdp/offer_writer.hpp"

namespace sim {

void SoundSlot::receive(uint16_t sequence_number, uint32_t timestamp, base::BytesView payload,
                        base::Instant now) {
  last_packet_ = now;
  const auto stamp = read_sound(payload);
  if (!stamp) return fault("a sound packet with wrong bytes");
  const int64_t sequence = unwrapper_.unwrap(sequence_number);
  const Played played{timestamp, *stamp};
  if (const auto known = recent_.find(sequence); known != recent_.end()) {
    if (known->second.stamp != *stamp || known->second.timestamp != timestamp)
      fault("two packets under sequence number " + std::to_string(sequence_number));
    return;
  }
  check_place(sequence, played);
  recent_[sequence] = played;
  if (recent_.size() > kRecent) recent_.erase(recent_.begin());
  on_sound_({now, ssrc_, sequence_number, timestamp, *stamp});
}

void SoundSlot::receive_redundant(uint16_t sequence_number, uint32_t timestamp,
                                  base::BytesView payload, base::Instant now) {
  last_packet_ = now;
  const auto red = rtp::RedPayload::parse(payload);
  if (!red || red->redundant().size() != 1) return fault("RED without one copy");
  const rtp::RedBlock& block = red->redundant()[0];
  const uint8_t opus = sdp::payload_type_of(codec::CodecKind::kOpus);
  if (block.payload_type != opus || red->primary().payload_type != opus)
    return fault("RED of something that was not negotiated");
  const auto stamp = read_sound(red->primary().data);
  const auto copied = read_sound(block.data);
  if (!stamp || !copied) return fault("RED with wrong bytes");
  const Played copy{timestamp - block.timestamp_offset, *copied};
  check_copy(copy, {timestamp, *stamp});
  receive(static_cast<uint16_t>(sequence_number - 1), copy.timestamp, block.data, now);
  receive(sequence_number, timestamp, red->primary().data, now);
}

// Of the same person, the sound before, as long before as it was captured.
void SoundSlot::check_copy(const Played& copy, const Played& primary) {
  if (copy.stamp.publisher != primary.stamp.publisher) return fault("a copy of somebody else");
  if (copy.stamp.number + 1 != primary.stamp.number) return fault("a copy of another sound");
  const int64_t ticks = base::serial_diff(primary.timestamp, copy.timestamp);
  const int64_t wanted = base::to_us(primary.stamp.captured) - base::to_us(copy.stamp.captured);
  constexpr int64_t kStep = 20;  // milliseconds that the server may move a line by
  if (std::abs(ticks - wanted * 48 / 1000) > kStep * 48) fault("a copy at the wrong time");
}

// Its timestamp lies between those of its neighbours, whoever fills the slot; of one source number
// and sequence number go together.
void SoundSlot::check_place(int64_t sequence, const Played& played) {
  const auto after = recent_.upper_bound(sequence);
  const auto check = [&](const Played& earlier, const Played& later, int64_t steps) {
    if (base::serial_diff(later.timestamp, earlier.timestamp) <= 0)
      fault("a timestamp that does not advance");
    if (earlier.stamp.publisher == later.stamp.publisher &&
        later.stamp.number - earlier.stamp.number < steps)
      fault("sequence numbers that nothing was sent under");
  };
  if (after != recent_.end()) check(played, after->second, after->first - sequence);
  if (after != recent_.begin()) {
    const auto before = std::prev(after);
    check(before->second, played, sequence - before->first);
  }
}

}  // namespace sim
