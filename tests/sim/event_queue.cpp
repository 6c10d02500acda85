#include "sim/event_queue.hpp"

#include <algorithm>
#include <utility>

namespace sim {

void EventQueue::at(base::Instant when, Action action) {
  heap_.push_back({std::max(when, now_), posted_++, std::move(action)});
  std::ranges::push_heap(heap_, std::less<>{});
}

void EventQueue::run_until(base::Instant end) {
  while (!heap_.empty() && heap_.front().when <= end) {
    std::ranges::pop_heap(heap_, std::less<>{});
    Event event = std::move(heap_.back());
    heap_.pop_back();
    now_ = event.when;
    event.action();
  }
  now_ = end;
}

Timer::Timer(EventQueue& queue, std::function<void()> action)
    : state_(std::make_shared<State>(State{.queue = queue, .action = std::move(action)})) {}

void Timer::set(base::Instant deadline) {
  state_->deadline = deadline;
  if (deadline < state_->posted) post(state_);
}

void Timer::post(const std::shared_ptr<State>& state) {
  state->posted = state->deadline;
  state->queue.at(state->deadline, [weak = std::weak_ptr(state)] {
    if (const auto alive = weak.lock()) fire(alive);
  });
}

void Timer::fire(const std::shared_ptr<State>& state) {
  const base::Instant now = state->queue.now();
  if (state->posted <= now) state->posted = base::kNever;
  if (state->deadline <= now) {
    state->deadline = base::kNever;
    state->action();
  } else if (state->deadline < state->posted) {
    post(state);
  }
}

}  // namespace sim
