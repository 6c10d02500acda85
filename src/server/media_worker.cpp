#include "server/media_worker.hpp"

#include <array>

#include "net/system_clock.hpp"

namespace server {

MediaWorker::MediaWorker(sfu::WorkerIndex self, size_t worker_count, net::UdpPort port,
                         net::Poller poller, const dtls::Context& dtls, sfu::PacketPool& pool,
                         Callbacks callbacks)
    : self_(self),
      port_(std::move(port)),
      poller_(std::move(poller)),
      callbacks_(std::move(callbacks)),
      worker_(self, worker_count, dtls, pool, random_),
      commands_(kMaxCommands, [this] { poller_.wake(); }),
      messages_(kMaxMessageBatches, [this] { poller_.wake(); }) {}

MediaWorker::~MediaWorker() { stop(); }

void MediaWorker::start(std::span<const std::unique_ptr<MediaWorker>> others) {
  others_ = others;
  thread_ = std::thread([this] { run(); });
}

void MediaWorker::stop() {
  if (!thread_.joinable()) return;
  stopping_ = true;
  poller_.wake();
  thread_.join();
}

void MediaWorker::post(sfu::WorkerCommand command) {
  const bool taken = commands_.post(std::move(command));
  ASSERT(taken);  // a million commands behind: the worker's thread is dead
}

bool MediaWorker::deliver(sfu::WorkerIndex from, std::vector<sfu::WorkerMessage>& messages) {
  Incoming incoming{from, std::move(messages)};
  if (messages_.offer(incoming)) return true;
  messages = std::move(incoming.messages);
  return false;
}

void MediaWorker::run() {
  std::array<uint32_t, 4> readable;
  while (!stopping_) {
    base::Instant now = net::now();
    const size_t ready =
        poller_.wait(now, std::min(worker_.next_timeout(), next_report_), readable);
    now = net::now();
    take_commands(now);
    take_messages(now);
    if (ready > 0) take_datagrams(now);
    if (worker_.next_timeout() <= now) worker_.on_timeout(now, out_);
    flush();
    if (next_report_ <= now) {
      next_report_ = now + std::chrono::seconds(1);
      callbacks_.report(self_, {.sfu = worker_.statistics(),
                                .udp = port_.counters(),
                                .peers = worker_.peer_count(),
                                .rooms = worker_.room_count()});
    }
  }
}

void MediaWorker::take_commands(base::Instant now) {
  command_batch_.clear();
  commands_.drain(command_batch_);
  for (sfu::WorkerCommand& command : command_batch_) worker_.apply(std::move(command), now, out_);
}

void MediaWorker::take_messages(base::Instant now) {
  message_batch_.clear();
  messages_.drain(message_batch_);
  for (Incoming& incoming : message_batch_)
    for (sfu::WorkerMessage& message : incoming.messages)
      worker_.receive(incoming.from, std::move(message), now, out_);
}

// One socketful a turn, then everything is sent: a burst does not pile up in memory.
void MediaWorker::take_datagrams(base::Instant now) {
  std::array<net::ReceivedDatagram, net::UdpPort::kMaxBatch> datagrams;
  const size_t count = port_.receive(datagrams);
  worker_.receive(now, std::span<const net::ReceivedDatagram>(datagrams).first(count), out_);
}

void MediaWorker::flush() {
  if (!out_.empty()) {
    port_.send(out_);
    out_.clear();
  }
  for (const auto& other : others_) {
    if (other.get() == this) continue;
    std::vector<sfu::WorkerMessage> messages = worker_.take_messages(other->self_);
    if (!messages.empty() && !other->deliver(self_, messages))
      worker_.put_back(other->self_, std::move(messages));
  }
  while (auto event = worker_.poll_event()) callbacks_.event(self_, std::move(*event));
}

}  // namespace server
