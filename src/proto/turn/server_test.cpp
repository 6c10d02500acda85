// The relay as RFC 8656 tells it. "C" is the client, "S" the server, "M" the media plane.
#include "proto/turn/server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "proto/stun/fingerprint.hpp"
#include "proto/stun/unknown_attributes.hpp"
#include "proto/turn/test_client.hpp"

namespace turn {
namespace {

using namespace std::chrono_literals;
using enum stun::AttributeType;
using stun::Method::kAllocate;
using stun::Method::kBinding;
using stun::Method::kChannelBind;
using stun::Method::kCreatePermission;
using stun::Method::kRefresh;
using stun::Method::kSend;

struct Relay : ::testing::Test {
  base::Instant now{1000h};
  base::SeededRandom random{1};
  Server server{test_settings(), random};
  TestClient c{server, now};

  size_t ended() {
    size_t count = 0;
    while (const auto event = server.poll_event())
      count += std::holds_alternative<AllocationEnded>(*event);
    return count;
  }
};

std::string_view text_of(const Reply& reply) {
  const auto* payload = std::get_if<Payload>(&reply.outcome);
  return payload ? base::as_text(payload->bytes) : "nothing";
}

// C ── Allocate ──▶ S   C ◀── 401, realm, nonce ── S
// C ── Allocate, signed ──▶ S   C ◀── success: relayed, mapped, 600 s ── S
// C ── CreatePermission M ──▶ S   C ── Send to M ──▶ S ── from the relayed endpoint ──▶ M
// C ── ChannelBind 0x4000 M ──▶ S   C ── ChannelData ──▶ S ──▶ M   M ──▶ S ── ChannelData ──▶ C
TEST_F(Relay, TheLadderOfTheRfc) {
  const Reply challenge = c.send(c.unsigned_request(kAllocate, TestClient::kUdp));
  EXPECT_EQ(challenge.error(), 401);
  EXPECT_EQ(stun::realm(challenge.message()), "plenum");
  c.learn(challenge);

  const Reply made = c.allocate();
  ASSERT_TRUE(made.is_success());
  EXPECT_EQ(lifetime(made.message()), 600s);
  EXPECT_EQ(stun::xor_address(made.message(), kXorMappedAddress), c.client.path.remote);
  EXPECT_EQ(c.relayed.address, kMedia.address);
  stun::HmacKey key = c.key();
  EXPECT_EQ(stun::check_integrity(made.message(), key), stun::Integrity::kValid);

  EXPECT_EQ(c.route_from(kMedia), std::nullopt);
  EXPECT_TRUE(c.permit(kMedia).is_success());
  const Reply sent = c.send_indication(kMedia, "hello");
  ASSERT_EQ(text_of(sent), "hello");
  EXPECT_EQ(std::get<Payload>(sent.outcome).path, (base::Path{c.relayed, kMedia.address}));
  auto route = c.route_from(kMedia);
  ASSERT_TRUE(route);
  EXPECT_EQ(*route, (Route{c.client, kMedia, 0}));

  EXPECT_TRUE(c.bind(0x4000, kMedia).is_success());
  EXPECT_EQ(text_of(c.channel_data(0x4000, "media")), "media");
  route = c.route_from(kMedia);
  ASSERT_TRUE(route);
  EXPECT_EQ(route->channel, 0x4000);

  EXPECT_TRUE(c.refresh(0s).is_success());
  EXPECT_EQ(ended(), 1u);
  EXPECT_EQ(c.route_from(kMedia), std::nullopt);
}

// ---------------------------------------------------------------------------------------- errors

TEST_F(Relay, WhoSignsWithAWrongPasswordIsAskedAgain) {
  c.learn(c.send(c.unsigned_request(kAllocate, TestClient::kUdp)));
  c.credentials.password += "x";
  EXPECT_EQ(c.allocate().error(), 401);
  c.credentials = {"0a.00000000.x", "x"};
  EXPECT_EQ(c.allocate().error(), 401);
}

TEST_F(Relay, WhoSignsWithoutSayingAllOfTheRestIs400) {
  c.learn(c.send(c.unsigned_request(kAllocate, TestClient::kUdp)));
  for (const int left_out : {0, 1, 2}) {
    base::Bytes bytes;
    stun::MessageBuilder builder(bytes, stun::Class::kRequest, kAllocate, {});
    TestClient::kUdp(builder);
    if (left_out != 0) stun::add_username(builder, c.credentials.username);
    if (left_out != 1) stun::add_realm(builder, c.realm);
    if (left_out != 2) stun::add_nonce(builder, c.nonce);
    stun::HmacKey key = c.key();
    stun::add_integrity(builder, key);
    EXPECT_EQ(c.send(bytes).error(), 400) << left_out;
  }
}

TEST_F(Relay, ANonceEndsAfterAnHourAndIsGoodForOneAddressOnly) {
  ASSERT_TRUE(c.allocate().is_success());
  now += 59min;
  EXPECT_EQ(c.permit(kMedia).error(), 437);  // the allocation has ended, the nonce not
  now += 2min;
  Reply stale = c.permit(kMedia);
  EXPECT_EQ(stale.error(), 438);
  TestClient moved(server, now, 7, {{endpoint("203.0.113.5", 50001), kMedia.address}});
  moved.nonce = *stun::nonce(stale.message());
  stale = moved.allocate();
  EXPECT_EQ(stale.error(), 438);
  moved.learn(stale);
  EXPECT_TRUE(moved.allocate().is_success());
}

TEST_F(Relay, AttributesThatItDoesNotKnowAre420AndNamed) {
  const Reply reply = c.request(kAllocate, [](stun::MessageBuilder& builder) {
    TestClient::kUdp(builder);
    builder.add(stun::AttributeType{0x7777}, {});
    builder.add(kUseCandidate, {});
  });
  EXPECT_EQ(reply.error(), 420);
  EXPECT_THAT(stun::unknown_attributes(reply.message()),
              ::testing::ElementsAre(stun::AttributeType{0x7777}, kUseCandidate));
}

TEST_F(Relay, TheTransportIsUdpOr442AndThereOr400) {
  EXPECT_EQ(c.request(kAllocate).error(), 400);
  const auto with = [&](uint8_t protocol) {
    return c.request(kAllocate, [=](stun::MessageBuilder& builder) {
      add_requested_transport(builder, protocol);
    });
  };
  EXPECT_EQ(with(6).error(), 442);
  EXPECT_EQ(with(0).error(), 442);
  EXPECT_TRUE(with(kProtocolUdp).is_success());
}

TEST_F(Relay, AFiveTupleHasOneAllocationButARepeatedRequestIsAnsweredAgain) {
  c.learn(c.send(c.unsigned_request(kAllocate, TestClient::kUdp)));
  const base::Bytes request = c.signed_request(kAllocate, TestClient::kUdp);
  const Reply first = c.send(request), again = c.send(request);
  EXPECT_EQ(first.bytes, again.bytes);
  EXPECT_EQ(server.size(), 1u);
  EXPECT_EQ(c.allocate().error(), 437);
}

TEST_F(Relay, WithoutAnAllocationThereIsNothingToRefreshPermitOrBind) {
  EXPECT_EQ(c.refresh(600s).error(), 437);
  EXPECT_EQ(c.permit(kMedia).error(), 437);
  EXPECT_EQ(c.bind(0x4000, kMedia).error(), 437);
  EXPECT_EQ(text_of(c.send_indication(kMedia, "x")), "nothing");
  EXPECT_EQ(text_of(c.channel_data(0x4000, "x")), "nothing");
}

TEST_F(Relay, AnotherParticipantOnTheSameFiveTupleHasWrongCredentials) {
  ASSERT_TRUE(c.allocate().is_success());
  TestClient other(server, now, 8);
  EXPECT_EQ(other.refresh(0s).error(), 441);
  EXPECT_EQ(other.permit(kMedia).error(), 441);
  EXPECT_EQ(server.size(), 1u);
}

TEST_F(Relay, OnlyRelayedEndpointsOfIpv4AreToBeHad) {
  const auto with = [&](stun::AttributeType type, Family family) {
    return c.allocate(
        [=](stun::MessageBuilder& builder) { add_address_family(builder, type, family); });
  };
  EXPECT_EQ(with(kRequestedAddressFamily, Family::kIpv6).error(), 440);
  EXPECT_EQ(with(kRequestedAddressFamily, Family{9}).error(), 440);
  EXPECT_EQ(with(kAdditionalAddressFamily, Family::kIpv4).error(), 400);
  const Reply both = with(kAdditionalAddressFamily, Family::kIpv6);
  ASSERT_TRUE(both.is_success());
  EXPECT_TRUE(both.message().has(kAddressErrorCode));
  EXPECT_EQ(c.request(kRefresh,
                      [](stun::MessageBuilder& builder) {
                        add_address_family(builder, kRequestedAddressFamily, Family::kIpv6);
                      })
                .error(),
            443);
}

TEST_F(Relay, EvenPortsAreToBeHadAndReservedOnesNot) {
  const auto with = [&](stun::AttributeType type, base::Bytes value) {
    return c.allocate([=](stun::MessageBuilder& builder) { builder.add(type, value); });
  };
  EXPECT_EQ(with(kEvenPort, {0x80}).error(), 508);
  EXPECT_EQ(with(kEvenPort, {}).error(), 400);
  EXPECT_EQ(with(kReservationToken, base::Bytes(8)).error(), 508);
  // Worker 1 of 2 has the odd ones.
  EXPECT_EQ(with(kEvenPort, {0}).error(), 508);
}

TEST_F(Relay, AParticipantMayHaveThirtyTwoAllocations) {
  const auto allocate = [&](uint64_t participant, uint16_t port) {
    TestClient client(server, now, participant, {{endpoint("203.0.113.5", port), kMedia.address}});
    return client.allocate().error();
  };
  for (uint16_t k = 0; k < 32; ++k) ASSERT_EQ(allocate(7, 40000 + k), 0);
  EXPECT_EQ(allocate(7, 41000), 486);
  EXPECT_EQ(allocate(8, 41000), 0);
  now += 600s;
  EXPECT_EQ(allocate(7, 41000), 0);
}

TEST_F(Relay, ASourceMayHaveSoManyAndPortsEndTheRest) {
  ServerSettings settings = test_settings();
  settings.allocations_per_source = 2;
  Server small(settings, random);
  const auto allocate = [&](std::string_view address, uint16_t port) {
    TestClient client(small, now, port, {{endpoint(address, port), kMedia.address}});
    return client.allocate().error();
  };
  EXPECT_EQ(allocate("2001:db8::1", 1), 0);
  EXPECT_EQ(allocate("2001:db8::2", 2), 0);
  EXPECT_EQ(allocate("2001:db8::3", 3), 486);  // one /64 is one source
  EXPECT_EQ(allocate("2001:db8:0:1::1", 3), 0);
}

TEST_F(Relay, ExpiredCredentialsMakeNothingNewButKeepWhatTheyHaveMade) {
  ASSERT_TRUE(c.allocate().is_success());
  TestClient late(server, now, 7, {{endpoint("203.0.113.5", 50001), kMedia.address}});
  for (int k = 0; k < 7; ++k) {
    now += 9min;
    c.nonce.clear();
    EXPECT_TRUE(c.refresh(600s).is_success());
  }
  EXPECT_EQ(late.allocate().error(), 401);
}

TEST_F(Relay, NothingIsRefreshedForLongerThanADay) {
  ASSERT_TRUE(c.allocate().is_success());
  const base::Instant begin = now;
  int error = 0;
  while (error == 0 && now < begin + 48h) {
    now += 50min;
    c.nonce.clear();
    error = c.refresh(3600s).error();
    ended();
  }
  EXPECT_EQ(error, 437);
  EXPECT_LE(now - begin, 24h + 50min);
}

// ------------------------------------------------------------------------------------- lifetimes

TEST_F(Relay, AnAllocationLivesTenMinutesUnlessAskedForMoreAndAtMostAnHour) {
  const auto granted = [&](std::chrono::seconds wanted) {
    return lifetime(c.refresh(wanted).message());
  };
  ASSERT_TRUE(c.allocate().is_success());
  EXPECT_EQ(granted(1s), 600s);
  EXPECT_EQ(granted(1800s), 1800s);
  EXPECT_EQ(granted(100'000s), 3600s);
  EXPECT_EQ(granted(600s), 600s);
  now += 600s - 1us;
  server.on_timeout(now);
  EXPECT_EQ(server.size(), 1u);
  EXPECT_EQ(server.next_timeout(), now + 1us);
  now += 1us;
  server.on_timeout(now);
  EXPECT_EQ(server.size(), 0u);
  EXPECT_EQ(server.next_timeout(), base::kNever);
  EXPECT_EQ(ended(), 1u);
}

TEST_F(Relay, APermissionEndsAfterThreeHundredSecondsWhateverItsChannelDoes) {
  ASSERT_TRUE(c.allocate().is_success());
  ASSERT_TRUE(c.bind(0x4001, kMedia).is_success());
  now += 300s - 1us;
  EXPECT_TRUE(c.route_from(kMedia));
  EXPECT_EQ(text_of(c.send_indication(kMedia, "x")), "x");
  now += 1us;
  EXPECT_FALSE(c.route_from(kMedia));
  EXPECT_EQ(text_of(c.send_indication(kMedia, "x")), "nothing");
  EXPECT_EQ(text_of(c.channel_data(0x4001, "x")), "x");
  ASSERT_TRUE(c.permit(kMedia).is_success());
  EXPECT_TRUE(c.route_from(kMedia));
}

TEST_F(Relay, AChannelEndsAfterSixHundredSecondsAndMayBeBoundAnew) {
  ASSERT_TRUE(c.allocate().is_success());
  ASSERT_TRUE(c.refresh(3600s).is_success());
  ASSERT_TRUE(c.bind(0x4001, kMedia).is_success());
  now += 600s - 1us;
  EXPECT_EQ(text_of(c.channel_data(0x4001, "x")), "x");
  now += 1us;
  EXPECT_EQ(text_of(c.channel_data(0x4001, "x")), "nothing");
  EXPECT_TRUE(c.bind(0x4001, kOtherMedia).is_success());
  EXPECT_TRUE(c.bind(0x4002, kMedia).is_success());
}

TEST_F(Relay, ANumberAndAPeerBelongTogetherWhileTheyAreBound) {
  ASSERT_TRUE(c.allocate().is_success());
  EXPECT_TRUE(c.bind(0x4001, kMedia).is_success());
  EXPECT_TRUE(c.bind(0x4001, kMedia).is_success());
  EXPECT_EQ(c.bind(0x4002, kMedia).error(), 400);
  EXPECT_EQ(c.bind(0x4001, kOtherMedia).error(), 400);
  EXPECT_TRUE(c.bind(0x4002, kOtherMedia).is_success());
}

TEST_F(Relay, ChannelsAreNumberedFrom4000To4fff) {
  ASSERT_TRUE(c.allocate().is_success());
  for (const uint16_t number : {0, 0x3FFF, 0x5000, 0x7FFF, 0x8000, 0xFFFF})
    EXPECT_EQ(c.bind(number, kMedia).error(), 400) << number;
  EXPECT_TRUE(c.bind(0x4FFF, kMedia).is_success());
}

TEST_F(Relay, AClosedStreamEndsItsAllocation) {
  c.client.stream = 3;
  ASSERT_TRUE(c.allocate().is_success());
  server.remove(c.client);
  server.remove(c.client);
  EXPECT_EQ(server.size(), 0u);
  EXPECT_EQ(ended(), 1u);
}

// ------------------------------------------------------------------------------ workers and ports

TEST_F(Relay, TheUserNameSaysWhichWorkerIsToBeAsked) {
  CredentialIssuer issuer(test_settings().key);
  TestClient other(server, now);
  other.learn(other.send(other.unsigned_request(kAllocate, TestClient::kUdp)));
  other.credentials = issuer.issue(now, 0, 7);
  const Reply reply = other.allocate();
  ASSERT_TRUE(std::holds_alternative<Foreign>(reply.outcome));
  EXPECT_EQ(std::get<Foreign>(reply.outcome).worker, 0u);
  other.credentials = issuer.issue(now, 2, 7);  // there is no third
  EXPECT_TRUE(other.allocate().is_success());
}

TEST_F(Relay, APortSaysWhoseItIsAndIsFreeAgainWhenItsAllocationEnds) {
  ServerSettings settings = test_settings();
  settings.allocations_per_participant = settings.allocations_per_source = 100'000;
  Server big(settings, random);
  size_t made = 0;
  for (uint32_t k = 0;; ++k) {
    TestClient client(
        big, now, 7,
        {{endpoint("203.0.113.5", static_cast<uint16_t>(k)), kMedia.address}, 1 + k / 65536});
    const Reply reply = client.allocate();
    if (reply.error() == 508) break;
    ASSERT_TRUE(reply.is_success());
    EXPECT_EQ(client.relayed.port % 2, 1);
    EXPECT_GE(client.relayed.port, kFirstVirtualPort);
    EXPECT_LE(client.relayed.port, kLastVirtualPort);
    ++made;
  }
  EXPECT_EQ(made, (kLastVirtualPort - kFirstVirtualPort + 1) / 2u);
  now += 601s;
  big.on_timeout(now);
  EXPECT_EQ(big.size(), 0u);
}

// --------------------------------------------------------------------------------------- hostile

TEST_F(Relay, WhatIsAnsweredWithoutProofIsShortAndNotOften) {
  const base::Bytes smallest = c.unsigned_request(kAllocate);
  ASSERT_EQ(smallest.size(), 20u);
  const Reply challenge = c.send(smallest);
  EXPECT_EQ(challenge.error(), 401);
  EXPECT_LE(challenge.bytes.size(), 4 * smallest.size());
  EXPECT_EQ(challenge.message().find(kErrorCode)->size(), 4u);  // no phrase
  size_t answers = 1;
  for (int k = 0; k < 1000; ++k) {
    c.client.path.remote.port++;
    answers += c.send(smallest).is_answer();
    answers += c.send(c.unsigned_request(kBinding)).is_answer();
  }
  EXPECT_EQ(answers, 100u);
  now += 500ms;
  answers = 0;
  for (int k = 0; k < 1000; ++k) answers += c.send(smallest).is_answer();
  EXPECT_EQ(answers, 50u);
  TestClient elsewhere(server, now, 7, {{endpoint("203.0.113.9", 1), kMedia.address}});
  EXPECT_TRUE(elsewhere.allocate().is_success());
}

TEST_F(Relay, ABindingRequestIsToldItsAddress) {
  const Reply reply = c.send(c.unsigned_request(
      kBinding, [](stun::MessageBuilder& builder) { stun::add_fingerprint(builder); }));
  ASSERT_TRUE(reply.is_success());
  EXPECT_EQ(stun::xor_address(reply.message(), kXorMappedAddress), c.client.path.remote);
  EXPECT_EQ(stun::check_fingerprint(reply.message()), stun::Fingerprint::kValid);
}

TEST_F(Relay, RelayingTcpIsNotSpoken) {
  ASSERT_TRUE(c.allocate().is_success());
  for (const uint16_t method : {0x00A, 0x00B, 0x00C})  // Connect, ConnectionBind, …Attempt
    EXPECT_TRUE(std::holds_alternative<Nothing>(
        c.request(stun::Method{method}, TestClient::for_peer(kMedia)).outcome));
}

TEST_F(Relay, OfTwoPeersInAnIndicationTheFirstCounts) {
  ASSERT_TRUE(c.allocate().is_success());
  ASSERT_TRUE(c.permit(kMedia).is_success());
  for (const bool ours_first : {true, false}) {
    base::Bytes bytes;
    stun::MessageBuilder builder(bytes, stun::Class::kIndication, kSend, {});
    const base::Endpoint canary = endpoint("10.0.0.1", 80);
    TestClient::for_peer(ours_first ? kMedia : canary)(builder);
    TestClient::for_peer(ours_first ? canary : kMedia)(builder);
    builder.add(kData, base::as_bytes("x"));
    EXPECT_EQ(text_of(c.send(bytes)), ours_first ? "x" : "nothing");
  }
}

TEST_F(Relay, OfSeveralPeersAllArePermittedOrNone) {
  ASSERT_TRUE(c.allocate().is_success());
  const auto permit_both = [&](const base::Endpoint& second) {
    return c.request(kCreatePermission, [&](stun::MessageBuilder& builder) {
      TestClient::for_peer(kMedia)(builder);
      TestClient::for_peer(second)(builder);
    });
  };
  EXPECT_EQ(permit_both(endpoint("10.0.0.1", 10000)).error(), 403);
  EXPECT_FALSE(c.route_from(kMedia));
  EXPECT_TRUE(permit_both(kOtherMedia).is_success());
  EXPECT_TRUE(c.route_from(kMedia));
  EXPECT_TRUE(c.route_from(kOtherMedia));
  EXPECT_EQ(c.request(kCreatePermission).error(), 400);
}

// Cut at each byte, and with each byte changed: an answer or none, never a payload or a state.
TEST_F(Relay, DamagedMessagesDoNothing) {
  ASSERT_TRUE(c.allocate().is_success());
  const base::Bytes whole = c.signed_request(kChannelBind, [](stun::MessageBuilder& builder) {
    add_channel_number(builder, 0x4000);
    TestClient::for_peer(kMedia)(builder);
  });
  for (size_t size = 0; size < whole.size(); ++size) {
    const Reply reply = c.send(base::Bytes(whole.begin(), whole.begin() + static_cast<long>(size)));
    EXPECT_TRUE(std::holds_alternative<Nothing>(reply.outcome)) << size;
  }
  for (size_t k = 0; k < whole.size(); ++k) {
    base::Bytes damaged = whole;
    damaged[k] ^= 0x40;
    EXPECT_FALSE(c.send(damaged).is_success()) << k;
  }
  EXPECT_FALSE(c.route_from(kMedia));
  EXPECT_TRUE(c.send(whole).is_success());
}

}  // namespace
}  // namespace turn
