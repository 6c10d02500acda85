// Worker: messages between workers, and what peers, routers and branches hand to their worker. A
// message to oneself is a call.
#include "sfu/worker.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "proto/rtp/demux.hpp"

namespace sfu {

// Packets of one room in a row travel as one message.
template <typename Packets>
void Worker::tell_packet(WorkerIndex worker, RoomId room, const PacketRef& packet) {
  std::vector<WorkerMessage>& outbox = outboxes_[worker].messages;
  auto* last = outbox.empty() ? nullptr : std::get_if<Packets>(&outbox.back());
  if (last && last->room == room)
    last->packets.push_back(packet);
  else
    outbox.push_back(Packets{room, {packet}});
}

std::vector<WorkerMessage> Worker::take_messages(WorkerIndex to) {
  outboxes_[to].datagrams = nullptr;
  return std::exchange(outboxes_[to].messages, {});
}

namespace {

// Packets that a worker which does not keep up may miss; 0: a message that it may not.
size_t packets_in(const WorkerMessage& message) {
  if (const auto* foreign = std::get_if<ForeignDatagrams>(&message))
    return foreign->datagrams->size();
  if (const auto* published = std::get_if<PublishedPackets>(&message))
    return published->packets.size();
  if (const auto* routed = std::get_if<RoutedPackets>(&message)) return routed->packets.size();
  return 0;
}

// What a message is about, where a later one about the same makes it void.
using Subject = std::tuple<size_t, uint64_t, uint64_t>;
std::optional<Subject> subject_of(const WorkerMessage& message) {
  const size_t kind = message.index();
  if (const auto* view = std::get_if<ViewPublished>(&message))
    return Subject{kind, view->room.value, 0};
  if (const auto* wanted = std::get_if<KeyFrameWanted>(&message))
    return Subject{kind, wanted->source.value, wanted->layer};
  if (const auto* asked = std::get_if<KeyFrameAsked>(&message))
    return Subject{kind, asked->source.value, asked->layer};
  return std::nullopt;
}

}  // namespace

void Worker::put_back(WorkerIndex to, std::vector<WorkerMessage> messages) {
  outboxes_[to].datagrams = nullptr;
  std::vector<WorkerMessage>& outbox = outboxes_[to].messages;
  std::ranges::move(outbox, std::back_inserter(messages));
  outbox.clear();
  std::set<Subject> newer;
  for (size_t i = messages.size(); i-- > 0;) {
    WorkerMessage& message = messages[i];
    const size_t packets = packets_in(message);
    for (size_t k = 0; k < packets; ++k) statistics_.drops.count(DropReason::kRingFull);
    const auto subject = subject_of(message);
    if (packets == 0 && (!subject || newer.insert(*subject).second))
      outbox.push_back(std::move(message));
  }
  std::ranges::reverse(outbox);
}

void Worker::receive(WorkerIndex from, WorkerMessage message, base::Instant now,
                     base::PacketBatch& out) {
  const Turn turn(*this, now, out);
  std::visit([&](auto& specific) { on_message(from, specific); }, message);
}

void Worker::on_message(WorkerIndex, ForeignDatagrams& message) {
  for (const auto& [path, bytes] : *message.datagrams) {
    // Decryption works in place; the batch is ours alone.
    const base::MutableBytes datagram(const_cast<uint8_t*>(bytes.data()), bytes.size());
    // What is not ours either is not passed on: the flow has just changed hands.
    const auto flow = flows_.find(path.remote);
    const bool elsewhere = flow != flows_.end() && flow->second.worker != self_;
    if (elsewhere && rtp::demultiplex(datagram) != rtp::Protocol::kStun)
      statistics_.drops.count(DropReason::kUnverifiedPath);
    else
      receive_datagram(path, datagram);
  }
}

void Worker::on_message(WorkerIndex from, const FlowClaimed& message) {
  flows_[message.remote] = {from, nullptr};
}

void Worker::on_message(WorkerIndex from, const FlowReleased& message) {
  const auto found = flows_.find(message.remote);
  if (found != flows_.end() && found->second.worker == from) flows_.erase(found);
}

void Worker::on_message(WorkerIndex from, const SourceAdded& message) {
  open_room(message.room, self_).router->add_source(message.source, from);
}

void Worker::on_message(WorkerIndex, const SourceRemoved& message) {
  if (Router* router = router_of(message.room)) router->remove_source(message.source);
  close_if_empty(message.room);
}

void Worker::on_message(WorkerIndex, const SourceSwitched& message) {
  if (Router* router = router_of(message.room)) router->set_active(message.source, message.active);
}

void Worker::on_message(WorkerIndex, const PublishedPackets& message) {
  Router* router = router_of(message.room);
  if (!router) return;
  for (const PacketRef& packet : message.packets) {
    ++statistics_.packets_routed;
    router->receive(packet, now_);
  }
}

void Worker::on_message(WorkerIndex from, const BranchOpened& message) {
  open_room(message.room, self_).router->add_branch(from);
}

void Worker::on_message(WorkerIndex from, const BranchClosed& message) {
  if (Router* router = router_of(message.room)) router->remove_branch(from);
  close_if_empty(message.room);
}

void Worker::on_message(WorkerIndex from, const InterestChanged& message) {
  if (Router* router = router_of(message.room))
    router->set_interest(from, message.source, message.layers);
}

void Worker::on_message(WorkerIndex, const KeyFrameWanted& message) {
  if (Router* router = router_of(message.room))
    router->want_key_frame(message.source, message.layer);
}

void Worker::on_message(WorkerIndex, const ViewPublished& message) {
  if (Branch* branch = branch_of(message.room)) branch->set_view(message.view);
}

void Worker::on_message(WorkerIndex, const RoutedPackets& message) {
  for (const PacketRef& packet : message.packets) deliver_here(message.room, packet);
}

void Worker::on_message(WorkerIndex, const LayersWanted& message) {
  const auto found = publishers_.find(message.source);
  if (found != publishers_.end()) found->second->set_wanted_layers(message.source, message.layers);
}

void Worker::on_message(WorkerIndex, const KeyFrameAsked& message) {
  const auto found = publishers_.find(message.source);
  if (found != publishers_.end())
    found->second->want_key_frame(message.source, message.layer, now_);
}

// ---------------------------------------------------------------------------------- from peers

// media path: 15. to the room's home, which may be another worker
void Worker::packet_received(Peer& peer, const PacketRef& packet) {
  const auto found = rooms_.find(peer.room());
  if (found == rooms_.end()) return;
  if (found->second.home != self_)
    return tell_packet<PublishedPackets>(found->second.home, peer.room(), packet);
  ++statistics_.packets_routed;
  found->second.router->receive(packet, now_);
}

void Worker::key_frame_requested(Peer& peer, uint32_t ssrc) {
  statistics_.drops.count(PacketEvent::kKeyFrameWanted);
  if (Branch* branch = branch_of(peer.room())) branch->on_key_frame_request(peer.id(), ssrc);
}

void Worker::line_changed(Peer& peer) {
  if (Branch* branch = branch_of(peer.room())) branch->on_line_changed(peer.id());
}

void Worker::path_verified(Peer& peer, const base::Endpoint& remote) {
  Flow& flow = flows_[remote];
  if (flow.peer == &peer) return;
  flow = {self_, &peer};
  tell_others(FlowClaimed{remote});
}

void Worker::path_dropped(Peer& peer, const base::Endpoint& remote) {
  const auto found = flows_.find(remote);
  if (found == flows_.end() || found->second.peer != &peer) return;
  flows_.erase(found);
  tell_others(FlowReleased{remote});
}

void Worker::ufrag_retired(Peer& peer, const std::string& ufrag) {
  const auto found = by_ufrag_.find(ufrag);
  if (found != by_ufrag_.end() && found->second == &peer) by_ufrag_.erase(found);
}

void Worker::connected(Peer& peer) {
  events_.push_back(PeerConnected{peer.id()});
  if (Branch* branch = branch_of(peer.room())) branch->on_connected(peer.id());
}

void Worker::ended(Peer& peer, PeerEnd end) { events_.push_back(PeerEnded{peer.id(), end}); }

// --------------------------------------------------------------------------------- from routers

// media path: 17. to a branch, which may be on another worker
void Worker::deliver(RoomId room, WorkerIndex worker, const PacketRef& packet) {
  if (worker != self_) return tell_packet<RoutedPackets>(worker, room, packet);
  deliver_here(room, packet);
}

void Worker::deliver_here(RoomId room, const PacketRef& packet) {
  Branch* branch = branch_of(room);
  if (branch && branch->receive(packet)) waiting_.push_back(room);
}

void Worker::forward_waiting() {
  for (const RoomId room : waiting_)
    if (Branch* branch = branch_of(room)) branch->forward(now_, *out_);
  waiting_.clear();
}

void Worker::publish_view(RoomId room, WorkerIndex worker, const RoomViewRef& view) {
  tell(worker, ViewPublished{room, view});
}

void Worker::view_changed(RoomId room) {
  changed_.push_back(room);
  views_due_ = now_;
}

void Worker::publish_views() {
  if (views_due_ > now_) return;
  views_due_ = base::kNever;
  std::erase_if(changed_, [this](RoomId room) {
    Router* router = router_of(room);
    const base::Instant due = router ? router->publish_due(now_) : base::kNever;
    views_due_ = std::min(views_due_, due);
    return due == base::kNever;
  });
}

void Worker::ask_key_frame(WorkerIndex publisher, SourceId source, LayerIndex layer) {
  tell(publisher, KeyFrameAsked{source, layer});
}

void Worker::set_wanted_layers(WorkerIndex publisher, SourceId source, LayerMask layers) {
  tell(publisher, LayersWanted{source, layers});
}

void Worker::watched_changed(RoomId room, const SourceInfo& source, LayerMask layers) {
  events_.push_back(WatchedChanged{room, source, layers});
}

void Worker::speakers_changed(RoomId room, const std::vector<PersonId>& people) {
  events_.push_back(SpeakersChanged{room, people});
}

// -------------------------------------------------------------------------------- from branches

void Worker::set_interest(RoomId room, SourceId source, LayerMask layers) {
  const auto found = rooms_.find(room);
  if (found != rooms_.end()) tell(found->second.home, InterestChanged{room, source, layers});
}

void Worker::want_key_frame(RoomId room, SourceId source, LayerIndex layer) {
  const auto found = rooms_.find(room);
  if (found != rooms_.end()) tell(found->second.home, KeyFrameWanted{room, source, layer});
}

void Worker::slots_changed(PeerId peer, const SlotAssignment& slots) {
  events_.push_back(SlotsChanged{peer, slots.video(), slots.sound()});
}

}  // namespace sfu
