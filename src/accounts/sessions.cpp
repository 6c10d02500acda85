#include "accounts/sessions.hpp"

#include <openssl/sha.h>

#include <algorithm>
#include <cstring>

namespace accounts {

size_t Sessions::DigestHash::operator()(const Digest& digest) const {
  size_t hash;
  std::memcpy(&hash, digest.data(), sizeof hash);
  return hash;
}

Sessions::Digest Sessions::digest_of(std::string_view token) {
  Digest digest;
  SHA256(reinterpret_cast<const unsigned char*>(token.data()), token.size(), digest.data());
  return digest;
}

std::string Sessions::open(base::Instant now, const Session& session, base::Random& random) {
  make_room(now, session.login);
  std::string token = random.text(kTokenLength, base::kAlphanumeric);
  entries_.insert_or_assign(digest_of(token), Entry{session, now});
  return token;
}

void Sessions::make_room(base::Instant now, std::string_view login) {
  // One walk: the idle go, and whoever has been idle longest is remembered.
  size_t of_login = 0;
  auto longest = entries_.end(), longest_of_login = entries_.end();
  const auto remember = [&](Entries::iterator& kept, Entries::iterator entry) {
    if (kept == entries_.end() || entry->second.used < kept->second.used) kept = entry;
  };
  for (auto entry = entries_.begin(); entry != entries_.end();) {
    if (now - entry->second.used > kIdle) {
      entry = entries_.erase(entry);
      continue;
    }
    remember(longest, entry);
    if (entry->second.session.login == login) {
      remember(longest_of_login, entry);
      ++of_login;
    }
    ++entry;
  }
  if (of_login >= kMostPerLogin) {
    entries_.erase(longest_of_login);
  } else if (entries_.size() >= kMost) {
    entries_.erase(longest);
  }
}

std::optional<Sessions::Session> Sessions::find(base::Instant now, std::string_view token) {
  if (token.size() != kTokenLength) return std::nullopt;
  const auto found = entries_.find(digest_of(token));
  if (found == entries_.end()) return std::nullopt;
  if (now - found->second.used > kIdle) {
    entries_.erase(found);
    return std::nullopt;
  }
  found->second.used = now;
  return found->second.session;
}

void Sessions::close(std::string_view token) { entries_.erase(digest_of(token)); }

void Sessions::close_all_of(std::string_view login) {
  std::erase_if(entries_, [&](const auto& entry) { return entry.second.session.login == login; });
}

}  // namespace accounts
