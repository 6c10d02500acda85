#include "net/certificate_watch.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <vector>

#include "net/test_tls.hpp"

namespace net {
namespace {

using ::testing::HasSubstr;
using testing::make_certificate;
using testing::TestCertificate;

class CertificateWatchTest : public ::testing::Test {
 protected:
  CertificateWatchTest() : folder_(std::filesystem::path(::testing::TempDir()) / "plenum_watch") {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    replace("cert.pem", first_.chain);
    replace("key.pem", first_.key);
    watch_ = std::make_unique<CertificateWatch>(
        folder_ / "cert.pem", folder_ / "key.pem", std::string(kDefaultTlsGroups),
        [this](const auto& made) {
          seen_.push_back(made ? "taken" : made.error().sentence);
          if (made) context_ = *made;
        });
  }
  ~CertificateWatchTest() override { std::filesystem::remove_all(folder_); }

  // As certbot and every careful writer does: beside it, then over it.
  void replace(const std::string& name, const std::string& content) {
    std::ofstream(folder_ / "new") << content;
    std::filesystem::rename(folder_ / "new", folder_ / name);
  }

  const TestCertificate first_ = make_certificate();
  const std::filesystem::path folder_;
  std::unique_ptr<CertificateWatch> watch_;
  std::vector<std::string> seen_;
  TlsContext::Shared context_;
};

TEST_F(CertificateWatchTest, ARenewedPairIsTakenAtTheSecondLookAndOnce) {
  watch_->look();
  const TestCertificate second = make_certificate("localhost", false, 200);
  replace("cert.pem", second.chain);
  replace("key.pem", second.key);
  watch_->look();
  EXPECT_THAT(seen_, ::testing::IsEmpty());
  for (int i = 0; i < 3; ++i) watch_->look();
  EXPECT_THAT(seen_, ::testing::ElementsAre("taken"));
}

TEST_F(CertificateWatchTest, BetweenTheTwoFilesNothingIsSaid) {
  const TestCertificate second = make_certificate();
  replace("cert.pem", second.chain);
  watch_->look();
  replace("key.pem", second.key);
  watch_->look();
  watch_->look();
  EXPECT_THAT(seen_, ::testing::ElementsAre("taken"));
}

TEST_F(CertificateWatchTest, ABrokenPairIsReportedOnceAndWatchedOn) {
  replace("key.pem", make_certificate().key);
  for (int i = 0; i < 5; ++i) watch_->look();
  EXPECT_THAT(seen_, ::testing::ElementsAre(HasSubstr("The private key does not belong")));
  std::filesystem::remove(folder_ / "key.pem");
  for (int i = 0; i < 5; ++i) watch_->look();
  replace("key.pem", first_.key);
  for (int i = 0; i < 5; ++i) watch_->look();
  EXPECT_THAT(seen_, ::testing::ElementsAre(HasSubstr("does not belong"), HasSubstr("Cannot read"),
                                            "taken"));
  EXPECT_TRUE(context_);
}

TEST_F(CertificateWatchTest, LinksThatPointElsewhereAreFollowed) {
  const TestCertificate second = make_certificate();
  for (const auto& [name, text] : {std::pair{"cert2.pem", second.chain}, {"key2.pem", second.key}})
    std::ofstream(folder_ / name) << text;
  for (const std::string name : {"cert", "key"}) {
    std::filesystem::create_symlink(name + "2.pem", folder_ / "new");
    std::filesystem::rename(folder_ / "new", folder_ / (name + ".pem"));
  }
  watch_->look();
  watch_->look();
  EXPECT_THAT(seen_, ::testing::ElementsAre("taken"));
}

// Two looks later at the latest: within the ten seconds that are promised.
static_assert(3 * CertificateWatch::kInterval < std::chrono::seconds(10));

}  // namespace
}  // namespace net
