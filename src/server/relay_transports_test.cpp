// What RFC 8656 says of errors, lifetimes and padding, over each of the relay's transports. "C" is
// the client, "S" the server, "M" the media plane. Every rule in detail, by the state machine
// alone: proto/turn/server_test.cpp.
#include "server/test_relay.hpp"

namespace server {
namespace {

using enum stun::AttributeType;
using stun::Method::kAllocate;
using stun::Method::kBinding;
using stun::Method::kChannelBind;
using stun::Method::kCreatePermission;
using stun::Method::kRefresh;

class RelayTransports : public RelaySockets, public ::testing::WithParamInterface<Over> {
 protected:
  Caller& caller() { return *clients_.emplace_back(new Caller(*this, GetParam(), 0)); }
  // With a nonce, before its Allocate.
  Caller& challenged() {
    Caller& client = caller();
    EXPECT_EQ(client.challenge(), 401);
    return client;
  }
  Caller& introduced() {
    Caller& client = caller();
    client.introduce();
    return client;
  }

 private:
  std::vector<std::unique_ptr<Caller>> clients_;
};

turn::Fill peer(std::string_view address, uint16_t port = 10000) {
  return turn::TestClient::for_peer(turn::endpoint(address, port));
}

TEST_P(RelayTransports, WhoDoesNotProveItselfIs401) {
  Caller& c = challenged();
  EXPECT_EQ(stun::realm(c.answer()), "plenum");
  c.maker().credentials.password += "x";
  EXPECT_EQ(c.allocate(), 401);
}

TEST_P(RelayTransports, WhatIsIncompleteOrOutOfRangeIs400) {
  Caller& c = challenged();
  EXPECT_EQ(c.ask(kAllocate, [](stun::MessageBuilder&) {}), 400);
  ASSERT_EQ(c.allocate(), 0);
  EXPECT_EQ(c.ask(kCreatePermission, [](stun::MessageBuilder&) {}), 400);
  EXPECT_EQ(c.bind(0x3FFF), 400);
  EXPECT_EQ(c.bind(0x5000), 400);
}

TEST_P(RelayTransports, PeersOtherThanTheMediaPlaneAre403) {
  Caller& c = introduced();
  for (const std::string_view address :
       {"127.0.0.1", "10.0.0.1", "169.254.169.254", "198.51.100.8"})
    EXPECT_EQ(c.ask(kCreatePermission, peer(address)), 403) << address;
  EXPECT_EQ(c.ask(kCreatePermission, peer("198.51.100.7", 443)), 403);
}

TEST_P(RelayTransports, WhatItDoesNotUnderstandIs420) {
  Caller& c = challenged();
  EXPECT_EQ(c.ask(kAllocate,
                  [](stun::MessageBuilder& builder) {
                    turn::TestClient::kUdp(builder);
                    builder.add(stun::AttributeType{0x7777}, {});
                  }),
            420);
}

TEST_P(RelayTransports, ASecondAllocationAndNoneAtAllAre437) {
  Caller& c = challenged();
  EXPECT_EQ(c.ask(kCreatePermission, peer("198.51.100.7")), 437);
  ASSERT_EQ(c.allocate(), 0);
  EXPECT_EQ(c.allocate(), 437);
}

TEST_P(RelayTransports, ANonceOfSomebodyElseIs438AndTheAnswerBringsAnother) {
  Caller& other = challenged();
  Caller& c = challenged();
  c.maker().nonce = other.maker().nonce;
  EXPECT_EQ(c.allocate(), 438);
  c.maker().nonce = *stun::nonce(c.answer());
  EXPECT_EQ(c.allocate(), 0);
}

TEST_P(RelayTransports, AnotherParticipantOnTheSameConnectionIs441) {
  Caller& c = introduced();
  c.be(8, 0);
  EXPECT_EQ(c.ask(kCreatePermission, peer("198.51.100.7")), 441);
}

TEST_P(RelayTransports, RelayingAnythingButUdpIs442) {
  Caller& c = challenged();
  EXPECT_EQ(c.ask(kAllocate,
                  [](stun::MessageBuilder& builder) { turn::add_requested_transport(builder, 6); }),
            442);
}

TEST_P(RelayTransports, AFamilyIs440WhereNoneIsToBeHadAnd443WhereItIsAnother) {
  Caller& c = challenged();
  const auto ipv6 = [](stun::MessageBuilder& builder) {
    turn::add_address_family(builder, kRequestedAddressFamily, turn::Family::kIpv6);
  };
  EXPECT_EQ(c.ask(kAllocate,
                  [&](stun::MessageBuilder& builder) {
                    turn::TestClient::kUdp(builder);
                    ipv6(builder);
                  }),
            440);
  ASSERT_EQ(c.allocate(), 0);
  EXPECT_EQ(c.ask(kRefresh, ipv6), 443);
  EXPECT_EQ(c.ask(kCreatePermission, peer("2001:db8::7")), 443);
}

TEST_P(RelayTransports, MoreThanAParticipantMayHaveIs486) {
  for (size_t k = 0; k < turn::test_settings().allocations_per_participant; ++k)
    ASSERT_EQ(challenged().allocate(), 0);
  EXPECT_EQ(challenged().allocate(), 486);
}

TEST_P(RelayTransports, ABindingRequestIsToldItsAddress) {
  Caller& c = caller();
  EXPECT_EQ(c.ask(c.maker().unsigned_request(kBinding)), 0);
  EXPECT_TRUE(stun::xor_address(c.answer(), kXorMappedAddress));
}

// C ── ChannelData of 0 to 8 bytes, padded, in one write ──▶ S ──▶ M
TEST_P(RelayTransports, ChannelDataFromTheClientIsPaddedAndThePaddingIsNoData) {
  Caller& c = introduced();
  workers[0].delivered.clear();
  base::Bytes together;
  for (uint8_t size = 0; size <= 8; ++size) {
    base::Bytes message = {0x40, 0, 0, size};
    message.insert(message.end(), size, 'a');
    message.resize(turn::padded(message.size()), 'p');
    if (c.is_stream())
      together.insert(together.end(), message.begin(), message.end());
    else
      c.write(message);
  }
  if (c.is_stream()) c.write(together);
  ASSERT_EQ(workers[0].delivered.size(), 9u);
  for (size_t size = 0; size <= 8; ++size)
    EXPECT_EQ(workers[0].delivered[size].text, std::string(size, 'a'));
}

// M ──▶ S ── ChannelData, padded over streams only ──▶ C
TEST_P(RelayTransports, ChannelDataToTheClientIsPaddedOverStreamsOnly) {
  Caller& c = introduced();
  for (size_t size = 1; size <= 8; ++size) {
    ASSERT_TRUE(send_from_media(0, c.relayed, std::string(size, 'm')));
    base::Bytes expected = {0x40, 0, 0, static_cast<uint8_t>(size)};
    expected.insert(expected.end(), size, 'm');
    if (c.is_stream()) expected.resize(turn::padded(expected.size()));
    EXPECT_EQ(c.read(), expected);
  }
}

TEST_P(RelayTransports, PermissionsChannelsAndAllocationsEndInTheirTime) {
  Caller& c = introduced();
  const auto hears = [&] {
    send_from_media(0, c.relayed, "m");
    return !c.read().empty();
  };
  const auto is_heard = [&] {
    workers[0].delivered.clear();
    c.write(base::Bytes{0x40, 0, 0, 1, 'd', 0, 0, 0});
    return workers[0].delivered.size() == 1;
  };
  now += 299s;
  EXPECT_TRUE(hears() && is_heard());
  now += 2s;
  EXPECT_FALSE(hears());  // the permission has ended, the channel not
  EXPECT_TRUE(is_heard());
  ASSERT_EQ(c.ask(kRefresh, [](stun::MessageBuilder&) {}), 0);
  now += 300s;
  EXPECT_FALSE(is_heard());  // the channel has
  EXPECT_EQ(workers[0].relay->counts().allocations, 1u);
  now += 300s;
  settle();
  EXPECT_EQ(workers[0].relay->counts().allocations, 0u);
}

std::string name_of(const ::testing::TestParamInfo<Over>& over) {
  return std::array{"Udp", "Tcp", "Tls"}[static_cast<size_t>(over.param)];
}
INSTANTIATE_TEST_SUITE_P(Each, RelayTransports,
                         ::testing::Values(Over::kUdp, Over::kTcp, Over::kTls), name_of);

}  // namespace
}  // namespace server
