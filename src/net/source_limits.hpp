// Token buckets per source: one address of IPv4, one /64 of IPv6 (what one customer gets), so that
// a host cannot buy a fresh budget with each of its 2^64 addresses.
//
// Bounded: at most kMaxSources buckets. When that many are in use, full ones are forgotten; if none
// is full, newcomers share one bucket, so a flood from many sources slows the newcomers, not the
// memory. Pure: time is an argument. Not for counting open connections (http_server does).
#pragma once

#include <cstddef>
#include <unordered_map>

#include "base/endpoint.hpp"
#include "base/instant.hpp"

namespace net {

// The IPv4 address itself, or the first 64 bits of an IPv6 address.
base::IpAddress source_of(const base::IpAddress& address);

struct Rate {
  double per_second = 0;  // 0 switches the limit off
  double burst = 0;       // bucket size
};

class SourceLimits {
 public:
  static constexpr size_t kMaxSources = 16384;

  explicit SourceLimits(Rate rate) : rate_(rate) {}

  // Takes one token of the source; false when it has none left.
  bool allow(base::Instant now, const base::IpAddress& address);
  size_t source_count() const { return buckets_.size(); }

 private:
  struct Bucket {
    double tokens = 0;
    base::Instant filled;
  };

  void refill(Bucket& bucket, base::Instant now) const;
  void forget_full(base::Instant now);

  Rate rate_;
  std::unordered_map<base::IpAddress, Bucket> buckets_;
  Bucket shared_;
  base::Instant next_sweep_;
};

}  // namespace net
