// The TLS port as a whole: HttpServer::listen_tls, TlsArrival, ByteStream. HTTPS and TURN on one
// port is what R54 needs of it.
#include <gmock/gmock.h>

#include <mutex>
#include <vector>

#include "net/http_server.hpp"
#include "net/test_client.hpp"

namespace net {
namespace {

using ::testing::HasSubstr;
using testing::make_certificate;
using testing::make_context;
using testing::status_of;
using testing::TestClient;
using testing::TestServer;
using testing::Transport;

constexpr std::string_view kRequest = "GET /a HTTP/1.1\r\nHost: h\r\n\r\n";
// A binding request (RFC 8489 section 5): type, length, cookie, transaction.
const std::string kStun("\x00\x01\x00\x00\x21\x12\xa4\x42transaction!", 20);

class TlsListener : public ::testing::Test {
 protected:
  TestServer& start(HttpSettings settings = {}) {
    const auto page = [this](const HttpRequest& request, const HttpResponder& responder) {
      responder.respond(text_response(200, page_ + request.path));
    };
    server_ = std::make_unique<TestServer>(std::move(settings), page, WebSocketHandlers{},
                                           Transport::kTls);
    server_->on_loop([this] {
      server_->server().on_turn(
          [this](AcceptedStream stream) { turn_.push_back(std::move(stream)); });
    });
    return *server_;
  }
  size_t open() { return server_->counters().open; }
  void wait_until_closed(TestClient& client) {
    client.receive_all();
    EXPECT_TRUE(client.closed);
  }

  std::string page_;
  std::vector<AcceptedStream> turn_;  // on the loop only
  std::unique_ptr<TestServer> server_;
};

TEST_F(TlsListener, AnswersHttpsAndKeepsTheConnection) {
  TestClient client(start());
  for (int i = 0; i < 3; ++i) {
    client.send(kRequest);
    EXPECT_TRUE(client.receive_response().ends_with("\r\n\r\n/a\n"));
  }
}

TEST_F(TlsListener, LargeAnswersArriveWholeThroughSmallWindows) {
  page_.assign(3'000'000, 'x');
  TestClient client(start(), 4096);
  client.send(kRequest);
  EXPECT_EQ(client.receive_response().size() > page_.size(), true);
  client.send("GET /b HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  EXPECT_TRUE(client.receive_all().ends_with("x/b\n"));
  EXPECT_TRUE(client.tls()->closed) << "no close_notify";
}

TEST_F(TlsListener, LargeBodiesArriveWhole) {
  TestClient client(start());
  client.send("POST /c HTTP/1.1\r\nHost: h\r\nContent-Length: 60000\r\n\r\n" +
              std::string(60'000, 'b'));
  EXPECT_EQ(status_of(client.receive_response()), 200);
}

TEST_F(TlsListener, StunGoesToTurnWithEverythingThatWasRead) {
  TestClient client(start());
  client.send(kStun + "more");
  size_t count = 0;
  while (count == 0) server_->on_loop([&] { count = turn_.size(); });
  AcceptedStream& stream = turn_[0];
  EXPECT_EQ(base::as_text(stream.received), kStun + "more");
  EXPECT_EQ(stream.local, server_->endpoint());
  EXPECT_TRUE(stream.remote.address.is_loopback());
  // Nobody listens to it in the loop any more: the new owner speaks on the descriptor.
  EXPECT_EQ(open(), 0u);
  stream.tls->write(base::as_bytes("answer"));
  const base::BytesView output = stream.tls->output();
  ASSERT_EQ(::send(stream.fd.get(), output.data(), output.size(), 0),
            static_cast<ssize_t>(output.size()));
  client.receive_until([&] { return client.input.size() >= 6; });
  EXPECT_EQ(client.input, "answer");
}

TEST_F(TlsListener, StunIsRecognizedByteByByteAndWithEveryAlpn) {
  start();
  using Prepare = void (*)(SSL*);
  static constexpr unsigned char kStunTurn[] = "\x09stun.turn", kHttp[] = "\x08http/1.1",
                                 kOther[] = "\x02h2";
  for (const Prepare set_up :
       {Prepare([](SSL*) {}), Prepare([](SSL* s) { SSL_set_alpn_protos(s, kStunTurn, 10); }),
        Prepare([](SSL* s) { SSL_set_alpn_protos(s, kHttp, 9); }),
        Prepare([](SSL* s) { SSL_set_alpn_protos(s, kOther, 3); })}) {
    size_t before = 0, count = 0;
    server_->on_loop([&] { before = turn_.size(); });
    TestClient turn(server_->endpoint());
    ASSERT_TRUE(turn.start_tls(set_up));
    for (const char c : kStun) turn.send({&c, 1});
    while (count == before) server_->on_loop([&] { count = turn_.size(); });
    TestClient http(server_->endpoint());
    ASSERT_TRUE(http.start_tls(set_up));
    for (const char c : kRequest) http.send({&c, 1});
    EXPECT_EQ(status_of(http.receive_response()), 200);
  }
}

TEST_F(TlsListener, WithoutARelayTurnIsClosed) {
  start();
  server_->on_loop([this] { server_->server().on_turn(nullptr); });
  TestClient client(*server_);
  client.send(kStun);
  wait_until_closed(client);
}

TEST_F(TlsListener, WhatIsNeitherIsClosed) {
  start();
  for (const std::string_view bytes :
       {std::string_view("\x00\x01\x00\x00\x21\x12\xa4\x43xxxxxxxxxxxx", 20),  // no cookie
        std::string_view("\x40\x00\x00\x04xxxx", 8),                           // ChannelData first
        std::string_view("\r\n"), std::string_view("\x16\x03\x01\x00\x05", 5)}) {
    TestClient client(*server_);
    client.send(bytes);
    if (bytes.size() < 8) client.send("GET / H");
    wait_until_closed(client);
  }
  TestClient plain(server_->endpoint());
  plain.send(kRequest);
  wait_until_closed(plain);
  EXPECT_EQ(open(), 0u);
}

TEST_F(TlsListener, AHelloByteByByteIsServed) {
  start();
  testing::TlsTestClient tls;
  tls.shake_hands();
  TestClient client(server_->endpoint());
  for (const uint8_t byte : tls.output()) client.send_raw(base::as_text({&byte, 1}));
  client.receive_until([&] { return client.input.size() > 100; });
  EXPECT_EQ(client.input[0], 22);  // a server's hello
}

TEST_F(TlsListener, WhoStopsAfterFiveBytesIsDropped) {
  HttpSettings settings;
  settings.arrival_patience = std::chrono::milliseconds(100);
  start(settings);
  testing::TlsTestClient tls;
  tls.shake_hands();
  const base::Bytes hello = tls.output();
  TestClient stopped(server_->endpoint()), silent(server_->endpoint());
  TestClient waits(*server_);  // after its handshake
  stopped.send_raw(base::as_text(base::BytesView(hello).first(5)));
  wait_until_closed(stopped);
  wait_until_closed(silent);
  wait_until_closed(waits);
  EXPECT_EQ(server_->counters().timed_out, 3u);
}

TEST_F(TlsListener, ASourceThatBeginsTooManyIsCutOffBeforeItsHello) {
  HttpSettings settings;
  settings.limit_loopback = true;
  settings.tls_per_source = {.per_second = 0.001, .burst = 2};
  start(settings);
  TestClient first(*server_), second(*server_), third(server_->endpoint());
  wait_until_closed(third);
  first.send(kRequest);
  EXPECT_EQ(status_of(first.receive_response()), 200);
  EXPECT_EQ(server_->counters().refused_rate, 1u);
}

TEST_F(TlsListener, TheOldestOfTooManyThatWaitMakesRoom) {
  HttpSettings settings;
  settings.limit_loopback = true;
  settings.max_waiting_per_source = 3;
  start(settings);
  TestClient oldest(server_->endpoint());
  std::vector<std::unique_ptr<TestClient>> others;
  for (int i = 0; i < 3; ++i) others.push_back(std::make_unique<TestClient>(*server_));
  wait_until_closed(oldest);
  for (const auto& other : others) {
    other->send(kRequest);
    EXPECT_EQ(status_of(other->receive_response()), 200);
  }
}

TEST_F(TlsListener, ANewCertificateIsForNewConnectionsOnly) {
  const auto name_of = [](TestClient& client) {
    const X509Handle certificate(SSL_get1_peer_certificate(client.tls()->ssl()));
    char name[64] = {};
    X509_NAME_get_text_by_NID(X509_get_subject_name(certificate.get()), NID_commonName, name, 64);
    return std::string(name);
  };
  TestClient before(start());
  server_->on_loop(
      [this] { server_->server().use_tls(make_context(make_certificate("renewed.test"))); });
  TestClient after(*server_);
  EXPECT_EQ(name_of(after), "renewed.test");
  for (TestClient* client : {&before, &after}) {
    client->send(kRequest);
    EXPECT_EQ(status_of(client->receive_response()), 200);
  }
  EXPECT_EQ(name_of(before), "localhost");
}

TEST_F(TlsListener, GarbageInsideAnOpenConnectionEndsItOnly) {
  TestClient bad(start()), good(*server_);
  bad.send(kRequest);
  bad.receive_response();
  bad.send_raw(std::string("\x17\x03\x03\x00\x20", 5) + std::string(32, 'g'));
  wait_until_closed(bad);
  good.send(kRequest);
  EXPECT_EQ(status_of(good.receive_response()), 200);
}

}  // namespace
}  // namespace net
