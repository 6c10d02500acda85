// plenum_native_peers HTTP_PORT MEDIA_PORT ROOM COUNT AT_ONCE [STAY_SECONDS]: see README.md.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <list>

#include "e2e/native_peer.hpp"
#include "e2e/udp_lines.hpp"
#include "net/system_clock.hpp"
#include "net/system_random.hpp"

namespace {

using e2e::NativePeer;

struct Plan {
  uint16_t http_port;
  uint16_t media_port;
  std::string room;
  uint32_t count;
  size_t at_once;
  base::Duration stay;
};

// How often peers look at their deadlines, and new ones come.
constexpr base::Duration kTick = std::chrono::milliseconds(5);

struct Progress {
  uint32_t started = 0;
  uint32_t left = 0;
  uint32_t failed = 0;
  uint32_t hearing = 0;  // of those who are there
  friend bool operator==(const Progress&, const Progress&) = default;

  void tell() const {
    std::printf("{\"started\":%u,\"left\":%u,\"failed\":%u,\"hearing\":%u}\n", started, left,
                failed, hearing);
    std::fflush(stdout);
  }
};

// Takes those out who have left or failed.
void bury(std::list<NativePeer>& peers, e2e::UdpLines& lines, Progress& progress) {
  std::erase_if(peers, [&](const NativePeer& peer) {
    const bool failed = peer.state() == NativePeer::State::kFailed;
    if (!failed && peer.state() != NativePeer::State::kLeft) return false;
    if (failed) std::fprintf(stderr, "%s\n", peer.problem().c_str());
    ++(failed ? progress.failed : progress.left);
    lines.close(peer.host());
    return true;
  });
}

int run(const Plan& plan) {
  sim::EventQueue events(net::now());
  net::SystemRandom random;
  const base::Endpoint server{base::IpAddress::v4(127, 0, 0, 1), plan.media_port};
  const auto lines = e2e::UdpLines::open(events, server, random.u64());
  if (!lines) return std::fprintf(stderr, "%s\n", lines.error().c_str()), 1;
  std::list<NativePeer> peers;
  Progress progress, told;
  while (progress.left + progress.failed < plan.count) {
    events.run_until(net::now());
    for (NativePeer& peer : peers) peer.on_tick();
    bury(peers, **lines, progress);
    progress.hearing = static_cast<uint32_t>(std::ranges::count_if(peers, &NativePeer::hears));
    if (progress.started < plan.count && peers.size() < plan.at_once) {
      const auto host = (*lines)->add_host();
      if (!host) return std::fprintf(stderr, "%s\n", host.error().c_str()), 1;
      peers.emplace_back(events, **host, random, plan.http_port, plan.stay, ++progress.started)
          .join(plan.room);
    }
    if (progress != told) (told = progress).tell();
    const base::Instant now = net::now();
    (*lines)->wait(now, now + kTick);
  }
  return progress.failed == 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 6 && argc != 7) {
    std::fprintf(stderr, "usage: %s HTTP_PORT MEDIA_PORT ROOM COUNT AT_ONCE [STAY_SECONDS]\n",
                 argv[0]);
    return 2;
  }
  const auto number = [&](int i) { return static_cast<uint32_t>(std::atoi(argv[i])); };
  return run({.http_port = static_cast<uint16_t>(number(1)),
              .media_port = static_cast<uint16_t>(number(2)),
              .room = argv[3],
              .count = number(4),
              .at_once = number(5),
              .stay = std::chrono::seconds(argc == 7 ? number(6) : 2)});
}
