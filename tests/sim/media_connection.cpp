#include "sim/media_connection.hpp"

#include <algorithm>
#include <utility>

#include "base/assert.hpp"
#include "proto/rtp/demux.hpp"
#include "proto/rtp/packet.hpp"

namespace sim {

RemoteEnd remote_end_of(const sdp::SessionDescription& answer) {
  RemoteEnd remote;
  for (const sdp::MediaSection& section : answer.sections) {
    const sdp::TransportAttributes& transport = section.transport;
    if (!transport.ice_ufrag.empty()) remote.credentials = {transport.ice_ufrag, transport.ice_pwd};
    for (const sdp::Fingerprint& fingerprint : transport.fingerprints)
      if (const auto parsed = dtls::Fingerprint::parse(fingerprint.algorithm, fingerprint.value))
        remote.fingerprint = *parsed;
    for (const std::string& line : section.candidates)
      if (const auto candidate = ice::parse_candidate(line))
        remote.candidates.push_back(*candidate);
  }
  return remote;
}

MediaConnection::MediaConnection(EventQueue& events, Host& host, base::Random& random,
                                 base::UnixTime wall, Handlers handlers)
    : events_(events),
      host_(host),
      random_(random),
      handlers_(std::move(handlers)),
      dtls_context_(dtls::Certificate::generate(wall)),
      credentials_(ice::make_credentials(random, 0)),
      timer_(events, [this] { on_timeout(); }) {
  host.on_receive(
      [this](const base::Endpoint& from, base::MutableBytes datagram) { receive(from, datagram); });
}

MediaConnection::~MediaConnection() { host_.on_receive(nullptr); }

void MediaConnection::start(const RemoteEnd& remote) {
  remote_fingerprint_ = remote.fingerprint;
  ice_.emplace(random_, std::vector<base::IpAddress>{host_.inner().address}, credentials_,
               remote.credentials);
  for (const ice::Candidate& candidate : remote.candidates) {
    ice_->add_remote_candidate(events_.now(), candidate);
    drain_ice();
  }
  arm();
}

void MediaConnection::receive(const base::Endpoint& from, base::MutableBytes datagram) {
  if (!ice_) return;
  switch (rtp::demultiplex(datagram)) {
    case rtp::Protocol::kStun:
      (void)ice_->receive(events_.now(), {from, host_.inner().address}, datagram);
      drain_ice();
      break;
    case rtp::Protocol::kDtls:
      if (!dtls_) return;
      dtls_->receive(events_.now(), datagram);
      drain_dtls();
      break;
    case rtp::Protocol::kRtp:
      if (!receive_) return;
      if (const auto size = receive_->unprotect_rtp(datagram)) handlers_.rtp(datagram.first(*size));
      break;
    case rtp::Protocol::kRtcp:
      if (!receive_) return;
      if (const auto size = receive_->unprotect_rtcp(datagram))
        handlers_.rtcp(datagram.first(*size));
      break;
    default:
      break;
  }
  arm();
}

void MediaConnection::on_timeout() {
  const base::Instant now = events_.now();
  if (ice_ && ice_->next_timeout() <= now) ice_->on_timeout(now);
  drain_ice();
  if (dtls_ && dtls_->next_timeout() <= now) dtls_->on_timeout(now);
  drain_dtls();
  arm();
}

void MediaConnection::drain_ice() {
  while (auto output = ice_->poll()) {
    if (const auto* transmit = std::get_if<ice::Transmit>(&*output)) {
      host_.send(transmit->path.remote, transmit->datagram);
    } else if (const auto* selected = std::get_if<ice::SelectedPathChanged>(&*output)) {
      if (!selected->path || dtls_) continue;
      dtls_.emplace(dtls_context_, dtls::Role::kClient, remote_fingerprint_, events_.now());
      drain_dtls();
    } else {
      fail();  // ConsentLost, ChecksFailed
    }
  }
}

void MediaConnection::drain_dtls() {
  if (!dtls_) return;
  while (const auto datagram = dtls_->poll()) send(*datagram);
  while (const auto event = dtls_->poll_event()) {
    if (const auto* connected = std::get_if<dtls::Connected>(&*event))
      on_connected(connected->keys);
    else
      fail();  // Failed, Closed
  }
}

void MediaConnection::fail() {
  if (std::exchange(ended_, true) || !handlers_.failed) return;
  handlers_.failed();
}

void MediaConnection::on_connected(const dtls::SrtpKeys& keys) {
  const auto profile = srtp::profile_from_dtls_id(keys.profile);
  ASSERT(profile);
  const auto sending = srtp::MasterKey::from_bytes(*profile, keys.send.key, keys.send.salt);
  const auto receiving = srtp::MasterKey::from_bytes(*profile, keys.receive.key, keys.receive.salt);
  ASSERT(sending && receiving);
  send_ = std::make_unique<srtp::SendContext>(*sending);
  receive_ = std::make_unique<srtp::ReceiveContext>(*receiving);
  handlers_.connected();
}

void MediaConnection::send_rtp(base::BytesView plain) {
  if (!send_) return;
  const auto header = rtp::parse_header(plain);
  ASSERT(header);
  base::Bytes packet = base::to_bytes(plain);
  packet.resize(plain.size() + srtp::kMaxRtpOverhead);
  const auto size = send_->stream(header->ssrc)
                        .protect(packet, header->header_size, plain.size() - header->header_size);
  ASSERT(size);
  send(base::BytesView(packet).first(*size));
}

void MediaConnection::send_rtcp(base::BytesView plain) {
  if (!send_) return;
  base::Bytes packet = base::to_bytes(plain);
  packet.resize(plain.size() + srtp::kMaxRtcpOverhead);
  const auto size = send_->protect_rtcp(packet, plain.size());
  ASSERT(size);
  send(base::BytesView(packet).first(*size));
}

void MediaConnection::send(base::BytesView datagram) {
  if (const auto& path = ice_->selected_path()) host_.send(path->remote, datagram);
}

void MediaConnection::close() {
  ended_ = true;
  if (!dtls_) return;
  dtls_->close();
  drain_dtls();
}

void MediaConnection::arm() {
  const base::Instant ice = ice_ ? ice_->next_timeout() : base::kNever;
  const base::Instant dtls = dtls_ ? dtls_->next_timeout() : base::kNever;
  timer_.set(std::min(ice, dtls));
}

}  // namespace sim
