// How often one may try to sign in: 5 times a minute and 20 times an hour, counted per source
// address and per login. Only wrong tries remain counted: a school behind one address signs in at
// eight o'clock without being locked out, and whoever knows the password of one login gets no
// further tries at another.
//
// The counts are exact (the times of the last 20 tries), so that the limit holds for every minute
// and every hour, not only for those of a clock. Bounded: kMostKeys of each kind; when that many
// were seen within the hour, newcomers share one count, so that a flood slows the newcomers, not
// the memory. Unknown logins count like known ones and tell nothing.
//
// Pure. The caller hands in the source that stands for an address: an IPv4 address, an IPv6 /64, or
// nothing for this machine itself, which only the limit per login holds.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/endpoint.hpp"
#include "base/instant.hpp"

namespace accounts {

// The tries of one key.
class TryCount {
 public:
  static constexpr size_t kPerMinute = 5;
  static constexpr size_t kPerHour = 20;

  bool may_try(base::Instant now);
  void add(base::Instant now) { tries_.push_back(now); }
  // Takes back the try made at this time.
  void take_back(base::Instant at);
  // Nothing of it counts any more.
  bool is_over(base::Instant now) const;

 private:
  static constexpr base::Duration kMemory = std::chrono::hours(1);
  void forget(base::Instant now);
  std::vector<base::Instant> tries_;  // of the last hour, oldest first, at most kPerHour
};

class SignInLimits {
 public:
  static constexpr size_t kMostKeys = 16384;
  using Source = std::optional<base::IpAddress>;

  // Counts one try; false (and nothing counted) when either has none left.
  bool allow(base::Instant now, const Source& source, const std::string& login);
  // The try allowed at that time was right, or could not be made: it does not count.
  void take_back(base::Instant at, const Source& source, const std::string& login);

  size_t source_count() const { return sources_.size(); }
  size_t login_count() const { return logins_.size(); }

 private:
  std::unordered_map<base::IpAddress, TryCount> sources_;
  std::unordered_map<std::string, TryCount> logins_;
  TryCount other_sources_;
  TryCount other_logins_;
  base::Instant next_sweep_;
};

}  // namespace accounts
