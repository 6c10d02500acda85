// What fills one slot of one receiver: takes the packets of one source and makes them continue the
// slot's stream. Decides which layer is forwarded and rewrites sequence number, timestamp and the
// codec's counters, so that the browser sees one SSRC without a break whoever is in the slot.
//
// States of a picture: stopped → waiting for a key frame of the target layer → forwarding it; while
// forwarding, another target is waited for and the old layer goes on until its key frame comes.
// Invariant: between two key frames packets of one layer only are sent, in one sequence line.
//
// Packets of the awaited layer are kept (kPending) until its key frame begins, because the first
// packet of a key frame may come late, as a repair, after the rest of the frame.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "base/instant.hpp"
#include "sfu/drop_reason.hpp"
#include "sfu/egress.hpp"
#include "sfu/packet.hpp"
#include "sfu/peer_setup.hpp"
#include "sfu/room_view.hpp"
#include "sfu/sequence_map.hpp"
#include "sfu/slot_counters.hpp"

namespace sfu {

class Subscription {
 public:
  Subscription(Egress& egress, SlotStream& stream, const SlotSection& slot, DropCounters& drops);

  // Another source fills the slot from now on; none of the id empties it.
  void start(const SourceInfo& source);
  void stop();
  SourceId source() const { return source_.source; }
  const SourceInfo& info() const { return source_; }

  // Pictures: the layer to show. Nothing: no layer arrives at present.
  void set_target(std::optional<LayerIndex> layer);
  // The layer that is forwarded now.
  std::optional<LayerIndex> shown() const { return current_; }
  // Only the lowest temporal layer of what is forwarded goes on. The others come back where the
  // stream allows it.
  void set_base_only(bool base_only);
  // Nothing goes on until the next key frame of the target: the line cannot carry what is shown, or
  // the pacer has dropped some of it.
  void interrupt();
  // Layers that this slot forwards or waits for.
  LayerMask interest() const;
  // The layer whose key frame is missing: the one waited for. None while all is well.
  std::optional<LayerIndex> awaits_key_frame() const;
  uint32_t ssrc() const { return slot_.ssrc; }
  bool is_broken() const { return stream_.is_broken(); }

  // media path: 20. layer and rewriting, for one receiver. True when the packet has switched the
  // layer, so that interest() is another. Nothing begins while the peer cannot be sent to: a key
  // frame that goes nowhere would leave the slot with pictures that nobody can decode.
  bool forward(const PacketRef& packet, base::Instant now, base::PacketBatch& out);

 private:
  static constexpr size_t kPending = 192;
  static constexpr uint8_t kAllTemporal = 7;  // three bits

  bool passes_temporal(const Packet& packet);
  void forward_sound(const PacketRef& packet, base::Instant now, base::PacketBatch& out);
  bool forward_picture(const PacketRef& packet, base::Instant now, base::PacketBatch& out);
  void forward_current(const PacketRef& packet, base::Instant now, base::PacketBatch& out);
  bool begins_target(const Packet& packet) const;
  void switch_to(const Packet& key_frame);
  void keep_pending(const PacketRef& packet);
  void replay_pending(const Packet& key_frame, base::Instant now, base::PacketBatch& out);
  void send(const PacketRef& packet, base::Instant now, base::PacketBatch& out);
  void begin_line(const Packet& first);
  bool bind_codec(const Packet& packet);

  Egress& egress_;
  SlotStream& stream_;
  const SlotSection& slot_;
  DropCounters& drops_;

  SourceInfo source_;
  std::optional<LayerIndex> current_;
  std::optional<LayerIndex> target_;
  bool base_only_ = false;
  uint8_t highest_temporal_ = kAllTemporal;  // that goes on at present
  bool begun_ = false;  // the first packet of this source has been placed on the slot's line
  SequenceMap sequence_;
  SlotCounters counters_;
  const CodecBinding* binding_ = nullptr;  // of the codec sent last
  int64_t shift_ = 0;  // ticks added to the line so that a slot never runs backwards
  int64_t last_line_ = std::numeric_limits<int64_t>::min();  // highest sent, shift included
  std::vector<PacketRef> pending_;
};

}  // namespace sfu
