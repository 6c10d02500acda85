// Notes when each packet of a publisher arrived, by its transport-wide sequence number, and every
// 50 ms makes the feedback from which the publisher's congestion control works
// (draft-holmer-rmcat-transport-wide-cc-extensions-01). Without it browsers fall to their lowest
// encoding within seconds.
//
// A packet that arrives after a feedback has passed its number is not reported again; the publisher
// takes it for lost.
#pragma once

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <optional>
#include <vector>

#include "base/sequence_number.hpp"
#include "proto/rtcp/transport_feedback_builder.hpp"

namespace sfu {

class TransportFeedbackRecorder {
 public:
  // `ssrc` is the packet's: libwebrtc takes feedback only under an SSRC that it sends.
  void on_packet(uint16_t sequence_number, uint32_t ssrc, base::Instant arrival) {
    media_ssrc_ = ssrc;
    const int64_t number = unwrapper_.unwrap(sequence_number);
    if (number < next_ || arrivals_.size() >= kMaxWaiting) return;
    if (arrivals_.empty()) due_ = std::max(due_, arrival + kFirstDelay);
    // Nearly always at the end.
    auto place = arrivals_.end();
    while (place != arrivals_.begin() && std::prev(place)->number > number) --place;
    if (place == arrivals_.begin() || std::prev(place)->number != number)
      arrivals_.insert(place, {number, arrival});
  }

  base::Instant next_timeout() const { return arrivals_.empty() ? base::kNever : due_; }

  // The packets to send now; none when it is not time.
  std::vector<rtcp::TransportFeedback> take_due(base::Instant now, uint32_t sender_ssrc) {
    if (next_timeout() > now) return {};
    if (!builder_) builder_.emplace(sender_ssrc, media_ssrc_);
    for (const auto& [number, arrival] : arrivals_) builder_->add(number, arrival);
    next_ = arrivals_.back().number + 1;
    arrivals_.clear();
    due_ = now + kInterval;
    std::vector<rtcp::TransportFeedback> feedbacks = builder_->finish();
    for (rtcp::TransportFeedback& feedback : feedbacks) feedback.media_ssrc = media_ssrc_;
    return feedbacks;
  }

 private:
  // libwebrtc's own interval at ordinary rates; a report is a few dozen bytes.
  static constexpr base::Duration kInterval = std::chrono::milliseconds(50);
  static constexpr base::Duration kFirstDelay = std::chrono::milliseconds(10);
  // 50 ms at 100,000 packets a second.
  static constexpr size_t kMaxWaiting = 5000;

  struct Arrival {
    int64_t number;
    base::Instant arrival;
  };

  base::Unwrapper<uint16_t> unwrapper_;
  std::vector<Arrival> arrivals_;  // ascending; keeps its memory
  std::optional<rtcp::TransportFeedbackBuilder> builder_;
  int64_t next_ = 0;
  uint32_t media_ssrc_ = 0;
  base::Instant due_{};
};

}  // namespace sfu
