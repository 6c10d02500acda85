#include "net/static_files.hpp"

#include <gmock/gmock.h>

#include <fstream>

namespace net {
namespace {

using ::testing::HasSubstr;

class StaticFilesTest : public ::testing::Test {
 protected:
  StaticFilesTest() : folder_(std::filesystem::path(::testing::TempDir()) / "plenum_static_test") {
    std::filesystem::remove_all(folder_);
    write("index.html", "<!doctype html>");
    write("assets/app-1a2b.js", "plain script");
    write("assets/app-1a2b.js.br", "brotli script");
    write("assets/app-1a2b.js.gz", "gzip script");
    write("assets/app-1a2b.js.map", "{}");
    write("assets/blur-77.wasm", "wasm");
    write("assets/text-5.woff2", "font");
    write("app.webmanifest", "{}");
    write(".htpasswd", "secret");
    write(".git/config", "secret");
    write("../plenum_static_secret", "secret");
    std::filesystem::create_symlink(folder_ / "../plenum_static_secret", folder_ / "link.txt");
    files_ = StaticFiles::load(folder_).value();
  }
  ~StaticFilesTest() override {
    std::filesystem::remove(folder_ / "../plenum_static_secret");
    std::filesystem::remove_all(folder_);
  }

  void write(const std::string& name, std::string_view content) {
    std::filesystem::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name) << content;
  }
  HttpResponse get(std::string path, std::vector<HttpHeader> headers = {}) {
    HttpRequest request;
    request.method = "GET";
    request.path = std::move(path);
    request.headers = std::move(headers);
    return files_.answer(request);
  }
  static std::string header(const HttpResponse& response, std::string_view name) {
    for (const HttpHeader& h : response.headers) {
      if (h.name == name) return h.value;
    }
    return {};
  }

  std::filesystem::path folder_;
  StaticFiles files_;
};

TEST_F(StaticFilesTest, PagePathsGetTheIndexAndAreRevalidated) {
  for (const std::string path : {"/", "/index.html", "/r/abc", "/r/abc/", "/über"}) {
    const HttpResponse response = get(path);
    EXPECT_EQ(response.status, 200) << path;
    EXPECT_EQ(response.content(), "<!doctype html>");
    EXPECT_EQ(header(response, "Cache-Control"), "no-cache");
    EXPECT_EQ(header(response, "Content-Type"), "text/html; charset=utf-8");
    const std::string etag = header(response, "ETag");
    EXPECT_EQ(get(path, {{"if-none-match", etag}}).status, 304);
    EXPECT_EQ(get(path, {{"if-none-match", "\"x\", W/" + etag}}).status, 304);
    EXPECT_EQ(get(path, {{"if-none-match", "\"x\""}}).status, 200);
  }
}

TEST_F(StaticFilesTest, HashedAssetsAreCachedForAYear) {
  const HttpResponse response = get("/assets/app-1a2b.js");
  EXPECT_EQ(response.content(), "plain script");
  EXPECT_EQ(header(response, "Cache-Control"), "public, max-age=31536000, immutable");
}

TEST_F(StaticFilesTest, ThePrecompressedFormIsSentToThoseWhoTakeIt) {
  const auto coding = [&](std::string accept) {
    const HttpResponse r = get("/assets/app-1a2b.js", {{"accept-encoding", std::move(accept)}});
    EXPECT_EQ(header(r, "Vary"), "Accept-Encoding");
    return header(r, "Content-Encoding") + "|" + std::string(r.content());
  };
  EXPECT_EQ(coding("gzip, deflate, br"), "br|brotli script");
  EXPECT_EQ(coding("gzip"), "gzip|gzip script");
  EXPECT_EQ(coding("br;q=0, gzip;q=0.5"), "gzip|gzip script");
  EXPECT_EQ(coding("identity, brx"), "|plain script");
}

TEST_F(StaticFilesTest, TypesAreWhatBrowsersInsistOn) {
  EXPECT_EQ(header(get("/assets/blur-77.wasm"), "Content-Type"), "application/wasm");
  EXPECT_EQ(header(get("/assets/text-5.woff2"), "Content-Type"), "font/woff2");
  EXPECT_EQ(header(get("/app.webmanifest"), "Content-Type"), "application/manifest+json");
  EXPECT_EQ(header(get("/assets/app-1a2b.js"), "Content-Type"), "text/javascript; charset=utf-8");
  EXPECT_EQ(media_type("x.unknown"), "application/octet-stream");
}

TEST_F(StaticFilesTest, HiddenFilesLinksMapsAndUnknownNamesAreNotThere) {
  for (const std::string path :
       {"/.htpasswd", "/.git/config", "/.git", "/link.txt", "/assets/app-1a2b.js.map",
        "/assets/gone-99.js", "/assets/gone", "/favicon.ico", "/wp-login.php",
        "/assets/app-1a2b.js.br", "/../plenum_static_secret", "/assets/../.htpasswd"}) {
    EXPECT_EQ(get(path).status, 404) << path;
  }
}

TEST_F(StaticFilesTest, OtherMethodsAreRefused) {
  HttpRequest request;
  request.method = "POST";
  request.path = "/";
  EXPECT_EQ(files_.answer(request).status, 405);
}

TEST_F(StaticFilesTest, AFolderWithoutAnIndexIsASentence) {
  EXPECT_THAT(StaticFiles::load(folder_ / "assets").error().sentence, HasSubstr("no index.html"));
  EXPECT_THAT(StaticFiles::load(folder_ / "missing").error().sentence,
              HasSubstr("Cannot read the web client"));
}

}  // namespace
}  // namespace net
