#include "server/ticket.hpp"

#include <gtest/gtest.h>

namespace server {
namespace {

using namespace std::chrono_literals;

constexpr base::UnixTime kNow{1'800'000'000s};

class Tickets : public ::testing::Test {
 protected:
  std::string sealed(TicketKind kind = TicketKind::kToken) {
    ticket.kind = kind;
    return seal(ticket, sealer, random);
  }
  std::optional<Ticket> opened(std::string_view text, TicketKind kind = TicketKind::kToken,
                               base::UnixTime now = kNow) {
    return open_ticket(kind, text, sealer, now);
  }

  base::SeededRandom random{1};
  net::Sealer sealer{net::SecretKey{1, 2, 3}};
  Ticket ticket{.kind = TicketKind::kToken,
                .room = {"rat"},
                .room_created_at = kNow - 1h,
                .name = "Anna Schön",
                .role = domain::Role::kModerator,
                .proved_code = 7,
                .seat_key = 0x0123456789ABCDEF,
                .expires = kNow + 10min};
};

TEST_F(Tickets, EverythingInATicketComesBack) {
  for (const TicketKind kind : {TicketKind::kToken, TicketKind::kResume, TicketKind::kModeration}) {
    const auto back = opened(sealed(kind), kind);
    ASSERT_TRUE(back);
    EXPECT_EQ(back->kind, kind);
    EXPECT_EQ(back->room, ticket.room);
    EXPECT_EQ(back->room_created_at, ticket.room_created_at);
    EXPECT_EQ(back->name, "Anna Schön");
    EXPECT_EQ(back->role, domain::Role::kModerator);
    EXPECT_EQ(back->proved_code, 7u);
    EXPECT_EQ(back->seat_key, ticket.seat_key);
    EXPECT_EQ(back->expires, ticket.expires);
  }
}

TEST_F(Tickets, NoCodeIsNotCodeZero) {
  ticket.proved_code = 0;
  EXPECT_EQ(opened(sealed())->proved_code, 0u);
  ticket.proved_code.reset();
  EXPECT_EQ(opened(sealed())->proved_code, std::nullopt);
}

TEST_F(Tickets, ATokenIsNoResumeTicketAndTheReverse) {
  EXPECT_FALSE(opened(sealed(TicketKind::kToken), TicketKind::kResume));
  EXPECT_FALSE(opened(sealed(TicketKind::kResume), TicketKind::kToken));
}

TEST_F(Tickets, ATicketIsGoodThroughItsLastSecond) {
  const std::string text = sealed();
  EXPECT_TRUE(opened(text, TicketKind::kToken, ticket.expires));
  EXPECT_FALSE(opened(text, TicketKind::kToken, ticket.expires + 1s));
}

TEST_F(Tickets, AChangedLostOrAddedCharacterVoidsIt) {
  const std::string text = sealed();
  for (size_t i = 0; i < text.size(); ++i) {
    std::string changed = text;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    // The last character carries bits that base64url does not use; those must be zero.
    EXPECT_FALSE(opened(changed)) << i;
    EXPECT_FALSE(opened(std::string_view(text).substr(0, i))) << i;
  }
  EXPECT_FALSE(opened(text + "A"));
  EXPECT_FALSE(opened(" " + text));
}

TEST_F(Tickets, AnotherServersTicketIsVoid) {
  const net::Sealer other{net::SecretKey{9}};
  EXPECT_FALSE(open_ticket(TicketKind::kToken, seal(ticket, other, random), sealer, kNow));
}

TEST_F(Tickets, TheLongestNamesStayBelowTheLimitOfHello) {
  ticket.name = std::string(240, 'x');    // 60 code points of four bytes
  ticket.room = {std::string(400, 'x')};  // 100 of them
  EXPECT_LE(sealed(TicketKind::kResume).size(), 2048u);
}

TEST_F(Tickets, NeitherNameNorRoomCanBeReadInATicket) {
  ticket.name = "AAAAAAAAAAAAAAAAAAAAAAAA";
  const std::string one = sealed(), two = sealed();
  EXPECT_NE(one, two);
  EXPECT_EQ(one.find("QUFB"), std::string::npos);  // "AAA" in base64
}

}  // namespace
}  // namespace server
