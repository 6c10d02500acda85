#include "server/mail_setup.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace server {
namespace {

class MailSetup : public ::testing::Test {
 protected:
  ~MailSetup() override { std::filesystem::remove(path_); }

  void write_password(std::string_view content, std::filesystem::perms perms) {
    std::ofstream(path_) << content;
    std::filesystem::permissions(path_, perms);
  }
  // What the administrator reads; empty when the mailer was made.
  std::string sentence(const std::vector<std::string>& more = {}) {
    std::vector<std::string> sets = {"mail.transport=smtp", "mail.url=smtp://mail.example.org:587",
                                     "mail.from=Plenum <plenum@example.org>", "mail.user=plenum",
                                     "mail.password_file=" + path_.string()};
    sets.insert(sets.end(), more.begin(), more.end());
    const auto mailer = make_mailer(*load_config(std::nullopt, sets), loop_, random_);
    return mailer ? "" : mailer.error().sentence;
  }

  net::EventLoop loop_;
  base::SeededRandom random_{1};
  const std::filesystem::path path_ =
      std::filesystem::temp_directory_path() /
      (std::string("plenum_mail_setup_") +
       ::testing::UnitTest::GetInstance()->current_test_info()->name());
};

constexpr auto kOwner = std::filesystem::perms::owner_read | std::filesystem::perms::owner_write;

TEST_F(MailSetup, NoneIsNoMailerAndTheOthersAreOne) {
  EXPECT_EQ(*make_mailer(*load_config(std::nullopt, {}), loop_, random_), nullptr);
  EXPECT_NE(*make_mailer(*load_config(std::nullopt, {"mail.transport=log"}), loop_, random_),
            nullptr);
  write_password("geheim\n", kOwner);
  EXPECT_EQ(sentence(), "");
}

TEST_F(MailSetup, APasswordIsASecretInAFile) {
  const std::string file = "The file of mail.password_file, " + path_.string();
  EXPECT_EQ(sentence(), file + ", cannot be read.");
  write_password("", kOwner);
  EXPECT_EQ(sentence(), file + ", is empty.");
  write_password("geheim", kOwner | std::filesystem::perms::others_read);
  EXPECT_EQ(sentence(),
            file + ", can be read by everybody: change that with chmod o= " + path_.string() + ".");
}

}  // namespace
}  // namespace server
