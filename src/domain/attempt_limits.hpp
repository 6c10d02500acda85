// AttemptLimits: how often something may be tried under one key (an address, a room) in a span of
// time. Pure; used for access codes (R19) and for creating rooms. What is limited, and by which
// key, the server decides.
//
// Bounded: keeps at most `max_keys` keys, and of those that are full of attempts none is dropped
// for a new one that is not; a stranger with many addresses cannot make it forget.
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <unordered_map>

#include "base/instant.hpp"

namespace domain {

class AttemptLimits {
 public:
  struct Rule {
    size_t most;          // attempts
    base::Duration span;  // in any such span
  };

  explicit AttemptLimits(Rule rule, size_t max_keys = 100'000) : rule_(rule), max_keys_(max_keys) {}

  bool may(base::Instant now, const std::string& key) const;
  // One more attempt. True when it is the one that fills the limit.
  bool note(base::Instant now, const std::string& key);
  size_t keys() const { return attempts_.size(); }

 private:
  size_t recent(base::Instant now, const std::deque<base::Instant>& attempts) const;
  void make_room(base::Instant now);

  Rule rule_;
  size_t max_keys_;
  std::unordered_map<std::string, std::deque<base::Instant>> attempts_;  // oldest first
};

}  // namespace domain
