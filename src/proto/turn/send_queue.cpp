#include "proto/turn/send_queue.hpp"

#include <utility>

namespace turn {

void SendQueue::push(Urgency urgency, base::Bytes message) {
  const size_t size = message.size();
  if (urgency == Urgency::kUrgent) {
    if (urgent_bytes_ + size > kMaxUrgent) {
      ++dropped_;
      return;
    }
    urgent_bytes_ += size;
    urgent_.push_back(std::move(message));
    return;
  }
  picture_bytes_ += size;
  pictures_.push_back(std::move(message));
  while (picture_bytes_ > limit_) {
    picture_bytes_ -= pictures_.front().size();
    pictures_.pop_front();
    ++dropped_;
  }
}

void SendQueue::take(size_t size, base::Bytes& out) {
  const auto move = [&out](std::deque<base::Bytes>& from, size_t& bytes) {
    bytes -= from.front().size();
    out.insert(out.end(), from.front().begin(), from.front().end());
    from.pop_front();
  };
  while (out.size() < size && !urgent_.empty()) move(urgent_, urgent_bytes_);
  while (out.size() < size && !pictures_.empty()) move(pictures_, picture_bytes_);
}

}  // namespace turn
