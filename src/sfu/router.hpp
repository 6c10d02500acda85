// The home of a room: every packet of the room's sources passes here once and goes on to each
// branch (branch.hpp: the room's receivers on one worker) that wants it. Keeps what is true of the
// room as a whole: its sources, who is loud, which layers arrive, which branch wants which layer.
//
// Lives on the room's home worker. Publishers may be on any worker; their packets arrive over the
// ring. Everything that goes out leaves through RouterOutput.
#pragma once

#include <unordered_map>
#include <vector>

#include "base/instant.hpp"
#include "sfu/drop_reason.hpp"
#include "sfu/layer_meter.hpp"
#include "sfu/packet.hpp"
#include "sfu/room_view.hpp"
#include "sfu/speaker_selection.hpp"
#include "sfu/watched_layers.hpp"

namespace sfu {

class RouterOutput {
 public:
  virtual ~RouterOutput() = default;
  virtual void deliver(RoomId room, WorkerIndex branch, const PacketRef& packet) = 0;
  virtual void publish_view(RoomId room, WorkerIndex branch, const RoomViewRef& view) = 0;
  // The branches' view has fallen behind: publish_due() has work to do.
  virtual void view_changed(RoomId room) = 0;
  virtual void ask_key_frame(WorkerIndex publisher, SourceId source, LayerIndex layer) = 0;
  // Which layers of a source anybody wants; the publisher's worker starts from none.
  virtual void set_wanted_layers(WorkerIndex publisher, SourceId source, LayerMask layers) = 0;
  // What the publisher is to send: the rest may stop, since nobody watches it.
  virtual void watched_changed(RoomId room, const SourceInfo& source, LayerMask layers) = 0;
  virtual void speakers_changed(RoomId room, const std::vector<PersonId>& people) = 0;
};

class Router {
 public:
  Router(RoomId room, RouterOutput& output, DropCounters& drops)
      : room_(room), output_(output), drops_(drops) {}

  void add_source(const SourceInfo& info, WorkerIndex worker);
  void remove_source(SourceId source);
  void set_active(SourceId source, bool active);

  void add_branch(WorkerIndex branch);
  void remove_branch(WorkerIndex branch);
  // The layers of a picture that a branch forwards or waits for.
  void set_interest(WorkerIndex branch, SourceId source, LayerMask layers);
  void want_key_frame(SourceId source, LayerIndex layer);

  // media path: 16. one packet of one source, to every branch that wants it
  void receive(const PacketRef& packet, base::Instant now);

  // Gives the branches a new view if theirs has fallen behind, on average at most one in
  // kViewInterval: each makes every receiver of the room look again at all its slots, and people
  // who join, speak and change layers at once would ask for thousands a second. Says when there is
  // more to do; kNever when all is published.
  base::Instant publish_due(base::Instant now);
  static constexpr base::Duration kViewInterval = std::chrono::milliseconds(20);

  // Layers that went silent, speakers that fell silent; every kTick.
  void on_timeout(base::Instant now);
  static constexpr base::Duration kTick = std::chrono::milliseconds(200);

  bool empty() const { return sources_.empty() && branches_.empty(); }

 private:
  // A layer is alive while packets come. It counts as ended after kLayerSilence (a shared screen at
  // rest still sends a frame a second), or sooner when the other layers of the same source have
  // gone on for kFramesWithout frames: then the publisher's encoder has dropped it.
  static constexpr base::Duration kLayerSilence = std::chrono::milliseconds(2500);
  static constexpr base::Duration kShortSilence = std::chrono::milliseconds(500);
  static constexpr uint32_t kFramesWithout = 8;
  // A new speaker's first syllable and a new layer's first key frame need their slots before they
  // are passed on: such views may run ahead of the interval by this much. The layers of a picture
  // begin together, and there are three.
  static constexpr base::Duration kAhead = 3 * kViewInterval;
  // The height of a layer is taken over once in this time. An encoder that feels its way up or down
  // changes it with each key frame, and only where it comes to rest matters to whom the layer
  // suits.
  static constexpr base::Duration kHeightHold = std::chrono::seconds(1);
  // Rates of layers are measured over this time, all at once: at most one view a second for them.
  static constexpr base::Duration kRateInterval = std::chrono::seconds(1);

  struct Source {
    SourceState state;
    std::array<base::Instant, kMaxLayers> last_packet{};
    std::array<uint32_t, kMaxLayers> frames_without{};  // of other layers since the last packet
    std::array<LayerMask, kMaxWorkers> interest{};
    LayerMask wanted = 0;                             // by any branch
    std::array<uint16_t, kMaxLayers> seen_heights{};  // of the newest key frames
    std::array<base::Instant, kMaxLayers> height_taken{};
    std::array<LayerMeter, kMaxLayers> meters{};
    WatchedLayers watched;
  };

  void set_interest(Source& source, WorkerIndex branch, LayerMask layers);
  void forward_sound(const PacketRef& packet, base::Instant now);
  void forward_picture(Source& source, const PacketRef& packet, base::Instant now);
  void note_layer(Source& source, const Packet& packet, base::Instant now);
  bool update_watched(Source& source, base::Instant now);
  static bool has_ended(const Source& source, LayerIndex layer, base::Instant now);
  void note_heights(Source& source, const Packet& packet, base::Instant now);
  static bool take_height(Source& source, LayerIndex layer, base::Instant now);
  bool take_rates(base::Instant now);
  void mark_changed();
  void publish_at_once(base::Instant now);
  void publish(base::Instant now);
  RoomViewRef make_view() const;

  const RoomId room_;
  RouterOutput& output_;
  DropCounters& drops_;
  std::unordered_map<SourceId, Source> sources_;
  std::vector<WorkerIndex> branches_;
  SpeakerSelection selection_;
  uint64_t seen_selection_ = 0;
  base::Instant rates_taken_{};
  bool changed_ = false;       // since the view that was published last
  base::Instant next_view_{};  // kViewInterval for each that was published
  std::vector<PersonId> speaking_;
};

}  // namespace sfu
