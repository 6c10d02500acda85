#include "server/media_threads.hpp"

namespace server {

MediaThreads::MediaThreads(net::EventLoop& loop)
    : loop_(loop), events_(kMaxEvents, [this] {
        loop_.post([this, alive = alive_] {
          if (*alive) take_events();
        });
      }) {}

std::expected<std::unique_ptr<MediaThreads>, net::Failure> MediaThreads::start(
    net::EventLoop& loop, const base::Endpoint& endpoint, size_t workers,
    const dtls::Context& dtls) {
  auto ports = net::UdpPort::open(endpoint, workers);
  if (!ports) return std::unexpected(std::move(ports.error()));
  std::unique_ptr<MediaThreads> threads(new MediaThreads(loop));
  threads->port_ = ports->front().endpoint().port;
  threads->reports_.resize(workers);
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
  }
  for (const auto& worker : threads->workers_) worker->start(threads->workers_);
  return threads;
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
