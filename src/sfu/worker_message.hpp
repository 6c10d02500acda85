// What media workers say to each other. Everything is immutable or moved; packets are shared by
// reference, raw datagrams are copied once into a batch.
#pragma once

#include <memory>
#include <variant>
#include <vector>

#include "base/packet_batch.hpp"
#include "sfu/packet.hpp"
#include "sfu/room_view.hpp"

namespace sfu {

// Datagrams from 5-tuples that belong to a peer of the other worker.
struct ForeignDatagrams {
  std::unique_ptr<base::PacketBatch> datagrams;
};
// A path has been verified (or is one no more): its datagrams belong to the sender of this message.
struct FlowClaimed {
  base::Endpoint remote;
};
struct FlowReleased {
  base::Endpoint remote;
};

// To a room's home, from the worker of a publisher.
struct SourceAdded {
  RoomId room;
  SourceInfo source;
};
struct SourceRemoved {
  RoomId room;
  SourceId source;
};
struct SourceSwitched {
  RoomId room;
  SourceId source;
  bool active;
};
struct PublishedPackets {
  RoomId room;
  std::vector<PacketRef> packets;
};

// To a room's home, from the worker of receivers.
struct BranchOpened {
  RoomId room;
};
struct BranchClosed {
  RoomId room;
};
struct InterestChanged {
  RoomId room;
  SourceId source;
  LayerMask layers;
};
struct KeyFrameWanted {
  RoomId room;
  SourceId source;
  LayerIndex layer;
};

// From a room's home.
struct ViewPublished {
  RoomId room;
  RoomViewRef view;
};
struct RoutedPackets {
  RoomId room;
  std::vector<PacketRef> packets;
};
struct LayersWanted {  // to the worker of the publisher
  SourceId source;
  LayerMask layers;
};
struct KeyFrameAsked {  // to the worker of the publisher
  SourceId source;
  LayerIndex layer;
};

using WorkerMessage =
    std::variant<ForeignDatagrams, FlowClaimed, FlowReleased, SourceAdded, SourceRemoved,
                 SourceSwitched, PublishedPackets, BranchOpened, BranchClosed, InterestChanged,
                 KeyFrameWanted, ViewPublished, RoutedPackets, LayersWanted, KeyFrameAsked>;

}  // namespace sfu
