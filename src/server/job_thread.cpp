#include "server/job_thread.hpp"

#include "base/assert.hpp"

namespace server {

JobThread::JobThread(net::EventLoop& loop)
    : loop_(loop), jobs_(kMostJobs, [this] { work_.release(); }), thread_([this] { run(); }) {}

JobThread::~JobThread() {
  *alive_ = false;
  stopping_ = true;
  work_.release();
  thread_.join();
}

void JobThread::start(std::function<void()> work, std::function<void()> finish) {
  ASSERT(!is_full());
  ++open_;
  const bool taken = jobs_.post({std::move(work), std::move(finish)});
  ASSERT(taken);
}

void JobThread::run() {
  while (!stopping_) {
    work_.acquire();
    jobs_.drain(begun_);
    for (Job& job : begun_) {
      if (stopping_) return;
      job.work();
      loop_.post([this, alive = alive_, finish = std::move(job.finish)] {
        if (!*alive) return;
        --open_;
        finish();
      });
    }
    begun_.clear();
  }
}

}  // namespace server
