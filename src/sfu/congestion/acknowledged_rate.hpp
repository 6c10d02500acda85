// What arrives at the receiver, by its own clock: bits per second over the last 400 ms. Short
// enough to see a line collapse, long enough for a dozen frames of a slow stream. What came last
// counts in full: after a standstill of the receiver the window holds the silence, and without the
// backlog that followed at once it would look like a collapse.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "base/instant.hpp"

namespace sfu::congestion {

class AcknowledgedRate {
 public:
  void on_packet(base::Duration arrival, size_t size) {
    const int64_t bucket = arrival / kBucket;
    if (!first_ || bucket - newest_ >= static_cast<int64_t>(kBuckets)) {
      bytes_ = {};
      first_ = newest_ = bucket;
    }
    if (newest_ - bucket >= static_cast<int64_t>(kBuckets)) return;
    for (; newest_ < bucket; ++newest_) at(newest_ + 1) = 0;
    at(bucket) += size;
  }

  // Nothing before there is enough to go by.
  std::optional<double> bps() const {
    if (!first_) return std::nullopt;
    const int64_t buckets = std::min<int64_t>(newest_ - *first_, kBuckets - 1);
    if (buckets < kLeast) return std::nullopt;
    uint64_t sum = 0;
    for (int64_t k = 0; k <= buckets; ++k)
      sum += bytes_[static_cast<size_t>(newest_ - k) % kBuckets];
    return static_cast<double>(sum) * 8e6 /
           static_cast<double>((buckets + 1) * base::Duration(kBucket).count());
  }

 private:
  static constexpr base::Duration kBucket = std::chrono::milliseconds(20);
  static constexpr size_t kBuckets = 21;
  static constexpr int64_t kLeast = 5;  // 100 ms

  uint64_t& at(int64_t bucket) { return bytes_[static_cast<size_t>(bucket) % kBuckets]; }

  std::array<uint64_t, kBuckets> bytes_{};
  std::optional<int64_t> first_;
  int64_t newest_ = 0;
};

}  // namespace sfu::congestion
