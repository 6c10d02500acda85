// The mailer: a queue of mails, the one thread that hands them to a transport, and another attempt
// where that may help.
//
// Invariants:
//  - At most kMaxMails are on their way, those that wait for another attempt included.
//  - Every mail that was taken has exactly one outcome, on the control thread; none after the
//    destructor, which gives up what is still under way (nothing is stored).
//  - Urgent mails (codes, for which somebody sits and waits) pass all others.
//
// Threads: constructed, called and destroyed on the control thread.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <semaphore>
#include <thread>
#include <unordered_map>
#include <vector>

#include "base/mailbox.hpp"
#include "base/random.hpp"
#include "mail/transport.hpp"
#include "net/event_loop.hpp"

namespace mail {

enum class Urgency : uint8_t { kUrgent, kOrdinary };

class Mailer {
 public:
  static constexpr size_t kMaxMails = 200;
  // Before the second and the third attempt; with the time an attempt may take, a code still
  // arrives while it is good.
  static std::vector<base::Duration> default_pauses() {
    return {std::chrono::seconds(15), std::chrono::minutes(2)};
  }

  using Done = std::function<void(const Delivery&)>;

  Mailer(net::EventLoop& loop, base::Random& random, Transport transport,
         std::vector<base::Duration> pauses = default_pauses());
  ~Mailer();
  Mailer(const Mailer&) = delete;
  Mailer& operator=(const Mailer&) = delete;

  // Gives the mail its date and id and sends it. False when the queue is full: then `done` does not
  // hear of it.
  [[nodiscard]] bool post(base::UnixTime now, Message message, Urgency urgency, Done done);
  // So many more would be taken.
  size_t free() const { return kMaxMails - under_way_.size(); }

  struct Counters {
    uint64_t sent = 0;
    uint64_t tried_again = 0;
    uint64_t given_up = 0;
  };
  const Counters& counters() const { return counters_; }

 private:
  struct Job {
    uint64_t number = 0;
    Message message;
    Urgency urgency;
    size_t attempts = 0;  // that have failed
  };

  void run();
  void enqueue(Job job);
  void attempted(Job job, Delivery delivery);

  net::EventLoop& loop_;
  base::Random& random_;
  const Transport transport_;
  const std::vector<base::Duration> pauses_;
  std::unordered_map<uint64_t, Done> under_way_;
  uint64_t last_number_ = 0;
  Counters counters_;
  // Tells what was posted to the loop that we are gone.
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
  std::counting_semaphore<> work_{0};
  base::Mailbox<Job> jobs_;
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

}  // namespace mail
