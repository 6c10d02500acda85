#include "server/storage_thread.hpp"

#include <utility>

namespace server {

StorageThread::StorageThread(net::EventLoop& loop, std::unique_ptr<domain::Store> store,
                             std::function<void(const domain::StoreError&)> failed,
                             size_t max_tasks)
    : loop_(loop),
      store_(std::move(store)),
      failed_(std::move(failed)),
      tasks_(max_tasks, [this] { work_.release(); }),
      thread_([this] { run(); }) {}

StorageThread::~StorageThread() {
  *alive_ = false;
  stopping_ = true;
  work_.release();
  thread_.join();
}

void StorageThread::save(domain::RoomRecord record, Done done) {
  ask([this, record = std::move(record)] { return store_->save_room(record); }, std::move(done));
}

void StorageThread::remove(domain::RoomId room, Done done) {
  ask([this, room = std::move(room)] { return store_->delete_room(room); }, std::move(done));
}

void StorageThread::ask(Change change, Done done) {
  const bool taken = tasks_.post(std::move(change));
  asked_.push_back({std::move(done), !taken});
}

// command path: 14. to disk, where the room asked for it
void StorageThread::run() {
  std::vector<Change> tasks;
  while (true) {
    tasks.clear();
    const bool last = stopping_;
    tasks_.drain(tasks);
    for (const Change& change : tasks) {
      Outcome outcome = change();
      loop_.post([this, alive = alive_, outcome = std::move(outcome)] {
        if (*alive) tell(outcome);
      });
    }
    if (last) return;
    if (tasks.empty()) work_.acquire();
  }
}

// The outcome of the oldest change, and that of those behind it which were not taken.
void StorageThread::tell(const Outcome& outcome) {
  if (!outcome) failed_(outcome.error());
  bool stored = outcome.has_value();
  do {
    const Done done = std::move(asked_.front().done);
    asked_.pop_front();
    done(std::exchange(stored, false));
  } while (!asked_.empty() && asked_.front().refused);
}

}  // namespace server
