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
      messages_(kMaxMessageBatches, [this] { poller_.wake(); }),
      relay_messages_(kMaxMessageBatches, [this] { poller_.wake(); }) {}

MediaWorker::~MediaWorker() { stop(); }

std::expected<void, net::Failure> MediaWorker::open_relay(turn::ServerSettings settings,
                                                          RelayPorts ports) {
  if (auto watched = Relay::watch(poller_, ports); !watched) return watched;
  relay_ = std::make_unique<Relay>(
      std::move(settings), std::move(ports), poller_, random_,
      [this](base::Instant now, std::span<const net::ReceivedDatagram> payloads) {
        worker_.receive(now, payloads, out_);
      });
  return {};
}

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

namespace {

template <typename Incoming, typename Message>
bool offer(base::Mailbox<Incoming>& inbox, sfu::WorkerIndex from, std::vector<Message>& messages) {
  Incoming incoming{from, std::move(messages)};
  if (inbox.offer(incoming)) return true;
  messages = std::move(incoming.messages);
  return false;
}

}  // namespace

bool MediaWorker::deliver(sfu::WorkerIndex from, std::vector<sfu::WorkerMessage>& messages) {
  return offer(messages_, from, messages);
}

bool MediaWorker::deliver(sfu::WorkerIndex from, std::vector<RelayMessage>& messages) {
  return offer(relay_messages_, from, messages);
}

void MediaWorker::run() {
  std::array<uint32_t, 64> keys;
  while (!stopping_) {
    base::Instant now = net::now();
    const base::Instant relay = relay_ ? relay_->next_timeout() : base::kNever;
    const size_t ready =
        poller_.wait(now, std::min({worker_.next_timeout(), relay, next_report_}), keys);
    now = net::now();
    if (relay_) relay_->begin(now);
    take_commands(now);
    take_messages(now);
    take_ready(now, std::span<const uint32_t>(keys).first(ready));
    if (worker_.next_timeout() <= now) worker_.on_timeout(now, out_);
    if (relay <= now) relay_->on_timeout();
    flush();
    if (next_report_ <= now) {
      next_report_ = now + std::chrono::seconds(1);
      callbacks_.report(self_, {.sfu = worker_.statistics(),
                                .udp = port_.counters(),
                                .relay = relay_ ? relay_->counts() : Relay::Counts{},
                                .peers = worker_.peer_count(),
                                .rooms = worker_.room_count()});
    }
  }
}

void MediaWorker::take_ready(base::Instant now, std::span<const uint32_t> keys) {
  for (const uint32_t key : keys) {
    if (key == kMediaKey)
      take_datagrams(now);
    else
      relay_->ready(key);
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
  for (auto& incoming : message_batch_)
    for (sfu::WorkerMessage& message : incoming.messages)
      worker_.receive(incoming.from, std::move(message), now, out_);
  relay_message_batch_.clear();
  relay_messages_.drain(relay_message_batch_);
  for (auto& incoming : relay_message_batch_)
    for (RelayMessage& message : incoming.messages)
      relay_->receive(incoming.from, std::move(message));
}

// One socketful a turn, then everything is sent: a burst does not pile up in memory.
void MediaWorker::take_datagrams(base::Instant now) {
  std::array<net::ReceivedDatagram, net::UdpPort::kMaxBatch> datagrams;
  const size_t count = port_.receive(datagrams);
  worker_.receive(now, std::span<const net::ReceivedDatagram>(datagrams).first(count), out_);
}

void MediaWorker::flush() {
  if (!out_.empty()) {
    port_.send(out_, relay_.get());
    out_.clear();
  }
  exchange_messages(worker_);
  if (relay_) {
    relay_->flush();
    exchange_messages(*relay_);
  }
  while (auto event = worker_.poll_event()) callbacks_.event(self_, std::move(*event));
}

template <typename Speaker>
void MediaWorker::exchange_messages(Speaker& speaker) {
  for (const auto& other : others_) {
    if (other.get() == this) continue;
    auto messages = speaker.take_messages(other->self_);
    if (!messages.empty() && !other->deliver(self_, messages))
      speaker.put_back(other->self_, std::move(messages));
  }
}

}  // namespace server
