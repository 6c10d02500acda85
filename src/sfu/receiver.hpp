// The receiving half of one peer in its room's branch: what it wants to see, which source fills
// which of its slots, and the subscription of each slot.
#pragma once

#include <deque>
#include <functional>
#include <vector>

#include "sfu/allocator.hpp"
#include "sfu/egress.hpp"
#include "sfu/peer_setup.hpp"
#include "sfu/room_view.hpp"
#include "sfu/slot_assignment.hpp"
#include "sfu/subscription.hpp"

namespace sfu {

// One entry of a client's view.
struct WantedPicture {
  PersonId person;
  SourceKind kind = SourceKind::kCamera;
  uint32_t height = 0;  // pixels on the viewer's screen
};

// What a receiver needs done outside; implemented by Branch.
class ReceiverOutput {
 public:
  virtual ~ReceiverOutput() = default;
  virtual void subscribed(Subscription& subscription) = 0;
  // `source` is what the subscription showed until now.
  virtual void unsubscribed(Subscription& subscription, SourceId source) = 0;
  virtual void interest_changed(SourceId source) = 0;
  virtual void want_key_frame(SourceId source, LayerIndex layer) = 0;
};

class Receiver {
 public:
  Receiver(const PeerSetup& setup, Egress& egress, ReceiverOutput& output, DropCounters& drops);
  ~Receiver();

  PeerId peer() const { return setup_.peer; }

  void set_wanted(std::vector<WantedPicture> wanted) { wanted_ = std::move(wanted); }
  // The offer has grown: the setup now has more slots.
  void add_slots();
  // Assigns slots and layers for this state of the room. True when a slot changed.
  bool update(const RoomView& room);

  // The line can carry more or less than before.
  void on_line_changed(const RoomView& room) { select_layers(room); }

  const SlotAssignment& slots() const { return slots_; }

  // The peer can be sent to from now on: every slot that waits for a key frame wants it at once.
  void on_connected();
  // PLI or FIR for one of our streams.
  void on_key_frame_request(uint32_t ssrc);

 private:
  std::vector<SourceInfo> wanted_pictures(const RoomView& room) const;
  std::vector<SourceInfo> pictures_by_speaker(const RoomView& room) const;
  std::vector<SourceInfo> sounds(const RoomView& room) const;
  void apply(std::deque<Subscription>& subscriptions, const std::vector<SourceInfo>& assigned);
  void select_layers(const RoomView& room);
  std::vector<Subscription*> by_importance();
  static void grant(Subscription& subscription, const PictureDemand& demand,
                    const PictureGrant& granted, double spare_bps);
  void want_missing_key_frame(const Subscription& subscription);
  uint32_t wanted_height(const SourceInfo& picture) const;

  const PeerSetup& setup_;
  Egress& egress_;
  ReceiverOutput& output_;
  DropCounters& drops_;
  std::vector<WantedPicture> wanted_;
  SlotAssignment slots_;
  std::deque<Subscription> video_;  // deques: addresses stay while slots are added
  std::deque<Subscription> sound_;
};

}  // namespace sfu
