#include "net/tls_stream.hpp"

#include <gmock/gmock.h>
#include <malloc.h>

#include <vector>

#include "net/test_tls.hpp"

namespace net {
namespace {

using testing::make_certificate;
using testing::make_context;
using testing::TlsTestClient;
using State = TlsStream::State;

std::string read_all(TlsStream& server) {
  std::string text;
  uint8_t piece[4096];
  while (const size_t count = server.read(piece))
    text.append(base::as_text(base::BytesView(piece, count)));
  return text;
}

base::Bytes take_output(TlsStream& server) {
  base::Bytes bytes = base::to_bytes(server.output());
  server.sent(bytes.size());
  return bytes;
}

// Carries bytes both ways, `piece` at a time, until both sides are silent; what the server read.
std::string carry(TlsTestClient& client, TlsStream& server, size_t piece = 1 << 20) {
  std::string text;
  for (bool moved = true; moved;) {
    client.shake_hands();
    const base::Bytes up = client.output();
    for (size_t at = 0; at < up.size(); at += piece) {
      server.receive(base::BytesView(up).subspan(at, std::min(piece, up.size() - at)));
      text += read_all(server);
    }
    const base::Bytes down = take_output(server);
    client.feed(down);
    moved = !up.empty() || !down.empty();
  }
  return text;
}

void only_tls12(SSL* ssl) { SSL_set_max_proto_version(ssl, TLS1_2_VERSION); }

TEST(TlsStream, BothVersionsWithBothKindsOfKeysShakeHandsByteByByte) {
  for (const bool rsa : {false, true}) {
    const auto context = make_context(make_certificate("localhost", rsa));
    for (const auto set_up : {+[](SSL*) {}, only_tls12}) {
      TlsTestClient client(set_up);
      TlsStream server(context);
      carry(client, server, 1);
      ASSERT_EQ(server.state(), State::kOpen) << SSL_get_version(client.ssl());
      client.write("ping");
      EXPECT_EQ(carry(client, server, 1), "ping");
      server.write(base::as_bytes("pong"));
      client.feed(take_output(server));
      EXPECT_EQ(client.read(), "pong");
    }
  }
}

TEST(TlsStream, LongWritesArriveWhole) {
  TlsTestClient client;
  TlsStream server(make_context());
  carry(client, server);
  const std::string text(100'000, 'x');
  server.write(base::as_bytes(text));
  client.feed(take_output(server));
  EXPECT_EQ(client.read(), text);
  client.write(text);
  EXPECT_EQ(carry(client, server, 1000), text);
}

TEST(TlsStream, PartsOfTheOutputMayBeSent) {
  TlsTestClient client;
  TlsStream server(make_context());
  carry(client, server);
  server.write(base::as_bytes("one"));
  while (!server.output().empty()) {
    client.feed(server.output().first(1));
    server.sent(1);
  }
  EXPECT_EQ(client.read(), "one");
}

TEST(TlsStream, ClosingIsSaidAndUnderstood) {
  {
    TlsTestClient client;
    TlsStream server(make_context());
    carry(client, server);
    server.close();
    EXPECT_EQ(server.state(), State::kClosed);
    client.feed(take_output(server));
    client.read();
    EXPECT_TRUE(client.closed);
    server.write(base::as_bytes("too late"));
    EXPECT_TRUE(server.output().empty());
  }
  TlsTestClient client;
  TlsStream server(make_context());
  carry(client, server);
  client.write("last words");
  SSL_shutdown(client.ssl());
  EXPECT_EQ(carry(client, server), "last words");
  EXPECT_EQ(server.state(), State::kClosed);
}

TEST(TlsStream, WhatTr02102DoesNotRecommendIsRefused) {
  const auto context = make_context(make_certificate("localhost", true));
  using Prepare = void (*)(SSL*);
  const std::vector<std::pair<const char*, Prepare>> refused = {
      {"TLS 1.1",
       [](SSL* s) {
         SSL_set_security_level(s, 0);
         SSL_set_min_proto_version(s, TLS1_VERSION);
         SSL_set_max_proto_version(s, TLS1_1_VERSION);
       }},
      {"CBC",
       [](SSL* s) {
         only_tls12(s);
         SSL_set_cipher_list(s, "ECDHE-RSA-AES128-SHA256:ECDHE-RSA-AES256-SHA");
       }},
      {"RSA key exchange",
       [](SSL* s) {
         only_tls12(s);
         SSL_set_cipher_list(s, "AES128-GCM-SHA256:AES256-GCM-SHA384");
       }},
      {"DHE",
       [](SSL* s) {
         only_tls12(s);
         SSL_set_cipher_list(s, "DHE-RSA-AES128-GCM-SHA256");
       }},
      {"ChaCha20",
       [](SSL* s) {
         SSL_set_cipher_list(s, "ECDHE-RSA-CHACHA20-POLY1305");
         SSL_set_ciphersuites(s, "TLS_CHACHA20_POLY1305_SHA256");
       }},
      {"PKCS#1 signatures",
       [](SSL* s) {
         only_tls12(s);
         SSL_set1_sigalgs_list(s, "RSA+SHA256:RSA+SHA512");
       }},
      {"SHA-1",
       [](SSL* s) {
         only_tls12(s);
         SSL_set_security_level(s, 0);
         SSL_set1_sigalgs_list(s, "RSA+SHA1");
       }},
  };
  for (const auto& [what, set_up] : refused) {
    TlsTestClient client(set_up);
    TlsStream server(context);
    carry(client, server);
    EXPECT_EQ(server.state(), State::kFailed) << what;
    EXPECT_TRUE(client.failed()) << what << ": it was not told by an alert";
  }
}

TEST(TlsStream, EveryGroupOfTheListIsSpoken) {
  const auto context = make_context();
  using Prepare = void (*)(SSL*);
  const std::vector<Prepare> groups = {
      [](SSL* s) { SSL_set1_groups_list(s, "X25519"); },
      [](SSL* s) { SSL_set1_groups_list(s, "P-384"); },
      [](SSL* s) { SSL_set1_groups_list(s, "P-521"); },
      [](SSL* s) {
        only_tls12(s);
        SSL_set1_groups_list(s, "brainpoolP256r1:P-256");
      },
      [](SSL* s) { SSL_set1_groups_list(s, "X448:P-256"); },  // hello retry
  };
  for (const Prepare set_up : groups) {
    TlsTestClient client(set_up);
    TlsStream server(context);
    carry(client, server);
    EXPECT_EQ(server.state(), State::kOpen);
  }
}

TEST(TlsStream, NothingIsResumedAndNoTicketIsSent) {
  for (const auto set_up : {+[](SSL*) {}, only_tls12}) {
    TlsTestClient client(set_up);
    TlsStream server(make_context());
    carry(client, server);
    server.write(base::as_bytes("x"));
    client.feed(take_output(server));
    client.read();
    EXPECT_FALSE(SSL_SESSION_has_ticket(SSL_get_session(client.ssl())));
  }
}

TEST(TlsStream, RenegotiationIsRefused) {
  TlsTestClient client(only_tls12);
  TlsStream server(make_context());
  carry(client, server);
  ASSERT_EQ(SSL_renegotiate(client.ssl()), 1);
  carry(client, server);
  EXPECT_TRUE(client.failed());
}

TEST(TlsStream, AlpnIsAnsweredAndNeverAReasonToFail) {
  const auto context = make_context();
  for (const auto& [offered, answer] : std::vector<std::pair<std::string, std::string>>{
           {"", ""},
           {std::string("\x02h2"), ""},
           {std::string("\x02h2\x08http/1.1"), "http/1.1"},
           {std::string("\x09stun.turn"), "stun.turn"},
           {std::string("\x0awhatever/9"), ""},
       }) {
    TlsTestClient client;
    SSL_set_alpn_protos(client.ssl(), reinterpret_cast<const unsigned char*>(offered.data()),
                        static_cast<unsigned>(offered.size()));
    TlsStream server(context);
    carry(client, server);
    EXPECT_EQ(server.state(), State::kOpen) << offered;
    EXPECT_EQ(server.alpn(), answer);
  }
}

TEST(TlsStream, WhatIsNoHelloFailsAtOnce) {
  const auto context = make_context();
  for (const std::string& bytes : {
           std::string("GET / HTTP/1.1\r\n"), std::string("\x80", 1),  // SSLv2
           std::string("\x15\x03\x01\x00\x02\x01\x00", 7) + "xx",      // an alert
           std::string("\x16\x03\x01\x00\x03\x01\x00\x00\x00", 9),  // shorter than its own header
           std::string("\x16\x03\x01\xff\xff\x01\x00\x00\x10", 9),  // record too long
           std::string("\x16\x03\x01\x10\x00\x01\x01\xff\xff", 9),  // announces 128 KiB
           std::string("\x16\x03\x01\x10\x00\x02\x00\x00\x10", 9),  // a server's hello
       }) {
    TlsStream server(context);
    server.receive(base::as_bytes(bytes));
    EXPECT_EQ(server.state(), State::kFailed) << ::testing::PrintToString(bytes);
    server.receive(base::as_bytes(bytes));
    EXPECT_EQ(read_all(server), "");
  }
}

TEST(TlsStream, DamageAnywhereInTheHandshakeNeverOpens) {
  const auto context = make_context();
  TlsTestClient first;
  first.shake_hands();
  const size_t hello_size = first.output().size();
  for (size_t at = 0; at < hello_size; at += 7) {
    TlsTestClient client;
    client.shake_hands();
    base::Bytes hello = client.output();
    ASSERT_LT(at, hello.size());
    hello[at] ^= 0x41;
    TlsStream server(context);
    server.receive(hello);
    carry(client, server);
    EXPECT_NE(server.state(), State::kOpen) << at;
  }
}

TEST(TlsStream, AForgedRecordEndsTheStream) {
  TlsTestClient client;
  TlsStream server(make_context());
  carry(client, server);
  client.write("true");
  base::Bytes record = client.output();
  record.back() ^= 1;
  server.receive(record);
  EXPECT_EQ(read_all(server), "");
  EXPECT_EQ(server.state(), State::kFailed);
}

TEST(TlsStream, APeerThatOnlyAsksForKeyUpdatesIsNotKept) {
  TlsTestClient client;
  TlsStream server(make_context());
  carry(client, server);
  size_t most = 0;
  for (int i = 0; i < 2000 && server.state() == State::kOpen; ++i) {
    ASSERT_EQ(SSL_key_update(client.ssl(), SSL_KEY_UPDATE_REQUESTED), 1);
    client.shake_hands();
    server.receive(client.output());
    EXPECT_EQ(read_all(server), "");
    most = std::max(most, server.output().size());
  }
  EXPECT_LT(most, 8'000u);
}

TEST(TlsStream, ASlowHelloCostsItsBytesOnly) {
  TlsTestClient client;
  client.shake_hands();
  const base::Bytes hello = client.output();
  const auto context = make_context();
  constexpr size_t kCount = 200;
  std::vector<std::unique_ptr<TlsStream>> streams;
  const size_t before = mallinfo2().uordblks;
  for (size_t i = 0; i < kCount; ++i) {
    streams.push_back(std::make_unique<TlsStream>(context));
    streams.back()->receive(base::BytesView(hello).first(hello.size() - 1));
    ASSERT_EQ(streams.back()->state(), State::kHandshake);
  }
  EXPECT_LT((mallinfo2().uordblks - before) / kCount, 1024u);
}

// The target of 40 KiB per idle WebSocket leaves some 20 for TLS; the heap counts here, without the
// kernel's socket. Clients live in the same heap, so they are gone when it is measured.
TEST(TlsStream, AnIdleConnectionKeepsItsKeysOnly) {
  const auto context = make_context();
  for (const auto set_up : {+[](SSL*) {}, only_tls12}) {
    constexpr size_t kCount = 200;
    std::vector<std::unique_ptr<TlsStream>> streams;
    const size_t before = mallinfo2().uordblks;
    for (size_t i = 0; i < kCount; ++i) {
      TlsTestClient client(set_up);
      streams.push_back(std::make_unique<TlsStream>(context));
      carry(client, *streams.back());
      client.write("a question");
      carry(client, *streams.back());
      streams.back()->write(base::as_bytes("an answer"));
      take_output(*streams.back());
    }
    const size_t each = (mallinfo2().uordblks - before) / kCount;
    RecordProperty("bytes", std::to_string(each));
    EXPECT_LT(each, 20u * 1024);
  }
}

TEST(TlsContext, RefusesWhatIsNotAPair) {
  const auto a = make_certificate(), b = make_certificate();
  const auto sentence = [](const auto& made) {
    return made ? std::string("taken") : made.error().sentence;
  };
  EXPECT_EQ(sentence(TlsContext::from_pem(a.chain, a.key)), "taken");
  EXPECT_EQ(sentence(TlsContext::from_pem(a.chain + b.chain, a.key)), "taken");
  EXPECT_EQ(sentence(TlsContext::from_pem(a.chain, b.key)),
            "The private key does not belong to the certificate.");
  EXPECT_EQ(sentence(TlsContext::from_pem("", a.key)), "There is no certificate in PEM form.");
  EXPECT_EQ(sentence(TlsContext::from_pem(a.chain, "")),
            "There is no private key in PEM form without a passphrase.");
  EXPECT_EQ(sentence(TlsContext::from_pem(a.chain + b.chain.substr(0, 300), a.key)),
            "The certificate file is damaged behind its first certificate.");
  EXPECT_EQ(sentence(TlsContext::from_pem(a.chain, a.key, "P-257")),
            "OpenSSL does not know these TLS groups: P-257.");
  for (size_t size = 0; size + 2 < a.chain.size(); size += 11)
    EXPECT_FALSE(TlsContext::from_pem(a.chain.substr(0, size), a.key)) << size;
}

TEST(TlsContext, KnowsHowLongItIsValid) {
  const auto context = make_context(make_certificate("localhost", false, 30));
  const auto in_30_days = std::chrono::system_clock::now() + std::chrono::days(30);
  EXPECT_LT(std::chrono::abs(context->valid_until() - in_30_days), std::chrono::hours(1));
}

}  // namespace
}  // namespace net
