// What forwarding costs without sockets: a publisher's VP8 packets of 1,100 bytes enter a worker as
// datagrams (SRTP) and leave it as one datagram for each viewer, through ingress, router, branch,
// subscription and egress. An iteration is 32 packets in, as from one receive of the media port; an
// item is one packet out. Protecting what enters is not timed.
#include <benchmark/benchmark.h>
#include <openssl/srtp.h>
#include <openssl/ssl.h>

#include <memory>

#include "sfu/test_plane.hpp"

namespace {

using namespace std::chrono_literals;

constexpr size_t kBurst = 32;
constexpr size_t kPayload = 1072;  // and 28 bytes of header, as browsers send: 1,100

// One publisher, person 1, and `viewers` who watch one encoding of their camera.
class Call {
 public:
  Call(size_t viewers, srtp::Profile profile) : plane_(1) {
    // The client offers one profile only.
    const bool gcm = profile == srtp::Profile::kAeadAes128Gcm;
    SSL_CTX_set_tlsext_use_srtp(sfu::client_identity().context.ssl_context(),
                                gcm ? "SRTP_AEAD_AES_128_GCM" : "SRTP_AES128_CM_SHA1_80");
    publisher_ = &plane_.join(sfu::test_setup(1, 9, 12), 0, 0, 0);
    plane_.switch_on(*publisher_, 0);
    for (uint64_t person = 2; person < 2 + viewers; ++person) {
      viewers_.push_back(&plane_.join(sfu::test_setup(person, 9, 12), 0, 0, 0));
      plane_.command(0, sfu::SetWanted{{person}, {{.person = {1}, .height = 180}}});
    }
    publisher_->send(packet(true));
    plane_.settle();
    for (sfu::TestPeer* viewer : viewers_) ASSERT(viewer->take_media().size() == 1);
  }

  // The datagrams of the next packets.
  void make_burst(base::PacketBatch& burst) {
    burst.clear();
    for (size_t i = 0; i < kBurst; ++i)
      burst.append(path_, publisher_->mouth().write(packet(false)));
  }
  // Returns how many left.
  size_t forward(const base::PacketBatch& burst, base::PacketBatch& out) {
    out.clear();
    plane_.now += 1ms;
    struct Datagram {
      base::Path path;
      base::MutableBytes bytes;
    };
    std::vector<Datagram> datagrams;
    for (const auto& [path, bytes] : burst)
      datagrams.push_back({path, {const_cast<uint8_t*>(bytes.data()), bytes.size()}});
    plane_.workers[0]->receive(plane_.now, std::span<const Datagram>(datagrams), out);
    return out.size();
  }

 private:
  sfu::SentByPeer packet(bool key_frame) {
    ++count_;
    const auto number = static_cast<uint16_t>(count_);
    const uint32_t frame = count_ / 8;
    return {.ssrc = 2001,
            .marker = count_ % 8 == 7,
            .sequence_number = number,
            .timestamp = frame * 3000,
            .mid = "v",
            .rid = "q",
            .transport_number = number,
            .payload = sfu::vp8_payload({.key_frame = key_frame,
                                         .start = key_frame || count_ % 8 == 0,
                                         .picture_id = static_cast<uint16_t>(frame & 0x7fff),
                                         .size = kPayload})};
  }

  sfu::TestPlane plane_;
  sfu::TestPeer* publisher_ = nullptr;
  std::vector<sfu::TestPeer*> viewers_;
  uint32_t count_ = 0;
  base::Path path_{{base::IpAddress::v4(192, 0, 2, 1), 5000}, sfu::TestPlane::kServer.address};
};

void forward(benchmark::State& state, srtp::Profile profile) {
  const auto viewers = static_cast<size_t>(state.range(0));
  Call call(viewers, profile);
  base::PacketBatch burst, out;
  size_t sent = 0;
  for (auto _ : state) {
    state.PauseTiming();
    call.make_burst(burst);
    state.ResumeTiming();
    sent += call.forward(burst, out);
  }
  ASSERT(sent == state.iterations() * kBurst * viewers);
  state.SetItemsProcessed(static_cast<int64_t>(sent));
  state.counters["seconds_per_packet"] = benchmark::Counter(
      static_cast<double>(sent), benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

BENCHMARK_CAPTURE(forward, gcm, srtp::Profile::kAeadAes128Gcm)->Arg(1)->Arg(10)->Arg(50)->Arg(100);
BENCHMARK_CAPTURE(forward, sha1, srtp::Profile::kAes128CmSha1_80)
    ->Arg(1)
    ->Arg(10)
    ->Arg(50)
    ->Arg(100);

}  // namespace
