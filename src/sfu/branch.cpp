#include "sfu/branch.hpp"

#include <algorithm>

namespace sfu {

namespace {
auto of_peer(PeerId peer) {
  return [peer](const std::unique_ptr<Receiver>& receiver) { return receiver->peer() == peer; };
}
}  // namespace

void Branch::add_receiver(const PeerSetup& setup, Egress& egress) {
  ReceiverOutput& self = *this;
  receivers_.push_back(std::make_unique<Receiver>(setup, egress, self, drops_));
  update(*receivers_.back());
}

void Branch::remove_receiver(PeerId peer) { std::erase_if(receivers_, of_peer(peer)); }

void Branch::set_wanted(PeerId peer, std::vector<WantedPicture> wanted) {
  const auto found = std::ranges::find_if(receivers_, of_peer(peer));
  if (found == receivers_.end()) return;
  (*found)->set_wanted(std::move(wanted));
  update(**found);
}

void Branch::slots_added(PeerId peer) {
  const auto found = std::ranges::find_if(receivers_, of_peer(peer));
  if (found == receivers_.end()) return;
  (*found)->add_slots();
  update(**found);
}

void Branch::on_connected(PeerId peer) {
  const auto found = std::ranges::find_if(receivers_, of_peer(peer));
  if (found != receivers_.end()) (*found)->on_connected();
}

void Branch::on_key_frame_request(PeerId peer, uint32_t ssrc) {
  const auto found = std::ranges::find_if(receivers_, of_peer(peer));
  if (found != receivers_.end()) (*found)->on_key_frame_request(ssrc);
}

void Branch::on_line_changed(PeerId peer) {
  const auto found = std::ranges::find_if(receivers_, of_peer(peer));
  if (found != receivers_.end()) (*found)->on_line_changed(*view_);
}

void Branch::set_view(RoomViewRef view) {
  view_ = std::move(view);
  for (const auto& receiver : receivers_) update(*receiver);
}

void Branch::update(Receiver& receiver) {
  if (receiver.update(*view_)) output_.slots_changed(receiver.peer(), receiver.slots());
}

bool Branch::receive(const PacketRef& packet) {
  const auto found = audiences_.find(packet->source);
  if (found == audiences_.end()) {
    drops_.count(DropReason::kNotSelected);
    return false;
  }
  if (found->second.waiting.empty()) waiting_.push_back(packet->source);
  found->second.waiting.push_back(packet);
  return waiting_.size() == 1 && found->second.waiting.size() == 1;
}

void Branch::forward(base::Instant now, base::PacketBatch& out) {
  for (const SourceId source : waiting_) {
    const auto found = audiences_.find(source);
    if (found == audiences_.end()) continue;  // the last one who saw it has turned away
    Audience& audience = found->second;
    bool switched = false;
    for (Subscription* subscription : audience.subscriptions)
      for (const PacketRef& packet : audience.waiting)
        switched |= subscription->forward(packet, now, out);
    audience.waiting.clear();
    if (switched) interest_changed(source);
  }
  waiting_.clear();
}

void Branch::subscribed(Subscription& subscription) {
  audiences_[subscription.source()].subscriptions.push_back(&subscription);
}

void Branch::unsubscribed(Subscription& subscription, SourceId source) {
  const auto found = audiences_.find(source);
  if (found == audiences_.end()) return;
  std::erase(found->second.subscriptions, &subscription);
  if (found->second.subscriptions.empty()) audiences_.erase(found);
  interest_changed(source);
}

void Branch::interest_changed(SourceId source) {
  LayerMask layers = 0;
  if (const auto found = audiences_.find(source); found != audiences_.end())
    for (const Subscription* subscription : found->second.subscriptions)
      layers |= subscription->interest();
  LayerMask& known = interest_[source];
  if (known != layers) output_.set_interest(room_, source, layers);
  known = layers;
  if (layers == 0) interest_.erase(source);
}

void Branch::want_key_frame(SourceId source, LayerIndex layer) {
  output_.want_key_frame(room_, source, layer);
}

}  // namespace sfu
