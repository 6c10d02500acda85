#include "server/relay.hpp"

#include <utility>

#include "base/assert.hpp"
#include "proto/rtp/demux.hpp"

namespace server {
namespace {

// A frame of Opus, doubled by RED, with its headers: pictures of this size are few and small, and
// nobody minds if they go with the sound.
constexpr size_t kLargestSound = 400;
constexpr size_t kMaxPassedBytes = size_t{512} << 10;

turn::Urgency urgency_of(base::BytesView payload) {
  const bool media = rtp::demultiplex(payload) == rtp::Protocol::kRtp;
  return media && payload.size() > kLargestSound ? turn::Urgency::kPicture : turn::Urgency::kUrgent;
}

}  // namespace

std::expected<std::vector<RelayPorts>, net::Failure> Relay::open(const base::Endpoint& endpoint,
                                                                 size_t workers) {
  const std::string name = "port of the relay";
  // What the system chooses for UDP may be taken for TCP: then it chooses again.
  constexpr int kChoices = 8;
  for (int left = endpoint.port == 0 ? kChoices : 1;; --left) {
    auto udp = net::UdpPort::open(endpoint, workers, net::Gso::kTry, name);
    if (!udp) return std::unexpected(std::move(udp.error()));
    auto tcp =
        net::TcpListener::open({endpoint.address, udp->front().endpoint().port}, workers, name);
    if (!tcp && left > 1) continue;
    if (!tcp) return std::unexpected(std::move(tcp.error()));
    std::vector<RelayPorts> ports;
    for (size_t i = 0; i < workers; ++i)
      ports.push_back({std::move((*udp)[i]), std::move((*tcp)[i])});
    return ports;
  }
}

std::expected<void, net::Failure> Relay::watch(net::Poller& poller, const RelayPorts& ports) {
  if (auto added = poller.add(ports.udp.fd(), kUdpKey); !added) return added;
  return poller.add(ports.tcp.fd(), kTcpKey);
}

Relay::Relay(turn::ServerSettings settings, RelayPorts ports, net::Poller& poller,
             base::Random& random, Deliver deliver)
    : Diversion(settings.relayed_address),
      server_(settings, random),
      self_(settings.worker),
      worker_count_(settings.worker_count),
      udp_(std::move(ports.udp)),
      tcp_(std::move(ports.tcp)),
      poller_(poller),
      random_(random),
      deliver_(std::move(deliver)),
      outboxes_(settings.worker_count) {}

// --------------------------------------------------------------------------------- from clients

void Relay::ready(uint32_t key) {
  if (key == kUdpKey) return take_datagrams();
  if (key == kTcpKey) return accept_streams();
  use_stream(key);
}

void Relay::take_datagrams() {
  std::array<net::ReceivedDatagram, net::UdpPort::kMaxBatch> datagrams;
  const size_t count = udp_.receive(datagrams);
  for (const auto& [path, bytes] : std::span(datagrams).first(count))
    receive_datagram(path, bytes, Passing::kOnce);
  deliver_collected();
}

void Relay::receive_datagram(const base::Path& path, base::MutableBytes bytes, Passing passing) {
  const turn::Client client{path};
  // Data says nothing of its worker, but its five-tuple is known.
  if (passing == Passing::kOnce && !server_.has(client)) {
    const auto elsewhere = elsewhere_.find(client);
    if (elsewhere != elsewhere_.end())
      return pass(elsewhere->second, &Outbox::clients, path, bytes);
  }
  answer_.clear();
  const turn::Outcome outcome = server_.receive(now_, client, bytes, answer_);
  announce();
  if (std::holds_alternative<turn::Answer>(outcome))
    out_.append(path, answer_);
  else if (const auto* payload = std::get_if<turn::Payload>(&outcome))
    collected_.push_back({payload->path, payload->bytes});
  else if (const auto* foreign = std::get_if<turn::Foreign>(&outcome);
           foreign && passing == Passing::kOnce)
    pass(foreign->worker, &Outbox::clients, path, bytes);
}

void Relay::deliver_collected() {
  if (collected_.empty()) return;
  deliver_(now_, collected_);
  collected_.clear();
}

// --------------------------------------------------------------------------- from the media plane

bool Relay::take(const base::PacketBatch& batch, size_t begin, size_t end) {
  const uint16_t port = batch[begin].path.remote.port;
  if (!ports_[port]) return false;
  const size_t owner = port % worker_count_;
  if (owner == self_) {
    take_run(batch, begin, end);
    return true;
  }
  for (size_t i = begin; i < end; ++i) pass(owner, &Outbox::relayed, batch[i].path, batch[i].bytes);
  return true;
}

// Without a route (the client has withdrawn its permission, or is gone) they are dropped.
void Relay::take_run(const base::PacketBatch& batch, size_t begin, size_t end) {
  const auto route = server_.route(now_, batch[begin].path);
  if (!route) return;
  for (size_t i = begin; i < end; ++i) send_to(*route, batch[i].bytes);
}

void Relay::send_to(const turn::Route& route, base::BytesView payload) {
  const auto id = route.channel == 0 ? stun::TransactionId::random(random_) : stun::TransactionId{};
  if (!route.client.is_stream()) {
    const base::MutableBytes room = out_.reserve(payload.size() + turn::kMaxOverhead);
    if (!room.empty()) out_.commit(route.client.path, turn::wrap(route, payload, id, room));
    return;
  }
  base::Bytes message(payload.size() + turn::kMaxOverhead);
  message.resize(turn::wrap(route, payload, id, message));
  send_to_stream(static_cast<uint32_t>(route.client.stream), urgency_of(payload),
                 std::move(message));
}

// -------------------------------------------------------------------------------- other workers

void Relay::announce() {
  while (const auto event = server_.poll_event()) {
    const bool made = std::holds_alternative<turn::AllocationMade>(*event);
    const auto& [client, port] = made ? std::get<turn::AllocationMade>(*event).place
                                      : std::get<turn::AllocationEnded>(*event).place;
    ports_[port] = made;
    const auto path = client.is_stream() ? std::nullopt : std::optional(client.path);
    for (size_t worker = 0; worker < worker_count_; ++worker) {
      if (worker == self_) continue;
      if (made)
        outboxes_[worker].messages.push_back(PortTaken{port, path});
      else
        outboxes_[worker].messages.push_back(PortFreed{port, path});
    }
  }
}

void Relay::pass(size_t worker, base::PacketBatch* Outbox::* where, const base::Path& path,
                 base::BytesView bytes) {
  Outbox& outbox = outboxes_[worker];
  base::PacketBatch*& batch = outbox.*where;
  if (!batch) {
    constexpr size_t kFirstBytes = size_t{16} << 10;
    auto owned = std::make_unique<base::PacketBatch>(kFirstBytes, kMaxPassedBytes);
    batch = owned.get();
    if (where == &Outbox::clients)
      outbox.messages.push_back(ClientDatagrams{std::move(owned)});
    else
      outbox.messages.push_back(RelayedDatagrams{std::move(owned)});
  }
  batch->append(path, bytes);
}

void Relay::receive(size_t from, RelayMessage message) {
  std::visit([&](auto& specific) { on_message(from, specific); }, message);
}

void Relay::on_message(size_t, ClientDatagrams& message) {
  for (const auto& [path, bytes] : *message.datagrams) {
    // Decryption works in place; the batch is ours alone.
    receive_datagram(path, {const_cast<uint8_t*>(bytes.data()), bytes.size()}, Passing::kNever);
  }
  deliver_collected();
}

void Relay::on_message(size_t, RelayedDatagrams& message) {
  for (size_t i = 0; i < message.datagrams->size(); ++i) take_run(*message.datagrams, i, i + 1);
}

void Relay::on_message(size_t from, const PortTaken& message) {
  ports_[message.port] = true;
  if (message.client) elsewhere_[turn::Client{*message.client}] = from;
}

void Relay::on_message(size_t from, const PortFreed& message) {
  ports_[message.port] = false;
  if (!message.client) return;
  const auto found = elsewhere_.find(turn::Client{*message.client});
  if (found != elsewhere_.end() && found->second == from) elsewhere_.erase(found);
}

void Relay::on_message(size_t, net::AcceptedStream& message) { add_stream(std::move(message)); }

std::vector<RelayMessage> Relay::take_messages(size_t worker) {
  outboxes_[worker].clients = outboxes_[worker].relayed = nullptr;
  return std::exchange(outboxes_[worker].messages, {});
}

void Relay::put_back(size_t worker, std::vector<RelayMessage> messages) {
  std::erase_if(messages, [](const RelayMessage& message) {
    return std::holds_alternative<ClientDatagrams>(message) ||
           std::holds_alternative<RelayedDatagrams>(message);
  });
  Outbox& outbox = outboxes_[worker];
  std::ranges::move(outbox.messages, std::back_inserter(messages));
  outbox.messages = std::move(messages);
}

// ---------------------------------------------------------------------------------------- turns

void Relay::on_timeout() {
  server_.on_timeout(now_);
  announce();
  if (next_sweep_ <= now_) close_idle_streams();
}

base::Instant Relay::next_timeout() const {
  return std::min(server_.next_timeout(), streams_.empty() ? base::kNever : next_sweep_);
}

void Relay::flush() {
  if (!out_.empty()) {
    udp_.send(out_);
    out_.clear();
  }
  flush_streams();
}

Relay::Counts Relay::counts() const {
  return {server_.size(), streams_.size(), server_.counters()};
}

}  // namespace server
