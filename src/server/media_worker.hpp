// One media worker: a thread, its share of the media port, and the sfu::Worker that knows what to
// do with it. A plain loop without locks: wait, take what came (commands, other workers' messages,
// datagrams, time), send what comes of it.
//
// Threads: start(), stop() and the destructor on the control thread; post() and deliver() from any;
// everything else on the worker's own.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <span>
#include <thread>
#include <vector>

#include "base/mailbox.hpp"
#include "net/poller.hpp"
#include "net/system_random.hpp"
#include "net/udp_port.hpp"
#include "sfu/worker.hpp"

namespace server {

// Numbers for /metrics, written by the worker once a second.
struct MediaWorkerReport {
  sfu::WorkerStatistics sfu;
  net::UdpPort::Counters udp;
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

  // `others` holds all workers by index, this one included, and outlives the thread.
  void start(std::span<const std::unique_ptr<MediaWorker>> others);
  void stop();

  // Commands are never lost: the control thread sends few, and waits for nobody.
  void post(sfu::WorkerCommand command);
  // False when this worker does not keep up: the messages stay with the sender, who offers them
  // again after its next turn.
  [[nodiscard]] bool deliver(sfu::WorkerIndex from, std::vector<sfu::WorkerMessage>& messages);

 private:
  static constexpr size_t kMaxCommands = 1'000'000;
  static constexpr size_t kMaxMessageBatches = 4'096;

  struct Incoming {
    sfu::WorkerIndex from = 0;
    std::vector<sfu::WorkerMessage> messages;
  };

  void run();
  // command path: 25. on the worker's own thread
  void take_commands(base::Instant now);
  void take_messages(base::Instant now);
  // media path: 2. a socketful of datagrams
  void take_datagrams(base::Instant now);
  // media path: 27. everything that this turn has made leaves
  void flush();

  const sfu::WorkerIndex self_;
  net::UdpPort port_;
  net::Poller poller_;
  Callbacks callbacks_;
  net::SystemRandom random_;
  sfu::Worker worker_;
  base::PacketBatch out_;
  base::Mailbox<sfu::WorkerCommand> commands_;
  base::Mailbox<Incoming> messages_;
  std::vector<sfu::WorkerCommand> command_batch_;
  std::vector<Incoming> message_batch_;
  std::span<const std::unique_ptr<MediaWorker>> others_;
  base::Instant next_report_{};
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

}  // namespace server
