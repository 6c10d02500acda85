// What the control plane tells a media worker, and what it hears back. Plain data through
// mailboxes.
#pragma once

#include <variant>
#include <vector>

#include "sfu/peer.hpp"
#include "sfu/peer_setup.hpp"
#include "sfu/receiver.hpp"
#include "sfu/slot_assignment.hpp"

namespace sfu {

struct AddPeer {
  PeerSetup setup;
  WorkerIndex home = 0;  // of the room
};
struct UpdatePeer {
  PeerSetup setup;
};
struct RemovePeer {
  PeerId peer;
};
// What a client looks at; replaces the view before.
struct SetWanted {
  PeerId peer;
  std::vector<WantedPicture> wanted;
};
// The owner has switched a source on or off.
struct SwitchSource {
  PeerId peer;
  SourceId source;
  bool active = false;
};
using WorkerCommand = std::variant<AddPeer, UpdatePeer, RemovePeer, SetWanted, SwitchSource>;

struct PeerConnected {
  PeerId peer;
};
struct PeerEnded {
  PeerId peer;
  PeerEnd reason = PeerEnd::kConsentLost;
};
struct SlotsChanged {
  PeerId peer;
  std::vector<SourceInfo> video;  // per slot; without source: empty
  std::vector<SourceInfo> sound;
};
struct SpeakersChanged {
  RoomId room;
  std::vector<PersonId> people;  // loudest first
};
// What a publisher is to send of a source: encodings that are not in `layers` may stop.
struct WatchedChanged {
  RoomId room;
  SourceInfo source;
  LayerMask layers = 0;
};
using WorkerEvent =
    std::variant<PeerConnected, PeerEnded, SlotsChanged, SpeakersChanged, WatchedChanged>;

}  // namespace sfu
