// The relay's credentials: short-lived, one pair for each participant, and stored nowhere. The user
// name says all that is to be known, the password is a keyed hash of it:
//
//   user name   "0k.0001c9a4.5f0e1d2c3b4a5968"
//                |  |        participant, 16 hexadecimal digits: what the quota counts by
//                |  seconds of base::Instant at which it expires, 8 to 11 hexadecimal digits
//                worker that the allocation belongs on, two base-36 digits as in an ICE ufrag
//
//   Behind it ".t" for a connection test, whose allocations are few and end with the credentials.
//
//   password    HMAC-SHA-256(key, user name), the first 128 bits in hexadecimal
//
// The key is the process's own and not stored, so that credentials end with it, and the time is the
// monotonic one: a wall clock that is set does not lock anybody out. Expiry is looked at when an
// allocation is made; a running one is refreshed with what it was made with (§3.3 of RFC 8656
// leaves it to the server), since a meeting may last longer than a credential; a test may not.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/instant.hpp"
#include "proto/stun/integrity.hpp"

namespace turn {

using Key = std::array<uint8_t, 32>;

inline constexpr std::chrono::seconds kCredentialLife = std::chrono::hours(1);
inline constexpr unsigned kMaxWorkers = 36 * 36;

enum class Purpose : uint8_t { kMeeting, kTest };

struct Credentials {
  std::string username;
  std::string password;
};

struct Identity {
  unsigned worker = 0;
  std::chrono::seconds expires{};  // since the epoch of base::Instant
  uint64_t participant = 0;
  Purpose purpose = Purpose::kMeeting;

  bool is_expired(base::Instant now) const { return now.time_since_epoch() >= expires; }
  friend bool operator==(const Identity&, const Identity&) = default;
};

// What a user name says. Not verified: the password does that.
std::optional<Identity> parse_username(std::string_view username);

class CredentialIssuer {
 public:
  explicit CredentialIssuer(const Key& key);

  // worker < kMaxWorkers.
  Credentials issue(base::Instant now, unsigned worker, uint64_t participant);
  // For a test: good until `end`, and what was made with them ends then.
  Credentials issue_for_test(base::Instant end, unsigned worker, uint64_t participant);
  std::string password_of(std::string_view username);

 private:
  Credentials sign(std::string username);

  stun::HmacKey key_;
};

}  // namespace turn
