// What fills one slot of one receiver: takes the packets of one source and makes them continue the
// slot's stream. Decides which layer is forwarded and rewrites sequence number, timestamp and the
// codec's counters, so that the browser sees one SSRC without a break whoever is in the slot.
//
// States of a picture: stopped → waiting for a key frame of the target layer → forwarding it; while
// forwarding, another target is waited for and the old layer goes on until its key frame comes.
// Invariant: between two key frames packets of one layer only are sent, in one sequence line; of a
// stream with spatial layers (SVC) those of one layer and of what it is predicted from.
//
// Packets of the awaited layer are kept (kPending) until its key frame begins, because the first
// packet of a key frame may come late, as a repair, after the rest of the frame.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "base/instant.hpp"
#include "sfu/decode_target_mask.hpp"
#include "sfu/drop_reason.hpp"
#include "sfu/egress.hpp"
#include "sfu/packet.hpp"
#include "sfu/peer_setup.hpp"
#include "sfu/room_view.hpp"
#include "sfu/sequence_map.hpp"
#include "sfu/slot_counters.hpp"
#include "sfu/svc_selector.hpp"
#include "sfu/temporal_selector.hpp"

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
  // The layer that is to come. Where the publisher does not send it at present and nothing is shown
  // yet, the target is another.
  void set_requested(std::optional<LayerIndex> layer) { requested_ = layer; }
  // The layer that is forwarded now.
  std::optional<LayerIndex> shown() const { return current_; }
  // The highest temporal layer that goes on of what is forwarded.
  void set_temporal(TemporalIndex highest) { temporal_.set_wanted(highest); }
  // Nothing goes on until the next key frame of the target: the line cannot carry what is shown, or
  // the pacer has dropped some of it.
  void interrupt();
  // Layers that this slot forwards, waits for or has requested.
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
  static constexpr int64_t kNoSound = std::numeric_limits<int64_t>::min();
  static constexpr int64_t kInaudible = 5 * 48;  // 5 ms

  void forward_sound(const PacketRef& packet, base::Instant now, base::PacketBatch& out);
  bool forward_picture(const PacketRef& packet, base::Instant now, base::PacketBatch& out);
  void forward_current(const PacketRef& packet, base::Instant now, base::PacketBatch& out);
  bool begins_target(const Packet& packet) const;
  void lower_at(const Packet& packet);
  void switch_to(const Packet& key_frame);
  void keep_pending(const PacketRef& packet);
  void replay_pending(const Packet& key_frame, base::Instant now, base::PacketBatch& out);
  void send(const PacketRef& packet, base::Instant now, base::PacketBatch& out);
  void begin_line(const Packet& first);
  int64_t on_slot_line(int64_t line_time, SourceKind kind) const;
  void add_copy(const Packet& packet, RewrittenPacket& fields);
  bool bind_codec(const Packet& packet);

  Egress& egress_;
  SlotStream& stream_;
  const SlotSection& slot_;
  DropCounters& drops_;

  SourceInfo source_;
  std::optional<LayerIndex> current_;
  std::optional<LayerIndex> target_;
  std::optional<LayerIndex> requested_;
  TemporalSelector temporal_;
  std::optional<SvcSelector> svc_;  // the layers are those of one stream
  DecodeTargetMask targets_;
  bool begun_ = false;  // the first packet of this source has been placed on the slot's line
  SequenceMap sequence_;
  SlotCounters counters_;
  const CodecBinding* binding_ = nullptr;  // of the codec sent last
  // Ticks that a source is moved ahead at its beginning so that a slot never runs backwards.
  int64_t shift_ = 0;
  int64_t first_line_ = 0;                                   // of the packet that it began with
  int64_t last_line_ = std::numeric_limits<int64_t>::min();  // highest sent, shift included
  int64_t newest_sound_ = kNoSound;                          // of this source
  std::vector<PacketRef> pending_;
};

}  // namespace sfu
