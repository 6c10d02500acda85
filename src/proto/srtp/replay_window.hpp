// Which packet indices of one SSRC were seen: the newest, and a bit for each of the last 1,024
// (RFC 3711 section 3.3.2). The receiver refuses what was seen or is older; the sender uses the
// same window to never seal two packets under one index. check() before the work, commit() only
// after it succeeded. A plain struct: copied as it is when a call is handed over.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>

namespace srtp {

struct ReplayWindow {
  // 1,024 packets are 4 s of 3 Mbit/s video; late retransmissions on the media SSRC still pass.
  static constexpr uint64_t kSize = 1024;
  enum class Verdict { kFresh, kSeen, kTooOld };

  uint64_t next = 0;  // newest index + 1; zero when nothing was seen
  std::array<uint64_t, kSize / 64> seen{};

  bool empty() const { return next == 0; }
  uint64_t newest() const { return next - 1; }

  Verdict check(uint64_t index) const {
    if (index >= next) return Verdict::kFresh;
    if (next - index > kSize) return Verdict::kTooOld;
    return seen[word(index)] & mask(index) ? Verdict::kSeen : Verdict::kFresh;
  }

  // Requires check(index) == kFresh.
  void commit(uint64_t index) {
    if (index >= next) {
      if (index - next >= kSize) {
        seen.fill(0);
      } else {
        for (uint64_t skipped = next; skipped < index; ++skipped)
          seen[word(skipped)] &= ~mask(skipped);
      }
      next = index + 1;
    }
    seen[word(index)] |= mask(index);
  }

  friend bool operator==(const ReplayWindow&, const ReplayWindow&) = default;

 private:
  static size_t word(uint64_t index) { return index / 64 % (kSize / 64); }
  static uint64_t mask(uint64_t index) { return uint64_t{1} << (index % 64); }
};

}  // namespace srtp
