// PacketBatch: the datagrams that one turn of a media worker wants sent, in order. The caller owns
// it, hands it down the forwarding path, which only appends, gives it to net::UdpPort::send and
// clears it for the next turn.
//
//   if (MutableBytes room = batch.reserve(1200); !room.empty()) batch.commit(path, write(room));
//
// Invariants: packets lie back to back in one block, so that a run of equal sizes for one path is
// a single piece of memory (what UDP_SEGMENT wants). No allocation once the block has reached its
// working size: it doubles up to max_bytes and clear() keeps it. At max_bytes reserve() gives an
// empty span and counts: the packet is dropped, memory stays bounded.
// Not a queue between threads (base/mailbox.hpp), not thread safe.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <vector>

#include "base/assert.hpp"
#include "base/bytes.hpp"
#include "base/endpoint.hpp"

namespace base {

class PacketBatch {
 public:
  struct Packet {
    const Path& path;
    BytesView bytes;
  };

  // 64 MiB: one video packet of 1,200 bytes to 500 receivers, 100 times over.
  static constexpr size_t kDefaultMaxBytes = size_t{64} << 20;

  explicit PacketBatch(size_t first_bytes = size_t{256} << 10, size_t max_bytes = kDefaultMaxBytes)
      : capacity_(std::min(first_bytes, max_bytes)),
        max_bytes_(max_bytes),
        storage_(std::make_unique_for_overwrite<uint8_t[]>(capacity_)) {
    entries_.reserve(capacity_ / 1024);
  }

  // Room for one packet of up to `max` bytes, valid until the next call of reserve() or clear().
  // Empty at the limit. Reserving again without commit() takes the same place.
  MutableBytes reserve(size_t max) {
    reserved_ = 0;
    if (max > capacity_ - used_ && !grow(max)) {
      ++refused_;
      return {};
    }
    reserved_ = max;
    return {storage_.get() + used_, max};
  }
  // Makes the first `size` bytes of what was reserved a packet.
  void commit(const Path& path, size_t size) {
    ASSERT(size <= reserved_);
    entries_.push_back({path, static_cast<uint32_t>(used_), static_cast<uint32_t>(size)});
    used_ += size;
    reserved_ = 0;
  }
  // reserve, copy, commit. False at the limit.
  bool append(const Path& path, BytesView bytes) {
    const MutableBytes room = reserve(bytes.size());
    if (room.size() != bytes.size()) return false;
    std::copy(bytes.begin(), bytes.end(), room.begin());
    commit(path, bytes.size());
    return true;
  }
  void clear() {
    entries_.clear();
    used_ = 0;
    reserved_ = 0;
  }

  bool empty() const { return entries_.empty(); }
  size_t size() const { return entries_.size(); }
  size_t byte_count() const { return used_; }
  uint64_t refused() const { return refused_; }  // packets that found no room, since construction
  Packet operator[](size_t i) const {
    const Entry& e = entries_[i];
    return {e.path, {storage_.get() + e.offset, e.size}};
  }

  class Iterator {
   public:
    using value_type = Packet;
    using difference_type = std::ptrdiff_t;
    Iterator() = default;
    Iterator(const PacketBatch* batch, size_t i) : batch_(batch), i_(i) {}
    Packet operator*() const { return (*batch_)[i_]; }
    Iterator& operator++() {
      ++i_;
      return *this;
    }
    Iterator operator++(int) { return {batch_, i_++}; }
    friend bool operator==(const Iterator& a, const Iterator& b) { return a.i_ == b.i_; }

   private:
    const PacketBatch* batch_ = nullptr;
    size_t i_ = 0;
  };
  Iterator begin() const { return {this, 0}; }
  Iterator end() const { return {this, entries_.size()}; }

 private:
  struct Entry {
    Path path;
    uint32_t offset;
    uint32_t size;
  };

  bool grow(size_t max) {
    if (max > max_bytes_ - used_) return false;
    const size_t capacity = std::clamp(2 * capacity_, used_ + max, max_bytes_);
    auto storage = std::make_unique_for_overwrite<uint8_t[]>(capacity);
    if (used_ > 0) std::memcpy(storage.get(), storage_.get(), used_);
    storage_ = std::move(storage);
    capacity_ = capacity;
    return true;
  }

  size_t capacity_;
  size_t max_bytes_;
  std::unique_ptr<uint8_t[]> storage_;
  std::vector<Entry> entries_;
  size_t used_ = 0;
  size_t reserved_ = 0;
  uint64_t refused_ = 0;
};

}  // namespace base
