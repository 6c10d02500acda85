// A media worker on the open net. The first byte chooses how far two clients, a publisher and a
// viewer, have come: announced only, path verified, connected. The rest are actions: datagrams of
// any content from a client's address or from a stranger's; RTP and RTCP of any content under the
// publisher's own keys, as a hostile participant would send them; checks from other ports;
// commands, ICE restarts among them; time. Checks that nobody is answered but the clients, and that
// everything is gone in the end.
#include <algorithm>

#include "base/assert.hpp"
#include "proto/ice/check.hpp"
#include "sfu/test_plane.hpp"

namespace {

using namespace std::chrono_literals;

enum class Stage : uint8_t { kAnnounced, kVerified, kConnected };

class Scene {
 public:
  explicit Scene(Stage stage) : plane_(2) {
    for (const uint64_t person : {1, 2}) {
      if (stage == Stage::kConnected) {
        sfu::TestPeer& peer = plane_.join(sfu::test_setup(person, 2, 2), 0, 1, 0);
        ASSERT(peer.connected());
        plane_.switch_on(peer, 0);
        plane_.command(0, sfu::SetWanted{{person}, {{.person = {3 - person}, .height = 180}}});
        keep(peer);
      } else {
        idle_.push_back(std::make_unique<sfu::TestPeer>(
            sfu::test_setup(person, 2, 2), sfu::WorkerIndex{0}, endpoint(person), plane_.random));
        sfu::TestPeer& peer = *idle_.back();
        plane_.command(0, sfu::AddPeer{peer.setup, 1});
        keep(peer);
        if (stage == Stage::kVerified) check(peer, 0);
      }
    }
  }
  ~Scene() {
    for (const uint64_t person : {1, 2}) plane_.command(0, sfu::RemovePeer{{person}});
    for (const auto& worker : plane_.workers) ASSERT(worker->empty());
  }

  void play(base::ByteReader actions) {
    while (actions.ok() && actions.remaining() > 0) {
      const uint8_t action = actions.u8();
      sfu::TestPeer& peer = *peers_[action >> 7];
      switch (action % 11) {
        case 0:
          receive(peer.endpoint, bytes(actions));
          break;
        case 1:
          receive(sfu::TestPlane::kStranger, bytes(actions));
          break;
        case 2:
        case 3:
          rtp(peer, actions);
          break;
        case 4:
          rtcp(peer, actions);
          break;
        case 5:
          check(peer, actions.u8() % 20);
          break;
        case 6:
          plane_.command(0, sfu::SwitchSource{peer.setup.peer, sfu::camera_of(actions.u8() % 3),
                                              actions.u8() % 2 == 0});
          break;
        case 7:
          plane_.command(
              0, sfu::SetWanted{peer.setup.peer,
                                {{.person = {actions.u8() % 3u}, .height = actions.u8() * 8u}}});
          break;
        case 8:
          plane_.run(5ms * (1 + actions.u8() % 8));
          break;
        case 9:
          restart_ice(peer);
          break;
        default: {
          const base::Endpoint remote = port(peer, actions.u8() % 4);
          if (action & 0x40)
            message(sfu::FlowClaimed{remote});
          else
            message(sfu::FlowReleased{remote});
        }
      }
    }
  }

 private:
  static base::Endpoint endpoint(uint64_t person) {
    return {base::IpAddress::v4(192, 0, 2, 1), static_cast<uint16_t>(5000 + person)};
  }
  static base::Endpoint port(const sfu::TestPeer& peer, uint16_t offset) {
    return {peer.endpoint.address, static_cast<uint16_t>(peer.endpoint.port + offset * 100)};
  }
  static base::Bytes bytes(base::ByteReader& actions) {
    const size_t size = actions.u8();
    return base::to_bytes(actions.bytes(std::min(size, actions.remaining())));
  }
  void keep(sfu::TestPeer& peer) {
    peers_.push_back(&peer);
    known_.push_back(peer.endpoint);
  }

  void receive(const base::Endpoint& from, base::Bytes datagram) {
    plane_.workers[0]->receive(plane_.now, {from, sfu::TestPlane::kServer.address}, datagram, out_);
    for (const auto& [path, sent] : out_)
      ASSERT(std::ranges::find(known_, path.remote) != known_.end());
    out_.clear();
    plane_.settle();
  }
  void message(sfu::WorkerMessage message) {
    plane_.workers[0]->receive(1, std::move(message), plane_.now, out_);
    out_.clear();
    plane_.settle();
  }
  // An offer with new credentials; the checks that follow know them.
  void restart_ice(sfu::TestPeer& peer) {
    peer.setup.local_ice = ice::make_credentials(plane_.random, 0);
    peer.setup.remote_ice = ice::make_credentials(plane_.random, 0);
    plane_.command(0, sfu::UpdatePeer{peer.setup});
  }
  // A right check, with which the client comes from another port.
  void check(sfu::TestPeer& peer, uint16_t offset) {
    stun::HmacKey key = stun::HmacKey::short_term(peer.setup.local_ice.pwd);
    ice::Check request;
    request.priority = 1 + offset;
    request.nominate = offset % 2 == 0 ? ice::Nominate::kYes : ice::Nominate::kNo;
    const std::string name = peer.setup.local_ice.ufrag + ":" + peer.setup.remote_ice.ufrag;
    known_.push_back(port(peer, offset));
    receive(known_.back(), ice::make_check(request, name, key));
  }
  void rtp(sfu::TestPeer& peer, base::ByteReader& actions) {
    if (!peer.connected()) return;
    sfu::SentByPeer packet;
    const uint8_t kind = actions.u8();
    packet.sequence_number = static_cast<uint16_t>(number_ += actions.u8() % 4 == 0 ? 3 : 1);
    packet.ssrc = 1 + kind % 16;
    packet.payload_type = std::array<uint8_t, 4>{sfu::kVp8Type, sfu::kRtxType, sfu::kOpusType,
                                                 actions.u8()}[kind >> 4 & 3] &
                          0x7f;
    packet.marker = (kind & 0x40) != 0;
    packet.timestamp = actions.u16() * 1000u;
    packet.mid = packet.payload_type == sfu::kOpusType ? "a" : "v";
    if (packet.payload_type == sfu::kVp8Type) packet.rid = std::array{"q", "h", "f", "x"}[kind % 4];
    if (packet.payload_type == sfu::kRtxType) packet.repaired_rid = std::array{"q", "h"}[kind % 2];
    packet.audio_level = actions.u8();
    packet.transport_number = packet.sequence_number;
    packet.payload =
        kind & 0x80 ? sfu::vp8_payload({.key_frame = true, .picture_id = number_}) : bytes(actions);
    packet.padding = actions.u8() % 4 == 0 ? 7 : 0;
    receive(peer.endpoint, peer.mouth().write(packet));
  }
  void rtcp(sfu::TestPeer& peer, base::ByteReader& actions) {
    base::Bytes compound = bytes(actions);
    if (!peer.connected() || compound.size() < 8) return;
    receive(peer.endpoint, peer.mouth().write_rtcp(std::move(compound)));
  }

  sfu::TestPlane plane_;
  std::vector<std::unique_ptr<sfu::TestPeer>> idle_;
  std::vector<sfu::TestPeer*> peers_;
  std::vector<base::Endpoint> known_;
  base::PacketBatch out_;
  uint16_t number_ = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 2 || size > 4096) return 0;
  Scene scene(static_cast<Stage>(data[0] % 3));
  scene.play(base::ByteReader(base::BytesView(data + 1, size - 1)));
  return 0;
}
