// Access code and PIN: what makes them right, and what a right one is good for (R19, R21, R23,
// R33).
#include "domain/name.hpp"
#include "domain/room.hpp"
#include "domain/secret.hpp"

namespace domain {
namespace {

constexpr size_t kLongestCode = 60;
constexpr Refusal kWrongCode{RefusalCode::kWrongCode, "wrong or missing access code or PIN"};

}  // namespace

std::string random_access_code(base::Random& random) {
  return random.text(8, "abcdefghjkmnpqrstuvwxyz23456789");
}

std::string random_pin(base::Random& random) { return random.text(8, "0123456789"); }

bool same_secret(std::string_view kept, std::string_view typed) {
  unsigned difference = kept.size() == typed.size() ? 0 : 1;
  for (size_t i = 0; i < typed.size(); ++i) {
    const char against = kept.empty() ? '\0' : kept[i % kept.size()];
    difference |= static_cast<unsigned char>(typed[i]) ^ static_cast<unsigned char>(against);
  }
  return difference == 0;
}

// A token proves the code that was valid when it was made; a code that was changed meanwhile must
// be typed again.
bool Room::code_is_right(const Enter& enter) const {
  if (!access_code_) return true;
  if (enter.proved_code == code_generation_) return true;
  const auto typed = clean_name(enter.code, kLongestCode);
  return typed && same_secret(*access_code_, *typed);
}

// The moderator's token needs no code. The PIN makes a moderator of somebody who knows the code as
// well. In a room where the first to enter moderates, the first is whoever finds no moderator and
// nobody who could become one.
std::expected<Role, Refusal> Room::role_of(const Enter& enter) const {
  if (const KeptSeat* kept = returning(enter)) return kept->role;
  const Role by_ticket = role_by_ticket(enter);
  if (by_ticket == Role::kModerator) return Role::kModerator;
  if (!code_is_right(enter)) return std::unexpected(kWrongCode);
  if (!enter.pin.empty()) {
    const bool by_pin = policy_.moderator == ModeratorRule::kCreatorAndPin && record_.pin;
    if (!by_pin || !same_secret(*record_.pin, enter.pin)) return std::unexpected(kWrongCode);
    return Role::kModerator;
  }
  const bool is_first = policy_.moderator == ModeratorRule::kFirstToEnter &&
                        state_ == RoomState::kOpen && by_ticket != Role::kObserver &&
                        !enter.unattended && !is_attended() && !awaits_moderator();
  return is_first ? Role::kModerator : by_ticket;
}

Room::Done Room::on(base::Instant, const Actor&, const SetAccessCode& set, Events& out) {
  std::optional<std::string> code;
  if (set.code) {
    code = clean_name(*set.code, kLongestCode);
    if (!code) return std::unexpected(Refusal{RefusalCode::kWrongCode, "empty or too long"});
  } else if (policy_.require_protection && !waiting_room_) {
    return std::unexpected(Refusal{RefusalCode::kWrongState, "needs the waiting room first"});
  }
  if (code == access_code_) return {};
  access_code_ = std::move(code);
  ++code_generation_;
  out.push_back({{}, Persist{}});
  return {};
}

std::expected<Room::AccessData, Refusal> Room::access_data(const Actor& actor) const {
  if (auto no = refusal_of(standing_of(actor), Action::kSeeAccessData, state_)) {
    return std::unexpected(*no);
  }
  return AccessData{access_code_, record_.pin};
}

}  // namespace domain
