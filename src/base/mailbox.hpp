// Mailbox: the only way two threads of the server talk. Bounded; many senders, one receiver; a
// sender learns at once when it is full and decides what to drop. The receiver is woken by a
// callback (an eventfd in net) only when the mailbox was empty, so a burst costs one wake-up.
#pragma once

#include <cstddef>
#include <functional>
#include <mutex>
#include <utility>
#include <vector>

namespace base {

template <typename T>
class Mailbox {
 public:
  // `wake` runs on the sender's thread, without the lock held.
  Mailbox(size_t capacity, std::function<void()> wake)
      : capacity_(capacity), wake_(std::move(wake)) {}

  // False when full: the message was not taken.
  [[nodiscard]] bool post(T message) { return offer(message); }
  // The same; a message that was not taken is still the sender's.
  [[nodiscard]] bool offer(T& message) {
    bool was_empty = false;
    {
      const std::lock_guard lock(mutex_);
      if (messages_.size() >= capacity_) return false;
      was_empty = messages_.empty();
      messages_.push_back(std::move(message));
    }
    if (was_empty) wake_();
    return true;
  }

  // Moves all messages to the end of `out`; called by the receiver only.
  void drain(std::vector<T>& out) {
    const std::lock_guard lock(mutex_);
    if (out.empty()) {
      out.swap(messages_);
      return;
    }
    for (T& message : messages_) out.push_back(std::move(message));
    messages_.clear();
  }

 private:
  const size_t capacity_;
  const std::function<void()> wake_;
  std::mutex mutex_;
  std::vector<T> messages_;
};

}  // namespace base
