// For the tests of this folder only: a conference on a clock that the test moves, with ports that
// remember what they were told.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include "server/conference.hpp"

namespace server::testing {

inline std::string read_offer(const std::string& name) {
  std::ifstream file("src/proto/sdp/testdata/" + name + ".sdp", std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

struct FakeMedia final : MediaPlane {
  size_t worker_count() const override { return 2; }
  void post(sfu::WorkerIndex, sfu::WorkerCommand command) override {
    posted.push_back(std::move(command));
  }
  // The commands of one kind, in order.
  template <typename Command>
  std::vector<Command> of() const {
    std::vector<Command> found;
    for (const sfu::WorkerCommand& command : posted)
      if (const auto* one = std::get_if<Command>(&command)) found.push_back(*one);
    return found;
  }
  std::vector<sfu::WorkerCommand> posted;
};

struct FakeBrowsers final : Browsers {
  void send(net::ConnectionId connection, const signalling::ServerMessage& message) override {
    EXPECT_FALSE(closed.contains(connection)) << "sent to a closed connection";
    sent[connection].push_back(message);
  }
  void close(net::ConnectionId connection) override { closed.insert(connection); }
  void authenticated(net::ConnectionId connection) override { known.insert(connection); }

  std::map<net::ConnectionId, std::vector<signalling::ServerMessage>> sent;
  std::set<net::ConnectionId> closed;
  std::set<net::ConnectionId> known;
};

// A disk that can be slow (what is asked for waits until release()) or broken.
struct FakeStore final : RoomStore {
  void save(domain::RoomRecord record, Done done) override {
    ask([this, record] { rooms[record.id] = record; }, std::move(done));
  }
  void remove(domain::RoomId room, Done done) override {
    ask([this, room] { rooms.erase(room); }, std::move(done));
  }
  void ask(std::function<void()> change, Done done) {
    waiting.push_back([this, change = std::move(change), done = std::move(done)] {
      if (works) change();
      done(works);
    });
    if (!slow) release();
  }
  void release() {
    while (!waiting.empty()) {
      const auto next = std::move(waiting.front());
      waiting.pop_front();
      next();
    }
  }

  bool slow = false;
  bool works = true;
  std::map<domain::RoomId, domain::RoomRecord> rooms;
  std::deque<std::function<void()>> waiting;
};

inline domain::Policy open_policy() { return domain::policy_of(domain::Profile::kOffen); }
// Who has made the room moderates, everybody else waits; the room outlives its people.
inline domain::Policy waiting_room_policy() {
  domain::Policy policy = open_policy();
  policy.moderator = domain::ModeratorRule::kCreator;
  policy.without_moderator = domain::WithoutModerator::kGoesOn;
  policy.waiting_room = true;
  policy.until_empty = false;
  return policy;
}

class World {
 public:
  // A world after a restart has another seed: its random keys are not those of before.
  explicit World(const domain::Policy& policy = open_policy(), uint64_t seed = 7)
      : random(seed), conference(settings(policy), media, browsers, store, sealer, random) {}

  // ---------------------------------------------------------------------------- time
  Now now() const { return {instant, std::chrono::floor<std::chrono::seconds>(wall)}; }
  void pass(base::Duration time) {
    instant += time;
    wall += time;
    conference.on_timeout(now());
  }

  // ---------------------------------------------------------------------------- the HTTP API
  std::expected<CreatedRoom, domain::Refusal> create(std::string_view name) {
    std::optional<std::expected<CreatedRoom, domain::Refusal>> reply;
    conference.create_room(now(), {.name = std::string(name), .source = source},
                           [&](auto created) { reply = std::move(created); });
    return *reply;
  }
  std::expected<JoinedRoom, domain::Refusal> try_join(std::string_view room, std::string_view name,
                                                      std::string_view moderator_token = {}) {
    return try_join(room, {.name = std::string(name),
                           .moderator_token = std::string(moderator_token),
                           .source = source});
  }
  std::expected<JoinedRoom, domain::Refusal> try_join(std::string_view room,
                                                      const JoinRequest& request) {
    std::optional<std::expected<JoinedRoom, domain::Refusal>> reply;
    conference.join(now(), {std::string(room)}, request,
                    [&](auto joined) { reply = std::move(joined); });
    return *reply;
  }
  std::string join(std::string_view room, std::string_view name) {
    const auto joined = try_join(room, name);
    EXPECT_TRUE(joined) << (joined ? "" : joined.error().detail);
    return joined ? joined->token : "";
  }

  // ---------------------------------------------------------------------------- browsers
  net::ConnectionId open() {
    const net::ConnectionId connection{++last_connection_};
    conference.opened(connection);
    return connection;
  }
  net::ConnectionId hello(const std::string& token) {
    const net::ConnectionId connection = open();
    say(connection, signalling::Hello{1, token, {}});
    return connection;
  }
  net::ConnectionId come_back(const std::string& ticket) {
    const net::ConnectionId connection = open();
    say(connection, signalling::Hello{1, {}, ticket});
    return connection;
  }
  net::ConnectionId enter(std::string_view room, std::string_view name) {
    return hello(join(room, name));
  }
  template <typename Body>
  void say(net::ConnectionId connection, Body body, uint32_t id = 0) {
    conference.received(now(), connection, {id, std::move(body)});
  }
  void lose(net::ConnectionId connection) { conference.closed(now(), connection); }

  // ---------------------------------------------------------------------------- what they heard
  const std::vector<signalling::ServerMessage>& heard(net::ConnectionId connection) {
    return browsers.sent[connection];
  }
  template <typename Body>
  std::vector<Body> heard_of(net::ConnectionId connection) {
    std::vector<Body> found;
    for (const auto& message : browsers.sent[connection])
      if (const auto* body = std::get_if<Body>(&message.body)) found.push_back(*body);
    return found;
  }
  template <typename Body>
  std::optional<Body> last(net::ConnectionId connection) {
    const auto all = heard_of<Body>(connection);
    return all.empty() ? std::nullopt : std::optional(all.back());
  }
  std::optional<domain::RefusalCode> refused(net::ConnectionId connection) {
    const auto refusal = last<signalling::Refused>(connection);
    return refusal ? std::optional(refusal->code) : std::nullopt;
  }
  std::optional<signalling::EndReason> ended(net::ConnectionId connection) {
    const auto end = last<signalling::Ended>(connection);
    return end ? std::optional(end->reason) : std::nullopt;
  }
  domain::PersonId self(net::ConnectionId connection) {
    const auto welcome = last<signalling::Welcome>(connection);
    EXPECT_TRUE(welcome);
    return welcome ? welcome->self : domain::PersonId{};
  }
  std::string ticket(net::ConnectionId connection) {
    const auto welcome = last<signalling::Welcome>(connection);
    return welcome ? welcome->resume_ticket : "";
  }
  bool is_closed(net::ConnectionId connection) const {
    return browsers.closed.contains(connection);
  }

  static ConferenceSettings settings(const domain::Policy& policy) {
    ConferenceSettings settings;
    settings.policy = policy;
    settings.public_url = "https://conf.example.org";
    settings.negotiation.candidates = {{base::IpAddress::v4(192, 0, 2, 1), 10000}};
    settings.max_rooms = 3;
    settings.relay_urls = {"turn:192.0.2.1:3478?transport=udp"};
    settings.relay_key = {4, 5, 6};
    return settings;
  }

  Source source = "192.0.2.7";  // of whoever calls the HTTP API
  base::Instant instant{std::chrono::seconds(1000)};
  std::chrono::sys_time<base::Duration> wall{std::chrono::seconds(1'800'000'000)};
  base::SeededRandom random;
  net::Sealer sealer{net::SecretKey{1}};
  FakeMedia media;
  FakeBrowsers browsers;
  FakeStore store;
  Conference conference;

 private:
  uint64_t last_connection_ = 0;
};

}  // namespace server::testing
