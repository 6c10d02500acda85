// R13, R28 through the whole control plane: personal links, tickets that carry them, the account
// that a room belongs to. The rules themselves are in tests/scenario/R28_*.txt and R13_*.txt.
#include "server/test_conference.hpp"

namespace server {
namespace {

using domain::RefusalCode;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::World;

class Schedule : public ::testing::Test {
 protected:
  Schedule() {
    NewRoom wanted{.name = "Mathe 7b",
                   .creator = domain::CreatorIs::kAccountWithPermission,
                   .account = "lehrkraft-07 1",
                   .appointment = in(minutes(30)),
                   .personal_links = 2,
                   .source = world.source};
    world.conference.create_room(world.now(), wanted, [this](auto reply) {
      EXPECT_TRUE(reply);
      if (reply) created = *reply;
    });
    id = created.room.id.text;
  }

  domain::Appointment in(seconds time) const {
    const auto opens_at = world.now().wall + time;
    return {opens_at, opens_at + minutes(45)};
  }
  static std::string secret_of(const std::string& link) {
    const std::string mark = "#einladung=";
    return link.substr(link.find(mark) + mark.size());
  }
  std::expected<JoinedRoom, domain::Refusal> join_by(const std::string& invitation,
                                                     std::string_view name = "Mia") {
    return world.try_join(
        id, {.name = std::string(name), .invitation = invitation, .source = world.source});
  }
  std::expected<JoinedRoom, domain::Refusal> join_as(const std::string& account,
                                                     const std::string& token = "") {
    return world.try_join(id, {.name = "Frau Lampe",
                               .moderator_token = token,
                               .account = account,
                               .source = world.source});
  }
  RefusalCode refusal(const std::expected<JoinedRoom, domain::Refusal>& joined) {
    return joined ? RefusalCode{} : joined.error().code;
  }

  World world{domain::policy_of(domain::Profile::kSchule)};
  CreatedRoom created;
  std::string id;
};

TEST_F(Schedule, EachLinkHasASecretOfItsOwnAndTheStoreKeepsNone) {
  ASSERT_EQ(created.personal_links.size(), 2u);
  const std::string first = secret_of(created.personal_links[0]);
  const std::string second = secret_of(created.personal_links[1]);
  EXPECT_NE(first, second);
  EXPECT_EQ(first.size(), 22u);
  const domain::RoomRecord& record = world.store.rooms.at({id});
  ASSERT_EQ(record.invited.size(), 2u);
  for (const domain::InvitationKey& key : record.invited) {
    EXPECT_EQ(key.hash.size(), 16u);
    EXPECT_EQ(key.hash.find(first), std::string::npos);
  }
  EXPECT_EQ(record.owner.find("lehrkraft"), std::string::npos);
}

TEST_F(Schedule, ALinkOpensTheDoorAtItsTimeAndNothingElseDoes) {
  const std::string mia = secret_of(created.personal_links[0]);
  EXPECT_EQ(refusal(join_by("")), RefusalCode::kNotInvited);
  EXPECT_EQ(refusal(join_by("AAAAAAAAAAAAAAAAAAAAAA")), RefusalCode::kNotInvited);
  EXPECT_EQ(refusal(join_by(mia)), RefusalCode::kTooEarly);
  world.pass(minutes(30));
  EXPECT_EQ(refusal(join_by("")), RefusalCode::kNotInvited);
  const auto joined = join_by(mia);
  ASSERT_TRUE(joined);
  EXPECT_EQ(joined->state, domain::SeatState::kWaiting);
  world.pass(minutes(45));
  EXPECT_EQ(refusal(join_by(mia)), RefusalCode::kOver);
}

TEST_F(Schedule, TwoBrowsersWithOneLinkGetOneSeatTogether) {
  const std::string mia = secret_of(created.personal_links[0]);
  world.pass(minutes(30));
  const auto first = join_by(mia);
  const auto second = join_by(mia);
  ASSERT_TRUE(first && second) << "nobody sits there yet";
  const auto phone = world.hello(first->token);
  const auto stranger = world.hello(second->token);
  EXPECT_EQ(world.refused(stranger), RefusalCode::kLinkInUse);
  EXPECT_EQ(refusal(join_by(mia)), RefusalCode::kLinkInUse);
  EXPECT_FALSE(world.is_closed(phone)) << "whoever sits there is left in peace";
  world.lose(phone);
  EXPECT_EQ(refusal(join_by(mia)), RefusalCode{}) << "her line is lost: from another device";
}

TEST_F(Schedule, AResumeTicketBringsTheLinkAlongOverARestart) {
  world.pass(minutes(30));
  const auto teacher = world.hello(created.token);
  const auto mia = world.hello(join_by(secret_of(created.personal_links[0]))->token);
  world.say(teacher, domain::Admit{});
  const std::string ticket = world.ticket(mia);
  world.pass(minutes(50));
  Conference after(World::settings(domain::policy_of(domain::Profile::kSchule)), world.media,
                   world.browsers, world.store, world.sealer, world.random);
  after.restore(world.now(), {world.store.rooms.at({id})});
  const net::ConnectionId back{100};
  after.opened(back);
  after.received(world.now(), back, {1, signalling::Hello{1, {}, ticket}});
  EXPECT_TRUE(world.last<signalling::Welcome>(back)) << "also when the lesson runs over";
}

TEST_F(Schedule, TheAccountThatMadeTheRoomModeratesItLongAfterItsToken) {
  world.pass(minutes(20));
  EXPECT_EQ(refusal(join_as("lehrkraft-08 1")), RefusalCode::kNotInvited);
  EXPECT_EQ(refusal(join_as("lehrkraft-07 2")), RefusalCode::kNotInvited)
      << "the same login, given out again";
  const auto joined = join_as("lehrkraft-07 1", "a token that has expired");
  ASSERT_TRUE(joined);
  EXPECT_EQ(joined->state, domain::SeatState::kInside);
  ASSERT_EQ(world.conference.rooms_of("lehrkraft-07 1").size(), 1u);
  EXPECT_EQ(world.conference.rooms_of("lehrkraft-07 1")[0].id.text, id);
  EXPECT_TRUE(world.conference.rooms_of("lehrkraft-08 1").empty());
  EXPECT_TRUE(world.conference.rooms_of("").empty());
}

TEST_F(Schedule, MoreLinksForModeratorsAndOnceTheyAreStored) {
  std::optional<std::expected<std::vector<std::string>, domain::Refusal>> reply;
  const auto invite = [&](const std::string& token) {
    reply.reset();
    world.conference.invite(world.now(), {id}, token, 1,
                            [&](auto links) { reply = std::move(links); });
  };
  invite("no token");
  EXPECT_EQ(reply->error().code, RefusalCode::kBadToken);
  world.store.slow = true;
  invite(created.token);
  EXPECT_FALSE(reply) << "before the disk has answered";
  world.store.release();
  ASSERT_TRUE(reply && *reply);
  world.pass(minutes(30));
  EXPECT_EQ(refusal(join_by(secret_of((*reply)->at(0)))), RefusalCode{});
  world.store.works = false;
  invite(created.token);
  world.store.release();
  EXPECT_EQ(reply->error().code, RefusalCode::kOverloaded);
}

TEST_F(Schedule, ARoomWithoutATimeOrPastItIsNotMade) {
  for (const auto& when : {std::optional<domain::Appointment>{}, std::optional(in(-minutes(90)))}) {
    const NewRoom wanted{.name = "Deutsch",
                         .creator = domain::CreatorIs::kAccountWithPermission,
                         .appointment = when,
                         .source = world.source};
    world.conference.create_room(world.now(), wanted, [](auto reply) {
      ASSERT_FALSE(reply);
      EXPECT_EQ(reply.error().code, RefusalCode::kBadTime);
    });
  }
}

TEST_F(Schedule, HalfAnHourAfterTheEndNothingIsLeftInTheStore) {
  world.pass(minutes(30 + 45 + 30));
  EXPECT_TRUE(world.store.rooms.empty());
}

}  // namespace
}  // namespace server
