// Watches one incoming video stream for missing sequence numbers and says which to ask for again
// (RFC 4585 generic NACK). Also decides whether a packet is new, a repair, or a duplicate, since
// both an RTX copy and the late original may arrive.
//
// Timing: the first request 5 ms after a gap is seen (reordering), then once per round trip, at
// most ten times and for at most one second. More than kMaxMissing missing: repair is hopeless, the
// list is cleared and a key frame is wanted.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <utility>
#include <vector>

#include "base/instant.hpp"

namespace sfu {

class NackGenerator {
 public:
  enum class Arrival : uint8_t { kNew, kRepaired, kDuplicate };

  Arrival on_packet(int64_t sequence, base::Instant now);

  // Appends the numbers to request now and notes that they were requested.
  void take_due(base::Instant now, base::Duration round_trip, std::vector<uint16_t>& out);
  base::Instant next_timeout(base::Duration round_trip) const;

  // True once after repair was given up for something that mattered.
  bool take_key_frame_wanted() { return std::exchange(key_frame_wanted_, false); }

  uint64_t requested() const { return requested_; }
  uint64_t repaired() const { return repaired_; }

 private:
  struct Missing {
    int64_t sequence;
    base::Instant noticed;
    base::Instant last_request;
    uint8_t requests;
  };
  static constexpr size_t kMaxMissing = 400;
  static constexpr uint8_t kMaxRequests = 10;
  static constexpr base::Duration kReorderingGrace = std::chrono::milliseconds(5);
  static constexpr base::Duration kMaxAge = std::chrono::seconds(1);

  base::Instant due(const Missing& missing, base::Duration round_trip) const;

  std::optional<int64_t> newest_;
  std::deque<Missing> missing_;  // ascending
  bool key_frame_wanted_ = false;
  uint64_t requested_ = 0;
  uint64_t repaired_ = 0;
};

}  // namespace sfu
