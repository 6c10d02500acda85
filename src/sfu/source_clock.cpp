#include "sfu/source_clock.hpp"

#include <algorithm>
#include <cstdlib>

namespace sfu {

void SenderClock::on_sender_report(int64_t ntp_us, base::Instant arrival) {
  distances_[count_++ % kSamples] = base::to_us(arrival) - ntp_us;
}

std::optional<int64_t> SenderClock::to_server_us(int64_t ntp_us) const {
  if (count_ == 0) return std::nullopt;
  const auto end = distances_.begin() + static_cast<ptrdiff_t>(std::min(count_, kSamples));
  return ntp_us + *std::min_element(distances_.begin(), end);
}

int64_t SourceClock::ticks(int64_t us) const {
  // Whole seconds apart from the rest: microseconds since boot times 90,000 would fit for three
  // years of uptime only.
  return us / 1'000'000 * rate_ + us % 1'000'000 * rate_ / 1'000'000;
}

int64_t SourceClock::line_time(uint32_t timestamp, base::Instant arrival) {
  const std::optional<int64_t> newest = unwrapper_.newest();
  const int64_t unwrapped = unwrapper_.unwrap(timestamp);
  if (!offset_) {
    offset_ = better_.value_or(ticks(base::to_us(arrival)) - unwrapped);
    better_.reset();
    previous_offset_ = *offset_;
  }
  if (better_ && newest && unwrapped > *newest) {
    // Small errors are left alone: a picture may step by 5 ms, sound (where a step is heard) by 15.
    const int64_t tolerance = static_cast<int64_t>(rate_) * (sound_ ? 15 : 5) / 1000;
    if (std::abs(*better_ - *offset_) > tolerance || !anchored_) {
      previous_offset_ = *offset_;
      changed_at_ = unwrapped;
      offset_ = better_;
    }
    anchored_ = true;
    better_.reset();
  }
  return unwrapped + (unwrapped >= changed_at_ ? *offset_ : previous_offset_);
}

void SourceClock::on_sender_report(uint32_t timestamp, int64_t ntp_us, const SenderClock& sender) {
  const auto server_us = sender.to_server_us(ntp_us);
  if (!server_us) return;
  better_ = ticks(*server_us) - unwrapper_.peek(timestamp);
}

}  // namespace sfu
