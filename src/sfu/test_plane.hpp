// Some workers and their clients on a line without delay, in one thread and on a clock of its own:
// datagrams and messages move when settle() or run() says so.
#pragma once

#include <deque>
#include <memory>

#include "sfu/test_peer.hpp"
#include "sfu/worker.hpp"

namespace sfu {

class TestPlane {
 public:
  explicit TestPlane(size_t worker_count) {
    for (size_t index = 0; index < worker_count; ++index) {
      pools_.push_back(std::make_unique<PacketPool>());
      workers.push_back(std::make_unique<Worker>(static_cast<WorkerIndex>(index), worker_count,
                                                 server_identity().context, *pools_.back(),
                                                 random));
    }
  }

  // A client of `worker` in a room that lives on `home`; its datagrams arrive at the socket of
  // `arrives`, since the kernel spreads 5-tuples as it likes.
  TestPeer& join(PeerSetup plan, WorkerIndex worker, WorkerIndex home, WorkerIndex arrives) {
    const auto port = static_cast<uint16_t>(5000 + peers.size());
    return join_from({base::IpAddress::v4(192, 0, 2, 1), port}, std::move(plan), worker, home,
                     arrives);
  }
  TestPeer& join_from(const base::Endpoint& own, PeerSetup plan, WorkerIndex worker,
                      WorkerIndex home, WorkerIndex arrives) {
    Seat& seat = peers.emplace_back(
        Seat{std::make_unique<TestPeer>(std::move(plan), worker, own, random), worker, arrives});
    workers[worker]->apply(AddPeer{seat.peer->setup, home}, now, out_);
    seat.peer->connect(now, kServer);
    settle_views();
    return *seat.peer;
  }
  void leave(const TestPeer& peer) {
    const auto seat = std::ranges::find(peers, &peer, [](const Seat& s) { return s.peer.get(); });
    workers[seat->worker]->apply(RemovePeer{peer.setup.peer}, now, out_);
    peers.erase(seat);
    settle_views();
  }
  void command(WorkerIndex worker, WorkerCommand command) {
    workers[worker]->apply(std::move(command), now, out_);
    settle_views();
  }
  // Microphone and camera on or off.
  void switch_on(const TestPeer& peer, WorkerIndex worker, bool active = true) {
    for (const SendingSection& section : peer.setup.sending)
      command(worker, SwitchSource{peer.setup.peer, section.source, active});
  }

  // Until nothing is on its way any more.
  void settle() {
    do {
      deliver();
    } while (carry_datagrams() || carry_messages());
  }
  // Lets time pass with all its timers.
  void run(base::Duration span) {
    for (const base::Instant end = now + span; now < end;) {
      now += 5ms;
      for (const auto& worker : workers)
        if (worker->next_timeout() <= now) worker->on_timeout(now, out_);
      for (const Seat& seat : peers) seat.peer->on_timeout(now);
      settle();
    }
  }
  // What came from an address that nobody has.
  size_t answers_to_stranger(WorkerIndex worker, base::Bytes datagram) {
    settle();
    workers[worker]->receive(now, {kStranger, kServer.address}, datagram, out_);
    carry_messages();
    const size_t count = out_.size();
    out_.clear();
    return count;
  }

  template <typename Event>
  std::vector<Event> events() const {
    std::vector<Event> found;
    for (const WorkerEvent& event : all_events)
      if (const auto* specific = std::get_if<Event>(&event)) found.push_back(*specific);
    return found;
  }
  bool empty() const {
    return std::ranges::all_of(workers, [](const auto& worker) { return worker->empty(); });
  }
  uint64_t dropped(DropReason reason) const {
    uint64_t sum = 0;
    for (const auto& worker : workers) sum += worker->statistics().drops.of(reason);
    return sum;
  }

  static inline const base::Endpoint kServer{base::IpAddress::v4(198, 51, 100, 1), 10'000};
  static inline const base::Endpoint kStranger{base::IpAddress::v4(203, 0, 113, 9), 666};

  struct Seat {
    std::unique_ptr<TestPeer> peer;
    WorkerIndex worker;
    WorkerIndex arrives;
  };

  // What the workers take for their own address; benches on real sockets leave it to the kernel.
  base::IpAddress local_address = kServer.address;
  base::SeededRandom random{7};

 private:
  std::vector<std::unique_ptr<PacketPool>> pools_;  // outlive the workers

 public:
  std::vector<std::unique_ptr<Worker>> workers;
  std::deque<Seat> peers;
  std::vector<WorkerEvent> all_events;
  base::Instant now = at(0ms);

 private:
  // Rooms have told their receivers, and are ready to tell more.
  void settle_views() {
    settle();
    run(Router::kViewInterval);
  }
  void deliver() {
    base::PacketBatch batch = std::exchange(out_, base::PacketBatch());
    for (const auto& [path, bytes] : batch)
      for (const Seat& seat : peers)
        if (seat.peer->endpoint == path.remote) seat.peer->receive(now, bytes);
    for (const auto& worker : workers)
      while (auto event = worker->poll_event()) all_events.push_back(std::move(*event));
  }
  bool carry_datagrams() {
    bool any = false;
    for (const Seat& seat : peers)
      for (base::Bytes& datagram : seat.peer->take_outgoing()) {
        any = true;
        workers[seat.arrives]->receive(now, {seat.peer->endpoint, local_address}, datagram, out_);
      }
    return any;
  }
  bool carry_messages() {
    bool any = false;
    for (size_t from = 0; from < workers.size(); ++from)
      for (size_t to = 0; to < workers.size(); ++to) {
        if (from == to) continue;
        for (WorkerMessage& message : workers[from]->take_messages(static_cast<WorkerIndex>(to))) {
          any = true;
          workers[to]->receive(static_cast<WorkerIndex>(from), std::move(message), now, out_);
        }
      }
    return any || !out_.empty();
  }

  base::PacketBatch out_;
};

// A client that sends sound and one encoding of its camera.
struct Speaker {
  TestPeer& peer;
  uint64_t person;
  uint16_t number = 100;

  void sound(uint8_t level = 20) {
    peer.send({.ssrc = static_cast<uint32_t>(1000 + person),
               .payload_type = kOpusType,
               .sequence_number = number++,
               .timestamp = number * 960u,
               .mid = "a",
               .audio_level = static_cast<uint8_t>(0x80 | level),
               .payload = base::Bytes(40, 7)});
  }
  void frame(bool key_frame) {
    ++number;
    peer.send({.ssrc = static_cast<uint32_t>(2000 + person),
               .marker = true,
               .sequence_number = number,
               .timestamp = number * 3000u,
               .mid = "v",
               .rid = "q",
               .payload = vp8_payload({.key_frame = key_frame, .picture_id = number})});
  }
};

}  // namespace sfu
