#include "accounts/password.hpp"

#include <argon2.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "accounts/common_passwords.hpp"

namespace accounts {

namespace {

constexpr size_t kTagBytes = 32;
constexpr uint32_t kLanes = 1;
constexpr std::string_view kScheme = "$argon2id$v=19$m=";
// What a hash from a damaged or foreign database may make us allocate.
constexpr uint32_t kMostKibibytes = 1024 * 1024;

std::string parameters(const HashCost& cost) {
  return std::string(kScheme) + std::to_string(cost.mebibytes * 1024) +
         ",t=" + std::to_string(cost.passes) + ",p=" + std::to_string(kLanes) + "$";
}

char folded(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool is_affordable(std::string_view encoded) {
  if (!encoded.starts_with(kScheme)) return false;
  encoded.remove_prefix(kScheme.size());
  uint32_t kibibytes = 0;
  const auto [end, failed] =
      std::from_chars(encoded.data(), encoded.data() + encoded.size(), kibibytes);
  return failed == std::errc{} && kibibytes <= kMostKibibytes;
}

}  // namespace

Salt random_salt(base::Random& random) {
  Salt salt;
  random.fill(salt);
  return salt;
}

std::optional<std::string> hash_password(std::string_view password, const Salt& salt,
                                         const HashCost& cost) {
  const uint32_t kibibytes = cost.mebibytes * 1024;
  // The length includes the terminating zero.
  std::string encoded(argon2_encodedlen(cost.passes, kibibytes, kLanes,
                                        static_cast<uint32_t>(salt.size()), kTagBytes, Argon2_id),
                      '\0');
  const int result =
      argon2id_hash_encoded(cost.passes, kibibytes, kLanes, password.data(), password.size(),
                            salt.data(), salt.size(), kTagBytes, encoded.data(), encoded.size());
  if (result != ARGON2_OK) return std::nullopt;
  encoded.resize(encoded.find('\0'));
  return encoded;
}

bool verify_password(std::string_view encoded, std::string_view password) {
  if (!is_affordable(encoded)) return false;
  // Too long a password costs as much as any other.
  const bool too_long = password.size() > kLongestPassword;
  const std::string_view tried = password.substr(0, kLongestPassword);
  const std::string terminated(encoded);
  const bool right = argon2id_verify(terminated.c_str(), tried.data(), tried.size()) == ARGON2_OK;
  return right && !too_long;
}

bool is_outdated(std::string_view encoded, const HashCost& cost) {
  return !encoded.starts_with(parameters(cost));
}

std::string decoy(const HashCost& cost, base::Random& random) {
  // 16 and 32 bytes are 22 and 43 characters of base64 without padding, of which the last carries
  // two and four bits: 'A' there is in canonical form.
  const std::string salt = random.text(21, base::kAlphanumeric) + "A";
  const std::string tag = random.text(42, base::kAlphanumeric) + "A";
  return parameters(cost) + salt + "$" + tag;
}

std::string random_password(base::Random& random) {
  constexpr std::string_view kConsonants = "bdfghklmnprstw";
  constexpr std::string_view kVowels = "aeiou";
  std::string password;
  for (int syllable = 0; syllable < 10; ++syllable) {
    if (syllable > 0 && syllable % 2 == 0) password += '-';
    password += kConsonants[random.below(kConsonants.size())];
    password += kVowels[random.below(kVowels.size())];
  }
  return password;
}

std::optional<std::string_view> weakness(std::string_view password, std::string_view login) {
  if (password.size() < kShortestPassword) return "needs at least 12 characters";
  if (password.size() > kLongestPassword) return "may have at most 128 characters";
  if (std::set<char>(password.begin(), password.end()).size() < 5)
    return "repeats too few characters";
  const auto equal = [](char a, char b) { return folded(a) == folded(b); };
  if (!std::ranges::search(password, login, equal).empty()) return "contains the login";
  if (is_common(password)) return "is one of those that are guessed first";
  return std::nullopt;
}

}  // namespace accounts
