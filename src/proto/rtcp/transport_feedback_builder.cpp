#include "proto/rtcp/transport_feedback_builder.hpp"

#include <limits>
#include <utility>

#include "base/assert.hpp"

namespace rtcp {
namespace {

constexpr size_t kFixedSize = 20;  // header and fixed part, up to the chunks
constexpr int64_t kTicksPerReferenceUnit =
    TransportFeedback::kReferenceTimeUnit / TransportFeedback::kTick;

// Rounds towards minus infinity, so that an instant before the clock's zero is not special.
constexpr int64_t floor_divide(int64_t value, int64_t divisor) {
  return value / divisor - (value % divisor < 0 ? 1 : 0);
}

}  // namespace

TransportFeedbackBuilder::TransportFeedbackBuilder(uint32_t sender_ssrc, uint32_t media_ssrc,
                                                   size_t limit)
    : sender_ssrc_(sender_ssrc), media_ssrc_(media_ssrc), limit_(limit) {
  // The first arrival of a packet always fits: at most nine chunks and a byte behind the fixed
  // part.
  ASSERT(limit_ >= 64);
}

void TransportFeedbackBuilder::add(int64_t sequence_number, base::Instant arrival) {
  ASSERT(!next_ || sequence_number >= *next_);
  const int64_t ticks = floor_divide(base::to_us(arrival), TransportFeedback::kTick.count());
  if (!open_ || !extend(sequence_number, ticks)) {
    close();
    open(sequence_number, ticks);
    const bool fits = extend(sequence_number, ticks);
    ASSERT(fits);
  }
  next_ = sequence_number + 1;
}

std::vector<TransportFeedback> TransportFeedbackBuilder::finish() {
  close();
  return std::exchange(finished_, {});
}

void TransportFeedbackBuilder::open(int64_t sequence_number, int64_t ticks) {
  base_ = next_.value_or(sequence_number);
  if (sequence_number - base_ > kMaxGap) base_ = sequence_number;
  // Rounded down, so that the first delta is 0 to 255 ticks: always a small one.
  const int64_t reference = floor_divide(ticks, kTicksPerReferenceUnit);
  last_ticks_ = reference * kTicksPerReferenceUnit;
  packer_ = {};
  delta_bytes_ = 0;
  open_ = TransportFeedback{
      .sender_ssrc = sender_ssrc_,
      .media_ssrc = media_ssrc_,
      .base_sequence_number = static_cast<uint16_t>(base_),
      .status_count = 0,
      .reference_time = static_cast<uint32_t>(reference) & TransportFeedback::kReferenceTimeMask,
      .feedback_count = feedback_count_++,
      .arrivals = {},
  };
}

// False, and nothing changes, when the open packet cannot take this arrival.
bool TransportFeedbackBuilder::extend(int64_t sequence_number, int64_t ticks) {
  const int64_t index = sequence_number - base_;
  const int64_t delta = ticks - last_ticks_;
  if (index >= std::numeric_limits<uint16_t>::max()) return false;
  if (delta < std::numeric_limits<int16_t>::min() || delta > std::numeric_limits<int16_t>::max())
    return false;

  const auto gap = static_cast<size_t>(index - open_->status_count);
  const bool small = delta >= 0 && delta <= std::numeric_limits<uint8_t>::max();
  const size_t delta_bytes = delta_bytes_ + (small ? 1 : 2);
  const size_t size = kFixedSize + 2 * packer_.chunks_bound(gap) + delta_bytes;
  if ((size + 3) / 4 * 4 > limit_) return false;

  packer_.add_not_received(gap);
  packer_.add(small ? StatusSymbol::kSmallDelta : StatusSymbol::kLargeDelta);
  delta_bytes_ = delta_bytes;
  last_ticks_ = ticks;
  open_->arrivals.push_back({static_cast<uint16_t>(index), static_cast<int16_t>(delta)});
  open_->status_count = static_cast<uint16_t>(index + 1);
  return true;
}

void TransportFeedbackBuilder::close() {
  if (!open_) return;
  finished_.push_back(std::move(*open_));
  open_.reset();
}

}  // namespace rtcp
