#include "server/storage_thread.hpp"

namespace server {

StorageThread::StorageThread(net::EventLoop& loop, std::unique_ptr<domain::Store> store,
                             std::function<void(const domain::StoreError&)> failed)
    : loop_(loop),
      store_(std::move(store)),
      failed_(std::move(failed)),
      tasks_(kMaxTasks, [this] { work_.release(); }),
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

void StorageThread::ask(std::function<Outcome()> change, Done done) {
  const bool taken = tasks_.post({std::move(change), done});
  if (!taken) loop_.post([done = std::move(done)] { done(false); });
}

// command path: 14. to disk, where the room asked for it
void StorageThread::run() {
  std::vector<Task> tasks;
  while (true) {
    tasks.clear();
    const bool last = stopping_;
    tasks_.drain(tasks);
    for (Task& task : tasks) {
      Outcome outcome = task.change();
      loop_.post([this, alive = alive_, outcome = std::move(outcome), done = std::move(task.done)] {
        if (!*alive) return;
        if (!outcome) failed_(outcome.error());
        done(outcome.has_value());
      });
    }
    if (last) return;
    if (tasks.empty()) work_.acquire();
  }
}

}  // namespace server
