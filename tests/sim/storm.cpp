#include "sim/storm.hpp"

#include <algorithm>
#include <iterator>

#include "sim/report.hpp"
#include "sim/simulation.hpp"

namespace sim {

namespace {

using namespace std::chrono_literals;

constexpr size_t kFewest = 3;
constexpr size_t kMost = 9;  // video slots of a client are one less
const std::string kRoom = "sturm";

class Storm {
 public:
  explicit Storm(uint64_t seed) : random_(~seed), world_(seed, settings()) {}

  StormReport play(base::Duration length) {
    for (size_t k = kFewest + random_.below(3); k > 0; --k) newcomer();
    const base::Instant end = world_.now() + length;
    while (world_.now() < end) {
      world_.run(base::Duration(200'000 + static_cast<int64_t>(random_.below(2'500'000))));
      happen();
    }
    calm();
    leave();
    report_.digest = world_.digest();
    return std::move(report_);
  }

 private:
  struct Guest {
    Client* client;
    bool here = true;
    bool signalling = true;
  };

  ServerSettings settings() {
    constexpr size_t kOnHome[] = {1, 2, 100};
    ServerSettings result;
    result.workers = 1 + random_.below(3);
    result.peers_on_home = kOnHome[random_.below(std::size(kOnHome))];
    report_.story.push_back("a server of " + std::to_string(result.workers) + " workers, " +
                            std::to_string(result.peers_on_home) + " peers on the home worker");
    return result;
  }

  double up_to(double most) { return most * static_cast<double>(random_.below(1001)) / 1000; }
  base::Duration up_to(base::Duration most) {
    return base::Duration(
        static_cast<int64_t>(random_.below(static_cast<uint64_t>(most.count()) + 1)));
  }

  LinkConditions some_line() {
    LinkConditions line;
    line.delay = 1ms + up_to(80ms);
    line.jitter = up_to(20ms);
    line.loss = up_to(0.06);
    if (random_.below(4) == 0) line.burst_loss = BurstLoss{.begin = 0.003, .end = 0.2, .loss = 0.9};
    line.reordering = up_to(0.02);
    line.duplication = up_to(0.01);
    line.corruption = up_to(0.005);
    if (random_.below(4) == 0) line.bits_per_second = 6'000'000 + random_.below(20'000'000);
    return line;
  }

  void newcomer() {
    ClientSettings settings;
    settings.redundant_sound = world_.clients() % 2 == 0;  // every other as Chromium
    Client& client = world_.add_client(some_line(), settings);
    tell(client.name() + " joins");
    client.join(kRoom);
    guests_.push_back({&client});
  }

  size_t here() const {
    return static_cast<size_t>(
        std::ranges::count_if(guests_, [](const Guest& g) { return g.here; }));
  }

  void happen() {
    Guest& guest = guests_[random_.below(guests_.size())];
    Client& client = *guest.client;
    const uint64_t what = random_.below(9);
    if (what == 0 && guests_.size() < kMost) return newcomer();
    if (!guest.here || !client.is_connected()) return;
    switch (what) {
      case 1:
        if (here() <= kFewest) return;
        tell(client.name() + " leaves");
        guest.here = false;
        return client.leave();
      case 2:
        if (here() <= kFewest) return;
        tell(client.name() + " vanishes");
        guest.here = false;
        return client.vanish();
      case 3:
        tell(client.name() + " gets another line");
        client.host().up.conditions = some_line();
        client.host().down.conditions = some_line();
        return;
      case 4:
        return blackout(client, 200ms + up_to(1500ms));
      case 5:
        if (!guest.signalling) return;
        tell(client.name() + " loses its signalling");
        guest.signalling = false;
        return client.lose_signalling();
      case 6:
        return back(guest);
      case 7:
        tell(client.name() + " comes from another port");
        return client.host().rebind();
      default:
        return look(client);
    }
  }

  void blackout(Client& client, base::Duration length) {
    tell(client.name() + " is cut off for " + std::to_string(base::to_ms(length)) + " ms");
    Host& host = client.host();
    host.up.conditions.blackout = host.down.conditions.blackout = true;
    world_.events().after(
        length, [&host] { host.up.conditions.blackout = host.down.conditions.blackout = false; });
  }

  void back(Guest& guest) {
    if (guest.signalling) return;
    tell(guest.client->name() + " resumes");
    guest.signalling = true;
    guest.client->resume();
  }

  void look(Client& client) {
    tell(client.name() + " looks at somebody else");
    std::vector<signalling::Wanted> wanted;
    for (const auto& [id, person] : client.people())
      if (id != client.person().value && random_.below(3) > 0)
        wanted.push_back({id, SourceKind::kCamera, static_cast<uint32_t>(180 << random_.below(3))});
    client.look_at(std::move(wanted));
  }

  void calm() {
    tell("calm");
    for (Guest& guest : guests_) {
      if (!guest.here) continue;
      guest.client->host().set_conditions({.delay = 20ms});
      back(guest);
      guest.client->look_at_all();
    }
    // The next ICE check after a change of port, at most six seconds; a key frame. A handshake that
    // was damaged at the wrong moment takes twenty seconds to be given up.
    world_.run(8s);
    const auto connected = [](const Guest& g) { return !g.here || g.client->is_connected(); };
    if (!std::ranges::all_of(guests_, connected)) world_.run(22s);
    const Window window{world_.now(), world_.now() + 5s};
    world_.run(6s);
    for (const Guest& viewer : guests_)
      for (const Guest& publisher : guests_)
        if (viewer.here && publisher.here && &viewer != &publisher)
          check(*viewer.client, *publisher.client, window);
    for (const Guest& guest : guests_) {
      for (const std::string& fault : guest.client->receiver().faults()) complain(fault);
      for (const std::string& refusal : guest.client->refusals())
        complain(guest.client->name() + " was refused: " + refusal);
    }
  }

  void check(const Client& viewer, const Client& publisher, const Window& window) {
    const std::string who = viewer.name() + " of " + publisher.name() + ": ";
    const PictureReport seen = pictures(viewer, publisher, window);
    if (seen.share() < 0.99 || seen.longest_gap > 500ms) complain(who + to_text(seen));
    const SoundReport heard = sounds(viewer, publisher, window);
    if (heard.share() < 0.99 || heard.unexplained > 0) complain(who + to_text(heard));
  }

  void leave() {
    for (Guest& guest : guests_)
      if (guest.here) guest.client->leave();
    // A vanished line is noticed after 45 s, its seat kept for 30 more.
    world_.run(80s);
    const SimulatedServer& server = world_.server();
    size_t peers = 0, rooms = 0;
    for (size_t k = 0; k < server.workers(); ++k) {
      peers += server.worker(k).peer_count();
      rooms += server.worker(k).room_count();
    }
    const auto counts = world_.server().conference().counts();
    if (peers + rooms + counts.rooms + counts.people + counts.peers > 0)
      complain("all have left, but there are " + std::to_string(peers) + " peers and " +
               std::to_string(rooms) + " rooms on the workers, " + std::to_string(counts.rooms) +
               " rooms with " + std::to_string(counts.people) + " people and " +
               std::to_string(counts.peers) + " peers in the conference");
  }

  void tell(const std::string& what) {
    report_.story.push_back(to_text(world_.now()) + "  " + what);
  }
  void complain(const std::string& what) { report_.complaints.push_back(what); }
  base::SeededRandom random_;
  StormReport report_;
  std::vector<Guest> guests_;
  Simulation world_;
};

}  // namespace

StormReport play_storm(uint64_t seed, base::Duration length) { return Storm(seed).play(length); }

}  // namespace sim
