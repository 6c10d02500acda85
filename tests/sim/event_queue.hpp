// The virtual clock and everything that is still to happen on it. Events run in the order of their
// time and, at the same time, in the order in which they were posted: nothing else decides, so that
// a run is a function of its seed.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "base/instant.hpp"

namespace sim {

class EventQueue {
 public:
  using Action = std::move_only_function<void()>;

  explicit EventQueue(base::Instant start) : now_(start) {}

  base::Instant now() const { return now_; }
  // A time that has passed means now, behind what is already posted for now.
  void at(base::Instant when, Action action);
  void after(base::Duration delay, Action action) { at(now_ + delay, std::move(action)); }
  // Runs everything up to and including `end`; the clock then stands at `end`.
  void run_until(base::Instant end);

 private:
  struct Event {
    base::Instant when;
    uint64_t number;
    Action action;
    bool operator<(const Event& other) const {  // for a heap with the earliest on top
      return when != other.when ? when > other.when : number > other.number;
    }
  };

  base::Instant now_;
  uint64_t posted_ = 0;
  std::vector<Event> heap_;
};

// A deadline that moves. Its owner may die while it is set.
class Timer {
 public:
  Timer(EventQueue& queue, std::function<void()> action);

  // Replaces the deadline before; kNever: none.
  void set(base::Instant deadline);

 private:
  struct State {
    EventQueue& queue;
    std::function<void()> action;
    base::Instant deadline = base::kNever;
    base::Instant posted = base::kNever;  // the earliest event in the queue
  };
  static void post(const std::shared_ptr<State>& state);
  static void fire(const std::shared_ptr<State>& state);

  std::shared_ptr<State> state_;
};

}  // namespace sim
