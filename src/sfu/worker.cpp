#include "sfu/worker.hpp"

#include <utility>

#include "proto/ice/credentials.hpp"
#include "proto/rtp/demux.hpp"
#include "proto/stun/message.hpp"
#include "proto/stun/text_attributes.hpp"

namespace sfu {

Worker::Worker(WorkerIndex self, size_t worker_count, const dtls::Context& dtls, PacketPool& pool,
               base::Random& random)
    : self_(self),
      worker_count_(worker_count),
      dtls_(dtls),
      pool_(pool),
      random_(random),
      outboxes_(worker_count) {
  ASSERT(worker_count <= kMaxWorkers && self < worker_count);
}

Worker::~Worker() {
  // Receivers refer to their peers' egress: they go first. What they say at their end (interest
  // that ends) finds no room any more.
  const std::unordered_map<RoomId, LocalRoom> rooms = std::exchange(rooms_, {});
}

// ------------------------------------------------------------------------------------- commands

void Worker::apply(WorkerCommand command, base::Instant now, base::PacketBatch& out) {
  const Turn turn(*this, now, out);
  std::visit([this](auto& specific) { on_command(specific); }, command);
}

void Worker::on_command(AddPeer& command) {
  const PeerId id = command.setup.peer;
  const RoomId room = command.setup.room;
  ASSERT(!peers_.contains(id));
  if (peers_.empty()) next_tick_ = now_ + kTick;
  PeerOutput& self = *this;
  auto owned = std::make_unique<Peer>(std::move(command.setup), dtls_, pool_, random_, self,
                                      statistics_.drops, now_);
  Peer& peer = *owned;
  peers_.emplace(id, std::move(owned));
  by_ufrag_[peer.setup().local_ice.ufrag] = &peer;
  LocalRoom& local = open_room(room, command.home);
  for (const SendingSection& section : peer.setup().sending) {
    publishers_[section.source] = &peer;
    tell(local.home, SourceAdded{room, {section.source, peer.setup().person, section.kind}});
  }
  const bool first = !local.branch;
  if (first) {
    BranchOutput& output = *this;
    local.branch = std::make_unique<Branch>(room, output, statistics_.drops);
  }
  local.branch->add_receiver(peer.setup(), peer.egress());
  if (first) tell(local.home, BranchOpened{room});
}

void Worker::on_command(const UpdatePeer& command) {
  const auto found = peers_.find(command.setup.peer);
  if (found == peers_.end()) return;
  Peer& peer = *found->second;
  const size_t sections = peer.setup().sending.size();
  peer.update(command.setup, now_, *out_);
  by_ufrag_[peer.setup().local_ice.ufrag] = &peer;
  const LocalRoom& local = rooms_.at(peer.room());
  for (size_t k = sections; k < peer.setup().sending.size(); ++k) {
    const SendingSection& section = peer.setup().sending[k];
    publishers_[section.source] = &peer;
    tell(local.home, SourceAdded{peer.room(), {section.source, peer.setup().person, section.kind}});
  }
  local.branch->slots_added(peer.id());
}

void Worker::on_command(const RemovePeer& command) {
  const auto found = peers_.find(command.peer);
  if (found == peers_.end()) return;
  const std::unique_ptr<Peer> peer = std::move(found->second);
  peers_.erase(found);
  std::erase_if(by_ufrag_, [&](const auto& entry) { return entry.second == peer.get(); });
  std::erase_if(flows_, [&](const auto& entry) {
    if (entry.second.peer != peer.get()) return false;
    tell_others(FlowReleased{entry.first});
    return true;
  });
  const RoomId room = peer->room();
  const WorkerIndex home = rooms_.at(room).home;
  for (const SendingSection& section : peer->setup().sending) {
    publishers_.erase(section.source);
    tell(home, SourceRemoved{room, section.source});
  }
  std::unique_ptr<Branch>& branch = rooms_.at(room).branch;
  branch->remove_receiver(peer->id());
  if (branch->empty()) {
    branch.reset();
    tell(home, BranchClosed{room});
  }
  close_if_empty(room);
}

void Worker::on_command(SetWanted& command) {
  const auto found = peers_.find(command.peer);
  if (found == peers_.end()) return;
  branch_of(found->second->room())->set_wanted(command.peer, std::move(command.wanted));
}

void Worker::on_command(const SwitchSource& command) {
  const auto found = peers_.find(command.peer);
  if (found == peers_.end() || !found->second->owns(command.source)) return;
  const RoomId room = found->second->room();
  tell(rooms_.at(room).home, SourceSwitched{room, command.source, command.active});
}

Worker::LocalRoom& Worker::open_room(RoomId id, WorkerIndex home) {
  LocalRoom& room = rooms_[id];
  room.home = home;
  if (home == self_ && !room.router) {
    RouterOutput& output = *this;
    room.router = std::make_unique<Router>(id, output, statistics_.drops);
    if (rooms_.size() == 1) next_router_tick_ = now_ + Router::kTick;
  }
  return room;
}

void Worker::close_if_empty(RoomId id) {
  const auto found = rooms_.find(id);
  if (found == rooms_.end() || found->second.branch) return;
  if (found->second.router && !found->second.router->empty()) return;
  rooms_.erase(found);
  std::erase(changed_, id);
}

Router* Worker::router_of(RoomId room) {
  const auto found = rooms_.find(room);
  return found == rooms_.end() ? nullptr : found->second.router.get();
}

Branch* Worker::branch_of(RoomId room) {
  const auto found = rooms_.find(room);
  return found == rooms_.end() ? nullptr : found->second.branch.get();
}

// ------------------------------------------------------------------------------------ datagrams

void Worker::receive(base::Instant now, const base::Path& path, base::MutableBytes datagram,
                     base::PacketBatch& out) {
  const Turn turn(*this, now, out);
  ++statistics_.datagrams_received;
  receive_datagram(path, datagram);
}

void Worker::receive_datagram(const base::Path& path, base::MutableBytes datagram) {
  if (rtp::demultiplex(datagram) == rtp::Protocol::kStun) return receive_stun(path, datagram);
  const auto flow = flows_.find(path.remote);
  if (flow == flows_.end()) return statistics_.drops.count(DropReason::kUnverifiedPath);
  if (flow->second.worker != self_) return hand_over(flow->second.worker, path, datagram);
  flow->second.peer->receive(now_, path, datagram, *out_);
}

void Worker::receive_stun(const base::Path& path, base::MutableBytes datagram) {
  const auto refuse = [this] { statistics_.drops.count(DropReason::kStunRefused); };
  const auto username = stun::peek_username(datagram);
  if (!username) return refuse();
  const auto ufrag = ice::receiver_ufrag(*username);
  const auto worker = ice::worker_of_ufrag(*username);
  if (!ufrag || !worker || *worker >= worker_count_) return refuse();
  if (*worker != self_) return hand_over(static_cast<WorkerIndex>(*worker), path, datagram);
  const auto found = by_ufrag_.find(std::string(*ufrag));
  if (found == by_ufrag_.end()) return refuse();
  found->second->receive(now_, path, datagram, *out_);
}

void Worker::hand_over(WorkerIndex worker, const base::Path& path, base::BytesView datagram) {
  Outbox& outbox = outboxes_[worker];
  if (!outbox.datagrams) {
    constexpr size_t kFirstBytes = size_t{16} << 10;
    auto batch =
        std::make_unique<base::PacketBatch>(kFirstBytes, kMaxForeignBatch * kMaxPacketSize);
    outbox.datagrams = batch.get();
    outbox.messages.push_back(ForeignDatagrams{std::move(batch)});
  }
  if (outbox.datagrams->append(path, datagram))
    ++statistics_.datagrams_handed_over;
  else
    statistics_.drops.count(DropReason::kRingFull);
}

// --------------------------------------------------------------------------------------- timers

base::Instant Worker::next_timeout() const {
  const base::Instant peers = peers_.empty() ? base::kNever : next_tick_;
  const base::Instant routers = rooms_.empty() ? base::kNever : next_router_tick_;
  const base::Instant views = changed_.empty() ? base::kNever : views_due_;
  return std::min({peers, routers, views});
}

void Worker::on_timeout(base::Instant now, base::PacketBatch& out) {
  const Turn turn(*this, now, out);
  if (next_tick_ <= now) {
    next_tick_ = now + kTick;
    for (const auto& [id, peer] : peers_)
      if (peer->next_timeout() <= now) peer->on_timeout(now, out);
  }
  if (next_line_report_ <= now) {
    next_line_report_ = now + kLineReport;
    statistics_.lines = {};
    for (const auto& [id, peer] : peers_) peer->egress().add_to(statistics_.lines, now);
  }
  if (next_router_tick_ <= now) {
    next_router_tick_ = now + Router::kTick;
    for (const auto& [id, room] : rooms_)
      if (room.router) room.router->on_timeout(now);
  }
}

std::optional<WorkerEvent> Worker::poll_event() {
  if (events_.empty()) return std::nullopt;
  WorkerEvent event = std::move(events_.front());
  events_.pop_front();
  return event;
}

}  // namespace sfu
