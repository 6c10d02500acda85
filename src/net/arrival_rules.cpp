#include "net/arrival_rules.hpp"

#include <algorithm>

namespace net {
namespace {

// RFC 8489 section 5.
constexpr size_t kStunCookieEnd = 8;
constexpr uint32_t kStunCookie = 0x2112A442;

}  // namespace

Speaks protocol_of(base::BytesView decrypted) {
  if (decrypted.empty()) return Speaks::kUnknownYet;
  const auto letter = static_cast<uint8_t>(decrypted[0] | 0x20);
  if (letter >= 'a' && letter <= 'z') return Speaks::kHttp;
  if (decrypted[0] >> 6 != 0) return Speaks::kNothingOfOurs;
  if (decrypted.size() < kStunCookieEnd) return Speaks::kUnknownYet;
  return base::load_u32(&decrypted[4]) == kStunCookie ? Speaks::kTurn : Speaks::kNothingOfOurs;
}

base::Instant ArrivalPace::deadline(base::Instant accepted_at, base::Instant last_byte_at,
                                    uint64_t bytes) const {
  const base::Instant silent = std::max(accepted_at, last_byte_at) + patience;
  const base::Instant slow =
      accepted_at + patience +
      base::Duration(static_cast<int64_t>(bytes) * 1'000'000 / bytes_per_second);
  return std::min({silent, slow, accepted_at + longest});
}

}  // namespace net
