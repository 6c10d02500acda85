#include "proto/ice/lite_agent.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <string>

#include "proto/ice/test_peer.hpp"
#include "proto/stun/error_code.hpp"
#include "proto/stun/fingerprint.hpp"
#include "proto/stun/ice_attributes.hpp"
#include "proto/stun/text_attributes.hpp"
#include "proto/stun/unknown_attributes.hpp"
#include "proto/stun/xor_address.hpp"

namespace ice {
namespace {

using Outputs = std::vector<LiteAgent::Output>;
using Add = std::function<void(stun::MessageBuilder&)>;

struct CheckOptions {
  Credentials ours = kOurs;
  Credentials theirs = kTheirs;
  uint32_t priority = 100;
  Nominate nominate = Nominate::kNo;
};

base::Bytes check(const CheckOptions& options = {}) {
  stun::HmacKey key = stun::HmacKey::short_term(options.ours.pwd);
  return make_check({.id = {{1, 2, 3}},
                     .priority = options.priority,
                     .tie_breaker = 1,
                     .nominate = options.nominate},
                    options.ours.ufrag + ':' + options.theirs.ufrag, key);
}
base::Bytes nomination(uint32_t priority = 100) {
  return check({.priority = priority, .nominate = Nominate::kYes});
}
base::Bytes new_check(Nominate nominate = Nominate::kNo, uint32_t priority = 100) {
  return check(
      {.ours = kOursNew, .theirs = kTheirsNew, .priority = priority, .nominate = nominate});
}

// A check put together by hand: `before` the integrity, and `after` it.
base::Bytes odd_check(const Add& before, const Add& after = nullptr) {
  stun::HmacKey key = stun::HmacKey::short_term(kOurs.pwd);
  base::Bytes bytes;
  stun::MessageBuilder builder(bytes, stun::Class::kRequest, stun::Method::kBinding, {});
  stun::add_username(builder, kOurs.ufrag + ':' + kTheirs.ufrag);
  before(builder);
  stun::add_integrity(builder, key);
  if (after) after(builder);
  stun::add_fingerprint(builder);
  return bytes;
}

// An agent made at the start, with the calls that every test needs.
struct Server {
  LiteAgent agent{at(0s), kOurs, kTheirs};

  Outputs receive(base::Duration t, const base::Path& from, const base::Bytes& datagram) {
    EXPECT_EQ(agent.receive(at(t), from, datagram), std::nullopt);
    return drain(agent);
  }
  std::optional<DropReason> dropped(base::Duration t, const base::Path& from,
                                    const base::Bytes& datagram) {
    const auto reason = agent.receive(at(t), from, datagram);
    EXPECT_TRUE(drain(agent).empty());
    return reason;
  }
  Outputs time_passes(base::Duration t) {
    agent.on_timeout(at(t));
    return drain(agent);
  }
};

TEST(LiteAgent, AnswersAValidCheckAndVerifiesThePath) {
  Server server;
  const Outputs outputs = server.receive(1s, path(1), check());
  const auto sent = only<Transmit>(outputs);
  ASSERT_EQ(sent.size(), 1u);
  EXPECT_EQ(sent[0].path, path(1));
  const auto answer = stun::parse(sent[0].datagram);
  ASSERT_TRUE(answer);
  stun::HmacKey key = stun::HmacKey::short_term(kOurs.pwd);
  EXPECT_EQ(answer->message_class(), stun::Class::kSuccess);
  EXPECT_EQ(stun::check_integrity(*answer, key), stun::Integrity::kValid);
  EXPECT_EQ(stun::xor_address(*answer, stun::AttributeType::kXorMappedAddress), path(1).remote);

  EXPECT_EQ(only<PathVerified>(outputs).size(), 1u);
  EXPECT_TRUE(server.agent.is_verified(path(1)));
  EXPECT_FALSE(server.agent.is_verified(path(2)));
  EXPECT_FALSE(server.agent.selected_path());
  EXPECT_TRUE(only<PathVerified>(server.receive(2s, path(1), check())).empty());
}

TEST(LiteAgent, IsSilentToEverythingElseAndNamesIt) {
  struct Row {
    DropReason reason;
    base::Bytes datagram;
  };
  const auto message = [](stun::Class message_class, stun::Method method, std::string_view user) {
    base::Bytes bytes;
    stun::MessageBuilder builder(bytes, message_class, method, {});
    if (!user.empty()) stun::add_username(builder, user);
    return bytes;
  };
  using stun::Class;
  using stun::Method;
  base::Bytes wrong_fingerprint = check();
  wrong_fingerprint.back() ^= 1;
  const std::string user = kOurs.ufrag + ':' + kTheirs.ufrag;
  for (const Row& row : {
           Row{DropReason::kNotStun, {}},
           {DropReason::kNotStun, base::Bytes(1200, 0x80)},
           {DropReason::kNotStun, base::Bytes(1200, 22)},
           {DropReason::kWrongFingerprint, wrong_fingerprint},
           {DropReason::kNotBinding, message(Class::kRequest, Method::kAllocate, user)},
           {DropReason::kNotARequest, message(Class::kIndication, Method::kBinding, "")},
           {DropReason::kNotARequest, message(Class::kSuccess, Method::kBinding, user)},
           {DropReason::kNotARequest, message(Class::kError, Method::kBinding, user)},
           {DropReason::kMissingUsername, message(Class::kRequest, Method::kBinding, "")},
           {DropReason::kUnknownUsername, message(Class::kRequest, Method::kBinding, "a:b")},
           {DropReason::kUnknownUsername, check({.ours = kOursNew})},
           {DropReason::kUnknownUsername, check({.theirs = kTheirsNew})},
           {DropReason::kUnknownUsername, check({.ours = kTheirs, .theirs = kOurs})},
           {DropReason::kMissingIntegrity, message(Class::kRequest, Method::kBinding, user)},
           {DropReason::kWrongIntegrity, check({.ours = {kOurs.ufrag, kTheirs.pwd}})},
           {DropReason::kWrongIntegrity, check({.ours = {kOurs.ufrag, ""}})},
       }) {
    Server server;
    EXPECT_EQ(server.dropped(1s, path(1), row.datagram), row.reason) << name(row.reason);
    EXPECT_FALSE(server.agent.is_verified(path(1)));
  }
}

TEST(LiteAgent, IsSilentToEveryTruncationAndEveryShortLength) {
  Server server;
  const base::Bytes whole = nomination();
  for (size_t size = 0; size < whole.size(); ++size) {
    const base::Bytes cut(whole.begin(), whole.begin() + static_cast<ptrdiff_t>(size));
    EXPECT_TRUE(server.dropped(1s, path(1), cut)) << size;
  }
  base::SeededRandom random(1);
  for (size_t size = 0; size <= 64; ++size) {
    base::Bytes noise(size);
    random.fill(noise);
    EXPECT_TRUE(server.dropped(1s, path(1), noise)) << size;
  }
}

// A lite agent cannot become controlling, whatever the tie-breakers.
TEST(LiteAgent, Answers487WhenThePeerClaimsToBeControlledToo) {
  for (const uint64_t tie_breaker : {uint64_t{0}, UINT64_MAX}) {
    Server server;
    const auto outputs = server.receive(1s, path(1), odd_check([&](auto& builder) {
                                          stun::add_ice_controlled(builder, tie_breaker);
                                          stun::add_use_candidate(builder);
                                        }));
    ASSERT_EQ(outputs.size(), 1u);
    EXPECT_EQ(stun::error_code(*stun::parse(only<Transmit>(outputs)[0].datagram)),
              stun::ErrorCode::kRoleConflict);
    EXPECT_FALSE(server.agent.is_verified(path(1)));
  }
}

TEST(LiteAgent, Answers420ForWhatItMustKnowAndDoesNot) {
  Server server;
  const auto outputs = server.receive(1s, path(1), odd_check([](auto& builder) {
                                        builder.add(static_cast<stun::AttributeType>(0x7001), {});
                                        builder.add(static_cast<stun::AttributeType>(0xC057),
                                                    base::Bytes(4));  // optional: ignored
                                      }));
  ASSERT_EQ(outputs.size(), 1u);
  const base::Bytes datagram = only<Transmit>(outputs)[0].datagram;
  const auto answer = stun::parse(datagram);
  EXPECT_EQ(stun::error_code(*answer), stun::ErrorCode::kUnknownAttribute);
  EXPECT_EQ(stun::unknown_attributes(*answer),
            std::vector{static_cast<stun::AttributeType>(0x7001)});
  EXPECT_FALSE(server.agent.is_verified(path(1)));
}

TEST(LiteAgent, NominationSelectsThePath) {
  Server server;
  server.receive(1s, path(1), check());
  const auto outputs = server.receive(2s, path(1), nomination());
  ASSERT_EQ(only<SelectedPathChanged>(outputs).size(), 1u);
  EXPECT_EQ(only<SelectedPathChanged>(outputs)[0].path, path(1));
  EXPECT_EQ(server.agent.selected_path(), path(1));
  EXPECT_TRUE(only<SelectedPathChanged>(server.receive(3s, path(1), nomination())).empty());
}

TEST(LiteAgent, UseCandidateBehindTheIntegrityDoesNotNominate) {
  Server server;
  server.receive(1s, path(1),
                 odd_check([](auto&) {}, [](auto& builder) { stun::add_use_candidate(builder); }));
  EXPECT_TRUE(server.agent.is_verified(path(1)));
  EXPECT_FALSE(server.agent.selected_path());
}

TEST(LiteAgent, OfSeveralNominationsAtTheStartTheHighestPriorityWins) {
  Server server;
  server.receive(1s, path(1), nomination(20));
  server.receive(1s, path(2), nomination(30));
  EXPECT_EQ(server.agent.selected_path(), path(2));
  server.receive(1s, path(3), nomination(10));
  server.receive(2s, path(1), nomination(20));
  EXPECT_EQ(server.agent.selected_path(), path(2));
}

TEST(LiteAgent, LaterTheNewestNominationWins) {
  Server server;
  server.receive(1s, path(1), nomination(30));
  server.receive(1s + kSettlingTime - 1us, path(2), nomination(10));
  EXPECT_EQ(server.agent.selected_path(), path(1));
  server.receive(1s + kSettlingTime, path(2), nomination(10));
  EXPECT_EQ(server.agent.selected_path(), path(2));
  server.receive(20s, path(1), nomination(30));
  EXPECT_EQ(server.agent.selected_path(), path(1));
}

TEST(LiteAgent, APathThatIsCheckedReplacesASelectedOneThatIsNot) {
  Server server;
  server.receive(0s, path(1), nomination());
  server.receive(5s, path(1), check());
  // The peer's NAT has given it another port: the next check of the same pair comes from there.
  const auto selected = only<SelectedPathChanged>(server.receive(10s, path(2), check()));
  ASSERT_EQ(selected.size(), 1u);
  EXPECT_EQ(selected[0].path, path(2));
}

TEST(LiteAgent, ChecksOfOtherPathsDoNotReplaceASelectedOneThatIsChecked) {
  Server server;
  server.receive(0s, path(1), nomination());
  for (int t = 1; t < 20; ++t) {
    if (t % 2 == 0) server.receive(t * 1s, path(1), check());
    if (t % 5 == 0) server.receive(t * 1s, path(2), check({.priority = 1000}));
    EXPECT_EQ(server.agent.selected_path(), path(1));
  }
}

TEST(LiteAgent, SendingStopsThirtySecondsAfterTheLastValidCheck) {
  Server server;
  server.receive(1s, path(1), nomination());
  server.receive(8s, path(1), check());
  // Neither a wrong password nor an error answer prolongs consent.
  server.dropped(20s, path(1), check({.ours = {kOurs.ufrag, "wrong"}}));
  server.receive(25s, path(1),
                 odd_check([](auto& builder) { stun::add_ice_controlled(builder, 1); }));
  EXPECT_EQ(server.agent.next_timeout(), at(38s));
  EXPECT_TRUE(server.time_passes(38s - 1us).empty());
  EXPECT_TRUE(server.agent.is_verified(path(1)));

  const auto outputs = server.time_passes(38s);
  ASSERT_EQ(outputs.size(), 3u);
  EXPECT_EQ(std::get<PathDropped>(outputs[0]).path, path(1));
  EXPECT_EQ(std::get<SelectedPathChanged>(outputs[1]).path, std::nullopt);
  EXPECT_TRUE(std::holds_alternative<ConsentLost>(outputs[2]));
  EXPECT_FALSE(server.agent.is_verified(path(1)));
  EXPECT_EQ(server.agent.next_timeout(), base::kNever);
  EXPECT_TRUE(server.time_passes(1h).empty());
}

TEST(LiteAgent, APeerThatNeverChecksLosesConsentToo) {
  Server server;
  EXPECT_EQ(server.agent.next_timeout(), at(30s));
  EXPECT_EQ(only<ConsentLost>(server.time_passes(30s)).size(), 1u);
  EXPECT_TRUE(server.time_passes(31s).empty());
}

// The owner's timer may be late: the check itself finds the path expired.
TEST(LiteAgent, ACheckAfterTheTimeoutVerifiesAnew) {
  Server server;
  server.receive(1s, path(1), nomination());
  const auto outputs = server.receive(31s, path(1), check());
  EXPECT_EQ(only<PathDropped>(outputs).size(), 1u);
  EXPECT_EQ(only<ConsentLost>(outputs).size(), 1u);
  EXPECT_EQ(only<PathVerified>(outputs).size(), 1u);
  EXPECT_FALSE(server.agent.selected_path());
  EXPECT_EQ(server.agent.next_timeout(), at(61s));
}

TEST(LiteAgent, AnotherLivingPathTakesOverFromAnExpiredOne) {
  Server server;
  server.receive(1s, path(1), nomination(30));
  server.receive(3s, path(2), check({.priority = 20}));
  server.receive(3s, path(3), check({.priority = 25}));
  const auto outputs = server.time_passes(31s);
  ASSERT_EQ(outputs.size(), 2u);
  EXPECT_EQ(std::get<SelectedPathChanged>(outputs[1]).path, path(3));
  EXPECT_EQ(only<ConsentLost>(server.time_passes(33s)).size(), 1u);
}

TEST(LiteAgent, BoundsThePathsAndKeepsTheSelectedOne) {
  Server server;
  server.receive(1s, path(0), nomination());
  for (uint16_t n = 1; n < kMaxPaths; ++n) server.receive(1s + n * 1ms, path(n), check());
  const auto outputs = server.receive(2s, path(100), check());
  ASSERT_EQ(only<PathDropped>(outputs).size(), 1u);
  EXPECT_EQ(only<PathDropped>(outputs)[0].path, path(1));
  for (uint16_t n = 200; n < 300; ++n) server.receive(3s, path(n), check());
  EXPECT_EQ(server.agent.state().paths.size(), kMaxPaths);
  EXPECT_EQ(server.agent.selected_path(), path(0));
}

TEST(LiteAgentRestart, OldCredentialsKeepTheRunningPathUntilTheFirstNewCheck) {
  Server server;
  server.receive(1s, path(1), nomination());
  server.agent.restart(kOursNew, kTheirsNew);
  EXPECT_TRUE(drain(server.agent).empty());
  EXPECT_EQ(server.agent.selected_path(), path(1));
  EXPECT_EQ(only<Transmit>(server.receive(10s, path(1), check())).size(), 1u);
  EXPECT_EQ(server.agent.next_timeout(), at(40s));
  EXPECT_EQ(server.dropped(11s, path(2), check()), DropReason::kRetiringCredentials);

  const auto outputs = server.receive(12s, path(2), new_check());
  ASSERT_EQ(only<CredentialsRetired>(outputs).size(), 1u);
  EXPECT_EQ(only<CredentialsRetired>(outputs)[0].ufrag, kOurs.ufrag);
  EXPECT_EQ(server.dropped(13s, path(1), check()), DropReason::kUnknownUsername);
  // Media goes on over the old path until the new one is nominated.
  EXPECT_EQ(server.agent.selected_path(), path(1));
}

TEST(LiteAgentRestart, AWrongCheckWithTheNewNameRetiresNothing) {
  Server server;
  server.receive(1s, path(1), nomination());
  server.agent.restart(kOursNew, kTheirsNew);
  EXPECT_EQ(
      server.dropped(2s, path(1), check({.ours = {kOursNew.ufrag, "wrong"}, .theirs = kTheirsNew})),
      DropReason::kWrongIntegrity);
  EXPECT_EQ(server.dropped(2s, path(1),
                           check({.ours = {kOursNew.ufrag, kOurs.pwd}, .theirs = kTheirsNew})),
            DropReason::kWrongIntegrity);
  EXPECT_EQ(only<Transmit>(server.receive(3s, path(1), check())).size(), 1u);
}

TEST(LiteAgentRestart, TheFirstNewNominationWinsWhateverItsPriority) {
  Server server;
  server.receive(1s, path(1), nomination(1000));
  server.agent.restart(kOursNew, kTheirsNew);
  server.receive(2s, path(1), new_check(Nominate::kNo, 1000));
  EXPECT_EQ(server.agent.selected_path(), path(1));
  server.receive(2s, path(2), new_check(Nominate::kYes, 1));
  EXPECT_EQ(server.agent.selected_path(), path(2));
}

TEST(LiteAgentRestart, OldCredentialsDoNotNominate) {
  Server server;
  server.receive(1s, path(1), nomination());
  server.receive(1s, path(2), check());
  server.agent.restart(kOursNew, kTheirsNew);
  server.receive(20s, path(2), nomination());
  EXPECT_EQ(server.agent.selected_path(), path(1));
}

TEST(LiteAgentRestart, AnUnfollowedRestartGivesWayToTheNext) {
  Server server;
  server.receive(1s, path(1), nomination());
  server.agent.restart(kOursNew, kTheirsNew);
  drain(server.agent);
  server.agent.restart({"0kCCCCCCCCCC", kOurs.pwd}, {"thet", kTheirs.pwd});
  ASSERT_EQ(only<CredentialsRetired>(drain(server.agent)).size(), 1u);
  EXPECT_EQ(server.dropped(2s, path(1), check()), DropReason::kUnknownUsername);
  EXPECT_EQ(only<Transmit>(server.receive(3s, path(1), new_check())).size(), 1u);
}

TEST(LiteAgentRestart, WhoForgetsToPollLosesNothing) {
  Server server;
  server.receive(1s, path(1), nomination());
  server.agent.restart(kOursNew, kTheirsNew);
  server.agent.restart({"0kCCCCCCCCCC", kOurs.pwd}, {"thet", kTheirs.pwd});
  server.agent.restart({"0kDDDDDDDDDD", kOurs.pwd}, {"thet", kTheirs.pwd});
  EXPECT_EQ(server.agent.receive(at(2s), path(1), check()), DropReason::kUnknownUsername);
  const auto retired = only<CredentialsRetired>(drain(server.agent));
  ASSERT_EQ(retired.size(), 2u);
  EXPECT_EQ(retired[0].ufrag, kOurs.ufrag);
  EXPECT_EQ(retired[1].ufrag, kOursNew.ufrag);
}

TEST(LiteAgent, AnotherProcessGoesOnFromTheState) {
  Server before;
  before.receive(1s, path(1), nomination());
  before.agent.restart(kOursNew, kTheirsNew);
  Server after{LiteAgent(before.agent.state())};
  EXPECT_EQ(after.agent.selected_path(), path(1));
  EXPECT_EQ(after.agent.next_timeout(), at(31s));
  EXPECT_EQ(only<Transmit>(after.receive(2s, path(1), check())).size(), 1u);
  EXPECT_EQ(only<Transmit>(after.receive(3s, path(1), new_check())).size(), 1u);
  EXPECT_EQ(after.dropped(4s, path(1), check()), DropReason::kUnknownUsername);
}

}  // namespace
}  // namespace ice
