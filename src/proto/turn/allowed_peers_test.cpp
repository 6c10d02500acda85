// RELAY TARGETS: everything but our own media endpoints, in every spelling. Nothing may be granted
// and nothing may leave: no permission, no channel, no payload.
#include "proto/turn/allowed_peers.hpp"

#include <gtest/gtest.h>

#include "proto/turn/test_client.hpp"

namespace turn {
namespace {

using namespace std::chrono_literals;

// XOR-PEER-ADDRESS as it stands on the wire, whatever family it claims: base::Endpoint has one form
// for an IPv4 address and its mapped spelling, and here the two differ.
base::Bytes wire(uint8_t family, base::BytesView address, uint16_t port,
                 const stun::TransactionId& id) {
  base::Bytes key;
  base::ByteWriter mask(key);
  mask.u32(stun::kMagicCookie);
  mask.bytes(id.bytes);
  base::Bytes value;
  base::ByteWriter writer(value);
  writer.u8(0);
  writer.u8(family);
  writer.u16(port ^ 0x2112);
  for (size_t k = 0; k < address.size(); ++k) writer.u8(address[k] ^ key[k % 16]);
  return value;
}

struct Target {
  const char* address;
  uint16_t port = 10000;
};

constexpr Target kTargets[] = {
    // The unspecified address and loopback, which reach this machine.
    {"0.0.0.0"},
    {"127.0.0.1"},
    {"127.0.0.1", 22},
    {"127.1.2.3"},
    {"127.255.255.255"},
    {"::"},
    {"::1"},
    {"::1", 22},
    // IPv4 within IPv6: mapped, compatible, translated, NAT64 (well-known and local), 6to4, ISATAP,
    // Teredo; of loopback, of the unspecified address, of neighbours, and of ourselves.
    {"::ffff:127.0.0.1"},
    {"::ffff:0.0.0.0"},
    {"::ffff:10.0.0.1"},
    {"::ffff:169.254.169.254"},
    {"::ffff:198.51.100.7"},
    {"::127.0.0.1"},
    {"::198.51.100.7"},
    {"::ffff:0:127.0.0.1"},
    {"::ffff:0:198.51.100.7"},
    {"64:ff9b::127.0.0.1"},
    {"64:ff9b::198.51.100.7"},
    {"64:ff9b::10.0.0.1"},
    {"64:ff9b:1::127.0.0.1"},
    {"2002:7f00:1::1"},
    {"2002:a00:1::1"},
    {"2002:c633:6407::1"},
    {"fe80::5efe:127.0.0.1"},
    {"2001:0:7f00:1::"},
    // Private, shared, link-local, unique local; and the metadata services of clouds.
    {"10.0.0.1"},
    {"10.255.255.255"},
    {"172.16.0.1"},
    {"192.168.1.1"},
    {"100.64.0.1"},
    {"169.254.169.254", 80},
    {"169.254.170.2", 80},
    {"100.100.100.200", 80},
    {"192.0.0.192", 80},
    {"fd00:ec2::254", 80},
    {"fe80::1"},
    {"fc00::1"},
    {"fec0::1"},
    // Multicast, broadcast, reserved, documentation, and the rest of the world.
    {"224.0.0.1"},
    {"239.255.255.250", 1900},
    {"ff02::1"},
    {"255.255.255.255"},
    {"240.0.0.1"},
    {"198.51.100.8"},
    {"198.51.100.6"},
    {"8.8.8.8", 53},
    {"2001:4860:4860::8888", 53},
    // Our own address with every port but that of the media.
    {"198.51.100.7", 0},
    {"198.51.100.7", 22},
    {"198.51.100.7", 443},
    {"198.51.100.7", 3478},
    {"198.51.100.7", 8080},
    {"198.51.100.7", 9999},
    {"198.51.100.7", 10001},
    {"198.51.100.7", 65535},
    {"192.0.2.7", 5432},
};
static_assert(std::size(kTargets) >= 30);

TEST(AllowedPeers, EveryOtherTargetIs403Or443AndNothingLeaves) {
  base::Instant now{1h};
  base::SeededRandom random{1};
  Server server(test_settings(), random);
  TestClient client(server, now);
  ASSERT_TRUE(client.allocate().is_success());
  for (const Target& target : kTargets) {
    const std::string text = target.address;
    SCOPED_TRACE(text + " " + std::to_string(target.port));
    const auto parsed = *base::IpAddress::parse(text);
    const bool v6 = text.find(':') != std::string::npos;
    const auto peer = [&](stun::MessageBuilder& builder) {
      const auto id = stun::parse(builder.message())->transaction_id();
      builder.add(stun::AttributeType::kXorPeerAddress,
                  wire(v6 ? 2 : 1, v6 ? base::BytesView(parsed.bytes) : parsed.v4_bytes(),
                       target.port, id));
    };
    const int refused = v6 ? 443 : 403;
    EXPECT_EQ(client.request(stun::Method::kCreatePermission, peer).error(), refused);
    EXPECT_EQ(client
                  .request(stun::Method::kChannelBind,
                           [&](stun::MessageBuilder& builder) {
                             add_channel_number(builder, 0x4000);
                             peer(builder);
                           })
                  .error(),
              refused);
    base::Bytes send;
    stun::MessageBuilder builder(send, stun::Class::kIndication, stun::Method::kSend, {});
    peer(builder);
    builder.add(stun::AttributeType::kData, base::as_bytes("x"));
    EXPECT_TRUE(std::holds_alternative<Nothing>(client.send(send).outcome));
    EXPECT_TRUE(std::holds_alternative<Nothing>(client.channel_data(0x4000, "x").outcome));
    EXPECT_FALSE(client.route_from({parsed, target.port}) && v6);
  }
  EXPECT_FALSE(client.route_from(kMedia));
}

TEST(AllowedPeers, AnAddressOfNoFamilyIsMalformed) {
  const AllowedPeers allowed({kMedia});
  const stun::TransactionId id;
  const auto four = kMedia.address.v4_bytes();
  EXPECT_TRUE(peer_of(wire(1, four, 10000, id), id, allowed));
  const auto error = [&](const base::Bytes& value) {
    const auto peer = peer_of(value, id, allowed);
    return peer ? 0 : static_cast<int>(peer.error());
  };
  EXPECT_EQ(error(wire(0, four, 10000, id)), 400);
  EXPECT_EQ(error(wire(3, four, 10000, id)), 400);
  EXPECT_EQ(error(wire(2, four, 10000, id)), 400);
  EXPECT_EQ(error(wire(1, kMedia.address.bytes, 10000, id)), 400);
  base::Bytes value = wire(1, four, 10000, id);
  while (!value.empty()) {
    value.pop_back();
    EXPECT_EQ(error(value), 400);
  }
}

}  // namespace
}  // namespace turn
