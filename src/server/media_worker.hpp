// One media worker: a thread, its share of the media port, and the sfu::Worker that knows what to
// do with it. A plain loop without locks: wait, take what came (commands, other workers' messages,
// datagrams, time), send what comes of it.
//
// Threads: start(), stop() and the destructor on the control thread; post() and deliver() from any;
// everything else on the worker's own.
#pragma once

#include <atomic>
#include <expected>
#include <functional>
#include <memory>
#include <span>
#include <thread>
#include <vector>

#include "base/mailbox.hpp"
#include "net/poller.hpp"
#include "net/system_random.hpp"
#include "net/udp_port.hpp"
#include "server/relay.hpp"
#include "sfu/worker.hpp"

namespace server {

// Numbers for /metrics, written by the worker once a second.
struct MediaWorkerReport {
  sfu::WorkerStatistics sfu;
  net::UdpPort::Counters udp;
  Relay::Counts relay;
  size_t peers = 0;
  size_t rooms = 0;
};

class MediaWorker {
 public:
  // `report_event` and `report` are called on the worker's thread.
  struct Callbacks {
    std::function<void(sfu::WorkerIndex, sfu::WorkerEvent)> event;
    std::function<void(sfu::WorkerIndex, const MediaWorkerReport&)> report;
  };

  MediaWorker(sfu::WorkerIndex self, size_t worker_count, net::UdpPort port, net::Poller poller,
              const dtls::Context& dtls, sfu::PacketPool& pool, Callbacks callbacks);
  ~MediaWorker();
  MediaWorker(const MediaWorker&) = delete;
  MediaWorker& operator=(const MediaWorker&) = delete;

  // Before start().
  std::expected<void, net::Failure> open_relay(turn::ServerSettings settings, RelayPorts ports);
  // `others` holds all workers by index, this one included, and outlives the thread.
  void start(std::span<const std::unique_ptr<MediaWorker>> others);
  void stop();

  // Commands are never lost: the control thread sends few, and waits for nobody.
  void post(sfu::WorkerCommand command);
  // False when this worker does not keep up: the messages stay with the sender, who offers them
  // again after its next turn.
  [[nodiscard]] bool deliver(sfu::WorkerIndex from, std::vector<sfu::WorkerMessage>& messages);
  // The same for the relay, by its own kind of message.
  [[nodiscard]] bool deliver(sfu::WorkerIndex from, std::vector<RelayMessage>& messages);

 private:
  static constexpr size_t kMaxCommands = 1'000'000;
  static constexpr size_t kMaxMessageBatches = 4'096;
  // Keys of the poller: this one, then the relay's.
  static constexpr uint32_t kMediaKey = 0;
  static_assert(kMediaKey < Relay::kFirstKey);

  template <typename Message>
  struct Incoming {
    sfu::WorkerIndex from = 0;
    std::vector<Message> messages;
  };
  template <typename Message>
  using Inbox = base::Mailbox<Incoming<Message>>;

  void run();
  void take_ready(base::Instant now, std::span<const uint32_t> keys);
  // command path: 25. on the worker's own thread
  void take_commands(base::Instant now);
  void take_messages(base::Instant now);
  // media path: 2. a socketful of datagrams
  void take_datagrams(base::Instant now);
  // media path: 27. everything that this turn has made leaves
  void flush();
  template <typename Speaker>
  void exchange_messages(Speaker& speaker);

  const sfu::WorkerIndex self_;
  net::UdpPort port_;
  net::Poller poller_;
  Callbacks callbacks_;
  net::SystemRandom random_;
  sfu::Worker worker_;
  base::PacketBatch out_;
  base::Mailbox<sfu::WorkerCommand> commands_;
  Inbox<sfu::WorkerMessage> messages_;
  Inbox<RelayMessage> relay_messages_;
  std::vector<sfu::WorkerCommand> command_batch_;
  std::vector<Incoming<sfu::WorkerMessage>> message_batch_;
  std::vector<Incoming<RelayMessage>> relay_message_batch_;
  std::unique_ptr<Relay> relay_;  // null: there is none
  std::span<const std::unique_ptr<MediaWorker>> others_;
  base::Instant next_report_{};
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

}  // namespace server
