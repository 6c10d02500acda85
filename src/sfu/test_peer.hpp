// A native WebRTC client without socket or clock, for the tests, fuzzers and benches of the SFU:
// ICE in the controlling role, DTLS as client, SRTP both ways. What it says and hears is up to the
// caller (test_media.hpp). Several of them and some workers make a TestPlane (test_plane.hpp).
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "proto/dtls/transport.hpp"
#include "proto/ice/controlling_agent.hpp"
#include "proto/rtp/demux.hpp"
#include "sfu/test_media.hpp"

namespace sfu {

struct TestIdentity {
  dtls::Certificate certificate =
      dtls::Certificate::generate(base::UnixTime(std::chrono::seconds(1'800'000'000)));
  dtls::Context context{certificate};
};
// Made once: keys cost more time than a handshake. One certificate for all clients.
inline const TestIdentity& server_identity() {
  static const TestIdentity identity;
  return identity;
}
inline const TestIdentity& client_identity() {
  static const TestIdentity identity;
  return identity;
}

class TestPeer {
 public:
  // `plan` as the control plane would make it, but for credentials and fingerprint.
  TestPeer(PeerSetup plan, WorkerIndex worker, const base::Endpoint& own, base::Random& random)
      : endpoint(own), setup(std::move(plan)), random_(random) {
    setup.local_ice = ice::make_credentials(random, worker);
    setup.remote_ice = ice::make_credentials(random, 0);
    setup.remote_fingerprint = client_identity().context.fingerprint();
  }

  void connect(base::Instant now, const base::Endpoint& server) {
    server_ = server;
    ice_.emplace(random_, std::vector{endpoint.address}, setup.remote_ice, setup.local_ice);
    ice::Candidate candidate;
    candidate.priority = 1;
    candidate.address = server.address;
    candidate.port = server.port;
    ice_->add_remote_candidate(now, candidate);
    drain(now);
  }

  void receive(base::Instant now, base::BytesView datagram) {
    if (!ice_) return;
    switch (rtp::demultiplex(datagram)) {
      case rtp::Protocol::kStun:
        static_cast<void>(ice_->receive(now, {server_, endpoint.address}, datagram));
        break;
      case rtp::Protocol::kDtls:
        if (dtls_) dtls_->receive(now, datagram);
        break;
      default:
        media.push_back(base::to_bytes(datagram));
    }
    drain(now);
  }
  void on_timeout(base::Instant now) {
    if (ice_ && ice_->next_timeout() <= now) ice_->on_timeout(now);
    if (ice_) drain(now);
    if (dtls_ && dtls_->next_timeout() <= now) dtls_->on_timeout(now);
    if (ice_) drain(now);
  }
  void hang_up(base::Instant now) {
    dtls_->close();
    drain(now);
  }

  bool connected() const { return mouth_.has_value(); }
  void send(base::Bytes datagram) { outgoing_.push_back(std::move(datagram)); }
  void send(const SentByPeer& packet) { send(mouth_->write(packet)); }
  std::vector<base::Bytes> take_outgoing() { return std::exchange(outgoing_, {}); }

  // RTP received since the last call, decrypted.
  std::vector<SentToPeer> take_media() {
    std::vector<SentToPeer> result;
    for (const base::Bytes& datagram : std::exchange(media, {}))
      if (rtp::demultiplex(datagram) == rtp::Protocol::kRtp)
        if (auto packet = ears_->read(datagram)) result.push_back(std::move(*packet));
    return result;
  }
  PeerMouth& mouth() { return *mouth_; }
  PeerEars& ears() { return *ears_; }

  const base::Endpoint endpoint;
  PeerSetup setup;
  std::vector<base::Bytes> media;  // SRTP and SRTCP as they came

 private:
  void drain(base::Instant now) {
    while (auto output = ice_->poll()) {
      if (auto* transmit = std::get_if<ice::Transmit>(&*output))
        outgoing_.push_back(std::move(transmit->datagram));
      else if (std::holds_alternative<ice::SelectedPathChanged>(*output) && !dtls_)
        dtls_.emplace(client_identity().context, dtls::Role::kClient,
                      server_identity().context.fingerprint(), now);
    }
    if (!dtls_) return;
    while (auto datagram = dtls_->poll()) outgoing_.push_back(std::move(*datagram));
    while (const auto event = dtls_->poll_event())
      if (const auto* connected = std::get_if<dtls::Connected>(&*event)) take_keys(connected->keys);
  }
  void take_keys(const dtls::SrtpKeys& keys) {
    const auto profile = *srtp::profile_from_dtls_id(keys.profile);
    const auto master = [&](const dtls::SrtpMasterKey& key) {
      return *srtp::MasterKey::from_bytes(profile, key.key, key.salt);
    };
    mouth_.emplace(master(keys.send));
    ears_.emplace(master(keys.receive));
  }

  base::Random& random_;
  base::Endpoint server_;
  std::optional<ice::ControllingAgent> ice_;
  std::optional<dtls::Transport> dtls_;
  std::optional<PeerMouth> mouth_;
  std::optional<PeerEars> ears_;
  std::vector<base::Bytes> outgoing_;
};

}  // namespace sfu
