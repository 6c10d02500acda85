// For the tests of this folder only: jobs that run when the test says so.
#pragma once

#include <deque>

#include "server/job_thread.hpp"

namespace server::testing {

struct FakeJobs final : Jobs {
  bool is_full() const override { return waiting.size() >= most; }
  void start(std::function<void()> work, std::function<void()> finish) override {
    waiting.push_back([work = std::move(work), finish = std::move(finish)] { work(), finish(); });
  }
  void run_all() {
    while (!waiting.empty()) {
      auto job = std::move(waiting.front());
      waiting.pop_front();
      job();
    }
  }
  std::deque<std::function<void()>> waiting;
  size_t most = 32;
};

}  // namespace server::testing
