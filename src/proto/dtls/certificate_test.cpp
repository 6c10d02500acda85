#include "proto/dtls/certificate.hpp"

#include <gtest/gtest.h>

namespace dtls {
namespace {

using std::chrono::sys_days;
using namespace std::chrono_literals;

const base::UnixTime kNow = sys_days(2026y / 11 / 21);

TEST(Fingerprint, RoundTripsThroughTheTextOfSdp) {
  Fingerprint fingerprint;
  for (size_t i = 0; i < 32; ++i) fingerprint.sha256[i] = static_cast<uint8_t>(i * 8 + 7);
  const std::string text = fingerprint.to_string();
  EXPECT_EQ(text.substr(0, 12), "07:0F:17:1F:");
  EXPECT_EQ(text.size(), 95u);
  EXPECT_EQ(Fingerprint::parse("sha-256", text), fingerprint);
  std::string lower = text;
  for (char& c : lower) c = static_cast<char>(std::tolower(c));
  EXPECT_EQ(Fingerprint::parse("SHA-256", lower), fingerprint);
}

TEST(Fingerprint, RefusesOtherHashesAndEveryDamagedText) {
  const std::string text = Fingerprint{}.to_string();
  for (const char* hash : {"", "sha-1", "sha-512", "sha-25", "sha-2566", "md5"})
    EXPECT_FALSE(Fingerprint::parse(hash, text)) << hash;
  for (size_t size = 0; size < text.size(); ++size)
    EXPECT_FALSE(Fingerprint::parse("sha-256", text.substr(0, size)));
  EXPECT_FALSE(Fingerprint::parse("sha-256", text + ":"));
  EXPECT_FALSE(Fingerprint::parse("sha-256", text + ":00"));
  for (size_t i = 0; i < text.size(); ++i) {
    std::string damaged = text;
    damaged[i] = text[i] == ':' ? '0' : 'g';
    EXPECT_FALSE(Fingerprint::parse("sha-256", damaged)) << i;
    damaged[i] = '\0';
    EXPECT_FALSE(Fingerprint::parse("sha-256", damaged)) << i;
  }
}

TEST(Fingerprint, DiffersWhenAnyBitDoes) {
  for (size_t bit = 0; bit < 256; ++bit) {
    Fingerprint other;
    other.sha256[bit / 8] = static_cast<uint8_t>(1 << bit % 8);
    EXPECT_FALSE(other == Fingerprint{});
  }
}

TEST(Certificate, ComesBackFromPemWithTheSameFingerprint) {
  const Certificate made = Certificate::generate(kNow);
  const auto read = Certificate::from_pem(made.certificate_pem(), made.private_key_pem());
  ASSERT_TRUE(read);
  EXPECT_EQ(read->fingerprint(), made.fingerprint());
  EXPECT_FALSE(Certificate::generate(kNow).fingerprint() == made.fingerprint());
}

TEST(Certificate, RefusesWhatIsNotAMatchingPair) {
  const Certificate a = Certificate::generate(kNow), b = Certificate::generate(kNow);
  EXPECT_FALSE(Certificate::from_pem(a.certificate_pem(), b.private_key_pem()));
  EXPECT_FALSE(Certificate::from_pem(a.certificate_pem(), a.certificate_pem()));
  EXPECT_FALSE(Certificate::from_pem("", ""));
  EXPECT_FALSE(Certificate::from_pem(a.certificate_pem(), "-----BEGIN PRIVATE KEY-----"));
}

TEST(Certificate, IsValidFromADayBeforeToThirtyDaysAfter) {
  const Certificate certificate = Certificate::generate(kNow);
  const auto holds_at = [&](base::UnixTime time) {
    time_t t = static_cast<time_t>(time.time_since_epoch().count());
    return X509_cmp_time(X509_get0_notBefore(certificate.x509()), &t) < 0 &&
           X509_cmp_time(X509_get0_notAfter(certificate.x509()), &t) > 0;
  };
  EXPECT_FALSE(holds_at(kNow - 25h));
  EXPECT_TRUE(holds_at(kNow - 23h));
  EXPECT_TRUE(holds_at(kNow + 29 * 24h));
  EXPECT_FALSE(holds_at(kNow + 31 * 24h));
}

}  // namespace
}  // namespace dtls
