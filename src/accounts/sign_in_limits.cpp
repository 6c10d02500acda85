#include "accounts/sign_in_limits.hpp"

#include <algorithm>

namespace accounts {

namespace {

// The key's own count, or the shared one when there is no room for another.
template <typename Key>
TryCount& count_of(std::unordered_map<Key, TryCount>& counts, const Key& key, TryCount& shared) {
  const auto found = counts.find(key);
  if (found != counts.end()) return found->second;
  if (counts.size() >= SignInLimits::kMostKeys) return shared;
  return counts[key];
}

template <typename Key>
void forget_over(std::unordered_map<Key, TryCount>& counts, base::Instant now) {
  std::erase_if(counts, [&](const auto& entry) { return entry.second.is_over(now); });
}

}  // namespace

void TryCount::forget(base::Instant now) {
  std::erase_if(tries_, [&](base::Instant at) { return now - at >= kMemory; });
}

bool TryCount::may_try(base::Instant now) {
  forget(now);
  const auto last_minute = std::ranges::count_if(
      tries_, [&](base::Instant at) { return now - at < std::chrono::minutes(1); });
  return tries_.size() < kPerHour && static_cast<size_t>(last_minute) < kPerMinute;
}

void TryCount::take_back(base::Instant at) {
  const auto found = std::ranges::find(tries_, at);
  if (found != tries_.end()) tries_.erase(found);
}

bool TryCount::is_over(base::Instant now) const {
  return tries_.empty() || now - tries_.back() >= kMemory;
}

bool SignInLimits::allow(base::Instant now, const Source& source, const std::string& login) {
  const bool full = sources_.size() >= kMostKeys || logins_.size() >= kMostKeys;
  if (full && now >= next_sweep_) {
    forget_over(sources_, now);
    forget_over(logins_, now);
    // A sweep walks both tables: at most one a second, whatever arrives.
    next_sweep_ = now + std::chrono::seconds(1);
  }
  TryCount* of_source = source ? &count_of(sources_, *source, other_sources_) : nullptr;
  if (of_source && !of_source->may_try(now)) return false;
  TryCount& of_login = count_of(logins_, login, other_logins_);
  if (!of_login.may_try(now)) return false;
  if (of_source) of_source->add(now);
  of_login.add(now);
  return true;
}

void SignInLimits::take_back(base::Instant at, const Source& source, const std::string& login) {
  if (source) count_of(sources_, *source, other_sources_).take_back(at);
  count_of(logins_, login, other_logins_).take_back(at);
}

}  // namespace accounts
