// The relay and its clients. The first byte chooses how far they have come: strangers, an
// allocation each, a channel each; the rest are actions: any bytes from a client or a stranger,
// requests with right signatures and any attributes, media from the server, closed streams, and
// time. Checks that payloads leave for our media endpoints only, that nobody but the one who asked
// is answered, how long answers without proof are, and that nothing is left at the end.
#include "base/assert.hpp"
#include "proto/turn/test_client.hpp"

namespace {

using namespace std::chrono_literals;

enum class Stage : uint8_t { kStrangers, kAllocated, kBound };

class Scene {
 public:
  explicit Scene(Stage stage) : server_(turn::test_settings(), random_) {
    for (const uint16_t k : {0, 1, 2}) {
      const auto port = static_cast<uint16_t>(50'000 + k);
      clients_.emplace_back(
          server_, now_, k,
          turn::Client{{turn::endpoint("203.0.113.5", port), turn::kMedia.address}, k});
      turn::TestClient& client = clients_.back();
      if (stage >= Stage::kAllocated) ASSERT(client.allocate().is_success());
      if (stage == Stage::kBound) ASSERT(client.bind(0x4000, turn::kMedia).is_success());
    }
  }
  ~Scene() {
    now_ += 25h;
    server_.on_timeout(now_);
    ASSERT(server_.size() == 0 && server_.next_timeout() == base::kNever);
    size_t open = 0;
    while (const auto event = server_.poll_event())
      open += std::holds_alternative<turn::AllocationMade>(*event) ? 1 : size_t(-1);
    ASSERT(open == 0);
  }

  void play(base::ByteReader actions) {
    while (actions.ok() && actions.remaining() > 0) {
      const uint8_t action = actions.u8();
      turn::TestClient& client = clients_[action >> 4 & 1];
      switch (action % 8) {
        case 0:
          receive(client, bytes(actions));
          break;
        case 1:
          request(client, stun::Method{actions.u8()}, actions);
          break;
        case 2:
          check(client, client.channel_data(static_cast<uint16_t>(0x4000 | actions.u8()), "data"));
          break;
        case 3:
          check(client, client.send_indication(peer(actions), "data"));
          break;
        case 4:
          check(client, client.bind(static_cast<uint16_t>(0x4000 | actions.u8()), peer(actions)));
          break;
        case 5:
          check(client, action & 0x20 ? client.permit(peer(actions)) : client.allocate());
          break;
        case 6:
          now_ += 1s * actions.u8() * actions.u8();
          server_.on_timeout(now_);
          client.nonce.clear();
          break;
        default:
          if (action & 0x20) server_.remove(client.client);
          route(client, peer(actions));
      }
    }
  }

 private:
  static base::Bytes bytes(base::ByteReader& actions) {
    const size_t size = actions.u8();
    return base::to_bytes(actions.bytes(std::min(size, actions.remaining())));
  }
  static base::Endpoint peer(base::ByteReader& actions) {
    const uint8_t which = actions.u8();
    if (which < 100) return turn::kMedia;
    if (which < 200) return turn::kOtherMedia;
    return {base::IpAddress::v4(which, actions.u8(), actions.u8(), 7), actions.u16()};
  }

  void receive(turn::TestClient& client, base::Bytes message) {
    const size_t asked = message.size();
    const turn::Reply reply = client.send(std::move(message));
    if (reply.is_answer()) ASSERT(reply.bytes.size() <= 4 * asked);
    check(client, reply);
  }
  void request(turn::TestClient& client, stun::Method method, base::ByteReader& actions) {
    const auto reply = client.request(method, [&](stun::MessageBuilder& builder) {
      for (int k = actions.u8() % 6; k > 0; --k) {
        const auto type = static_cast<stun::AttributeType>(actions.u8());
        builder.add(type, bytes(actions));
      }
    });
    check(client, reply);
  }
  void check(const turn::TestClient& client, const turn::Reply& reply) {
    if (const auto* payload = std::get_if<turn::Payload>(&reply.outcome)) {
      ASSERT(payload->path.local == turn::kMedia.address ||
             payload->path.local == turn::kOtherMedia.address);
      ASSERT(payload->path.remote.address == turn::test_settings().relayed_address);
      ASSERT(payload->bytes.data() >= client.sent.data() &&
             payload->bytes.data() + payload->bytes.size() <=
                 client.sent.data() + client.sent.size());
    }
    if (reply.is_answer())
      ASSERT(stun::parse(reply.bytes).has_value());
    else
      ASSERT(reply.bytes.empty());
  }
  void route(const turn::TestClient& client, const base::Endpoint& from) {
    const auto route = client.route_from(from);
    if (!route) return;
    ASSERT(from.address == turn::kMedia.address || from.address == turn::kOtherMedia.address);
    base::Bytes out(100 + turn::kMaxOverhead);
    ASSERT(turn::wrap(*route, base::Bytes(100), {}, out) <= out.size());
  }

  base::Instant now_{100h};
  base::SeededRandom random_{1};
  turn::Server server_;
  std::vector<turn::TestClient> clients_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 2 || size > 1500) return 0;
  Scene scene(static_cast<Stage>(data[0] % 3));
  scene.play(base::ByteReader(base::BytesView(data + 1, size - 1)));
  return 0;
}
