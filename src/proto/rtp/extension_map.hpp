// Which header extension a local identifier stands for (RFC 8285 section 5, a=extmap). The ids of a
// BUNDLE group are one number space (RFC 8843 section 9), so a peer connection has one map.
// Lookups in both directions are array reads: both are on the media path.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace rtp {

enum class ExtensionKind : uint8_t {
  kNone,  // an id that was not negotiated
  kMid,
  kRid,
  kRepairedRid,
  kAudioLevel,
  kAbsSendTime,
  kTransportSequenceNumber,
  kVideoOrientation,
  kDependencyDescriptor,   // opaque here, proto/codec reads and rewrites it
  kAbsCaptureTime,         // opaque
  kPlayoutDelay,           // opaque
  kVideoLayersAllocation,  // opaque
};
inline constexpr size_t kExtensionKindCount = 12;

constexpr std::string_view uri_of(ExtensionKind kind) {
  constexpr std::array<std::string_view, kExtensionKindCount> kUris = {
      "",
      "urn:ietf:params:rtp-hdrext:sdes:mid",
      "urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id",
      "urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id",
      "urn:ietf:params:rtp-hdrext:ssrc-audio-level",
      "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time",
      "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01",
      "urn:3gpp:video-orientation",
      "https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension",
      "http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time",
      "http://www.webrtc.org/experiments/rtp-hdrext/playout-delay",
      "http://www.webrtc.org/experiments/rtp-hdrext/video-layers-allocation00",
  };
  return kUris[static_cast<size_t>(kind)];
}

// kNone for a URI that Plenum does not speak.
constexpr ExtensionKind kind_of(std::string_view uri) {
  for (size_t i = 1; i < kExtensionKindCount; ++i)
    if (uri_of(static_cast<ExtensionKind>(i)) == uri) return static_cast<ExtensionKind>(i);
  return ExtensionKind::kNone;
}

class ExtensionMap {
 public:
  // False, and nothing changes, when the id is reserved (0, and 15 by RFC 8285 section 4.2), or
  // when the id or the kind is already bound to something else. Binding again the same is fine:
  // every section of an offer repeats the map.
  bool bind(uint8_t id, ExtensionKind kind) {
    if (id == 0 || id == 15 || kind == ExtensionKind::kNone) return false;
    if (kind_of_id(id) == kind) return true;
    if (kind_of_id(id) != ExtensionKind::kNone || id_of(kind) != 0) return false;
    kinds_[id] = kind;
    ids_[static_cast<size_t>(kind)] = id;
    return true;
  }

  ExtensionKind kind_of_id(uint8_t id) const { return kinds_[id]; }
  // 0 when the kind was not negotiated.
  uint8_t id_of(ExtensionKind kind) const { return ids_[static_cast<size_t>(kind)]; }

 private:
  std::array<ExtensionKind, 256> kinds_{};
  std::array<uint8_t, kExtensionKindCount> ids_{};
};

}  // namespace rtp
