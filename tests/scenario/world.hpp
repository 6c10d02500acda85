// World: one room and the people of a room script, by the names that the script gives them. Runs a
// line at a time on a clock of its own and says what did not come true. After each line it also
// compares what each person was told with what she may see (domain/replica.hpp).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "domain/memory_store.hpp"
#include "domain/replica.hpp"
#include "domain/room.hpp"
#include "scenario/script.hpp"

namespace scenario {

class World {
 public:
  // nullopt: the line held. Otherwise what was wrong, without the line's number.
  std::optional<std::string> run(const Line& line);

 private:
  using Problem = std::optional<std::string>;
  using Words = std::vector<std::string>;

  struct Guest {
    domain::PersonId seat;                // of her latest Enter
    std::string device;                   // what she is barred by
    std::optional<uint32_t> proved_code;  // by the token she holds
  };

  // What "the link of Mia" is to the room.
  static std::vector<domain::InvitationKey> links_of(const Words& people);
  static bool is_set_up(const Words& words);
  Problem set_up(const Words& words);
  Problem create();
  Problem advance_to(base::Instant then);
  Problem act(const Line& line);
  Problem enter(const std::string& who, const Words& rest, const Words& outcome);
  Problem expect_person(const std::string& who, const Words& rest);
  Problem expect_sight(const std::string& who, const Words& rest);
  Problem expect_reading(const std::string& who, Words wanted);
  Problem expect_room(const Words& words);
  Problem expect_beside(const std::string& who, const std::string& verb, const Words& rest);
  std::optional<domain::Enter> read_enter(const std::string& who, const Words& rest);
  std::optional<domain::Command> read_command(const std::string& who, const Words& words);
  std::optional<domain::Command> read_conduct(const std::string& verb, const Words& rest,
                                              const std::vector<domain::PersonId>& people) const;
  std::optional<domain::Command> read_beside(const std::string& who, const std::string& verb,
                                             const Words& rest) const;
  Problem judge(const domain::Actor& actor, const domain::Command& command, const Words& outcome);
  Problem deliver(const domain::Events& events);
  Problem check_views() const;
  void restart();

  domain::Actor actor(const std::string& who);
  domain::PersonId seat(const std::string& who);
  base::UnixTime wall() const;

  base::SeededRandom random_{1};
  base::Instant now_{};
  domain::Policy policy_ = domain::policy_of(domain::Profile::kOffen);
  std::string room_name_ = "Probe";
  domain::Arrangement arrangement_;
  std::optional<domain::Room> room_;
  domain::MemoryStore store_;
  std::map<std::string, Guest> guests_;
  std::map<domain::PersonId, domain::Replica> replicas_;
  std::map<domain::PersonId, Words> unread_;  // chat and requests since she last "reads"
};

}  // namespace scenario
