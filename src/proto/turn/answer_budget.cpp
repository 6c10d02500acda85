#include "proto/turn/answer_budget.hpp"

#include <algorithm>
#include <functional>

namespace turn {
namespace {

// Every bit of the sum depends on every bit of the address (the finaliser of splitmix64).
uint64_t mix(uint64_t value) {
  value = (value ^ value >> 30) * 0xBF58476D1CE4E5B9ull;
  value = (value ^ value >> 27) * 0x94D049BB133111EBull;
  return value ^ value >> 31;
}

}  // namespace

base::IpAddress source_of(const base::IpAddress& address) {
  if (address.is_v4()) return address;
  base::IpAddress source = address;
  std::fill(source.bytes.begin() + 8, source.bytes.end(), uint8_t{0});
  return source;
}

AnswerBudget::AnswerBudget(uint32_t per_second, base::Random& random)
    : per_second_(per_second), secret_(random.u64()), buckets_(kBuckets) {}

bool AnswerBudget::allow(base::Instant now, const base::IpAddress& address) {
  Bucket& bucket =
      buckets_[mix(std::hash<base::IpAddress>{}(source_of(address)) ^ secret_) % kBuckets];
  // Milliseconds wrap after 49 days, which is a bucket of long ago: full again either way.
  const auto now_ms = static_cast<uint32_t>(base::to_us(now) / 1000);
  const uint64_t passed = now_ms - bucket.filled;
  const uint64_t regained = passed * per_second_ / 1000;
  if (regained > 0) {
    bucket.spent -= static_cast<uint32_t>(std::min<uint64_t>(bucket.spent, regained));
    bucket.filled = now_ms;
  }
  if (bucket.spent >= per_second_) return false;
  ++bucket.spent;
  return true;
}

}  // namespace turn
