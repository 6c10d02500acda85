// Passwords: argon2id (RFC 9106) by libargon2, in its encoded form
//
//   $argon2id$v=19$m=65536,t=3,p=1$<salt>$<tag>      16 B salt, 32 B tag, base64
//
// so that each hash says how it was made. 64 MiB and three passes are RFC 9106's second recommended
// set with one lane: some 300 ms of one core.
//
// Hashing takes that long: call it on a job thread. Nobody learns from the time whether a login
// exists: a login that does not is verified against decoy(), which costs the same and is never
// right. Pure: the salt is an argument.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/random.hpp"

namespace accounts {

struct HashCost {
  uint32_t mebibytes = 64;
  uint32_t passes = 3;
};

using Salt = std::array<uint8_t, 16>;
Salt random_salt(base::Random& random);

// Counted in bytes. A password typed longer than this is wrong without being looked at further.
inline constexpr size_t kShortestPassword = 12;
inline constexpr size_t kLongestPassword = 128;

// The encoded hash; nothing when the machine had no memory for it.
std::optional<std::string> hash_password(std::string_view password, const Salt& salt,
                                         const HashCost& cost);
// False also for an encoded hash that is not one of ours or asks for more than 1 GiB.
bool verify_password(std::string_view encoded, std::string_view password);
// The hash was made at another cost and is to be made again at the next sign-in.
bool is_outdated(std::string_view encoded, const HashCost& cost);
// An encoded hash of this cost that no known password gives.
std::string decoy(const HashCost& cost, base::Random& random);

// Ten syllables of 14 consonants and 5 vowels, "lomi-taru-keba-suno-fide": 61 bits. Can be read
// over the telephone in German and English: no c, q, v, x, y or z, no digit, no capital.
std::string random_password(base::Random& random);

// Why an operator's own password is not taken, as the end of "The password …"; nothing: it is fine.
// Length counts, not composition; what is guessed first (few different characters, the login,
// common_passwords.hpp) is refused.
std::optional<std::string_view> weakness(std::string_view password, std::string_view login);

}  // namespace accounts
