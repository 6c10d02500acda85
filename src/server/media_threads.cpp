#include "server/media_threads.hpp"

namespace server {
namespace {

turn::ServerSettings relay_settings(const RelayOptions& options, uint16_t media_port, size_t worker,
                                    size_t worker_count) {
  turn::ServerSettings settings;
  settings.relayed_address = options.relayed_address;
  for (const base::IpAddress& address : options.peers)
    settings.peers.push_back({address, media_port});
  settings.worker = static_cast<unsigned>(worker);
  settings.worker_count = static_cast<unsigned>(worker_count);
  settings.key = options.key;
  // The kernel spreads what one source sends over all workers.
  settings.answers_per_second = std::max(1u, settings.answers_per_second / settings.worker_count);
  return settings;
}

}  // namespace

MediaThreads::MediaThreads(net::EventLoop& loop)
    : loop_(loop), events_(kMaxEvents, [this] {
        loop_.post([this, alive = alive_] {
          if (*alive) take_events();
        });
      }) {}

std::expected<std::unique_ptr<MediaThreads>, net::Failure> MediaThreads::start(
    net::EventLoop& loop, const base::Endpoint& endpoint, size_t workers, const dtls::Context& dtls,
    const std::optional<RelayOptions>& relay) {
  auto ports = net::UdpPort::open(endpoint, workers);
  if (!ports) return std::unexpected(std::move(ports.error()));
  std::unique_ptr<MediaThreads> threads(new MediaThreads(loop));
  threads->port_ = ports->front().endpoint().port;
  threads->reports_.resize(workers);
  std::vector<RelayPorts> relay_ports;
  if (relay) {
    auto opened = Relay::open(relay->listen, workers);
    if (!opened) return std::unexpected(std::move(opened.error()));
    relay_ports = std::move(*opened);
    threads->relay_port_ = relay_ports.front().udp.endpoint().port;
  }
  MediaThreads& self = *threads;
  const MediaWorker::Callbacks callbacks{
      .event =
          [&self](sfu::WorkerIndex, sfu::WorkerEvent event) {
            const bool taken = self.events_.post(std::move(event));
            ASSERT(taken);  // a million events behind: the control thread is dead
          },
      .report =
          [&self](sfu::WorkerIndex worker, const MediaWorkerReport& report) {
            self.loop_.post([&self, alive = self.alive_, worker, report] {
              if (*alive) self.reports_[worker] = report;
            });
          }};
  for (size_t index = 0; index < workers; ++index) {
    auto poller = net::Poller::open();
    if (!poller) return std::unexpected(std::move(poller.error()));
    net::UdpPort& port = (*ports)[index];
    if (auto added = poller->add(port.fd(), 0); !added)
      return std::unexpected(std::move(added.error()));
    threads->pools_.push_back(std::make_unique<sfu::PacketPool>());
    threads->workers_.push_back(std::make_unique<MediaWorker>(
        static_cast<sfu::WorkerIndex>(index), workers, std::move(port), std::move(*poller), dtls,
        *threads->pools_.back(), callbacks));
    if (!relay) continue;
    if (auto opened = threads->workers_.back()->open_relay(
            relay_settings(*relay, threads->port_, index, workers), std::move(relay_ports[index]));
        !opened)
      return std::unexpected(std::move(opened.error()));
  }
  for (const auto& worker : threads->workers_) worker->start(threads->workers_);
  return threads;
}

void MediaThreads::hand_over(net::AcceptedStream stream) {
  if (relay_port_ == 0) return;
  net::prepare_stream(stream.fd);
  next_stream_worker_ = (next_stream_worker_ + 1) % workers_.size();
  std::vector<RelayMessage> messages;
  messages.push_back(std::move(stream));
  // A worker that does not keep up gets no new client: the stream is closed, and may come again.
  (void)workers_[next_stream_worker_]->deliver(sfu::WorkerIndex{0}, messages);
}

MediaThreads::~MediaThreads() {
  // All threads end before any worker goes, since they deliver to each other.
  for (const auto& worker : workers_) worker->stop();
  *alive_ = false;
}

// command path: 24. into a worker's mailbox
void MediaThreads::post(sfu::WorkerIndex worker, sfu::WorkerCommand command) {
  workers_[worker]->post(std::move(command));
}

// command path: 27. what the workers report, back on the control thread
void MediaThreads::take_events() {
  std::vector<sfu::WorkerEvent> events;
  events_.drain(events);
  for (const sfu::WorkerEvent& event : events) on_event_(event);
}

}  // namespace server
