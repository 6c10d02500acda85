// Sessions: who is signed in. A session is a random token in a cookie; here lies only its SHA-256,
// so that a memory dump signs nobody in.
//
// - 12 hours without a request end a session.
// - A token is made here, at sign-in, and never taken from outside (no fixation).
// - At most kMostPerLogin sessions per login and kMost in all; a further one ends the session that
//   has been idle longest. Logins are shared by the people of an office, hence not just one.
// - A session knows the generation of its account (account.hpp); whoever finds a session compares.
//
// Pure, in memory: a restart signs everybody out. Opening walks the table, which costs less than
// the password before it.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/instant.hpp"
#include "base/random.hpp"

namespace accounts {

class Sessions {
 public:
  static constexpr base::Duration kIdle = std::chrono::hours(12);
  static constexpr size_t kMostPerLogin = 32;
  static constexpr size_t kMost = 10'000;
  // 43 of 62 characters: 256 bits.
  static constexpr size_t kTokenLength = 43;

  struct Session {
    std::string login;
    uint64_t generation = 0;
  };

  // Returns the token, which exists nowhere else.
  std::string open(base::Instant now, const Session& session, base::Random& random);
  // Counts as use.
  std::optional<Session> find(base::Instant now, std::string_view token);
  void close(std::string_view token);
  void close_all_of(std::string_view login);

  size_t size() const { return entries_.size(); }

 private:
  using Digest = std::array<uint8_t, 32>;
  struct Entry {
    Session session;
    base::Instant used;
  };
  // SHA-256 spreads evenly: any eight bytes of it are a hash.
  struct DigestHash {
    size_t operator()(const Digest& digest) const;
  };
  using Entries = std::unordered_map<Digest, Entry, DigestHash>;

  static Digest digest_of(std::string_view token);
  // Forgets the idle, then so many that one more of this login fits.
  void make_room(base::Instant now, std::string_view login);

  Entries entries_;
};

}  // namespace accounts
