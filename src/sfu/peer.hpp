// One participant's connection: ICE, DTLS and SRTP around an ingress and an egress. The file that
// says what a datagram is and whose turn it is; what happens inside each part is in its own folder.
//
// A peer goes: new → path verified (ICE) → keys known (DTLS) → connected. It ends when its consent
// is lost, when the other side closes DTLS, or when the control plane removes it; it never ends by
// what strangers send, because nothing but authenticated STUN changes its paths.
#pragma once

#include <memory>
#include <string_view>

#include "base/packet_batch.hpp"
#include "proto/dtls/transport.hpp"
#include "proto/ice/lite_agent.hpp"
#include "sfu/egress.hpp"
#include "sfu/ingress.hpp"

namespace sfu {

enum class PeerEnd : uint8_t { kConsentLost, kHandshakeFailed, kClosedByPeer };
std::string_view name(PeerEnd end);

class Peer;

// What happens to a peer, told to its worker at once.
class PeerOutput {
 public:
  virtual ~PeerOutput() = default;
  virtual void packet_received(Peer& peer, const PacketRef& packet) = 0;
  virtual void key_frame_requested(Peer& peer, uint32_t ssrc) = 0;
  // What the peer's line can carry is another: its layers are to be chosen anew.
  virtual void line_changed(Peer& peer) = 0;
  // With every valid check, since another peer may have taken the path over in between.
  virtual void path_verified(Peer& peer, const base::Endpoint& remote) = 0;
  virtual void path_dropped(Peer& peer, const base::Endpoint& remote) = 0;
  virtual void ufrag_retired(Peer& peer, const std::string& ufrag) = 0;
  virtual void connected(Peer& peer) = 0;
  virtual void ended(Peer& peer, PeerEnd end) = 0;
};

class Peer {
 public:
  Peer(PeerSetup setup, const dtls::Context& dtls, PacketPool& pool, base::Random& random,
       PeerOutput& output, DropCounters& drops, base::Instant now);
  Peer(const Peer&) = delete;
  Peer& operator=(const Peer&) = delete;

  PeerId id() const { return setup_.peer; }
  RoomId room() const { return setup_.room; }
  const PeerSetup& setup() const { return setup_; }
  Egress& egress() { return egress_; }
  bool owns(SourceId source) const;

  // A new offer and answer for the running connection: more slots, or an ICE restart.
  void update(const PeerSetup& setup, base::Instant now, base::PacketBatch& out);

  // media path: 5. STUN, DTLS, SRTP or SRTCP? Except for STUN the caller has found the sender among
  // the peer's verified ones. SRTCP is decrypted in place, SRTP in a packet of the pool.
  void receive(base::Instant now, const base::Path& path, base::MutableBytes datagram,
               base::PacketBatch& out);
  void set_wanted_layers(SourceId source, LayerMask layers) {
    ingress_.set_wanted_layers(source, layers);
  }
  void want_key_frame(SourceId source, LayerIndex layer, base::Instant now) {
    ingress_.want_key_frame(source, layer, now);
  }

  void on_timeout(base::Instant now, base::PacketBatch& out);
  base::Instant next_timeout() const;

 private:
  void receive_stun(base::Instant now, const base::Path& path, base::BytesView datagram,
                    base::PacketBatch& out);
  void receive_dtls(base::Instant now, const base::Path& path, base::BytesView datagram,
                    base::PacketBatch& out);
  void receive_rtcp(base::Instant now, base::MutableBytes datagram, base::PacketBatch& out);
  void drain_ice(base::Instant now, base::PacketBatch& out);
  void choose_path();
  void drain_dtls(base::PacketBatch& out);
  void on_connected(const dtls::SrtpKeys& keys);

  PeerSetup setup_;
  const dtls::Context& dtls_context_;
  PeerOutput& output_;
  DropCounters& drops_;
  ice::LiteAgent ice_;
  std::optional<dtls::Transport> dtls_;  // from the first verified path on
  // A verified path, used until ICE nominates: where the handshake comes from.
  std::optional<base::Path> dtls_path_;
  bool connected_ = false;
  Ingress ingress_;
  Egress egress_;
};

}  // namespace sfu
