#include "server/plain_port.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace server {
namespace {

net::HttpRequest get(std::string path, std::string host = "conf.example.org",
                     std::string query = {}) {
  net::HttpRequest request;
  request.method = "GET";
  request.path = std::move(path);
  request.query = std::move(query);
  request.headers = {{"host", std::move(host)}};
  return request;
}

std::string location(const std::optional<net::HttpResponse>& response) {
  if (!response) return "none";
  for (const net::HttpHeader& h : response->headers)
    if (h.name == "Location") return h.value;
  return std::to_string(response->status);
}

const PlainPort kPort{"https://conf.example.org", ""};

TEST(PlainPort, LeadsToTheSamePageUnderTls) {
  EXPECT_EQ(kPort.answer(get("/"))->status, 308);
  EXPECT_EQ(location(kPort.answer(get("/"))), "https://conf.example.org/");
  EXPECT_EQ(location(kPort.answer(get("/r/a b/ü", "conf.example.org", "x=1&y=%20"))),
            "https://conf.example.org/r/a%20b/%C3%BC?x=1&y=%20");
  EXPECT_EQ(location(kPort.answer(get("/a", "CONF.example.org:80"))), "https://conf.example.org/a");
  const PlainPort other{"https://conf.example.org:8443", ""};
  EXPECT_EQ(location(other.answer(get("/a", "conf.example.org:8080"))),
            "https://conf.example.org:8443/a");
  const PlainPort six{"https://[2001:db8::1]", ""};
  EXPECT_EQ(location(six.answer(get("/a", "[2001:db8::1]:80"))), "https://[2001:db8::1]/a");
}

TEST(PlainPort, NeverLeadsAnywhereElse) {
  for (const std::string host : {"evil.test", "conf.example.org.evil.test", "", "198.51.100.1"})
    EXPECT_EQ(location(kPort.answer(get("/", host))), "421") << host;
  EXPECT_EQ(location(kPort.answer(get("//evil.test"))), "https://conf.example.org//evil.test");
  EXPECT_EQ(location(kPort.answer(get("/\r\nX: y"))), "https://conf.example.org/%0D%0AX:%20y");
}

TEST(PlainPort, LeavesTheHealthCheckAlone) {
  EXPECT_FALSE(kPort.answer(get("/healthz", "127.0.0.1:8080")));
}

TEST(PlainPort, ServesTheFilesOfACertificateAuthorityAndNoOthers) {
  const auto root = std::filesystem::path(::testing::TempDir()) / "plenum_acme";
  const auto folder = root / ".well-known/acme-challenge";
  std::filesystem::create_directories(folder / "folder");
  std::ofstream(folder / "tok-EN_1") << "tok-EN_1.thumb";
  std::ofstream(root / ".well-known/secret") << "secret";
  const PlainPort port{"https://conf.example.org", root};
  const std::string base = "/.well-known/acme-challenge/";
  const auto found = port.answer(get(base + "tok-EN_1", "any.test"));
  EXPECT_EQ(found->status, 200);
  EXPECT_EQ(found->body, "tok-EN_1.thumb");
  for (const std::string name : {"", "other", "folder", "../secret", ".", "tok-EN_1/"})
    EXPECT_EQ(port.answer(get(base + name))->status, 404) << name;
  EXPECT_EQ(kPort.answer(get(base + "tok-EN_1"))->status, 404);
  std::filesystem::remove_all(root);
}

}  // namespace
}  // namespace server
