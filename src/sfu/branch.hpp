// A room's receivers on one worker: takes each packet of the room from the router (the same worker
// or another) and, at the end of the turn, hands those of a source to each of its subscriptions.
// Tells the router which layers are wanted and when a key frame is missing.
//
// A turn goes receiver by receiver and not packet by packet: what one receiver gets of a burst
// leaves back to back, which the kernel can send as one piece (UDP GSO), and its state and cipher
// stay in the cache.
#pragma once

#include <memory>
#include <unordered_map>
#include <vector>

#include "sfu/receiver.hpp"

namespace sfu {

class BranchOutput {
 public:
  virtual ~BranchOutput() = default;
  virtual void set_interest(RoomId room, SourceId source, LayerMask layers) = 0;
  virtual void want_key_frame(RoomId room, SourceId source, LayerIndex layer) = 0;
  virtual void slots_changed(PeerId peer, const SlotAssignment& slots) = 0;
};

class Branch final : private ReceiverOutput {
 public:
  Branch(RoomId room, BranchOutput& output, DropCounters& drops)
      : room_(room), output_(output), drops_(drops) {}

  // `setup` and `egress` belong to the peer and outlive its receiver here.
  void add_receiver(const PeerSetup& setup, Egress& egress);
  void remove_receiver(PeerId peer);
  bool empty() const { return receivers_.empty(); }

  void set_wanted(PeerId peer, std::vector<WantedPicture> wanted);
  void slots_added(PeerId peer);
  void on_connected(PeerId peer);
  void on_key_frame_request(PeerId peer, uint32_t ssrc);
  void on_line_changed(PeerId peer);

  void set_view(RoomViewRef view);

  // media path: 18. one packet, kept until the end of the turn. True when it is the first one:
  // forward() has work to do.
  bool receive(const PacketRef& packet);
  // media path: 19. the turn's packets, to every slot on this worker that their sources fill
  void forward(base::Instant now, base::PacketBatch& out);

 private:
  struct Audience {
    std::vector<Subscription*> subscriptions;
    std::vector<PacketRef> waiting;
  };

  void update(Receiver& receiver);
  void subscribed(Subscription& subscription) override;
  void unsubscribed(Subscription& subscription, SourceId source) override;
  void interest_changed(SourceId source) override;
  void want_key_frame(SourceId source, LayerIndex layer) override;

  const RoomId room_;
  BranchOutput& output_;
  DropCounters& drops_;
  RoomViewRef view_ = std::make_shared<RoomView>();
  std::unordered_map<SourceId, Audience> audiences_;
  std::vector<SourceId> waiting_;  // those with packets
  std::unordered_map<SourceId, LayerMask> interest_;
  std::vector<std::unique_ptr<Receiver>> receivers_;  // last: its destructor unsubscribes
};

}  // namespace sfu
