// The storage thread: runs the store, whose calls wait for the disk, and brings the outcome back to
// the control thread. Changes are made in the order in which they were asked for, and their
// outcomes are told in that order, those included that were refused because the disk is too far
// behind.
//
// Threads: constructed, called and destroyed on the control thread.
#pragma once

#include <atomic>
#include <deque>
#include <functional>
#include <memory>
#include <semaphore>
#include <thread>

#include "base/mailbox.hpp"
#include "domain/store.hpp"
#include "net/event_loop.hpp"
#include "server/ports.hpp"

namespace server {

class StorageThread final : public RoomStore {
 public:
  // A disk that is this far behind takes nothing more.
  static constexpr size_t kMaxTasks = 100'000;

  // `failed` hears, on the control thread, why a change was not stored.
  StorageThread(net::EventLoop& loop, std::unique_ptr<domain::Store> store,
                std::function<void(const domain::StoreError&)> failed,
                size_t max_tasks = kMaxTasks);
  // Finishes what was asked for; outcomes are not reported any more.
  ~StorageThread() override;

  void save(domain::RoomRecord record, Done done) override;
  void remove(domain::RoomId room, Done done) override;
  // Any other change of what lies on the disk, in the same order.
  using Outcome = std::expected<void, domain::StoreError>;
  using Change = std::function<Outcome()>;
  void ask(Change change, Done done);

 private:
  // What was asked for and not told yet. A refused one always stands behind one that was taken,
  // since only tasks that wait make the mailbox full.
  struct Asked {
    Done done;
    bool refused;
  };

  void run();
  void tell(const Outcome& outcome);

  net::EventLoop& loop_;
  std::unique_ptr<domain::Store> store_;
  std::function<void(const domain::StoreError&)> failed_;
  // Tells posted outcomes that we are gone.
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
  std::counting_semaphore<> work_{0};
  base::Mailbox<Change> tasks_;
  std::deque<Asked> asked_;  // on the control thread
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

}  // namespace server
