// The relay's sockets on one media worker: UDP and TCP on the relay's port, and streams that were
// accepted elsewhere (TLS on 443). proto/turn/server decides; here bytes are moved between clients,
// the media plane of this worker, and the relays of the other workers.
//
//   client ──UDP, TCP, TLS──▶ Relay ──▶ turn::Server ──payload──▶ deliver ──▶ sfu::Worker
//   client ◀──ChannelData──── Relay ◀── take() ◀── net::UdpPort::send ◀── PacketBatch ◀──
//   sfu::Worker
//
// Invariants
// 1. A payload reaches the media plane as a datagram from the relayed endpoint; nothing of the
//    relay can be told from it but the address.
// 2. Datagrams to a relayed endpoint never reach the wire, except those to a real client that has
//    the server's own address and a port that no allocation has.
// 3. Messages to other workers about allocations are never lost; datagrams may be.
//
// Thread: the worker's own.
#pragma once

#include <bitset>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "net/poller.hpp"
#include "net/tcp_listener.hpp"
#include "net/udp_port.hpp"
#include "proto/turn/server.hpp"
#include "server/relay_message.hpp"
#include "server/relay_stream.hpp"

namespace server {

// One worker's share.
struct RelayPorts {
  net::UdpPort udp;
  net::TcpListener tcp;
};

class Relay final : public net::Diversion {
 public:
  // Keys of the poller from here on are the relay's.
  static constexpr uint32_t kFirstKey = 1;

  // To the media plane of this worker; the bytes may be changed in place.
  using Deliver = std::function<void(base::Instant, std::span<const net::ReceivedDatagram>)>;

  // One pair of sockets for each worker, both on one port: of the system's choice if it is 0.
  static std::expected<std::vector<RelayPorts>, net::Failure> open(const base::Endpoint& endpoint,
                                                                   size_t workers);
  static std::expected<void, net::Failure> watch(net::Poller& poller, const RelayPorts& ports);
  // `poller` watches the ports.
  Relay(turn::ServerSettings settings, RelayPorts ports, net::Poller& poller, base::Random& random,
        Deliver deliver);

  // The turn's instant; before anything else of the turn.
  void begin(base::Instant now) { now_ = now; }
  // Something of the relay's is ready.
  void ready(uint32_t key);
  void receive(size_t from, RelayMessage message);
  void on_timeout();
  base::Instant next_timeout() const;

  // From the media plane, while the worker sends its batch.
  bool take(const base::PacketBatch& batch, size_t begin, size_t end) override;
  // Everything that was prepared leaves. Then take the messages.
  void flush();
  std::vector<RelayMessage> take_messages(size_t worker);
  // The other worker had no room for these.
  void put_back(size_t worker, std::vector<RelayMessage> messages);

  struct Counts {
    size_t allocations = 0;
    size_t streams = 0;
    turn::Counters turn;
  };
  Counts counts() const;

 private:
  static constexpr uint32_t kUdpKey = kFirstKey;
  static constexpr uint32_t kTcpKey = kFirstKey + 1;
  static constexpr uint32_t kFirstStreamKey = kFirstKey + 2;

  struct OpenStream {
    RelayStream stream;
    net::Poller::Writable watched = net::Poller::Writable::kNo;
  };
  struct Outbox {
    std::vector<RelayMessage> messages;
    base::PacketBatch* clients = nullptr;  // where the datagrams for this worker are
    base::PacketBatch* relayed = nullptr;
  };
  enum class Passing : uint8_t { kNever, kOnce };

  // relay.cpp
  void take_datagrams();
  void receive_datagram(const base::Path& path, base::MutableBytes bytes, Passing passing);
  void deliver_collected();
  void take_run(const base::PacketBatch& batch, size_t begin, size_t end);
  void send_to(const turn::Route& route, base::BytesView payload);
  void announce();
  void on_message(size_t from, ClientDatagrams& message);
  void on_message(size_t from, RelayedDatagrams& message);
  void on_message(size_t from, const PortTaken& message);
  void on_message(size_t from, const PortFreed& message);
  void on_message(size_t from, net::AcceptedStream& message);
  void pass(size_t worker, base::PacketBatch*(Outbox::* where), const base::Path& path,
            base::BytesView bytes);

  // relay_streams.cpp
  void accept_streams();
  void add_stream(net::AcceptedStream accepted);
  void use_stream(uint32_t key);
  // What has arrived whole; false: the stream is gone.
  bool take_messages_of(uint32_t key, RelayStream& stream);
  void send_to_stream(uint32_t key, turn::Urgency urgency, base::Bytes message);
  void flush_streams();
  void close_stream(uint32_t key);
  void close_idle_streams();
  static turn::Client client_of(uint32_t key, const RelayStream& stream);

  turn::Server server_;
  const unsigned self_;
  const unsigned worker_count_;
  net::UdpPort udp_;
  net::TcpListener tcp_;
  net::Poller& poller_;
  base::Random& random_;
  const Deliver deliver_;

  base::PacketBatch out_;                         // UDP, of this turn
  base::Bytes answer_;                            // of one message
  std::vector<net::ReceivedDatagram> collected_;  // payloads of one burst
  std::unordered_map<uint32_t, OpenStream> streams_;
  std::vector<uint32_t> to_flush_;
  uint32_t next_stream_ = kFirstStreamKey;
  base::Instant next_sweep_{};
  base::Instant now_{};  // of the turn

  std::bitset<65'536> ports_;                           // virtual ones, of all workers
  std::unordered_map<turn::Client, size_t> elsewhere_;  // UDP clients of other workers
  std::vector<Outbox> outboxes_;
};

}  // namespace server
