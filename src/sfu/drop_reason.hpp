// Why a packet ended here. Every early return of the media path names one, so that no packet
// vanishes without a trace. Beside that, what else happens to packets and is worth a number.
// /metrics shows the counters, summed over the server.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace sfu {

enum class DropReason : uint8_t {
  kUnknownKind,         // neither STUN, DTLS, RTP nor RTCP by its first byte
  kUnverifiedPath,      // from an address that has not passed a connectivity check
  kStunRefused,         // unknown ufrag, bad MESSAGE-INTEGRITY, or not a binding
  kDtlsRefused,         // the handshake did not take it
  kBeforeHandshake,     // media before the keys are known
  kMalformed,           // an RTP or RTCP header that does not parse
  kAuthentication,      // SRTP or SRTCP authentication failed
  kReplayed,            // seen before, or too old for the replay window
  kUnknownStream,       // an SSRC that no section claims
  kTooManyStreams,      // more SSRCs than a peer may send
  kUnknownPayloadType,  // not negotiated
  kProbe,               // padding on a retransmission stream: it measures the line, nothing more
  kDuplicate,           // repaired or received before
  kOutOfPackets,        // the packet pool is at its limit
  kSourceOff,           // the person has switched this source off
  kNotSelected,         // not the layer that the slot shows
  kBeforeKeyFrame,      // the slot waits for a key frame of its new layer
  kTooOldForSlot,       // from before the last switch, or before the reordering window
  kNotLoudEnough,       // sound outside the loudest few
  kSinkGone,            // the receiver has no usable path at present
  kRingFull,            // the other worker does not keep up
  kOverRtxBudget,       // a repair beyond what the peer's line is given for repairs
  kNotLost,             // a repair of what has arrived, as the peer's feedback says, or of long ago
  kNotBelieved,         // a repair that waits for the feedback to confirm the loss
  kLineFull,            // waited too long in the pacer: the receiver's line cannot carry it
  kCount,
};

constexpr std::string_view name(DropReason reason) {
  constexpr std::array<std::string_view, static_cast<size_t>(DropReason::kCount)> kNames = {
      "unknown_kind",
      "unverified_path",
      "stun_refused",
      "dtls_refused",
      "before_handshake",
      "malformed",
      "authentication",
      "replayed",
      "unknown_stream",
      "too_many_streams",
      "unknown_payload_type",
      "probe",
      "duplicate",
      "out_of_packets",
      "source_off",
      "not_selected",
      "before_key_frame",
      "too_old_for_slot",
      "not_loud_enough",
      "sink_gone",
      "ring_full",
      "over_rtx_budget",
      "not_lost",
      "not_believed",
      "line_full",
  };
  return kNames[static_cast<size_t>(reason)];
}

enum class PacketEvent : uint8_t {
  kSoundRestored,   // lost on its way from the publisher, made good by the copy in the next (RED)
  kSentAgain,       // to a receiver that asked for it; a second copy counts as well
  kReportedLost,    // by a receiver's transport-wide feedback
  kKeyFrameWanted,  // a receiver asked for one: it cannot decode what it has
  kKeyFrameAsked,   // a publisher was asked for one
  kCount,
};

class DropCounters {
 public:
  void count(DropReason reason) { ++drops_[static_cast<size_t>(reason)]; }
  uint64_t of(DropReason reason) const { return drops_[static_cast<size_t>(reason)]; }

  void count(PacketEvent event) { ++events_[static_cast<size_t>(event)]; }
  uint64_t of(PacketEvent event) const { return events_[static_cast<size_t>(event)]; }

 private:
  std::array<uint64_t, static_cast<size_t>(DropReason::kCount)> drops_{};
  std::array<uint64_t, static_cast<size_t>(PacketEvent::kCount)> events_{};
};

}  // namespace sfu
