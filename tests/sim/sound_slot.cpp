#include "sim/sound_slot.hpp"

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
