// The control thread's loop around asio::io_context: what is posted, timers, signals, and the
// sockets of http_server. The media workers have a loop of their own (poller.hpp).
//
// Threads: run() is called once, by the thread that becomes the control thread. post() and stop()
// may be called from any thread; everything else only on the control thread (or before run()).
// Functions given to post, call_at and on_signals run on the control thread, one at a time, never
// inside the call that registered them. They must not throw.
#pragma once

#include <functional>
#include <initializer_list>
#include <memory>

#include "base/id.hpp"
#include "base/instant.hpp"

namespace boost::asio {
class io_context;
}

namespace net {

using TimerId = base::Id<struct TimerTag>;

class EventLoop {
 public:
  EventLoop();
  ~EventLoop();
  EventLoop(const EventLoop&) = delete;
  EventLoop& operator=(const EventLoop&) = delete;

  // Runs until stop(). A stopped loop can be run again.
  void run();
  void stop();
  // Runs what is ready and returns: for tests and for a last turn after stop().
  void poll();

  void post(std::function<void()> work);

  // Runs `work` at or soon after `at`; a time already past means the next turn. kNever never runs.
  TimerId call_at(base::Instant at, std::function<void()> work);
  // After cancel the function does not run any more. Unknown and past ids are ignored.
  void cancel(TimerId id);

  // Replaces the default action of these signals (SIGTERM, SIGINT) for the whole process.
  void on_signals(std::initializer_list<int> signals, std::function<void(int signal)> work);

  boost::asio::io_context& context();  // for the other .cpp files of this folder

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace net
