// A client's end of the transport: ICE in the controlling role, DTLS as client, SRTP both ways,
// over one host of the network. Plain RTP and RTCP above it.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "proto/dtls/transport.hpp"
#include "proto/ice/controlling_agent.hpp"
#include "proto/sdp/session_description.hpp"
#include "proto/srtp/receive_context.hpp"
#include "proto/srtp/send_context.hpp"
#include "sim/network.hpp"

namespace sim {

// What the answer says of the server.
struct RemoteEnd {
  ice::Credentials credentials;
  dtls::Fingerprint fingerprint;
  std::vector<ice::Candidate> candidates;
};

RemoteEnd remote_end_of(const sdp::SessionDescription& answer);

class MediaConnection {
 public:
  struct Handlers {
    std::function<void()> connected;
    std::function<void(base::BytesView)> rtp;
    std::function<void(base::BytesView)> rtcp;
    // No path, no consent, or no handshake; it may not be destroyed from within.
    std::function<void()> failed;
  };

  // `host` and `random` outlive it.
  MediaConnection(EventQueue& events, Host& host, base::Random& random, base::UnixTime wall,
                  Handlers handlers);
  ~MediaConnection();
  MediaConnection(const MediaConnection&) = delete;
  MediaConnection& operator=(const MediaConnection&) = delete;

  const ice::Credentials& credentials() const { return credentials_; }
  const dtls::Fingerprint& fingerprint() const { return dtls_context_.fingerprint(); }

  void start(const RemoteEnd& remote);
  bool is_connected() const { return send_ != nullptr; }
  // Dropped before the handshake is done and without a path.
  void send_rtp(base::BytesView plain);
  void send_rtcp(base::BytesView plain);
  // Says goodbye in DTLS.
  void close();

 private:
  void fail();
  void receive(const base::Endpoint& from, base::MutableBytes datagram);
  void on_timeout();
  void drain_ice();
  void drain_dtls();
  void on_connected(const dtls::SrtpKeys& keys);
  void send(base::BytesView datagram);
  void arm();

  EventQueue& events_;
  Host& host_;
  base::Random& random_;
  const Handlers handlers_;
  const dtls::Context dtls_context_;
  const ice::Credentials credentials_;
  dtls::Fingerprint remote_fingerprint_;
  bool ended_ = false;  // closed, or failed and said so
  std::optional<ice::ControllingAgent> ice_;
  std::optional<dtls::Transport> dtls_;
  std::unique_ptr<srtp::SendContext> send_;
  std::unique_ptr<srtp::ReceiveContext> receive_;
  Timer timer_;
};

}  // namespace sim
