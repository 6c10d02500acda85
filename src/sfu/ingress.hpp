// The receiving half of one peer: decrypts what the participant sends, finds which source and layer
// each packet belongs to, repairs losses (NACK, RTX), and reports back (receiver reports,
// transport-wide feedback, key frame requests). What comes out are Packets for the router.
//
// A stream is found by SSRC; an unknown SSRC is bound by its MID and RID header extensions (RFC
// 9143, RFC 8852) or by what the offer announced. Only authenticated packets bind anything.
#pragma once

#include <list>
#include <memory>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/packet_batch.hpp"
#include "proto/rtcp/sender_report.hpp"
#include "proto/rtp/header_extension.hpp"
#include "proto/rtp/red.hpp"
#include "proto/srtp/receive_context.hpp"
#include "sfu/drop_reason.hpp"
#include "sfu/incoming_stream.hpp"
#include "sfu/room_view.hpp"
#include "sfu/transport_feedback_recorder.hpp"

namespace sfu {

class Egress;

class Ingress {
 public:
  // `setup` outlives the ingress.
  Ingress(const PeerSetup& setup, PacketPool& pool, DropCounters& drops)
      : setup_(setup), pool_(pool), drops_(drops) {}

  void set_keys(const srtp::MasterKey& key) { srtp_ = std::make_unique<srtp::ReceiveContext>(key); }

  // media path: 6. decrypt, find the stream, understand the payload. Empty: dropped and counted.
  PacketRef receive_rtp(base::BytesView datagram, base::Instant now);
  // The sound before it, if that was lost and the packet just received had a copy of it: goes
  // first.
  PacketRef take_restored() { return std::exchange(restored_, {}); }
  // Decrypts a compound packet in place; empty: dropped and counted. Its meaning is the peer's
  // business, since half of it is about the other direction.
  base::BytesView receive_rtcp(base::MutableBytes datagram);
  void on_sender_report(const rtcp::SenderReport& report, base::Instant now);

  // The layers of a source that somebody sees or waits for. Of others no key frame is asked for.
  void set_wanted_layers(SourceId source, LayerMask layers);
  // Some receiver needs a key frame of this layer.
  void want_key_frame(SourceId source, LayerIndex layer, base::Instant now);

  // Reports and requests that are due, sent through egress (one SRTCP context per direction).
  void on_timeout(base::Instant now, Egress& egress, base::PacketBatch& out);
  base::Instant next_timeout(base::Duration round_trip) const;

 private:
  // More streams than any client sends: four sections, three layers each, twice over. One more
  // takes the place of the one that has been silent longest: clients begin encodings anew under
  // other SSRCs as often as they like.
  static constexpr size_t kMaxStreams = 32;
  static constexpr base::Duration kReportInterval = std::chrono::seconds(1);
  static constexpr size_t kLostPerNack = 250;

  struct Route {
    uint32_t ssrc;
    IncomingStream* stream;
    bool is_rtx;
  };

  // media path: 11. which source, which layer?
  const Route* find_route(const rtp::HeaderView& header, const rtp::ExtensionViews& extensions);
  const Route* bind(const rtp::HeaderView& header, const rtp::ExtensionViews& extensions);
  const Route* bind_announced(uint32_t ssrc);
  const Route* bind_rtx(IncomingStream& stream, uint32_t ssrc);
  const Route* add_stream(const SendingSection& section, LayerIndex layer, uint32_t ssrc);
  IncomingStream* find_stream(const SendingSection& section, LayerIndex layer);
  void forget_most_silent();
  bool is_wanted(const IncomingStream& stream) const;

  bool restore_original(const Route& route, Packet& packet, uint8_t& payload_type,
                        uint16_t& sequence_number);
  const CodecBinding* codec_of(const IncomingStream& stream, uint8_t payload_type) const;
  bool understand(IncomingStream& stream, Packet& packet, const CodecBinding& codec,
                  const rtp::HeaderView& header, const rtp::ExtensionViews& extensions);

  // ingress_sound.cpp
  static bool unwrap_sound(const CodecBinding& codec, Packet& packet,
                           std::optional<rtp::RedBlock>& copy);
  void restore_sound(IncomingStream& stream, const Packet& carrier, const rtp::RedBlock& copy,
                     uint32_t timestamp, base::Instant now);

  static void understand_layers(IncomingStream& stream, Packet& packet);
  static void read_descriptor(IncomingStream& stream, Packet& packet);

  void append_reports(base::Instant now, Egress& egress, base::PacketBatch& out);
  void append_requests(base::Instant now, Egress& egress, base::PacketBatch& out);

  const PeerSetup& setup_;
  PacketPool& pool_;
  DropCounters& drops_;
  std::unique_ptr<srtp::ReceiveContext> srtp_;
  std::list<IncomingStream> streams_;  // in the order of their first packets
  std::vector<Route> routes_;          // at most two a stream
  std::unordered_map<SourceId, LayerMask> wanted_;
  SenderClock sender_clock_;
  TransportFeedbackRecorder transport_feedback_;
  base::Instant report_due_{};
  PacketRef restored_;
};

}  // namespace sfu
