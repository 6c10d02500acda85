// The whole server without threads and sockets: server::Conference, N media workers that exchange
// messages, a store in memory, WebSocket connections as queues of frames. What the real server does
// on several threads (server/media_worker, server/browser_connections, server/storage_thread) are
// events here, each a little later than what caused it.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <unordered_map>
#include <vector>

#include "net/sealer.hpp"
#include "proto/dtls/context.hpp"
#include "server/conference.hpp"
#include "sfu/worker.hpp"
#include "signalling/connection.hpp"
#include "sim/network.hpp"

namespace sim {

struct ServerSettings {
  size_t workers = 1;
  size_t peers_on_home = 100;
};

class SimulatedServer final : private server::MediaPlane,
                              private server::Browsers,
                              private server::RoomStore {
 public:
  // One connection's other end.
  struct Line {
    std::function<void(base::Bytes frame)> frame;
    std::function<void()> closed;
  };

  SimulatedServer(EventQueue& events, Network& network, const ServerSettings& settings,
                  uint64_t seed);
  ~SimulatedServer() override;

  server::Conference& conference() { return *conference_; }
  server::Now now() const;

  // A WebSocket: opened and closed by the client, frames in between.
  net::ConnectionId open(Line line);
  void receive(net::ConnectionId connection, base::BytesView frame);
  void closed(net::ConnectionId connection);

  const sfu::Worker& worker(size_t index) const { return workers_[index]->sfu; }
  size_t workers() const { return workers_.size(); }
  uint64_t drops(sfu::DropReason reason) const;
  // How many frames went out on this connection.
  size_t frames_to(net::ConnectionId connection) const { return connections_.at(connection).sent; }
  // Everything that was said to browsers.
  const Digest& digest() const { return digest_; }

 private:
  // How long messages between threads take here; the disk is the slowest.
  static constexpr base::Duration kMailbox = std::chrono::microseconds(50);
  static constexpr base::Duration kDisk = std::chrono::milliseconds(2);

  struct Mail {
    size_t from;
    std::vector<sfu::WorkerMessage> messages;
  };
  struct Worker {
    Worker(EventQueue& events, size_t index, size_t count, const dtls::Context& dtls,
           sfu::PacketPool& pool, uint64_t seed, std::function<void()> on_timeout)
        : random(seed),
          sfu(static_cast<sfu::WorkerIndex>(index), count, dtls, pool, random),
          timer(events, std::move(on_timeout)) {}
    base::SeededRandom random;
    sfu::Worker sfu;
    Timer timer;
    std::deque<Mail> mail;  // from other workers, in the order of arrival
  };
  struct Connection {
    Line line;
    signalling::Connection frames;
    bool has_timer = false;  // for its held news
    size_t sent = 0;         // frames
  };

  void receive_datagram(const base::Path& path, base::MutableBytes datagram);
  // One turn of a worker: does `work`, then sends what came of it.
  template <typename Work>
  void turn(size_t index, Work work);
  void take_mail(size_t index);
  void write(net::ConnectionId connection, Connection& to, base::Bytes frame);
  void set_timer(net::ConnectionId connection, Connection& to);
  void arm_conference();

  // MediaPlane
  size_t worker_count() const override { return workers_.size(); }
  void post(sfu::WorkerIndex worker, sfu::WorkerCommand command) override;
  // Browsers
  void send(net::ConnectionId connection, const signalling::ServerMessage& message) override;
  void close(net::ConnectionId connection) override;
  void authenticated(net::ConnectionId) override {}
  // RoomStore
  void save(domain::RoomRecord record, Done done) override;
  void remove(domain::RoomId room, Done done) override;

  EventQueue& events_;
  Network& network_;
  base::SeededRandom random_;
  const net::Sealer sealer_;
  const dtls::Certificate certificate_;
  const dtls::Context dtls_;
  // Workers share packets, so the pools outlive them all.
  std::vector<std::unique_ptr<sfu::PacketPool>> pools_;
  std::vector<std::unique_ptr<Worker>> workers_;
  base::PacketBatch out_;
  std::unordered_map<net::ConnectionId, Connection> connections_;
  uint64_t last_connection_ = 0;
  std::unique_ptr<server::Conference> conference_;
  Timer conference_timer_;
  Digest digest_;
};

}  // namespace sim
