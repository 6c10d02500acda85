#include "domain/attempt_limits.hpp"

#include <algorithm>

namespace domain {

size_t AttemptLimits::recent(base::Instant now, const std::deque<base::Instant>& attempts) const {
  return static_cast<size_t>(
      std::ranges::count_if(attempts, [&](base::Instant t) { return t + rule_.span > now; }));
}

bool AttemptLimits::may(base::Instant now, const std::string& key) const {
  const auto found = attempts_.find(key);
  return found == attempts_.end() || recent(now, found->second) < rule_.most;
}

bool AttemptLimits::note(base::Instant now, const std::string& key) {
  if (!attempts_.contains(key) && attempts_.size() >= max_keys_) make_room(now);
  if (!attempts_.contains(key) && attempts_.size() >= max_keys_) return false;
  std::deque<base::Instant>& attempts = attempts_[key];
  while (!attempts.empty() && attempts.front() + rule_.span <= now) attempts.pop_front();
  const bool was_full = attempts.size() >= rule_.most;
  attempts.push_back(now);
  if (was_full) attempts.pop_front();
  return !was_full && attempts.size() >= rule_.most;
}

// What has run out goes; if nothing has, whatever is not full yet.
void AttemptLimits::make_room(base::Instant now) {
  std::erase_if(attempts_, [&](const auto& entry) { return recent(now, entry.second) == 0; });
  if (attempts_.size() < max_keys_) return;
  std::erase_if(attempts_,
                [&](const auto& entry) { return recent(now, entry.second) < rule_.most; });
}

}  // namespace domain
