// One-time codes that prove a mailbox (R7): six digits, good for ten minutes and five tries.
//
// Invariants:
//  - A mailbox has at most one open code; a new one replaces it, a right guess or the fifth wrong
//  one
//    ends it.
//  - A mailbox is sent at most three codes in any hour, whoever asks, and all together
//    kMaxIssuesAnHour: that also bounds the memory. So the chance of guessing a stranger's code is
//    15 in a million an hour.
//  - Only keyed hashes of addresses and codes are kept, in memory alone: a restart voids open
//  codes.
// Which mailbox an address means is EmailAddress::mailbox(); a code is good for the very address
// that it was sent to.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <deque>
#include <expected>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/bytes.hpp"
#include "base/instant.hpp"
#include "base/random.hpp"
#include "domain/email_address.hpp"

namespace domain {

class EmailCodes {
 public:
  using Hash = std::array<uint8_t, 32>;
  // HMAC-SHA-256 or its like, under a key of the server.
  using KeyedHash = std::function<Hash(std::string_view purpose, base::BytesView value)>;

  static constexpr size_t kDigits = 6;
  static constexpr base::Duration kGoodFor = std::chrono::minutes(10);
  static constexpr unsigned kTries = 5;
  static constexpr unsigned kIssuesAnHour = 3;
  static constexpr size_t kMaxIssuesAnHour = 5000;

  EmailCodes(KeyedHash hash, base::Random& random) : hash_(std::move(hash)), random_(random) {}

  // The code to be sent to `address`. kTooFast: this mailbox had three within the hour;
  // kOverloaded: the whole server had too many.
  std::expected<std::string, Refusal> issue(base::Instant now, const EmailAddress& address);
  // True once for a right code. Spaces in `typed` do not count.
  bool redeem(base::Instant now, const EmailAddress& address, std::string_view typed);

  size_t mailbox_count() const { return mailboxes_.size(); }

 private:
  struct Mailbox {
    unsigned issues = 0;  // within the last hour
    unsigned tries_left = 0;
    base::Instant ends;
    Hash code{};
  };
  struct HashOfHash {
    size_t operator()(const Hash& hash) const {
      size_t bits = 0;
      std::memcpy(&bits, hash.data(), sizeof bits);
      return bits;
    }
  };
  struct Issue {
    base::Instant at;
    Hash mailbox;
  };

  Hash hash_of(const EmailAddress& address) const;
  Hash hash_of(const EmailAddress& address, std::string_view code) const;
  void forget_old_issues(base::Instant now);

  const KeyedHash hash_;
  base::Random& random_;
  std::unordered_map<Hash, Mailbox, HashOfHash> mailboxes_;
  std::deque<Issue> issues_;  // of the last hour, oldest first
};

}  // namespace domain
