// Everything one media worker owns, without thread or socket: its peers, the rooms they are in, and
// the table that says which peer a datagram belongs to. server/media_worker runs it on a thread;
// the simulator runs several in one.
//
// Invariants:
// - After any call, take messages and events (take_messages, poll_event) before the next turn.
// - A datagram that is not a STUN check with a right MESSAGE-INTEGRITY is looked at only if its
//   source is in the flow table, and only such checks put anything there. Nobody else gets an
//   answer.
// - A peer is on one worker for its life. A room's router is on its home worker, its branches are
//   where its receivers are; messages to oneself are calls.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/packet_batch.hpp"
#include "sfu/branch.hpp"
#include "sfu/peer.hpp"
#include "sfu/router.hpp"
#include "sfu/worker_command.hpp"
#include "sfu/worker_message.hpp"

namespace sfu {

struct WorkerStatistics {
  uint64_t datagrams_received = 0;
  uint64_t packets_routed = 0;
  uint64_t datagrams_handed_over = 0;
  DropCounters drops;
  LineReport lines;  // of all receivers, once a second
};

class Worker final : private PeerOutput, private RouterOutput, private BranchOutput {
 public:
  // `pool` outlives all workers.
  Worker(WorkerIndex self, size_t worker_count, const dtls::Context& dtls, PacketPool& pool,
         base::Random& random);
  ~Worker() override;

  // command path: 26. a peer, its view or its sources
  void apply(WorkerCommand command, base::Instant now, base::PacketBatch& out);
  // A burst from the socket, each with `path` and `bytes`. Decrypts in place.
  template <typename Datagram>
  void receive(base::Instant now, std::span<const Datagram> burst, base::PacketBatch& out) {
    const Turn turn(*this, now, out);
    statistics_.datagrams_received += burst.size();
    for (const Datagram& datagram : burst) receive_datagram(datagram.path, datagram.bytes);
  }
  // The same for one.
  void receive(base::Instant now, const base::Path& path, base::MutableBytes datagram,
               base::PacketBatch& out);
  // From another worker.
  void receive(WorkerIndex from, WorkerMessage message, base::Instant now, base::PacketBatch& out);
  void on_timeout(base::Instant now, base::PacketBatch& out);
  base::Instant next_timeout() const;

  // Messages to another worker since the last call, in order.
  std::vector<WorkerMessage> take_messages(WorkerIndex to);
  // The other worker had no room for these: they come first in the next take_messages(). Packets
  // and datagrams are dropped, as on a full line; everything else must arrive, or rooms and flows
  // would be wrong for good. Views and
  // wishes for key frames that are repeated later go, so that little waits.
  void put_back(WorkerIndex to, std::vector<WorkerMessage> messages);
  std::optional<WorkerEvent> poll_event();

  const WorkerStatistics& statistics() const { return statistics_; }
  size_t peer_count() const { return peers_.size(); }
  size_t room_count() const { return rooms_.size(); }
  // Nothing is known of anybody.
  bool empty() const {
    return peers_.empty() && by_ufrag_.empty() && flows_.empty() && publishers_.empty() &&
           rooms_.empty();
  }

 private:
  // Timers of peers are looked at in steps of 5 ms: fine enough for NACKs, and a wake-up is shared.
  static constexpr base::Duration kTick = std::chrono::milliseconds(5);
  static constexpr size_t kMaxForeignBatch = 256;
  static constexpr base::Duration kLineReport = std::chrono::seconds(1);

  struct LocalRoom {
    WorkerIndex home = 0;
    std::unique_ptr<Router> router;  // on the home worker
    std::unique_ptr<Branch> branch;  // where there are receivers
  };
  struct Flow {
    WorkerIndex worker = 0;
    Peer* peer = nullptr;  // of this worker
  };
  // The call from outside that is in progress: its instant and where its datagrams go. At its end
  // rooms publish what has changed and the branches forward what has come together.
  class Turn {
   public:
    Turn(Worker& worker, base::Instant now, base::PacketBatch& out) : worker_(worker) {
      worker.now_ = now;
      worker.out_ = &out;
    }
    ~Turn() {
      worker_.publish_views();
      worker_.forward_waiting();
      worker_.out_ = nullptr;
    }

   private:
    Worker& worker_;
  };

  // Commands
  void on_command(AddPeer& command);
  void on_command(const UpdatePeer& command);
  void on_command(const RemovePeer& command);
  void on_command(SetWanted& command);
  void on_command(const SwitchSource& command);
  LocalRoom& open_room(RoomId room, WorkerIndex home);
  void close_if_empty(RoomId room);

  // Datagrams
  // media path: 3. whose peer?
  void receive_datagram(const base::Path& path, base::MutableBytes datagram);
  void receive_stun(const base::Path& path, base::MutableBytes datagram);
  void hand_over(WorkerIndex worker, const base::Path& path, base::BytesView datagram);

  // Messages
  struct Outbox {
    std::vector<WorkerMessage> messages;
    // Where the datagrams for this worker are: one message, whatever is said in between.
    base::PacketBatch* datagrams = nullptr;
  };
  template <typename Message>
  void tell(WorkerIndex worker, Message message);
  template <typename Message>
  void tell_others(const Message& message);
  template <typename Packets>
  void tell_packet(WorkerIndex worker, RoomId room, const PacketRef& packet);
  void on_message(WorkerIndex from, ForeignDatagrams& message);
  void on_message(WorkerIndex from, const FlowClaimed& message);
  void on_message(WorkerIndex from, const FlowReleased& message);
  void on_message(WorkerIndex from, const SourceAdded& message);
  void on_message(WorkerIndex from, const SourceRemoved& message);
  void on_message(WorkerIndex from, const SourceSwitched& message);
  void on_message(WorkerIndex from, const PublishedPackets& message);
  void on_message(WorkerIndex from, const BranchOpened& message);
  void on_message(WorkerIndex from, const BranchClosed& message);
  void on_message(WorkerIndex from, const InterestChanged& message);
  void on_message(WorkerIndex from, const KeyFrameWanted& message);
  void on_message(WorkerIndex from, const ViewPublished& message);
  void on_message(WorkerIndex from, const RoutedPackets& message);
  void on_message(WorkerIndex from, const LayersWanted& message);
  void on_message(WorkerIndex from, const KeyFrameAsked& message);

  // PeerOutput
  void packet_received(Peer& peer, const PacketRef& packet) override;
  void key_frame_requested(Peer& peer, uint32_t ssrc) override;
  void line_changed(Peer& peer) override;
  void path_verified(Peer& peer, const base::Endpoint& remote) override;
  void path_dropped(Peer& peer, const base::Endpoint& remote) override;
  void ufrag_retired(Peer& peer, const std::string& ufrag) override;
  void connected(Peer& peer) override;
  void ended(Peer& peer, PeerEnd end) override;
  // RouterOutput
  void deliver(RoomId room, WorkerIndex branch, const PacketRef& packet) override;
  void publish_view(RoomId room, WorkerIndex branch, const RoomViewRef& view) override;
  void view_changed(RoomId room) override;
  void ask_key_frame(WorkerIndex publisher, SourceId source, LayerIndex layer) override;
  void set_wanted_layers(WorkerIndex publisher, SourceId source, LayerMask layers) override;
  void watched_changed(RoomId room, const SourceInfo& source, LayerMask layers) override;
  void speakers_changed(RoomId room, const std::vector<PersonId>& people) override;
  // BranchOutput
  void set_interest(RoomId room, SourceId source, LayerMask layers) override;
  void want_key_frame(RoomId room, SourceId source, LayerIndex layer) override;
  void slots_changed(PeerId peer, const SlotAssignment& slots) override;

  void deliver_here(RoomId room, const PacketRef& packet);
  void publish_views();
  void forward_waiting();
  Router* router_of(RoomId room);
  Branch* branch_of(RoomId room);

  const WorkerIndex self_;
  const size_t worker_count_;
  const dtls::Context& dtls_;
  PacketPool& pool_;
  base::Random& random_;

  std::unordered_map<PeerId, std::unique_ptr<Peer>> peers_;
  std::unordered_map<std::string, Peer*> by_ufrag_;
  std::unordered_map<base::Endpoint, Flow> flows_;
  std::unordered_map<SourceId, Peer*> publishers_;
  std::unordered_map<RoomId, LocalRoom> rooms_;
  std::vector<RoomId> changed_;  // of which branches have an older view
  base::Instant views_due_{};
  std::vector<RoomId> waiting_;  // whose branches have packets to forward in this turn
  std::vector<Outbox> outboxes_;
  std::deque<WorkerEvent> events_;
  base::Instant next_tick_{};
  base::Instant next_router_tick_{};
  base::Instant next_line_report_{};
  base::Instant now_{};               // of the turn in progress
  base::PacketBatch* out_ = nullptr;  // of the turn in progress
  WorkerStatistics statistics_;
};

template <typename Message>
void Worker::tell(WorkerIndex worker, Message message) {
  if (worker == self_)
    on_message(self_, message);
  else
    outboxes_[worker].messages.push_back(std::move(message));
}

template <typename Message>
void Worker::tell_others(const Message& message) {
  for (size_t worker = 0; worker < worker_count_; ++worker)
    if (worker != self_) outboxes_[worker].messages.push_back(message);
}

}  // namespace sfu
