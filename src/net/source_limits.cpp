#include "net/source_limits.hpp"

#include <algorithm>

namespace net {

base::IpAddress source_of(const base::IpAddress& address) {
  if (address.is_v4()) return address;
  base::IpAddress source = address;
  std::fill(source.bytes.begin() + 8, source.bytes.end(), uint8_t{0});
  return source;
}

bool SourceLimits::allow(base::Instant now, const base::IpAddress& address) {
  if (rate_.per_second <= 0) return true;
  const base::IpAddress source = source_of(address);
  auto found = buckets_.find(source);
  if (found == buckets_.end()) {
    if (buckets_.size() >= kMaxSources && now >= next_sweep_) forget_full(now);
    if (buckets_.size() < kMaxSources) {
      found = buckets_.emplace(source, Bucket{rate_.burst, now}).first;
    }
  }
  Bucket& bucket = found == buckets_.end() ? shared_ : found->second;
  refill(bucket, now);
  if (bucket.tokens < 1) return false;
  bucket.tokens -= 1;
  return true;
}

void SourceLimits::refill(Bucket& bucket, base::Instant now) const {
  if (now <= bucket.filled) return;
  const double seconds = std::chrono::duration<double>(now - bucket.filled).count();
  bucket.tokens = std::min(rate_.burst, bucket.tokens + seconds * rate_.per_second);
  bucket.filled = now;
}

void SourceLimits::forget_full(base::Instant now) {
  std::erase_if(buckets_, [&](const auto& entry) {
    Bucket bucket = entry.second;
    refill(bucket, now);
    return bucket.tokens >= rate_.burst;
  });
  // A sweep walks the whole table: at most one a second, whatever arrives.
  next_sweep_ = now + std::chrono::seconds(1);
}

}  // namespace net
