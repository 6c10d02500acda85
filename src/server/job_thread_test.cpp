#include "server/job_thread.hpp"

#include <gtest/gtest.h>

namespace server {
namespace {

TEST(JobThread, WorkRunsElsewhereAndFinishComesBack) {
  net::EventLoop loop;
  JobThread jobs(loop);
  std::thread::id worked, finished;
  jobs.start([&] { worked = std::this_thread::get_id(); },
             [&] {
               finished = std::this_thread::get_id();
               loop.stop();
             });
  loop.run();
  EXPECT_NE(worked, std::this_thread::get_id());
  EXPECT_EQ(finished, std::this_thread::get_id());
}

TEST(JobThread, IsFullUntilSomebodyFinishes) {
  net::EventLoop loop;
  JobThread jobs(loop);
  size_t finished = 0;
  for (size_t i = 0; i < JobThread::kMostJobs; ++i) {
    EXPECT_FALSE(jobs.is_full());
    jobs.start([] {},
               [&] {
                 if (++finished == JobThread::kMostJobs) loop.stop();
               });
  }
  EXPECT_TRUE(jobs.is_full());
  loop.run();
  EXPECT_FALSE(jobs.is_full());
}

TEST(JobThread, ReportsNothingAfterItsEnd) {
  net::EventLoop loop;
  std::binary_semaphore begun{0}, go_on{0};
  bool finished = false;
  {
    JobThread jobs(loop);
    jobs.start([&] { begun.release(), go_on.acquire(); }, [&] { finished = true; });
    jobs.start([] {}, [&] { finished = true; });
    begun.acquire();
    go_on.release();
  }
  loop.poll();
  EXPECT_FALSE(finished) << "nobody is there to hear it";
}

}  // namespace
}  // namespace server
