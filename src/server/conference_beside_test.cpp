// Real-time text and polls over the conference: what a newcomer, a lost line and a reload are
// shown, and what nobody is told who waits.
#include "server/test_conference.hpp"

namespace server {
namespace {

using namespace std::chrono_literals;
using testing::World;

class Beside : public ::testing::Test {
 protected:
  World world{testing::waiting_room_policy()};
  CreatedRoom created = *world.create("Rat");
  net::ConnectionId moderator = world.hello(created.token);

  net::ConnectionId admitted(std::string_view name) {
    const net::ConnectionId guest = world.enter("rat", name);
    world.say(moderator, domain::Admit{{world.self(guest)}});
    return guest;
  }
  void type(net::ConnectionId who, domain::TypedEdit edit) {
    world.say(who, domain::TypeText{std::move(edit)});
  }
  std::string line_of(const domain::Beside& beside, domain::PersonId person) {
    for (const domain::TypedLine& line : beside.lines)
      if (line.person == person) return line.text;
    return "";
  }
};

TEST_F(Beside, ALineThatGrowsIsShownToWhoComesInAndToWhoComesBack) {
  const auto bo = admitted("Bo");
  const domain::PersonId bo_id = world.self(bo);
  type(bo, {.line = 1, .insert = "Gut"});
  EXPECT_EQ(world.last<domain::TextTyped>(moderator)->edit.insert, "Gut");
  EXPECT_FALSE(world.last<domain::TextTyped>(bo)) << "she sees what she types";

  const auto cleo = world.enter("rat", "Cleo");
  type(bo, {.line = 1, .step = 1, .at = 3, .insert = "en"});
  EXPECT_FALSE(world.last<domain::TextTyped>(cleo)) << "who waits hears nothing";
  EXPECT_TRUE(world.last<signalling::Welcome>(cleo)->beside.lines.empty());
  world.say(moderator, domain::Admit{});
  EXPECT_EQ(line_of(world.last<signalling::Admitted>(cleo)->beside, bo_id), "Guten");

  const std::string ticket = world.ticket(bo);
  world.lose(bo);
  const auto back = world.come_back(ticket);
  EXPECT_EQ(line_of(world.last<signalling::Welcome>(back)->beside, bo_id), "Guten");
}

TEST_F(Beside, TypingTooFastIsRefusedAndTheConnectionStays) {
  const auto bo = admitted("Bo");
  for (int i = 0; i < 21; ++i) type(bo, {.line = 1, .insert = "H"});
  EXPECT_EQ(world.refused(bo), domain::RefusalCode::kTooFast);
  EXPECT_FALSE(world.is_closed(bo));
}

TEST_F(Beside, AVoteSurvivesAReloadAndIsToldToNobodyElseWhereItIsAnonymous) {
  const auto bo = admitted("Bo");
  world.say(bo, domain::CreatePoll{{.question = "?", .answers = {"a", "b"}}}, 2);
  EXPECT_EQ(world.refused(bo), domain::RefusalCode::kNotPermitted);
  world.say(moderator, domain::CreatePoll{{.question = "Wann?",
                                           .answers = {"Montag", "Dienstag"},
                                           .anonymous = true,
                                           .live = true}});
  const domain::PollId poll = world.last<domain::PollChanged>(bo)->poll.id;
  world.say(bo, domain::Vote{poll, {1}}, 3);
  world.pass(2s);
  const auto told = world.last<domain::PollChanged>(moderator)->poll;
  EXPECT_EQ(told.results[1].votes, 1u);
  EXPECT_TRUE(told.results[1].voters.empty());

  const auto back = world.come_back(world.ticket(bo));
  const auto shown = world.last<signalling::Welcome>(back)->beside.polls;
  ASSERT_EQ(shown.size(), 1u);
  EXPECT_EQ(shown[0].mine, (std::vector<uint32_t>{1}));
  const auto cleo = admitted("Cleo");
  EXPECT_TRUE(world.last<signalling::Admitted>(cleo)->beside.polls[0].mine.empty());
}

}  // namespace
}  // namespace server
