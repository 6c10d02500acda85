#include "net/websocket_server.hpp"

#include <gmock/gmock.h>

#include <vector>

#include "net/test_client.hpp"

namespace net {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using testing::status_of;
using testing::TestClient;
using testing::TestServer;
using testing::Transport;

constexpr uint8_t kText = 1, kBinary = 2, kClose = 8, kPing = 9, kPong = 10, kContinuation = 0;
constexpr uint8_t kFinal = 0x80;

// A masked client frame (RFC 6455 section 5.2) with the mask 0, which leaves the payload readable.
std::string frame(uint8_t opcode, std::string_view payload, uint8_t final_bit = kFinal) {
  std::string out{static_cast<char>(final_bit | opcode)};
  if (payload.size() < 126) {
    out += static_cast<char>(0x80 | payload.size());
  } else {
    const bool is_short = payload.size() < 65'536;
    out += static_cast<char>(0x80 | (is_short ? 126 : 127));
    for (int shift = is_short ? 8 : 56; shift >= 0; shift -= 8) {
      out += static_cast<char>(payload.size() >> shift);
    }
  }
  return out.append(4, '\0').append(payload);
}

std::string handshake(std::string_view extra = {}) {
  return "GET /ws HTTP/1.1\r\nHost: conf.test\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
         "User-Agent: tester\r\nSec-WebSocket-Version: 13\r\n"
         "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" +
         std::string(extra) + "\r\n";
}

struct Frame {
  uint8_t opcode = 0xff;  // 0xff: the line ended
  std::string payload;
  uint16_t close_code() const {
    return payload.size() < 2 ? uint16_t{0} : base::load_u16(base::as_bytes(payload).data());
  }
};

class WebSocketClient : public TestClient {
 public:
  explicit WebSocketClient(const TestServer& server, std::string_view extra = {}, int buffer = 0)
      : TestClient(server, buffer) {
    send(handshake(extra));
    response = receive_response(false);
  }

  Frame receive_frame() {
    const auto byte = [&](size_t i) { return static_cast<uint8_t>(input[i]); };
    receive_until([&] { return input.size() >= 2; });
    if (input.size() < 2) return {};
    const size_t extra = byte(1) == 127 ? 8 : byte(1) == 126 ? 2 : 0;
    receive_until([&] { return input.size() >= 2 + extra; });
    if (input.size() < 2 + extra) return {};
    size_t size = extra == 0 ? byte(1) : 0;
    for (size_t i = 0; i < extra; ++i) size = size << 8 | byte(2 + i);
    receive_until([&] { return input.size() >= 2 + extra + size; });
    if (input.size() < 2 + extra + size) return {};
    Frame out{static_cast<uint8_t>(byte(0) & 0x0f), input.substr(2 + extra, size)};
    input.erase(0, 2 + extra + size);
    return out;
  }

  std::string response;
};

// A server that sends back what it gets and remembers what happened; once plain, once under TLS.
class WebSocketServerTest : public ::testing::TestWithParam<Transport> {
 protected:
  TestServer& start(HttpSettings settings = {}) {
    WebSocketHandlers handlers;
    handlers.on_open = [this](ConnectionId id, const WebSocketInfo& info) {
      opened.push_back(id);
      infos.push_back(info);
    };
    handlers.on_message = [this](ConnectionId id, FrameKind kind, base::BytesView bytes) {
      server->server().websockets().send(id, kind, base::to_bytes(bytes));
    };
    handlers.on_close = [this](ConnectionId, uint16_t code) { closed.push_back(code); };
    const auto page = [](HttpRequest, const HttpResponder& r) {
      r.respond(text_response(200, ""));
    };
    server =
        std::make_unique<TestServer>(std::move(settings), page, std::move(handlers), GetParam());
    return *server;
  }
  // Runs `work` on the loop with the sockets.
  void with(const std::function<void(WebSocketServer&)>& work) {
    server->on_loop([&] { work(server->server().websockets()); });
  }
  std::vector<uint16_t> closed_after(size_t count) {
    std::vector<uint16_t> copy;
    while (copy.size() < count) with([&](WebSocketServer&) { copy = closed; });
    return copy;
  }

  std::vector<ConnectionId> opened;
  std::vector<WebSocketInfo> infos;
  std::vector<uint16_t> closed;
  std::unique_ptr<TestServer> server;
};

INSTANTIATE_TEST_SUITE_P(Transports, WebSocketServerTest,
                         ::testing::Values(Transport::kPlain, Transport::kTls),
                         [](const auto& test) {
                           return test.param == Transport::kPlain ? "Plain" : "Tls";
                         });

TEST_P(WebSocketServerTest, TheHandshakeIsThatOfTheRfc) {
  WebSocketClient client(start());
  EXPECT_EQ(status_of(client.response), 101);
  // RFC 6455 section 1.3: the accept value of the sample nonce.
  EXPECT_THAT(client.response, HasSubstr("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));
  EXPECT_THAT(client.response, HasSubstr("Content-Security-Policy"));
  EXPECT_THAT(client.response, Not(HasSubstr("Beast")));
  client.send(frame(kText, "x"));
  client.receive_frame();
  with([&](WebSocketServer&) {
    ASSERT_EQ(infos.size(), 1u);
    EXPECT_EQ(infos[0].user_agent, "tester");
    EXPECT_TRUE(infos[0].remote.is_loopback());
  });
}

TEST_P(WebSocketServerTest, CompressionIsNotNegotiated) {
  WebSocketClient client(start(), "Sec-WebSocket-Extensions: permessage-deflate\r\n");
  EXPECT_EQ(status_of(client.response), 101);
  EXPECT_THAT(client.response, Not(HasSubstr("permessage-deflate")));
}

TEST_P(WebSocketServerTest, MessagesKeepTheirKindAndTheirOrder) {
  WebSocketClient client(start());
  client.send(frame(kText, "one") + frame(kBinary, std::string(60'000, 'z')) +
              frame(kText, "fr", 0) + frame(kPing, "p") + frame(kContinuation, "ag"));
  Frame got = client.receive_frame();
  EXPECT_EQ(got.opcode, kText);
  EXPECT_EQ(got.payload, "one");
  got = client.receive_frame();
  EXPECT_EQ(got.opcode, kBinary);
  EXPECT_EQ(got.payload.size(), 60'000u);
  std::vector<std::string> rest = {client.receive_frame().payload, client.receive_frame().payload};
  EXPECT_THAT(rest, ::testing::UnorderedElementsAre("p", "frag"));
}

TEST_P(WebSocketServerTest, OtherSitesPagesAreRefusedWith403) {
  HttpSettings settings;
  settings.public_url = "https://public.test";
  start(settings);
  for (const std::string_view origin :
       {"http://conf.test", "https://conf.test", "https://conf.test:443", "https://PUBLIC.test"}) {
    EXPECT_EQ(
        status_of(WebSocketClient(*server, "Origin: " + std::string(origin) + "\r\n").response),
        101)
        << origin;
  }
  for (const std::string_view origin :
       {"null", "http://evil.test", "https://conf.test.evil.test", "http://conf.test:81",
        "http://public.test", "file://", "https://", "conf.test", "https://evil.test/conf.test",
        "https://conf.test@evil.test"}) {
    EXPECT_EQ(
        status_of(WebSocketClient(*server, "Origin: " + std::string(origin) + "\r\n").response),
        403)
        << origin;
  }
  EXPECT_EQ(
      status_of(WebSocketClient(*server, "Origin: http://a\r\nOrigin: http://b\r\n").response),
      400);
}

TEST_P(WebSocketServerTest, BadHandshakesAreRefused) {
  start();
  for (std::string request : {
           std::string("GET /ws HTTP/1.1\r\nHost: h\r\n\r\n"),
           std::string("GET /ws HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\n\r\n"),
           "POST" + handshake().substr(3),
           handshake() + "early",
           std::string(
               "GET /ws HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: upgrade\r\n"
               "Sec-WebSocket-Version: 8\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"),
       }) {
    TestClient client(*server);
    client.send(request);
    const int status = status_of(client.receive_response());
    EXPECT_TRUE(status == 400 || status == 426) << status << " " << request;
  }
  EXPECT_TRUE(closed.empty());
}

TEST_P(WebSocketServerTest, TooLongMessagesCloseWith1009) {
  WebSocketClient client(start());
  client.send(frame(kText, std::string(65'536, 'x')));
  EXPECT_EQ(client.receive_frame().payload.size(), 65'536u);
  client.send(frame(kText, std::string(65'537, 'x')));
  EXPECT_EQ(client.receive_frame().close_code(), close_code::kTooBig);
  EXPECT_THAT(closed_after(1), ::testing::ElementsAre(close_code::kTooBig));
}

TEST_P(WebSocketServerTest, FragmentsCountTogether) {
  WebSocketClient client(start());
  client.send(frame(kText, std::string(40'000, 'x'), 0));
  client.send(frame(kContinuation, std::string(40'000, 'x')));
  EXPECT_EQ(client.receive_frame().close_code(), close_code::kTooBig);
}

TEST_P(WebSocketServerTest, TheMessageLimitCanBeRaised) {
  WebSocketClient client(start());
  client.send(frame(kText, "hello"));
  client.receive_frame();
  with([&](WebSocketServer& s) { s.set_message_limit(opened[0], 600'000); });
  client.send(frame(kBinary, std::string(600'000, 'x')));
  EXPECT_EQ(client.receive_frame().payload.size(), 600'000u);
}

TEST_P(WebSocketServerTest, BadFramesCloseWithTheirCode) {
  start();
  std::string unmasked = frame(kText, "abc");
  unmasked[1] = 3;
  for (const auto& [bytes, code] : std::vector<std::pair<std::string, uint16_t>>{
           {unmasked, 1002},
           {frame(3, "x"), 1002},
           {frame(kContinuation, "x"), 1002},
           {frame(kText | 0x40, "x"), 1002},
           {frame(kPing, "x", 0), 1002},
           {frame(kText, "\xff"), 1007},
       }) {
    WebSocketClient client(*server);
    client.send(bytes);
    EXPECT_EQ(client.receive_frame().close_code(), code);
    client.send(frame(kClose, "\x03\xe8"));
    client.receive_all();
    EXPECT_TRUE(client.closed);
  }
}

TEST_P(WebSocketServerTest, AClientThatDoesNotReadIsClosedWith1008) {
  HttpSettings settings;
  settings.websocket.close_time = std::chrono::milliseconds(50);
  WebSocketClient slow(start(settings), {}, 4096), other(*server);
  slow.send(frame(kText, "x"));
  slow.receive_frame();
  const auto piece = std::make_shared<const base::Bytes>(100'000, uint8_t{'x'});
  // The kernel's buffers take some megabytes; then the queue fills.
  with([&](WebSocketServer& s) {
    for (int i = 0; i < 200; ++i) s.send(opened[0], FrameKind::kBinary, piece);
  });
  EXPECT_THAT(closed_after(1), ::testing::ElementsAre(close_code::kPolicy));
  other.send(frame(kText, "fine"));
  EXPECT_EQ(other.receive_frame().payload, "fine");
}

TEST_P(WebSocketServerTest, ASlowClientThatReadsAgainIsToldWhy) {
  WebSocketClient slow(start(), {}, 4096);
  slow.send(frame(kText, "x"));
  slow.receive_frame();
  const auto piece = std::make_shared<const base::Bytes>(100'000, uint8_t{'x'});
  with([&](WebSocketServer& s) {
    for (int i = 0; i < 200; ++i) s.send(opened[0], FrameKind::kBinary, piece);
  });
  Frame last;
  while (last.opcode != kClose) {
    last = slow.receive_frame();
    ASSERT_NE(last.opcode, 0xff);
  }
  EXPECT_EQ(last.close_code(), close_code::kPolicy);
}

TEST_P(WebSocketServerTest, CloseSendsWhatIsQueuedThenTheCode) {
  WebSocketClient client(start());
  client.send(frame(kText, "x"));
  client.receive_frame();
  with([&](WebSocketServer& s) {
    s.send(opened[0], FrameKind::kText, base::to_bytes(base::as_bytes("farewell")));
    s.close(opened[0], 4001, std::string(200, 'r'));
    s.send(opened[0], FrameKind::kText, base::to_bytes(base::as_bytes("too late")));
  });
  EXPECT_EQ(client.receive_frame().payload, "farewell");
  const Frame close = client.receive_frame();
  EXPECT_EQ(close.opcode, kClose);
  EXPECT_EQ(close.close_code(), 4001);
  EXPECT_EQ(close.payload.size(), 125u);
  client.send(frame(kClose, close.payload));
  EXPECT_EQ(client.receive_frame().opcode, 0xff);
  EXPECT_THAT(closed_after(1), ::testing::ElementsAre(4001));
}

TEST_P(WebSocketServerTest, TheCodeOfThePeerIsReported) {
  start();
  {
    WebSocketClient client(*server);
    client.send(frame(kClose, "\x0f\xa0"));
    EXPECT_EQ(client.receive_frame().close_code(), 4000);
  }
  closed_after(1);
  {
    WebSocketClient client(*server);
  }
  EXPECT_THAT(closed_after(2), ::testing::ElementsAre(4000, close_code::kAbnormal));
}

TEST_P(WebSocketServerTest, WhoDoesNotAuthenticateInTimeIsClosedWith1008) {
  HttpSettings settings;
  settings.websocket.unauthenticated_time = std::chrono::milliseconds(50);
  WebSocketClient known(start(settings));
  known.send(frame(kText, "x"));
  known.receive_frame();
  with([&](WebSocketServer& s) { s.mark_authenticated(opened[0]); });
  WebSocketClient unknown(*server);
  EXPECT_EQ(unknown.receive_frame().close_code(), close_code::kPolicy);
  known.send(frame(kText, "still here"));
  EXPECT_EQ(known.receive_frame().payload, "still here");
}

TEST_P(WebSocketServerTest, SilentConnectionsArePingedAndThenDropped) {
  HttpSettings settings;
  settings.websocket.heartbeat = {std::chrono::milliseconds(20), std::chrono::milliseconds(200)};
  WebSocketClient client(start(settings));
  EXPECT_EQ(client.receive_frame().opcode, kPing);
  client.receive_all();
  EXPECT_TRUE(client.closed);
  EXPECT_THAT(closed_after(1), ::testing::ElementsAre(close_code::kAbnormal));
}

TEST_P(WebSocketServerTest, AnsweredPingsKeepAConnectionAlive) {
  HttpSettings settings;
  settings.websocket.heartbeat = {std::chrono::milliseconds(20), std::chrono::milliseconds(400)};
  WebSocketClient client(start(settings));
  for (int i = 0; i < 40; ++i) {  // twice the patience
    const Frame ping = client.receive_frame();
    ASSERT_EQ(ping.opcode, kPing);
    client.send(frame(kPong, ping.payload));
  }
}

TEST_P(WebSocketServerTest, ASourceHasABudgetOfUnauthenticatedConnections) {
  HttpSettings settings;
  settings.limit_loopback = true;
  settings.websocket.max_unauthenticated_per_source = 2;
  WebSocketClient first(start(settings)), second(*server);
  EXPECT_EQ(status_of(WebSocketClient(*server).response), 429);
  second.send(frame(kText, "x"));
  second.receive_frame();
  with([&](WebSocketServer& s) { s.mark_authenticated(opened[1]); });
  WebSocketClient third(*server);
  EXPECT_EQ(status_of(third.response), 101);
  third.send(frame(kClose, "\x03\xe8"));
  closed_after(1);
  EXPECT_EQ(status_of(WebSocketClient(*server).response), 101);
}

TEST_P(WebSocketServerTest, BehindAProxyOnLoopbackEachClientHasItsBudget) {
  HttpSettings settings;
  settings.trusted_proxies = {base::IpAddress::v4(127, 0, 0, 1)};
  settings.websocket.max_unauthenticated_per_source = 1;
  start(settings);
  const std::string one = "X-Forwarded-For: 198.51.100.7\r\n";
  const std::string other = "X-Forwarded-For: 198.51.100.8\r\n";
  WebSocketClient first(*server, one);
  EXPECT_EQ(status_of(first.response), 101);
  EXPECT_EQ(status_of(WebSocketClient(*server, one).response), 429);
  EXPECT_EQ(status_of(WebSocketClient(*server, other).response), 101);
}

TEST_P(WebSocketServerTest, CloseAllTellsEverybody) {
  WebSocketClient first(start()), second(*server);
  for (WebSocketClient* client : {&first, &second}) {
    client->send(frame(kText, "x"));
    client->receive_frame();
  }
  with([&](WebSocketServer& s) { s.close_all(close_code::kGoingAway, "restart"); });
  EXPECT_EQ(first.receive_frame().close_code(), close_code::kGoingAway);
  EXPECT_EQ(second.receive_frame().close_code(), close_code::kGoingAway);
}

}  // namespace
}  // namespace net
