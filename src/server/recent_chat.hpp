// RecentChat: what was said in a room lately, in memory only, for those whose line was lost
// meanwhile or who have reloaded the page (R46, R61). Who was not there when it was said never gets
// it.
//
// At most kMost messages and kMostBytes of text; the oldest go first. Control thread.
#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>
#include <vector>

#include "signalling/message.hpp"

namespace server {

class RecentChat {
 public:
  static constexpr size_t kMost = 500;
  static constexpr size_t kMostBytes = 256 * 1024;

  // The message as it goes out to `to`, with its place in the order.
  signalling::ChatSaid add(std::vector<domain::PersonId> to, domain::ChatSaid said,
                           base::UnixTime at) {
    bytes_ += said.text.size();
    kept_.push_back({std::move(to), {++last_order_, std::move(said), at}});
    while (kept_.size() > kMost || bytes_ > kMostBytes) {
      bytes_ -= kept_.front().chat.said.text.size();
      kept_.pop_front();
    }
    return kept_.back().chat;
  }

  // What was said to this person after `order`, oldest first.
  std::vector<signalling::ChatSaid> since(uint64_t order, domain::PersonId person) const {
    std::vector<signalling::ChatSaid> missed;
    for (const Kept& kept : kept_)
      if (kept.chat.order > order && std::ranges::find(kept.to, person) != kept.to.end())
        missed.push_back(kept.chat);
    return missed;
  }

 private:
  struct Kept {
    std::vector<domain::PersonId> to;
    signalling::ChatSaid chat;
  };
  std::deque<Kept> kept_;
  size_t bytes_ = 0;
  uint64_t last_order_ = 0;
};

}  // namespace server
