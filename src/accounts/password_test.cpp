#include "accounts/password.hpp"

#include <gtest/gtest.h>

#include <regex>
#include <set>

namespace accounts {
namespace {

// One MiB and one pass: a hash takes a millisecond.
constexpr HashCost kCheap{.mebibytes = 1, .passes = 1};

std::string hashed(std::string_view password, const HashCost& cost = kCheap) {
  base::SeededRandom random(7);
  return hash_password(password, random_salt(random), cost).value();
}

// A vector of the reference implementation's own tests: 256 KiB, two passes, salt "somesalt".
TEST(Password, VerifiesTheReferenceVector) {
  constexpr std::string_view kEncoded =
      "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
  EXPECT_TRUE(verify_password(kEncoded, "password"));
  EXPECT_FALSE(verify_password(kEncoded, "differentpassword"));
}

TEST(Password, OnlyTheRightOneIsRight) {
  const std::string encoded = hashed("lomi-taru-keba");
  EXPECT_TRUE(verify_password(encoded, "lomi-taru-keba"));
  for (const char* wrong : {"", "lomi-taru-keb", "lomi-taru-keba ", "Lomi-taru-keba"})
    EXPECT_FALSE(verify_password(encoded, wrong)) << wrong;
}

TEST(Password, LongerThanTheLimitIsWrong) {
  const std::string longest(kLongestPassword, 'x');
  const std::string encoded = hashed(longest);
  EXPECT_TRUE(verify_password(encoded, longest));
  EXPECT_FALSE(verify_password(encoded, longest + "x"));
}

TEST(Password, SameTwiceIsHashedDifferently) {
  base::SeededRandom random(7);
  const auto first = hash_password("gleich", random_salt(random), kCheap);
  const auto second = hash_password("gleich", random_salt(random), kCheap);
  EXPECT_NE(first, second);
}

TEST(Password, SaltHas16BytesAndTagHas32) {
  EXPECT_TRUE(std::regex_match(
      hashed("x"),
      std::regex(R"(\$argon2id\$v=19\$m=1024,t=1,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43})")))
      << hashed("x");
}

TEST(Password, DefaultCostIs64MebibytesAndThreePasses) {
  base::SeededRandom random(1);
  EXPECT_TRUE(decoy({}, random).starts_with("$argon2id$v=19$m=65536,t=3,p=1$"));
}

TEST(Password, HashOfAnotherCostIsOutdated) {
  EXPECT_FALSE(is_outdated(hashed("x"), kCheap));
  EXPECT_TRUE(is_outdated(hashed("x"), {.mebibytes = 2, .passes = 1}));
  EXPECT_TRUE(is_outdated(hashed("x"), {.mebibytes = 1, .passes = 2}));
}

// A decoy that did not parse would be refused at once and give the login away.
TEST(Password, DecoyIsAHashLikeAnyOther) {
  base::SeededRandom random(3);
  const std::string fake = decoy(kCheap, random);
  EXPECT_EQ(fake.size(), hashed("x").size());
  EXPECT_FALSE(is_outdated(fake, kCheap));
  EXPECT_FALSE(verify_password(fake, "x"));
  // It parses: with the salt of a real hash and its tag it is that hash.
  const std::string real = hashed("x");
  const size_t salt = real.find('$', std::string_view("$argon2id$v=19$m=").size()) + 1;
  EXPECT_EQ(fake.substr(0, salt), real.substr(0, salt));
  EXPECT_TRUE(verify_password(fake.substr(0, salt) + real.substr(salt), "x"));
}

TEST(Password, DamagedHashIsWrongAndCostsNothing) {
  const std::string encoded = hashed("x");
  for (size_t length = 0; length < encoded.size(); ++length)
    EXPECT_FALSE(verify_password(encoded.substr(0, length), "x")) << length;
  EXPECT_FALSE(verify_password("$argon2id$v=19$m=4294967295,t=3,p=1$c29tZXNhbHQ$AAAA", "x"));
  EXPECT_FALSE(verify_password("$argon2i$v=19$m=1024,t=3,p=1$c29tZXNhbHQ$AAAA", "x"));
}

TEST(RandomPassword, IsTenSyllables) {
  base::SeededRandom random(5);
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) {
    const std::string password = random_password(random);
    EXPECT_TRUE(std::regex_match(
        password, std::regex("([bdfghklmnprstw][aeiou]){2}(-([bdfghklmnprstw][aeiou]){2}){4}")))
        << password;
    EXPECT_FALSE(weakness(password, "lehrkraft-01")) << password;
    seen.insert(password);
  }
  EXPECT_EQ(seen.size(), 1000u);
}

TEST(Weakness, LengthCountsNotComposition) {
  EXPECT_TRUE(weakness("kwjxhvmztbn", "login"));
  EXPECT_FALSE(weakness("kwjxhvmztbnp", "login"));
  EXPECT_FALSE(weakness(std::string("kwjxhvmz") + std::string(120, 'i'), "login"));
  EXPECT_TRUE(weakness(std::string("kwjxhvmz") + std::string(121, 'i'), "login"));
  EXPECT_TRUE(weakness("aaaabbbbccccdddd", "login"));
}

TEST(Weakness, TheLoginIsRefusedInAnySpelling) {
  for (const char* with_login : {"vhs-07-lomi-taru", "lomiVHS-07taru", "VHS-07-keba-suno"})
    EXPECT_EQ(weakness(with_login, "vhs-07"), "contains the login") << with_login;
  EXPECT_FALSE(weakness("lomi-taru-keba", "vhs-07"));
}

TEST(Weakness, WhatIsGuessedFirstIsRefused) {
  for (const char* common :
       {"password1234", "Passwort-2026!", "PASSWORTPASSWORT", "p4ssw0rdp4$$w0rd", "qwertzuiop123",
        "1q2w3e4r5t6y", "1234567890123456789", "987654321-123456789", "administrator1",
        "ichliebedich<3", "Sommer.Sonne.2025", "dragonmonkey42", "Willkommen2026!", "abcdefghijkl",
        "xy-Passwort-123"})
    EXPECT_TRUE(weakness(common, "login")) << common;
}

TEST(Weakness, ASentenceMayHoldACommonWord) {
  for (const char* good : {"lomi-taru-keba-suno-fide", "der hund vergräbt sein passwort",
                           "Kupferdach im Sommer", "kwjxhvmztbnp", "7493 2280 6617 5108"})
    EXPECT_FALSE(weakness(good, "login")) << good << ": " << weakness(good, "login").value_or("");
}

}  // namespace
}  // namespace accounts
