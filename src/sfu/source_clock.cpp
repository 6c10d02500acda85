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

int64_t SourceClock::ticks(base::Duration span) const {
  // Whole seconds apart from the rest: microseconds since boot times 90,000 would fit for three
  // years of uptime only.
  const int64_t us = span.count();
  return us / 1'000'000 * rate_ + us % 1'000'000 * rate_ / 1'000'000;
}

// media path: 13. the sender's timestamp on the server's line
int64_t SourceClock::line_time(uint32_t timestamp, base::Instant arrival) {
  const std::optional<int64_t> newest = unwrapper_.newest();
  const int64_t unwrapped = unwrapper_.unwrap(timestamp);
  const int64_t by_arrival = ticks(arrival.time_since_epoch()) - unwrapped;
  if (!newest) {
    goal_ = by_arrival;
    pieces_.fill({unwrapped, by_arrival});
  }
  if (!newest || unwrapped > *newest)
    begin_frame(unwrapped, newest.value_or(unwrapped - rate_), by_arrival);
  if (unwrapped >= pieces_[0].first) return unwrapped + pieces_[0].offset;
  // A late packet of an older frame.
  size_t i = 1;
  while (i + 1 < kPieces && unwrapped < pieces_[i].first) ++i;
  const int64_t before_newest = pieces_[0].first + pieces_[0].offset - kLeastStep / 2;
  return std::min(unwrapped + pieces_[i].offset, before_newest);
}

void SourceClock::begin_frame(int64_t timestamp, int64_t newest, int64_t by_arrival) {
  // 1. A report since the last frame. Small errors are left alone: a picture may step by 5 ms,
  //    sound (where a step is heard) by 10.
  if (better_) {
    const int64_t tolerance = static_cast<int64_t>(rate_) * (sound_ ? 10 : 5) / 1000;
    if (!anchored_ || std::abs(*better_ - goal_) > tolerance) goal_ = *better_;
    anchored_ = true;
    better_.reset();
  }
  // 2. A stream that stood still, or a sender that lies.
  if (std::abs(goal_ - by_arrival) > ticks(kFar)) {
    goal_ = by_arrival;
    anchored_ = false;
  }
  // 3. Never backwards: a few ticks a frame until the goal is reached.
  const int64_t offset = std::max(goal_, newest + pieces_[0].offset + kLeastStep - timestamp);
  if (offset != pieces_[0].offset) begin_piece({timestamp, offset});
}

void SourceClock::begin_piece(const Piece& piece) {
  std::ranges::copy_backward(pieces_.begin(), pieces_.end() - 1, pieces_.end());
  pieces_[0] = piece;
}

void SourceClock::on_sender_report(uint32_t timestamp, int64_t ntp_us, const SenderClock& sender) {
  const auto server_us = sender.to_server_us(ntp_us);
  if (!server_us) return;
  better_ = ticks(base::Duration(*server_us)) - unwrapper_.peek(timestamp);
}

}  // namespace sfu
