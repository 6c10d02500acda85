// The numbers that bound one connection. A client of ours stays far below all of them.
#pragma once

#include <algorithm>
#include <cstddef>

#include "base/instant.hpp"

namespace signalling {

inline constexpr size_t kMaxMessage = 64 * 1024;  // any message but an offer
inline constexpr size_t kMaxOfferMessage =
    576 * 1024;  // SDP of 512 KiB, its sections, JSON escapes
inline constexpr size_t kMaxSdp = 512 * 1024;
inline constexpr size_t kMaxDepth = 32;  // of nested JSON or protobuf messages
inline constexpr size_t kMaxTicket = 2048;
inline constexpr size_t kMaxSections = 128;
inline constexpr size_t kMaxMid = 64;
inline constexpr size_t kMaxWanted = 49;
inline constexpr size_t kMaxAccessCode = 240;  // bytes; what is a code, the domain says
inline constexpr size_t kMaxChat = 8 * 1024;   // bytes; what is a text, the domain says
inline constexpr uint32_t kMaxHeight = 4320;
inline constexpr size_t kMaxPeople = 500;  // in one Admit or Reject

// 50 messages a second, 100 at once: a token bucket.
class MessageBudget {
 public:
  bool take(base::Instant now) {
    if (last_ != base::Instant{})
      tokens_ = std::min(kBurst, tokens_ + kPerSecond * seconds(now - last_));
    last_ = now;
    if (tokens_ < 1) return false;
    tokens_ -= 1;
    return true;
  }

 private:
  static constexpr double kPerSecond = 50;
  static constexpr double kBurst = 100;
  static double seconds(base::Duration d) { return static_cast<double>(d.count()) / 1e6; }

  double tokens_ = kBurst;
  base::Instant last_{};
};

}  // namespace signalling
