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

void Branch::on_key_frame_request(PeerId peer, uint32_t ssrc) {
  const auto found = std::ranges::find_if(receivers_, of_peer(peer));
  if (found != receivers_.end()) (*found)->on_key_frame_request(ssrc);
}

void Branch::set_view(RoomViewRef view) {
  view_ = std::move(view);
  for (const auto& receiver : receivers_) update(*receiver);
}

void Branch::update(Receiver& receiver) {
  if (receiver.update(*view_)) output_.slots_changed(receiver.peer(), receiver.slots());
}

void Branch::receive(const PacketRef& packet, base::Instant now, base::PacketBatch& out) {
  const auto found = subscriptions_.find(packet->source);
  if (found == subscriptions_.end()) return drops_.count(DropReason::kNotSelected);
  bool switched = false;
  for (Subscription* subscription : found->second)
    switched |= subscription->forward(packet, now, out);
  if (switched) interest_changed(packet->source);
}

void Branch::subscribed(Subscription& subscription) {
  subscriptions_[subscription.source()].push_back(&subscription);
}

void Branch::unsubscribed(Subscription& subscription, SourceId source) {
  const auto found = subscriptions_.find(source);
  if (found == subscriptions_.end()) return;
  std::erase(found->second, &subscription);
  if (found->second.empty()) subscriptions_.erase(found);
  interest_changed(source);
}

void Branch::interest_changed(SourceId source) {
  LayerMask layers = 0;
  if (const auto found = subscriptions_.find(source); found != subscriptions_.end())
    for (const Subscription* subscription : found->second) layers |= subscription->interest();
  LayerMask& known = interest_[source];
  if (known != layers) output_.set_interest(room_, source, layers);
  known = layers;
  if (layers == 0) interest_.erase(source);
}

void Branch::want_key_frame(SourceId source, LayerIndex layer) {
  output_.want_key_frame(room_, source, layer);
}

}  // namespace sfu
