// The 48-bit SRTP packet index, i = 2^16 * ROC + SEQ, guessed from the 16-bit sequence number and
// the newest index so far (RFC 3711 section 3.3.1 and appendix A). Not base::Unwrapper, because the
// first packet has ROC 0 and at half the range the RFC stays with the current ROC.
#pragma once

#include <cstdint>
#include <optional>

#include "proto/srtp/replay_window.hpp"

namespace srtp {

inline constexpr uint64_t kMaxPacketIndex = (uint64_t{1} << 48) - 1;
inline constexpr uint32_t kMaxSrtcpIndex = (uint32_t{1} << 31) - 1;

// None when the index would lie before ROC 0 or, after 2^48 packets, beyond the last: the master
// key is then used up and the call needs a new handshake.
inline std::optional<uint64_t> guess_packet_index(const ReplayWindow& window, uint16_t sequence) {
  if (window.empty()) return sequence;
  const uint64_t roc = window.newest() >> 16;
  const auto newest = static_cast<int32_t>(window.newest() & 0xffff);
  const int32_t ahead = sequence - newest;
  int64_t guess = static_cast<int64_t>(roc);
  if (newest < 0x8000 && ahead > 0x8000) --guess;
  if (newest >= 0x8000 && ahead < -0x8000) ++guess;
  if (guess < 0 || guess > static_cast<int64_t>(kMaxPacketIndex >> 16)) return std::nullopt;
  return static_cast<uint64_t>(guess) << 16 | sequence;
}

}  // namespace srtp
