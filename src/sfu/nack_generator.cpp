#include "sfu/nack_generator.hpp"

#include <algorithm>

namespace sfu {

using std::chrono::milliseconds;

// media path: 12. new, a repair, or a duplicate?
NackGenerator::Arrival NackGenerator::on_packet(int64_t sequence, base::Instant now) {
  if (!newest_) {
    newest_ = sequence;
    return Arrival::kNew;
  }
  if (sequence > *newest_) {
    const int64_t gap = sequence - *newest_ - 1;
    if (gap + static_cast<int64_t>(missing_.size()) > static_cast<int64_t>(kMaxMissing)) {
      missing_.clear();
      key_frame_wanted_ = true;
    } else {
      for (int64_t s = *newest_ + 1; s < sequence; ++s) missing_.push_back({s, now, {}, 0});
    }
    newest_ = sequence;
    return Arrival::kNew;
  }
  const auto found = std::lower_bound(
      missing_.begin(), missing_.end(), sequence,
      [](const Missing& missing, int64_t wanted) { return missing.sequence < wanted; });
  if (found == missing_.end() || found->sequence != sequence) return Arrival::kDuplicate;
  if (found->requests > 0) ++repaired_;
  missing_.erase(found);
  return Arrival::kRepaired;
}

base::Instant NackGenerator::due(const Missing& missing, base::Duration round_trip) const {
  if (missing.requests == 0) return missing.noticed + kReorderingGrace;
  // A tenth more than the round trip, so that a repair on its way is not asked for twice.
  const auto wait =
      std::clamp<base::Duration>(round_trip + round_trip / 10, milliseconds(20), milliseconds(500));
  return missing.last_request + wait;
}

void NackGenerator::take_due(base::Instant now, base::Duration round_trip,
                             std::vector<uint16_t>& out) {
  std::erase_if(missing_, [&](const Missing& missing) {
    const bool given_up = missing.requests >= kMaxRequests || now - missing.noticed > kMaxAge;
    if (given_up && due(missing, round_trip) <= now) key_frame_wanted_ = true;
    return given_up && due(missing, round_trip) <= now;
  });
  for (Missing& missing : missing_) {
    if (due(missing, round_trip) > now) continue;
    out.push_back(static_cast<uint16_t>(missing.sequence));
    missing.last_request = now;
    ++missing.requests;
    ++requested_;
  }
}

base::Instant NackGenerator::next_timeout(base::Duration round_trip) const {
  base::Instant next = base::kNever;
  for (const Missing& missing : missing_) next = std::min(next, due(missing, round_trip));
  return next;
}

}  // namespace sfu
