#include "sfu/peer.hpp"

#include <algorithm>

#include "proto/rtcp/compound.hpp"
#include "proto/rtcp/fir.hpp"
#include "proto/rtcp/kind.hpp"
#include "proto/rtcp/nack.hpp"
#include "proto/rtcp/pli.hpp"
#include "proto/rtcp/receiver_report.hpp"
#include "proto/rtcp/remb.hpp"
#include "proto/rtcp/transport_feedback.hpp"
#include "proto/rtp/demux.hpp"

namespace sfu {

std::string_view name(PeerEnd end) {
  switch (end) {
    case PeerEnd::kConsentLost:
      return "consent_lost";
    case PeerEnd::kHandshakeFailed:
      return "handshake_failed";
    case PeerEnd::kClosedByPeer:
      return "closed_by_peer";
  }
  return "unknown";
}

Peer::Peer(PeerSetup setup, const dtls::Context& dtls, PacketPool& pool, base::Random& random,
           PeerOutput& output, DropCounters& drops, base::Instant now)
    : setup_(std::move(setup)),
      dtls_context_(dtls),
      output_(output),
      drops_(drops),
      ice_(now, setup_.local_ice, setup_.remote_ice),
      ingress_(setup_, pool, drops),
      egress_(setup_, random, drops) {}

bool Peer::owns(SourceId source) const {
  for (const SendingSection& section : setup_.sending)
    if (section.source == source) return true;
  return false;
}

void Peer::update(const PeerSetup& setup, base::Instant now, base::PacketBatch& out) {
  if (setup.local_ice != setup_.local_ice) {
    drain_ice(now, out);
    ice_.restart(setup.local_ice, setup.remote_ice);
    drain_ice(now, out);
    setup_.local_ice = setup.local_ice;
    setup_.remote_ice = setup.remote_ice;
  }
  // Sections are only ever added; what runs keeps its place, its SSRC and its codecs.
  const auto append = [](auto& ours, const auto& theirs) {
    for (size_t k = ours.size(); k < theirs.size(); ++k) ours.push_back(theirs[k]);
  };
  append(setup_.sending, setup.sending);
  append(setup_.video_slots, setup.video_slots);
  append(setup_.sound_slots, setup.sound_slots);
  setup_.extensions = setup.extensions;
  egress_.add_slots();
}

void Peer::receive(base::Instant now, const base::Path& path, base::MutableBytes datagram,
                   base::PacketBatch& out) {
  switch (rtp::demultiplex(datagram)) {
    case rtp::Protocol::kStun:
      return receive_stun(now, path, datagram, out);
    case rtp::Protocol::kDtls:
      return receive_dtls(now, path, datagram, out);
    case rtp::Protocol::kRtp:
      if (const PacketRef packet = ingress_.receive_rtp(datagram, now)) {
        if (const PacketRef before = ingress_.take_restored())
          output_.packet_received(*this, before);
        output_.packet_received(*this, packet);
      }
      return;
    case rtp::Protocol::kRtcp:
      return receive_rtcp(now, datagram, out);
    case rtp::Protocol::kTurnChannel:
    case rtp::Protocol::kUnknown:
      return drops_.count(DropReason::kUnknownKind);
  }
}

void Peer::receive_stun(base::Instant now, const base::Path& path, base::BytesView datagram,
                        base::PacketBatch& out) {
  const auto refused = ice_.receive(now, path, datagram);
  drain_ice(now, out);
  if (refused) return drops_.count(DropReason::kStunRefused);
  // The last check wins: a path that somebody else has claimed meanwhile is ours again.
  if (ice_.is_verified(path)) output_.path_verified(*this, path.remote);
}

void Peer::receive_dtls(base::Instant now, const base::Path& path, base::BytesView datagram,
                        base::PacketBatch& out) {
  if (!dtls_) dtls_.emplace(dtls_context_, dtls::Role::kServer, setup_.remote_fingerprint, now);
  // The handshake may come over any of the peer's paths. Afterwards only checks move media: what
  // looks like DTLS by its first byte proves nothing.
  if (!connected_ && ice_.is_verified(path)) {
    dtls_path_ = path;
    choose_path();
  }
  dtls_->receive(now, datagram);
  drain_dtls(out);
}

void Peer::receive_rtcp(base::Instant now, base::MutableBytes datagram, base::PacketBatch& out) {
  const base::BytesView plain = ingress_.receive_rtcp(datagram);
  if (plain.empty()) return;
  const auto compound = rtcp::Compound::parse(plain);
  if (!compound) return drops_.count(DropReason::kMalformed);
  for (const rtcp::PacketView& view : *compound) {
    switch (rtcp::kind_of(view)) {
      case rtcp::Kind::kSenderReport:
        if (const auto report = rtcp::SenderReport::parse(view)) {
          ingress_.on_sender_report(*report, now);
          for (const rtcp::ReportBlock& block : report->reports)
            egress_.on_report_block(block, now);
        }
        break;
      case rtcp::Kind::kReceiverReport:
        if (const auto report = rtcp::ReceiverReport::parse(view))
          for (const rtcp::ReportBlock& block : report->reports)
            egress_.on_report_block(block, now);
        break;
      case rtcp::Kind::kNack:
        if (const auto nack = rtcp::Nack::parse(view)) {
          std::vector<uint16_t> lost;
          nack->for_each_lost([&](uint16_t number) { lost.push_back(number); });
          egress_.on_nack(nack->media_ssrc, lost, now, out);
        }
        break;
      case rtcp::Kind::kPli:
        if (const auto pli = rtcp::Pli::parse(view))
          output_.key_frame_requested(*this, pli->media_ssrc);
        break;
      case rtcp::Kind::kFir:
        if (const auto fir = rtcp::Fir::parse(view))
          for (const auto& request : fir->requests)
            output_.key_frame_requested(*this, request.ssrc);
        break;
      case rtcp::Kind::kTransportFeedback:
        if (const auto feedback = rtcp::TransportFeedback::parse(view))
          egress_.on_feedback(*feedback, now);
        break;
      case rtcp::Kind::kRemb:
        if (const auto remb = rtcp::Remb::parse(view)) egress_.on_remb(remb->bitrate_bps);
        break;
      default:
        break;  // SDES, BYE, XR and feedback that says nothing which is used here
    }
  }
  if (egress_.take_line_news()) output_.line_changed(*this);
}

void Peer::drain_ice(base::Instant now, base::PacketBatch& out) {
  while (auto output = ice_.poll()) {
    if (const auto* transmit = std::get_if<ice::Transmit>(&*output)) {
      out.append(transmit->path, transmit->datagram);
    } else if (const auto* dropped = std::get_if<ice::PathDropped>(&*output)) {
      // A browser checks each of our addresses from one socket: the remote endpoint is the peer's
      // as long as one of those paths is.
      const auto& rest = ice_.state().paths;
      if (std::ranges::none_of(rest, [&](const ice::VerifiedPath& other) {
            return other.path.remote == dropped->path.remote;
          }))
        output_.path_dropped(*this, dropped->path.remote);
    } else if (const auto* retired = std::get_if<ice::CredentialsRetired>(&*output)) {
      output_.ufrag_retired(*this, retired->ufrag);
    } else if (std::get_if<ice::ConsentLost>(&*output)) {
      output_.ended(*this, PeerEnd::kConsentLost);
    }
  }
  choose_path();
  if (dtls_ && dtls_->next_timeout() <= now) {
    dtls_->on_timeout(now);
    drain_dtls(out);
  }
}

// Media goes where the peer nominated, before that where its handshake comes from; never to a path
// that is not verified any more.
void Peer::choose_path() {
  if (dtls_path_ && !ice_.is_verified(*dtls_path_)) {
    const auto& rest = ice_.state().paths;
    const auto newest = std::ranges::max_element(rest, {}, &ice::VerifiedPath::last_check);
    dtls_path_ = newest == rest.end() ? std::nullopt : std::optional(newest->path);
  }
  egress_.set_path(ice_.selected_path() ? ice_.selected_path() : dtls_path_);
}

void Peer::drain_dtls(base::PacketBatch& out) {
  while (const auto datagram = dtls_->poll()) {
    const auto& path = ice_.selected_path() ? ice_.selected_path() : dtls_path_;
    if (path) out.append(*path, *datagram);
  }
  while (const auto event = dtls_->poll_event()) {
    if (const auto* connected = std::get_if<dtls::Connected>(&*event))
      on_connected(connected->keys);
    else if (std::holds_alternative<dtls::Failed>(*event))
      output_.ended(*this, PeerEnd::kHandshakeFailed);
    else
      output_.ended(*this, PeerEnd::kClosedByPeer);
  }
}

void Peer::on_connected(const dtls::SrtpKeys& keys) {
  const auto profile = srtp::profile_from_dtls_id(keys.profile);
  ASSERT(profile.has_value());  // dtls offers no profile that srtp does not have
  const auto send = srtp::MasterKey::from_bytes(*profile, keys.send.key, keys.send.salt);
  const auto receive = srtp::MasterKey::from_bytes(*profile, keys.receive.key, keys.receive.salt);
  ASSERT(send && receive);
  ingress_.set_keys(*receive);
  egress_.set_keys(*send);
  connected_ = true;
  output_.connected(*this);
}

void Peer::on_timeout(base::Instant now, base::PacketBatch& out) {
  if (ice_.next_timeout() <= now) ice_.on_timeout(now);
  drain_ice(now, out);
  ingress_.on_timeout(now, egress_, out);
  egress_.on_timeout(now, out);
  if (egress_.take_line_news()) output_.line_changed(*this);
}

base::Instant Peer::next_timeout() const {
  const base::Instant dtls = dtls_ ? dtls_->next_timeout() : base::kNever;
  return std::min({ice_.next_timeout(), dtls, ingress_.next_timeout(egress_.round_trip()),
                   egress_.next_timeout()});
}

}  // namespace sfu
