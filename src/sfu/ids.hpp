// The media plane's ids. The control plane gives them out; zero means none.
#pragma once

#include <cstdint>

#include "base/id.hpp"

namespace sfu {

using RoomId = base::Id<struct MediaRoomTag>;  // a room's media, one per open room
using PeerId = base::Id<struct PeerTag>;       // one peer connection of one participant
using SourceId = base::Id<struct SourceTag>;   // one thing somebody sends: a microphone, a camera …
using PersonId =
    base::Id<struct PersonTag>;  // whose it is; sound and picture of one person pair up

// The index of a media worker, 0 to media.workers - 1.
using WorkerIndex = uint8_t;
inline constexpr size_t kMaxWorkers = 64;

// One encoding of a source: index of its rid in the order of the offer, lowest first. 0 for sound.
using LayerIndex = uint8_t;
inline constexpr size_t kMaxLayers = 4;

enum class SourceKind : uint8_t { kMicrophone, kCamera, kScreen, kScreenSound };

constexpr bool is_sound(SourceKind kind) {
  return kind == SourceKind::kMicrophone || kind == SourceKind::kScreenSound;
}
// The picture that a sound belongs to (and the reverse): they share a stream for lip-sync.
constexpr SourceKind counterpart(SourceKind kind) {
  switch (kind) {
    case SourceKind::kMicrophone:
      return SourceKind::kCamera;
    case SourceKind::kCamera:
      return SourceKind::kMicrophone;
    case SourceKind::kScreen:
      return SourceKind::kScreenSound;
    case SourceKind::kScreenSound:
      return SourceKind::kScreen;
  }
  return SourceKind::kMicrophone;
}

}  // namespace sfu
