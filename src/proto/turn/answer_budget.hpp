// How many answers a source gets that has proved nothing: a relay must not be a mirror for forged
// addresses. A token bucket for each IPv4 address or IPv6 /64, in a table of fixed size: sources
// share a bucket by chance only, since the place depends on a secret. A flood costs no memory and
// slows those who share a bucket with it, one in 16,384.
#pragma once

#include <cstdint>
#include <vector>

#include "base/endpoint.hpp"
#include "base/instant.hpp"
#include "base/random.hpp"

namespace turn {

// The IPv4 address itself, or the first 64 bits of an IPv6 address: what one customer gets.
base::IpAddress source_of(const base::IpAddress& address);

class AnswerBudget {
 public:
  AnswerBudget(uint32_t per_second, base::Random& random);

  // Takes one answer of the source; false when it has none left.
  bool allow(base::Instant now, const base::IpAddress& address);

 private:
  static constexpr size_t kBuckets = 16'384;

  struct Bucket {
    uint32_t spent = 0;   // since `filled`; falls by per_second each second
    uint32_t filled = 0;  // milliseconds of base::Instant
  };

  const uint32_t per_second_;
  const uint64_t secret_;
  std::vector<Bucket> buckets_;
};

}  // namespace turn
