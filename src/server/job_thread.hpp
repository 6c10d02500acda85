// The job thread: what would burn the control thread's time (argon2), one job after the other. One
// thread on purpose: a flood of sign-ins takes one core and 64 MiB, never more.
//
// Threads: constructed, called and destroyed on the control thread.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <semaphore>
#include <thread>
#include <vector>

#include "base/mailbox.hpp"
#include "net/event_loop.hpp"

namespace server {

class Jobs {
 public:
  virtual ~Jobs() = default;
  // Too many wait already: start nothing.
  virtual bool is_full() const = 0;
  // `work` runs elsewhere and must hold nothing that belongs to the control thread; `finish` runs,
  // and is destroyed, on the control thread.
  virtual void start(std::function<void()> work, std::function<void()> finish) = 0;
};

class JobThread final : public Jobs {
 public:
  // At most this many begun and waiting: ten seconds' worth of argon2.
  static constexpr size_t kMostJobs = 32;

  explicit JobThread(net::EventLoop& loop);
  // Waits for the running job; forgets the others.
  ~JobThread() override;

  bool is_full() const override { return open_ >= kMostJobs; }
  void start(std::function<void()> work, std::function<void()> finish) override;

 private:
  struct Job {
    std::function<void()> work;
    std::function<void()> finish;
  };
  void run();

  net::EventLoop& loop_;
  size_t open_ = 0;  // taken and not yet finished, on the control thread
  // Tells posted ends that we are gone.
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
  std::counting_semaphore<> work_{0};
  base::Mailbox<Job> jobs_;
  std::vector<Job> begun_;  // the job thread's; outlives it, so that what is left ends on ours
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

}  // namespace server
