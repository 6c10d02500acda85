#include "net/http_server.hpp"

#include <gmock/gmock.h>

#include <mutex>
#include <vector>

#include "net/test_client.hpp"

namespace net {
namespace {

using ::testing::HasSubstr;
using testing::loopback;
using ::testing::Not;
using testing::status_of;
using testing::TestClient;
using testing::TestServer;

// Answers with what it understood, so that a test sees both sides at once.
void echo(HttpRequest request, const HttpResponder& responder) {
  HttpResponse response = text_response(
      200, request.method + " " + request.path + " " + std::to_string(request.body.size()));
  responder.respond(std::move(response));
}

std::string ask(const TestServer& server, std::string_view request) {
  TestClient client(server.endpoint());
  client.send(request);
  return client.receive_response();
}

constexpr std::string_view kSecurityHeaders[] = {
    "\r\nContent-Security-Policy: default-src 'none'; script-src 'self' 'wasm-unsafe-eval'",
    "\r\nPermissions-Policy: ",
    "\r\nReferrer-Policy: no-referrer",
    "\r\nX-Content-Type-Options: nosniff",
    "\r\nCross-Origin-Opener-Policy: same-origin",
    "\r\nCross-Origin-Resource-Policy: same-origin",
};

TEST(HttpServer, AnswersARequestAndKeepsTheConnection) {
  TestServer server({}, echo);
  TestClient client(server.endpoint());
  for (int i = 0; i < 3; ++i) {
    client.send("GET /a%20b?x=1 HTTP/1.1\r\nHost: h\r\n\r\n");
    const std::string response = client.receive_response();
    EXPECT_EQ(status_of(response), 200);
    EXPECT_TRUE(response.ends_with("\r\n\r\nGET /a b 0\n")) << response;
  }
}

TEST(HttpServer, PipelinedRequestsAreAnsweredInOrder) {
  TestServer server({}, echo);
  TestClient client(server.endpoint());
  std::string requests;
  for (int i = 0; i < 50; ++i) {
    requests +=
        "POST /" + std::to_string(i) + " HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc";
  }
  client.send(requests);
  for (int i = 0; i < 50; ++i) {
    EXPECT_THAT(client.receive_response(), HasSubstr("POST /" + std::to_string(i) + " 3\n"));
  }
}

TEST(HttpServer, AnAnswerMayComeLater) {
  std::vector<HttpResponder> waiting;
  TestServer server({}, [&](HttpRequest, HttpResponder r) { waiting.push_back(std::move(r)); });
  TestClient client(server.endpoint());
  client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
  size_t count = 0;
  while (count == 0) server.on_loop([&] { count = waiting.size(); });
  server.on_loop([&] {
    waiting[0].respond(text_response(202, "later"));
    waiting[0].respond(text_response(200, "twice"));
    waiting.clear();
  });
  EXPECT_EQ(status_of(client.receive_response()), 202);
}

TEST(HttpServer, AForgottenRequestIsAnsweredWith500) {
  TestServer server({}, [](HttpRequest, HttpResponder) {});
  EXPECT_EQ(status_of(ask(server, "GET / HTTP/1.1\r\nHost: h\r\n\r\n")), 500);
}

TEST(HttpServer, HeadHasTheHeadersAndNoBody) {
  TestServer server({}, echo);
  TestClient client(server.endpoint());
  client.send("HEAD /x HTTP/1.1\r\nHost: h\r\n\r\nGET /y HTTP/1.1\r\nHost: h\r\n\r\n");
  const std::string head = client.receive_response(false);
  EXPECT_THAT(head, HasSubstr("\r\nContent-Length: 10\r\n"));
  EXPECT_TRUE(head.ends_with("\r\n\r\n"));
  EXPECT_THAT(client.receive_response(), HasSubstr("GET /y"));
}

TEST(HttpServer, EveryAnswerCarriesTheSecurityHeaders) {
  TestServer server({}, [](const HttpRequest& request, const HttpResponder& responder) {
    responder.respond(text_response(request.path == "/ok" ? 200 : 404, "x"));
  });
  for (const std::string_view request : {
           "GET /ok HTTP/1.1\r\nHost: h\r\n\r\n",
           "GET /missing HTTP/1.1\r\nHost: h\r\n\r\n",
           "GET /../etc HTTP/1.1\r\nHost: h\r\n\r\n",
           "nonsense\r\n\r\n",
           "BREW / HTTP/1.1\r\nHost: h\r\n\r\n",
           "GET /ws HTTP/1.1\r\nHost: h\r\n\r\n",
       }) {
    const std::string response = ask(server, request);
    for (const std::string_view header : kSecurityHeaders) {
      EXPECT_THAT(response, HasSubstr(header)) << request;
    }
    EXPECT_THAT(response, HasSubstr("\r\nCache-Control: no-store\r\n"));
    EXPECT_THAT(response, HasSubstr("\r\nDate: "));
    EXPECT_THAT(response, Not(HasSubstr("\r\nServer:")));
    EXPECT_THAT(response, Not(HasSubstr("Strict-Transport-Security")));
  }
}

TEST(HttpServer, StrictTransportSecurityOnlyBehindAnHttpsPublicUrl) {
  HttpSettings settings;
  settings.public_url = "https://conf.example.org";
  TestServer server(settings, echo);
  const std::string response = ask(server, "GET / HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_THAT(response, HasSubstr("Strict-Transport-Security: max-age=63072000"));
  EXPECT_THAT(response, HasSubstr("connect-src 'self' wss://conf.example.org;"));
}

TEST(HttpServer, RequestsThatTwoServersCouldReadDifferentlyAreRefused) {
  TestServer server({}, echo);
  for (const std::string_view request : {
           "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nTransfer-Encoding: "
           "chunked\r\n\r\n0\r\n\r\n",
           "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nContent-Length: "
           "5\r\n\r\n0\r\n\r\n",
           "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcde",
           "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nabcde",
           "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5, 5\r\n\r\nabcde",
           "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: +5\r\n\r\nabcde",
           "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: -1\r\n\r\n",
           "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 0x5\r\n\r\nabcde",
           "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999999999999999\r\n\r\n",
           "POST / HTTP/1.1\r\nHost: h\r\nContent-Length:\r\n\r\n",
           "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
           "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
           "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
           "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding:\r\n\r\n0\r\n\r\n",
           "POST / HTTP/1.0\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
           "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
           "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
           "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n",
           "GET / HTTP/1.1\r\nHost: h\r\nX: a\r\n b\r\n\r\n",
           "GET / HTTP/1.1\r\nHost: h\r\nHost: i\r\n\r\n",
           "GET / HTTP/1.1\r\n\r\n",
           "GET / HTTP/1.1\r\nHost:\r\n\r\n",
           "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
           "GET / HTTP/1.1\r\nHost: a@b\r\n\r\n",
           "GET / HTTP/1.1\r\nHost: h/../x\r\n\r\n",
           "GET http://other/ HTTP/1.1\r\nHost: h\r\n\r\n",
           "GET / HTTP/2.0\r\nHost: h\r\n\r\n",
           "GET / HTTP/1.1\r\nHost: h\r\nX: a\001b\r\n\r\n",
           "GET  / HTTP/1.1\r\nHost: h\r\n\r\n",
           "GET /\tx HTTP/1.1\r\nHost: h\r\n\r\n",
           "GET / HTTP/1.1\nHost: h\n\nGET / HTTP/1.1\r\nHost: h\r\n\r\n",
       }) {
    TestClient client(server.endpoint());
    client.send(request);
    client.finish_sending();
    const std::string all = client.receive_all();
    EXPECT_EQ(status_of(all), 400) << request;
    EXPECT_EQ(all.find("HTTP/1.1", 1), all.npos) << "a second answer to " << request;
    EXPECT_TRUE(client.closed);
  }
}

TEST(HttpServer, AZeroByteInAHeaderIsRefused) {
  TestServer server({}, echo);
  const std::string zero(1, '\0');
  EXPECT_EQ(status_of(ask(server, "GET / HTTP/1.1\r\nHost: h\r\nX: a" + zero + "b\r\n\r\n")), 400);
}

TEST(HttpServer, TargetsThatAreNoPlainPathsAreRefused) {
  TestServer server({}, echo);
  for (const std::string_view target : {
           "/../etc/passwd",
           "/..",
           "/a/../b",
           "/a/..",
           "/./a",
           "/a/.",
           "/%2e%2e/etc/passwd",
           "/%2E%2E%2Fetc%2Fpasswd",
           "/..%2fetc",
           "/..%5cetc",
           "/..\\etc",
           "/a%00.html",
           "/%",
           "/%4",
           "/%zz",
           "/%252e%252e/%2e%2e",
           "//etc/passwd",
           "/a//b",
           "/%c0%ae%c0%ae/",
           "/%ff",
           "/%0d%0aSet-Cookie:x",
           "/%ed%a0%80",
           "etc/passwd",
           "*",
           "ftp://h/x",
           "/a#b",
           "",
       }) {
    const std::string request =
        "GET " + std::string(target) + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";
    EXPECT_EQ(status_of(ask(server, request)), 400) << target;
  }
}

TEST(HttpServer, ABodyMayComeInChunks) {
  TestServer server({}, echo);
  const std::string response =
      ask(server,
          "POST /c HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
          "3\r\nabc\r\n4;x=y\r\ndefg\r\n0\r\nX-Trailer: z\r\n\r\n");
  EXPECT_THAT(response, HasSubstr("POST /c 7\n"));
}

TEST(HttpServer, HeadersAndBodiesHaveLimits) {
  TestServer server({}, echo);
  const std::string big_line = "GET / HTTP/1.1\r\nHost: h\r\nX: " + std::string(17'000, 'a');
  EXPECT_EQ(status_of(ask(server, big_line)), 431);
  std::string many_lines = "GET / HTTP/1.1\r\nHost: h\r\n";
  for (int i = 0; i < 100; ++i) many_lines += "X: 1\r\n";
  EXPECT_EQ(status_of(ask(server, many_lines + "\r\n")), 431);
  const auto post = [](std::string_view path, size_t size, std::string_view more = "") {
    return "POST " + std::string(path) + " HTTP/1.1\r\nHost: h\r\n" + std::string(more) +
           "Content-Length: " + std::to_string(size) + "\r\n\r\n" + std::string(size, 'x');
  };
  constexpr std::string_view kToken = "Authorization: Bearer x\r\n";
  EXPECT_EQ(status_of(ask(server, post("/api/rooms", 65'536))), 200);
  EXPECT_EQ(status_of(ask(server, post("/api/rooms", 65'537))), 413);
  EXPECT_EQ(status_of(ask(server, post("/api/rooms", 65'537, kToken))), 413);
  EXPECT_EQ(status_of(ask(server, post("/whip/room", 65'537))), 413);
  EXPECT_EQ(status_of(ask(server, post("/whip/room", 512 * 1024, kToken))), 200);
  EXPECT_EQ(status_of(ask(server, post("/whip/room", 512 * 1024 + 1, kToken))), 413);
  // Without an announcement the limit holds as well.
  std::string chunks = "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (int i = 0; i < 17; ++i) chunks += "1000\r\n" + std::string(4096, 'x') + "\r\n";
  EXPECT_EQ(status_of(ask(server, chunks)), 413);
}

TEST(HttpServer, ExpectContinueIsToldToGoOn) {
  TestServer server({}, echo);
  TestClient client(server.endpoint());
  client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(status_of(client.receive_response()), 100);
  client.send("abc");
  EXPECT_EQ(status_of(client.receive_response()), 200);
}

TEST(HttpServer, ClientsThatAreTooSlowAreDropped) {
  HttpSettings settings;
  settings.header_time = settings.idle_time = settings.rate_grace = std::chrono::milliseconds(50);
  TestServer server(settings, echo);
  for (const std::string_view beginning : {
           "",                                                            // never asks
           "GET / HTTP/1.1\r\nHos",                                       // header stops
           "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nabc",  // body stops
           "GET / HTTP/1.1\r\nHost: h\r\n\r\n",                           // idle afterwards
           "GET / HTTP/1.1\r\nHost: h\r\n\r\nGET",                        // second header stops
       }) {
    TestClient client(server.endpoint());
    client.send(beginning);
    client.receive_all();
    EXPECT_TRUE(client.closed) << beginning;
  }
  EXPECT_EQ(server.counters().timed_out, 5u);
  EXPECT_EQ(server.counters().open, 0u);
}

TEST(HttpServer, AClientThatDoesNotReadItsAnswerIsDropped) {
  HttpSettings settings;
  settings.rate_grace = std::chrono::milliseconds(50);
  settings.min_bytes_per_second = 1'000'000'000;
  const auto big = std::make_shared<const std::string>(size_t{16} << 20, 'x');
  TestServer server(settings, [big](HttpRequest, const HttpResponder& responder) {
    HttpResponse response;
    response.shared_body = big;
    responder.respond(std::move(response));
  });
  TestClient client(server.endpoint(), 4096);
  client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
  while (server.counters().timed_out == 0) std::this_thread::yield();
  EXPECT_LT(client.receive_all().size(), big->size());
  EXPECT_TRUE(client.closed);
}

TEST(HttpServer, ASourceHasABudgetOfRequests) {
  HttpSettings settings;
  settings.limit_loopback = true;
  settings.requests_per_source = {.per_second = 0.001, .burst = 5};
  TestServer server(settings, echo);
  TestClient client(server.endpoint());
  for (int i = 0; i < 6; ++i) {
    client.send("GET /x HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_EQ(status_of(client.receive_response()), i < 5 ? 200 : 429);
  }
  client.send("GET /assets/x.js HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_EQ(status_of(client.receive_response()), 200);
}

TEST(HttpServer, BehindAProxyOnLoopbackEachClientHasItsBudget) {
  HttpSettings settings;
  settings.trusted_proxies = {base::IpAddress::v4(127, 0, 0, 1)};
  settings.requests_per_source = {.per_second = 0.001, .burst = 2};
  TestServer server(settings, echo);
  TestClient proxy(server.endpoint());
  const auto status_for = [&](std::string_view client) {
    proxy.send("GET /x HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: " + std::string(client) +
               "\r\n\r\n");
    return status_of(proxy.receive_response());
  };
  for (const int status : {200, 200, 429, 429}) EXPECT_EQ(status_for("198.51.100.7"), status);
  EXPECT_EQ(status_for("198.51.100.8"), 200);
}

TEST(HttpServer, WhoHasNoRequestLeftIsToldBeforeTheBody) {
  HttpSettings settings;
  settings.limit_loopback = true;
  settings.requests_per_source = {.per_second = 0.001, .burst = 1};
  TestServer server(settings, echo);
  EXPECT_EQ(status_of(ask(server, "GET /x HTTP/1.1\r\nHost: h\r\n\r\n")), 200);
  TestClient client(server.endpoint());
  client.send("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\n");
  const std::string answer = client.receive_response();
  EXPECT_EQ(status_of(answer), 429);
  EXPECT_THAT(answer, HasSubstr("\r\nConnection: close\r\n"));
  client.finish_sending();
  client.receive_all();
  EXPECT_TRUE(client.closed);
}

TEST(HttpServer, ABodyThatDoesNotComeKeepsItsConnectionAmongThoseThatWait) {
  HttpSettings settings;
  settings.limit_loopback = true;
  settings.max_waiting_per_source = 2;
  TestServer server(settings, echo);
  constexpr std::string_view kBegun =
      "POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 9\r\n\r\n";
  TestClient first(server.endpoint()), second(server.endpoint());
  for (TestClient* client : {&first, &second}) {
    client->send(kBegun);
    EXPECT_EQ(status_of(client->receive_response()), 100);
  }
  EXPECT_EQ(status_of(ask(server, "GET / HTTP/1.1\r\nHost: h\r\n\r\n")), 200);
  EXPECT_EQ(first.receive_all(), "");
  EXPECT_TRUE(first.closed);
  second.send("123456789");
  EXPECT_EQ(status_of(second.receive_response()), 200);
}

TEST(HttpServer, AboveTheConnectionCapNewcomersGet503) {
  HttpSettings settings;
  settings.max_connections = 3;
  TestServer server(settings, echo);
  std::vector<std::unique_ptr<TestClient>> clients;
  for (int i = 0; i < 3; ++i) {
    clients.push_back(std::make_unique<TestClient>(server.endpoint()));
    clients.back()->send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_EQ(status_of(clients.back()->receive_response()), 200);
  }
  TestClient fourth(server.endpoint());
  const std::string refusal = fourth.receive_all();
  EXPECT_EQ(status_of(refusal), 503);
  EXPECT_THAT(refusal, HasSubstr("Content-Security-Policy"));
  clients.clear();
  while (server.counters().open > 0) std::this_thread::yield();
  EXPECT_EQ(status_of(ask(server, "GET / HTTP/1.1\r\nHost: h\r\n\r\n")), 200);
}

TEST(HttpServer, ASourceWithTooManyWaitingConnectionsLosesItsOldest) {
  HttpSettings settings;
  settings.limit_loopback = true;
  settings.max_waiting_per_source = 2;
  TestServer server(settings, echo);
  TestClient first(server.endpoint()), second(server.endpoint()), third(server.endpoint());
  EXPECT_EQ(first.receive_all(), "");
  EXPECT_TRUE(first.closed);
  for (TestClient* client : {&second, &third}) {
    client->send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_EQ(status_of(client->receive_response()), 200);
  }
}

TEST(HttpServer, OnlyATrustedProxyMayNameTheClient) {
  const auto tell = [](const HttpRequest& request, const HttpResponder& responder) {
    responder.respond(text_response(200, request.remote.to_string()));
  };
  constexpr std::string_view kRequest =
      "GET / HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: 192.0.2.1, 198.51.100.7\r\n\r\n";
  TestServer plain({}, tell);
  EXPECT_THAT(ask(plain, kRequest), HasSubstr("\r\n\r\n127.0.0.1\n"));
  HttpSettings settings;
  settings.trusted_proxies = {base::IpAddress::v4(127, 0, 0, 1)};
  TestServer proxied(settings, tell);
  EXPECT_THAT(ask(proxied, kRequest), HasSubstr("\r\n\r\n198.51.100.7\n"));
}

TEST(HttpServer, AHandlersHeaderCannotBeginAnother) {
  TestServer server({}, [](HttpRequest, const HttpResponder& responder) {
    responder.respond(text_response(200, "x").with("X-Name", "a\r\nSet-Cookie: b=c"));
  });
  EXPECT_THAT(ask(server, "GET / HTTP/1.1\r\nHost: h\r\n\r\n"),
              HasSubstr("\r\nX-Name: a  Set-Cookie: b=c\r\n"));
}

TEST(HttpServer, AUsedPortIsASentence) {
  TestServer server({}, echo);
  EventLoop loop;
  HttpServer second(loop, {}, echo, {});
  const auto bound = second.listen(server.endpoint());
  ASSERT_FALSE(bound.has_value());
  EXPECT_EQ(bound.error().code, std::errc::address_in_use);
  EXPECT_THAT(bound.error().sentence, HasSubstr("Cannot listen for HTTP on 127.0.0.1:"));
}

TEST(HttpServer, TheUnspecifiedIpv6AddressTakesIpv4AsWell) {
  EventLoop loop;
  HttpServer server(loop, {}, echo, {});
  const auto bound = server.listen({});
  ASSERT_TRUE(bound.has_value());
  EXPECT_TRUE(TestClient(loopback(bound->port)).connected());
  EXPECT_TRUE(TestClient({base::IpAddress::parse("::1").value(), bound->port}).connected());
}

}  // namespace
}  // namespace net
