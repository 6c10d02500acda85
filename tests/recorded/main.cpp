// plenum_record_stream ADDRESS CODEC MODE SECONDS FILE BROWSER: records what a browser publishes;
// see README.md. The offer comes on standard input, the answer goes to standard output.
//
// It is the publisher's worker of the real server (ICE, DTLS, SRTP, feedback, repairs), and takes
// the place of the room's home: what that would be told of packets is written down.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <variant>

#include "net/poller.hpp"
#include "net/system_clock.hpp"
#include "net/system_random.hpp"
#include "net/udp_port.hpp"
#include "proto/rtp/packet.hpp"
#include "server/negotiation.hpp"
#include "sfu/test_recording.hpp"
#include "sfu/worker.hpp"

namespace {

using namespace std::chrono_literals;

constexpr sfu::WorkerIndex kPublishers = 0, kHome = 1;
// One encoding after the other is asked for a key frame.
constexpr base::Duration kBetweenKeyFrames = 1s;
constexpr base::Duration kPatience = 30s;  // for the first packet

int fail(const std::string& why) {
  std::fprintf(stderr, "%s\n", why.c_str());
  return 1;
}

// What tells codec descriptor and layers, and no picture: a key frame begins with its sizes.
size_t head_size(const codec::FrameInfo& frame) {
  if (!frame.start_of_frame) return 8;
  return frame.key_frame ? 64 : 16;
}

class Recorder {
 public:
  Recorder(sfu::Recording recording, base::Duration length)
      : recording_(std::move(recording)), length_(length) {}

  void add(const sfu::Packet& packet) {
    if (packet.kind != sfu::SourceKind::kCamera || packet.codec != recording_.codec) return;
    if (begin_ == base::kNever) begin_ = packet.arrival;
    const auto header = rtp::parse_header(base::BytesView(packet.buffer));
    const base::BytesView payload = packet.payload();
    const size_t kept = std::min(payload.size(), head_size(packet.frame));
    recording_.packets.push_back({.arrival = packet.arrival - begin_,
                                  .encoding = packet.svc ? sfu::LayerIndex{0} : packet.layer,
                                  .sequence_number = static_cast<uint16_t>(packet.sequence),
                                  .timestamp = header->timestamp,
                                  .marker = packet.marker,
                                  .size = packet.payload_size,
                                  .descriptor = base::to_bytes(packet.dependency_descriptor()),
                                  .head = base::to_bytes(payload.first(kept))});
  }
  bool began() const { return begin_ != base::kNever; }
  bool is_over(base::Instant now) const { return began() && now >= begin_ + length_; }
  const sfu::Recording& recording() const { return recording_; }

 private:
  sfu::Recording recording_;
  const base::Duration length_;
  base::Instant begin_ = base::kNever;
};

// The publisher's worker on its socket.
class Publisher {
 public:
  Publisher(net::UdpPort port, net::Poller poller, const dtls::Context& dtls)
      : port_(std::move(port)),
        poller_(std::move(poller)),
        worker_(kPublishers, 2, dtls, pool_, random_) {}

  void begin(sfu::PeerSetup setup) {
    worker_.apply(sfu::AddPeer{std::move(setup), kHome}, net::now(), out_);
  }
  void ask(sfu::SourceId source, sfu::LayerIndex layer) {
    worker_.receive(kHome, sfu::KeyFrameAsked{source, layer}, net::now(), out_);
  }
  // Until something came or a deadline of the worker.
  void turn(Recorder& recorder) {
    std::array<uint32_t, 4> keys;
    base::Instant now = net::now();
    const size_t ready = poller_.wait(now, std::min(worker_.next_timeout(), now + 50ms), keys);
    now = net::now();
    if (ready > 0) {
      std::array<net::ReceivedDatagram, net::UdpPort::kMaxBatch> datagrams;
      const size_t count = port_.receive(datagrams);
      worker_.receive(now, std::span<const net::ReceivedDatagram>(datagrams).first(count), out_);
    }
    if (worker_.next_timeout() <= now) worker_.on_timeout(now, out_);
    for (const sfu::WorkerMessage& message : worker_.take_messages(kHome)) {
      if (const auto* added = std::get_if<sfu::SourceAdded>(&message))
        worker_.receive(kHome, sfu::LayersWanted{added->source.source, 0xff}, now, out_);
      if (const auto* published = std::get_if<sfu::PublishedPackets>(&message))
        for (const sfu::PacketRef& packet : published->packets) recorder.add(*packet);
    }
    while (worker_.poll_event()) {
    }
    port_.send(out_);
    out_.clear();
  }

 private:
  net::UdpPort port_;
  net::Poller poller_;
  net::SystemRandom random_;
  sfu::PacketPool pool_;
  sfu::Worker worker_;
  base::PacketBatch out_;
};

int record(const std::string& address, sfu::Recording recording, base::Duration length,
           const std::string& path) {
  // 1. A socket, an identity, the answer.
  const auto local = base::IpAddress::parse(address);
  if (!local) return fail("no address: " + address);
  auto ports = net::UdpPort::open({*local, 0}, 1);
  if (!ports) return fail(ports.error().sentence);
  auto poller = net::Poller::open();
  if (!poller) return fail(poller.error().sentence);
  if (const auto added = poller->add(ports->front().fd(), 0); !added)
    return fail(added.error().sentence);
  const dtls::Certificate certificate = dtls::Certificate::generate(net::unix_now());
  const dtls::Context dtls(certificate);
  const std::string offer(std::istreambuf_iterator<char>(std::cin), {});
  net::SystemRandom random;
  server::SourceIds ids;
  server::NegotiationState state;
  state.setup.peer = {1};
  state.setup.room = {1};
  state.setup.person = {1};
  const auto answer = server::negotiate(
      offer, {}, {.candidates = {ports->front().endpoint()}, .fingerprint = dtls.fingerprint()},
      kPublishers, ids, random, state);
  if (!answer) return fail(answer.error().detail);
  const auto camera =
      std::ranges::find(state.setup.sending, sfu::SourceKind::kCamera, &sfu::SendingSection::kind);
  if (camera == state.setup.sending.end()) return fail("the offer sends no picture");
  const sfu::SourceId source = camera->source;
  recording.rids = camera->rids;
  const size_t encodings = std::max<size_t>(1, recording.rids.size());
  Publisher publisher(std::move(ports->front()), std::move(*poller), dtls);
  publisher.begin(state.setup);
  std::cout << *answer << std::flush;
  std::fclose(stdout);
  // 2. Packets.
  Recorder recorder(std::move(recording), length);
  const base::Instant limit = net::now() + kPatience;
  base::Instant next_key_frame = base::kNever;
  for (size_t asked = 0; !recorder.is_over(net::now());) {
    publisher.turn(recorder);
    const base::Instant now = net::now();
    if (!recorder.began() && now > limit) return fail("nothing came");
    if (recorder.began() && next_key_frame == base::kNever)
      next_key_frame = now + kBetweenKeyFrames;
    if (now < next_key_frame) continue;
    publisher.ask(source, static_cast<sfu::LayerIndex>(asked++ % encodings));
    next_key_frame += kBetweenKeyFrames;
  }
  // 3. The file.
  std::ofstream file(path);
  sfu::write(recorder.recording(), file);
  file.close();
  return file ? 0 : fail("cannot write " + path);
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 7) return fail("plenum_record_stream ADDRESS CODEC MODE SECONDS FILE BROWSER");
  const auto codec = codec::codec_from_name(arguments[2]);
  const double seconds = std::strtod(arguments[4], nullptr);
  if (!codec || seconds <= 0) return fail("no codec, or no seconds");
  return record(
      arguments[1],
      {.codec = *codec, .rids = {}, .browser = arguments[6], .mode = arguments[3], .packets = {}},
      base::Duration(static_cast<int64_t>(seconds * 1e6)), arguments[5]);
}
