// All media workers of the process behind the conference's MediaPlane port: commands go to the
// workers' mailboxes, their events come back on the control thread.
//
// Thread: the control thread, except where it says otherwise.
#pragma once

#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "base/mailbox.hpp"
#include "net/event_loop.hpp"
#include "server/media_worker.hpp"
#include "server/ports.hpp"

namespace server {

struct RelayOptions {
  base::Endpoint listen;
  base::IpAddress relayed_address;     // see turn::ServerSettings
  std::vector<base::IpAddress> peers;  // the media plane's own addresses, with its port
  turn::Key key{};
};

class MediaThreads final : public MediaPlane {
 public:
  using OnEvent = std::function<void(const sfu::WorkerEvent&)>;

  // Opens the media port, and the relay's if there is to be one, and starts the workers. `dtls`
  // outlives this.
  static std::expected<std::unique_ptr<MediaThreads>, net::Failure> start(
      net::EventLoop& loop, const base::Endpoint& endpoint, size_t workers,
      const dtls::Context& dtls, const std::optional<RelayOptions>& relay);
  ~MediaThreads() override;

  // Before the first command.
  void on_event(OnEvent on_event) { on_event_ = std::move(on_event); }

  size_t worker_count() const override { return workers_.size(); }
  void post(sfu::WorkerIndex worker, sfu::WorkerCommand command) override;

  uint16_t port() const { return port_; }
  uint16_t relay_port() const { return relay_port_; }  // 0: no relay
  // A client of the relay that was accepted elsewhere. Closed where there is no relay.
  void hand_over(net::AcceptedStream stream);
  // The newest report of each worker.
  const std::vector<MediaWorkerReport>& reports() const { return reports_; }

 private:
  // An event a slot change or speaker change each: far below this in any second.
  static constexpr size_t kMaxEvents = 1'000'000;

  explicit MediaThreads(net::EventLoop& loop);
  void take_events();

  net::EventLoop& loop_;
  uint16_t port_ = 0;
  uint16_t relay_port_ = 0;
  size_t next_stream_worker_ = 0;
  OnEvent on_event_;
  base::Mailbox<sfu::WorkerEvent> events_;
  std::vector<MediaWorkerReport> reports_;
  // Tells posted reports that we are gone.
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
  // Workers share packets, so the pools outlive them all.
  std::vector<std::unique_ptr<sfu::PacketPool>> pools_;
  std::vector<std::unique_ptr<MediaWorker>> workers_;
};

}  // namespace server
