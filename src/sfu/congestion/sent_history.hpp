// What was sent lately, by transport-wide sequence number: where numbers are given out, and where
// the receiver's feedback (draft-holmer-rmcat-transport-wide-cc-extensions-01) meets them again.
// One ring of 16 bytes a packet, no allocation once it covers kCover.
//
// Hostile feedback costs at most one pass over what is still open: numbers never sent are ignored,
// and each packet is reported lost once and received once.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "base/instant.hpp"
#include "proto/rtcp/transport_feedback.hpp"

namespace sfu::congestion {

using ProbeId = uint8_t;  // 0: not part of a probe

// What feedback says of one packet, in the order of sending.
struct PacketReport {
  base::Instant sent{};
  base::Duration arrival{};  // on the receiver's clock, whose zero is arbitrary
  uint16_t size = 0;
  ProbeId probe = 0;
  bool received = false;
  bool was_reported_lost = false;  // it has come after all
};

class SentHistory {
 public:
  // For the packet that is being written.
  uint16_t next_number() const { return static_cast<uint16_t>(next_); }

  // It has been sent; the next one gets the next number.
  void add(size_t size, ProbeId probe, base::Instant now) {
    if (ring_.empty()) ring_.resize(kInitial);
    if (const Sent& oldest = at(next_); next_ >= static_cast<int64_t>(ring_.size()) &&
                                        now - oldest.sent < kCover && ring_.size() < kMaximum)
      grow();
    at(next_) = {now, static_cast<uint16_t>(std::min<size_t>(size, 0xFFFF)), probe, State::kOpen};
    ++next_;
  }

  // Appends what is news.
  void match(const rtcp::TransportFeedback& feedback, std::vector<PacketReport>& out) {
    const auto back = static_cast<uint16_t>(next_number() - feedback.base_sequence_number);
    const int64_t base = back == 0 ? next_ : next_ - back;
    const int64_t end = std::min<int64_t>(base + feedback.status_count, next_);
    if (base < 0 || end <= base) return;
    const int64_t oldest = std::max<int64_t>(0, next_ - static_cast<int64_t>(ring_.size()));
    base::Duration arrival = reference_.unwrap(feedback.reference_time);
    int64_t open = std::max({base, oldest, spoken_to_});  // from here on silence means loss
    for (const rtcp::TransportFeedback::Arrival& one : feedback.arrivals) {
      arrival += one.delta_ticks * rtcp::TransportFeedback::kTick;
      const int64_t number = base + one.index;
      if (number >= end) break;
      for (; open < number; ++open) lose(open, out);
      open = std::max(open, number + 1);
      if (number < oldest || at(number).state == State::kReceived) continue;
      Sent& sent = at(number);
      out.push_back({sent.sent, arrival, sent.size, sent.probe, true, sent.state == State::kLost});
      sent.state = State::kReceived;
    }
    for (; open < end; ++open) lose(open, out);
    spoken_to_ = std::max(spoken_to_, end);
  }

 private:
  enum class State : uint8_t { kOpen, kLost, kReceived };
  struct Sent {
    base::Instant sent{};
    uint16_t size = 0;
    ProbeId probe = 0;
    State state = State::kReceived;
  };
  // Powers of two. 8,192 packets cover kCover at 5,000 a second: 55 Mbit/s.
  static constexpr size_t kInitial = 256;
  static constexpr size_t kMaximum = 8192;
  // A round trip of 600 ms, a queue of 500 ms, feedback every 250 ms.
  static constexpr base::Duration kCover = std::chrono::milliseconds(1500);

  Sent& at(int64_t number) { return ring_[static_cast<size_t>(number) & (ring_.size() - 1)]; }

  void lose(int64_t number, std::vector<PacketReport>& out) {
    Sent& sent = at(number);
    if (sent.state != State::kOpen) return;
    sent.state = State::kLost;
    out.push_back({sent.sent, {}, sent.size, sent.probe, false, false});
  }

  void grow() {
    std::vector<Sent> larger(ring_.size() * 2);
    for (int64_t n = next_ - static_cast<int64_t>(ring_.size()); n < next_; ++n)
      larger[static_cast<size_t>(n) & (larger.size() - 1)] = at(n);
    ring_ = std::move(larger);
  }

  std::vector<Sent> ring_;
  int64_t next_ = 0;
  int64_t spoken_to_ = 0;  // feedback has passed this number
  rtcp::ReferenceTimeUnwrapper reference_;
};

}  // namespace sfu::congestion
