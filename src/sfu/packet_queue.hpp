// A queue in a ring that keeps its memory: no allocation per packet once it has its size. Bounded:
// a full queue takes nothing.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace sfu {

template <typename Entry, size_t kMost>  // a power of two
class PacketQueue {
 public:
  bool empty() const { return count_ == 0; }
  size_t size() const { return count_; }

  bool push(Entry entry) {
    if (count_ == ring_.size() && !grow()) return false;
    at(count_++) = std::move(entry);
    return true;
  }
  Entry pop() {
    Entry entry = std::exchange(at(0), Entry{});
    first_ = (first_ + 1) & (ring_.size() - 1);
    --count_;
    return entry;
  }
  const Entry& front() const { return ring_[first_]; }  // of a queue that is not empty
  // The rest keeps its order.
  template <typename Condition>
  void erase_if(Condition condition) {
    size_t kept = 0;
    for (size_t k = 0; k < count_; ++k) {
      if (condition(at(k))) continue;
      if (kept != k) at(kept) = std::move(at(k));
      ++kept;
    }
    for (size_t k = kept; k < count_; ++k) at(k) = Entry{};
    count_ = kept;
  }

 private:
  static constexpr size_t kFirst = 32;

  Entry& at(size_t k) { return ring_[(first_ + k) & (ring_.size() - 1)]; }
  bool grow() {
    if (ring_.size() >= kMost) return false;
    std::vector<Entry> larger(ring_.empty() ? kFirst : 2 * ring_.size());
    for (size_t k = 0; k < count_; ++k) larger[k] = std::move(at(k));
    ring_ = std::move(larger);
    first_ = 0;
    return true;
  }

  std::vector<Entry> ring_;
  size_t first_ = 0;
  size_t count_ = 0;
};

}  // namespace sfu
