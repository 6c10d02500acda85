#include "server/pages_api.hpp"

#include <gmock/gmock.h>

#include <fstream>

#include "server/test_accounts.hpp"

namespace server {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

struct Answer final : net::HttpResponder::Pending {
  void respond(net::HttpResponse given) override { response = std::move(given); }
  std::optional<net::HttpResponse> response;
};

class PagesApiTest : public ::testing::Test {
 protected:
  PagesApiTest() {
    std::string pattern = (std::filesystem::temp_directory_path() / "plenum-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
    api_ = std::make_unique<PagesApi>(folder_, jobs_);
  }
  ~PagesApiTest() override { std::filesystem::remove_all(folder_); }

  void write(const std::string& file, const std::string& text) const {
    std::ofstream(folder_ / file, std::ios::binary) << text;
  }
  std::shared_ptr<Answer> send(const std::string& path, const std::string& query = {},
                               const std::string& method = "GET") {
    const auto answer = std::make_shared<Answer>();
    api_->handle(now_,
                 {.method = method,
                  .path = path,
                  .query = query,
                  .headers = {},
                  .body = {},
                  .remote = base::IpAddress::v4(192, 0, 2, 1)},
                 net::HttpResponder(answer));
    return answer;
  }
  // With the reading done.
  net::HttpResponse ask(const std::string& path, const std::string& query = {},
                        const std::string& method = "GET") {
    const auto answer = send(path, query, method);
    jobs_.run_all();
    return answer->response.value_or(net::text_response(0, "no answer"));
  }

  std::filesystem::path folder_;
  testing::FakeJobs jobs_;
  Now now_{base::Instant(std::chrono::hours(1)),
           base::UnixTime(std::chrono::seconds(1'750'000'000))};
  std::unique_ptr<PagesApi> api_;
};

TEST_F(PagesApiTest, ListsWhatIsThere) {
  EXPECT_EQ(ask("/api/pages").body, R"({"pages":[]})");
  write("impressum.md", "# Impressum");
  write("datenschutz.md", "# Datenschutz");
  write("datenschutz.en.md", "# Privacy");
  now_.instant += PagesApi::kFresh;
  const std::string body = ask("/api/pages").body;
  EXPECT_THAT(body, HasSubstr(R"({"name":"impressum","languages":["de"],"version":")"));
  EXPECT_THAT(body, HasSubstr(R"({"name":"datenschutz","languages":["de","en"],"version":")"));
}

TEST_F(PagesApiTest, GivesTheTextInTheLanguageThatThereIs) {
  write("impressum.md", "# Impressum\n<script>");
  write("datenschutz.md", "# Datenschutz");
  write("datenschutz.en.md", "# Privacy");
  EXPECT_THAT(ask("/api/pages/datenschutz", "language=en").body,
              HasSubstr(R"("markdown":"# Privacy")"));
  EXPECT_THAT(ask("/api/pages/datenschutz").body, HasSubstr(R"("markdown":"# Datenschutz")"));
  const auto fallen_back = ask("/api/pages/impressum", "language=en");
  EXPECT_EQ(fallen_back.status, 200);
  EXPECT_THAT(fallen_back.body, HasSubstr(R"("language":"de")"));
  EXPECT_THAT(fallen_back.body, HasSubstr(R"("markdown":"# Impressum\n<script>")"));
}

TEST_F(PagesApiTest, NoRequestBecomesAFileName) {
  write("impressum.md", "# Impressum");
  write(page_file("geheim", PageLanguage::kGerman), "geheim");
  for (const char* path : {"/api/pages/geheim", "/api/pages/impressum.md", "/api/pages/../geheim",
                           "/api/pages/", "/api/pages//impressum", "/api/pages/impressum/",
                           "/api/pages/.", "/api/pages/IMPRESSUM", "/api/pages/datenschutz"}) {
    const auto answer = ask(path);
    EXPECT_EQ(answer.status, 404) << path;
    EXPECT_THAT(answer.body, Not(HasSubstr("geheim"))) << path;
  }
  EXPECT_TRUE(PagesApi::takes("/api/pages"));
  EXPECT_FALSE(PagesApi::takes("/api/pagesx"));
  EXPECT_EQ(ask("/api/pages", "", "POST").status, 405);
}

TEST_F(PagesApiTest, AChangeShowsWithoutARestart) {
  write("impressum.md", "eins");
  EXPECT_THAT(ask("/api/pages/impressum").body, HasSubstr("eins"));
  write("impressum.md", "zwei");
  EXPECT_THAT(ask("/api/pages/impressum").body, HasSubstr("eins")) << "read a moment ago";
  now_.instant += PagesApi::kFresh;
  EXPECT_THAT(ask("/api/pages/impressum").body, HasSubstr("zwei"));
  std::filesystem::remove(folder_ / "impressum.md");
  now_.instant += PagesApi::kFresh;
  EXPECT_EQ(ask("/api/pages/impressum").status, 404);
}

TEST_F(PagesApiTest, AFloodReadsOnce) {
  write("impressum.md", "eins");
  std::vector<std::shared_ptr<Answer>> answers;
  for (int i = 0; i < 100; ++i) answers.push_back(send("/api/pages/impressum"));
  EXPECT_EQ(jobs_.waiting.size(), 1u);
  jobs_.run_all();
  for (const auto& answer : answers) EXPECT_EQ(answer->response.value().status, 200);
}

TEST_F(PagesApiTest, WhileTheJobThreadIsFullWhatWasReadBeforeIsGiven) {
  write("impressum.md", "eins");
  jobs_.most = 0;
  EXPECT_EQ(ask("/api/pages").status, 503);
  jobs_.most = 32;
  EXPECT_EQ(ask("/api/pages").status, 200);
  now_.instant += PagesApi::kFresh;
  jobs_.most = 0;
  EXPECT_EQ(ask("/api/pages/impressum").status, 200);
}

}  // namespace
}  // namespace server
