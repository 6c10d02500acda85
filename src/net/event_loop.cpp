#include "net/event_loop.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <unordered_map>
#include <utility>

namespace net {
namespace asio = boost::asio;

struct EventLoop::Impl {
  // Concurrency hint 1: only one thread calls run().
  asio::io_context context{1};
  asio::executor_work_guard<asio::io_context::executor_type> work{context.get_executor()};
  asio::signal_set signals{context};
  std::unordered_map<TimerId, std::unique_ptr<asio::steady_timer>> timers;
  uint64_t last_timer = 0;

  void wait_for_signal(std::function<void(int)> handler) {
    signals.async_wait([this, handler](boost::system::error_code error, int signal) {
      if (error) return;
      handler(signal);
      wait_for_signal(handler);
    });
  }
};

EventLoop::EventLoop() : impl_(std::make_unique<Impl>()) {}
EventLoop::~EventLoop() = default;

void EventLoop::run() {
  impl_->context.restart();
  impl_->context.run();
}
void EventLoop::stop() { impl_->context.stop(); }
void EventLoop::poll() {
  impl_->context.restart();
  impl_->context.poll();
}

void EventLoop::post(std::function<void()> work) { asio::post(impl_->context, std::move(work)); }

TimerId EventLoop::call_at(base::Instant at, std::function<void()> work) {
  const TimerId id{++impl_->last_timer};
  // steady_clock is CLOCK_MONOTONIC in nanoseconds; beyond a third of its range is "never".
  if (at >= base::Instant(base::kNever.time_since_epoch() / 3000)) return id;
  auto timer = std::make_unique<asio::steady_timer>(
      impl_->context, std::chrono::steady_clock::time_point(at.time_since_epoch()));
  timer->async_wait(
      [impl = impl_.get(), id, work = std::move(work)](boost::system::error_code error) {
        // A timer that had expired when it was cancelled comes here without an error.
        if (error || impl->timers.erase(id) == 0) return;
        work();
      });
  impl_->timers.emplace(id, std::move(timer));
  return id;
}

void EventLoop::cancel(TimerId id) { impl_->timers.erase(id); }

void EventLoop::on_signals(std::initializer_list<int> signals,
                           std::function<void(int signal)> work) {
  impl_->signals.cancel();
  for (const int signal : signals) {
    boost::system::error_code ignored;  // a signal that exists can always be added
    impl_->signals.add(signal, ignored);
  }
  impl_->wait_for_signal(std::move(work));
}

boost::asio::io_context& EventLoop::context() { return impl_->context; }

}  // namespace net
