// For tests and fuzz targets: the client's side of the relay, driven by hand against a Server.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "proto/stun/long_term_key.hpp"
#include "proto/stun/text_attributes.hpp"
#include "proto/stun/xor_address.hpp"
#include "proto/turn/attributes.hpp"
#include "proto/turn/server.hpp"

namespace turn {

inline base::Endpoint endpoint(std::string_view address, uint16_t port) {
  return {*base::IpAddress::parse(address), port};
}

// Two media addresses of two workers; this is worker 1.
inline const base::Endpoint kMedia = endpoint("198.51.100.7", 10000);
inline const base::Endpoint kOtherMedia = endpoint("192.0.2.7", 10000);

inline ServerSettings test_settings() {
  ServerSettings settings;
  settings.relayed_address = kMedia.address;
  settings.peers = {kMedia, kOtherMedia};
  settings.worker = 1;
  settings.worker_count = 2;
  settings.key = {1, 2, 3};
  return settings;
}

using Fill = std::function<void(stun::MessageBuilder&)>;

// What came back, with its own copy of the bytes.
struct Reply {
  Outcome outcome;
  base::Bytes bytes;

  bool is_answer() const { return std::holds_alternative<Answer>(outcome); }
  stun::MessageView message() const { return *stun::parse(bytes); }
  bool is_success() const {
    return is_answer() && message().message_class() == stun::Class::kSuccess;
  }
  // 0: a success or nothing at all.
  int error() const {
    if (!is_answer() || is_success()) return 0;
    return static_cast<int>(stun::error_code(message()).value_or(stun::ErrorCode{}));
  }
};

class TestClient {
 public:
  TestClient(Server& server, base::Instant& now, uint64_t participant = 7,
             Client its_client = {{endpoint("203.0.113.5", 50000), kMedia.address}})
      : server_(server), now_(now), client(its_client) {
    CredentialIssuer issuer(test_settings().key);
    credentials = issuer.issue(now, test_settings().worker, participant);
  }

  Reply send(base::Bytes message) {
    Reply reply;
    sent = std::move(message);
    reply.outcome = server_.receive(now_, client, sent, reply.bytes);
    return reply;
  }

  base::Bytes unsigned_request(stun::Method method, const Fill& fill = {}) {
    base::Bytes bytes;
    stun::MessageBuilder builder(bytes, stun::Class::kRequest, method, next_id());
    if (fill) fill(builder);
    return bytes;
  }
  base::Bytes signed_request(stun::Method method, const Fill& fill = {}) {
    base::Bytes bytes;
    stun::MessageBuilder builder(bytes, stun::Class::kRequest, method, next_id());
    if (fill) fill(builder);
    stun::add_username(builder, credentials.username);
    stun::add_realm(builder, realm);
    stun::add_nonce(builder, nonce);
    stun::HmacKey with = key();
    stun::add_integrity(builder, with);
    return bytes;
  }
  // The dance of a browser: without a nonce first.
  Reply request(stun::Method method, const Fill& fill = {}) {
    if (nonce.empty()) learn(send(unsigned_request(stun::Method::kAllocate, kUdp)));
    return send(signed_request(method, fill));
  }
  void learn(const Reply& challenge) {
    const stun::MessageView message = challenge.message();
    if (const auto text = stun::nonce(message)) nonce = *text;
    if (const auto text = stun::realm(message)) realm = *text;
  }

  Reply allocate(const Fill& more = {}) {
    const Reply reply = request(stun::Method::kAllocate, [&](stun::MessageBuilder& builder) {
      kUdp(builder);
      if (more) more(builder);
    });
    if (reply.is_success())
      relayed = *stun::xor_address(reply.message(), stun::AttributeType::kXorRelayedAddress);
    return reply;
  }
  Reply refresh(std::chrono::seconds lifetime) {
    return request(stun::Method::kRefresh,
                   [=](stun::MessageBuilder& builder) { add_lifetime(builder, lifetime); });
  }
  Reply permit(const base::Endpoint& peer) {
    return request(stun::Method::kCreatePermission, for_peer(peer));
  }
  Reply bind(uint16_t channel, const base::Endpoint& peer) {
    return request(stun::Method::kChannelBind, [&](stun::MessageBuilder& builder) {
      add_channel_number(builder, channel);
      for_peer(peer)(builder);
    });
  }
  Reply send_indication(const base::Endpoint& peer, std::string_view data) {
    base::Bytes bytes;
    stun::MessageBuilder builder(bytes, stun::Class::kIndication, stun::Method::kSend, next_id());
    for_peer(peer)(builder);
    builder.add(stun::AttributeType::kData, base::as_bytes(data));
    return send(std::move(bytes));
  }
  Reply channel_data(uint16_t channel, std::string_view data) {
    base::Bytes bytes(kChannelHeaderSize);
    base::store_u16(bytes.data(), channel);
    base::store_u16(bytes.data() + 2, static_cast<uint16_t>(data.size()));
    base::ByteWriter(bytes).bytes(base::as_bytes(data));
    return send(std::move(bytes));
  }
  // The media plane sends to the relayed endpoint.
  std::optional<Route> route_from(const base::Endpoint& peer) const {
    return server_.route(now_, {relayed, peer.address});
  }

  static Fill for_peer(const base::Endpoint& peer) {
    return [peer](stun::MessageBuilder& builder) {
      stun::add_xor_address(builder, stun::AttributeType::kXorPeerAddress, peer);
    };
  }
  static void kUdp(stun::MessageBuilder& builder) {
    add_requested_transport(builder, kProtocolUdp);
  }
  stun::HmacKey key() const {
    return {stun::Hash::kSha1,
            stun::long_term_key_md5(credentials.username, realm, credentials.password)};
  }

 private:
  stun::TransactionId next_id() {
    stun::TransactionId id;
    base::store_u32(id.bytes.data(), ++count_);
    return id;
  }

  Server& server_;
  base::Instant& now_;
  uint32_t count_ = 0;

 public:
  Client client;
  Credentials credentials;
  std::string realm = "plenum";
  std::string nonce;
  base::Endpoint relayed;
  base::Bytes sent;  // what payloads point into
};

}  // namespace turn
