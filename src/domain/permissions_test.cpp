#include "domain/permissions.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string_view>

namespace domain {
namespace {

// The whole matrix, written out a second time and differently: one letter per standing, in the
// order newcomer, waiting, observer, participant, moderator, token holder, operator. x: may.
struct Row {
  Action action;
  std::string_view open;
  std::string_view paused;
};
constexpr std::array<Row, kActions> kMatrix{{
    //                          N W O P M T S    N W O P M T S
    {Action::kEnter, /*      */ "x......", "x......"},
    {Action::kLeave, /*      */ ".xxxx..", "......."},
    {Action::kKeepLine, /*   */ ".xxxx..", "......."},
    {Action::kSetMedia, /*   */ "...xx..", "......."},
    {Action::kAdmit, /*      */ "....x..", "......."},
    {Action::kReject, /*     */ "....x..", "......."},
    {Action::kRemove, /*     */ "....x..", "......."},
    {Action::kSendToWait, "....x..", "......."},
    {Action::kSetWaitingRoom, "....x..", "......."},
    {Action::kSetAccessCode, "....x..", "......."},
    {Action::kSetPermitted, "....x..", "......."},
    {Action::kSwitchOff, /*  */ "....x..", "......."},
    {Action::kAskToSwitchOn, "....x..", "......."},
    {Action::kRaiseHand, /*  */ "...xx..", "......."},
    {Action::kLowerHands, "....x..", "......."},
    {Action::kSetRole, /*    */ "....x..", "......."},
    {Action::kLockRoom, /*   */ "....x..", "......."},
    {Action::kSendChat, /*   */ "...xx..", "......."},
    {Action::kReact, /*      */ "...xx..", "......."},
    {Action::kReportLine, /* */ "...xx..", "......."},
    {Action::kTypeText, /*   */ "...xx..", "......."},
    {Action::kCreatePoll, "....x..", "......."},
    {Action::kVote, /*       */ "...xx..", "......."},
    {Action::kClosePoll, /*  */ "....x..", "......."},
    {Action::kRemovePoll, "....x..", "......."},
    {Action::kInvite, /*     */ "....xx.", "....xx."},
    {Action::kPause, /*      */ "....x..", "......."},
    {Action::kEndRoom, /*    */ "....xxx", "....xxx"},
    {Action::kSeeAccessData, "....xx.", "....xx."},
}};

TEST(Permissions, AreExactlyTheMatrix) {
  for (const Row& row : kMatrix) {
    for (size_t s = 0; s < kStandings; ++s) {
      const auto standing = static_cast<Standing>(s);
      SCOPED_TRACE(testing::Message() << "action " << int(row.action) << " standing " << s);
      EXPECT_EQ(may(standing, row.action, RoomState::kOpen), row.open[s] == 'x');
      EXPECT_EQ(may(standing, row.action, RoomState::kPaused), row.paused[s] == 'x');
      EXPECT_FALSE(may(standing, row.action, RoomState::kDeleted));
    }
  }
}

TEST(Permissions, RefusalExactlyWhereOneMayNot) {
  for (const Row& row : kMatrix) {
    for (size_t s = 0; s < kStandings; ++s) {
      for (const auto state : {RoomState::kOpen, RoomState::kPaused, RoomState::kDeleted}) {
        const auto standing = static_cast<Standing>(s);
        const auto refusal = refusal_of(standing, row.action, state);
        EXPECT_EQ(refusal.has_value(), !may(standing, row.action, state));
        if (state == RoomState::kDeleted) {
          EXPECT_EQ(refusal->code, RefusalCode::kNoSuchRoom);
        }
      }
    }
  }
}

TEST(Permissions, RefusalSaysWhetherWaitingHelps) {
  const auto code = [](Standing standing, Action action, RoomState state) {
    return refusal_of(standing, action, state)->code;
  };
  EXPECT_EQ(code(Standing::kWaiting, Action::kSetMedia, RoomState::kOpen),
            RefusalCode::kWrongState);
  EXPECT_EQ(code(Standing::kWaiting, Action::kAdmit, RoomState::kOpen), RefusalCode::kNotPermitted);
  EXPECT_EQ(code(Standing::kModerator, Action::kAdmit, RoomState::kPaused),
            RefusalCode::kWrongState);
  EXPECT_EQ(code(Standing::kParticipant, Action::kEndRoom, RoomState::kPaused),
            RefusalCode::kNotPermitted);
}

// R7, R12, R13.
TEST(Permissions, CreatingARoomIsTheProfilesChoice) {
  const auto allowed = [](Creators rule) {
    std::string text;
    for (const auto who : {CreatorIs::kUnknown, CreatorIs::kVerifiedEmail, CreatorIs::kAccount,
                           CreatorIs::kAccountWithPermission}) {
      text += may_create(rule, who) ? 'x' : '.';
    }
    return text;
  };
  EXPECT_EQ(allowed(policy_of(Profile::kOffen).create), "xxxx");
  EXPECT_EQ(allowed(policy_of(Profile::kGemeinde).create), ".xxx");
  EXPECT_EQ(allowed(policy_of(Profile::kMedienzentrum).create), "..xx");
  EXPECT_EQ(allowed(policy_of(Profile::kSchule).create), "...x");
}

}  // namespace
}  // namespace domain
