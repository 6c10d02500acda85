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
  bool asked_for = false;          // by a NACK, before the feedback spoke of it
};

// What is known of a packet that was sent.
enum class SentFate : uint8_t {
  kOpen,  // no feedback has spoken of it yet
  kLost,
  kReceived,
  kUnknown,    // the feedback that would have spoken of it has not come
  kForgotten,  // sent longer ago than kCover
};

class SentHistory {
 public:
  // For the packet that is being written.
  uint16_t next_number() const { return static_cast<uint16_t>(next_); }

  // Of the packet sent last: wraps after 2^32, so that numbers of long ago are known as such.
  uint32_t last_sent() const { return static_cast<uint32_t>(next_ - 1); }
  SentFate fate(uint32_t number) const {
    const int64_t full = unwrap(number);
    if (full < oldest()) return SentFate::kForgotten;
    const State state = ring_[static_cast<size_t>(full) & (ring_.size() - 1)].state;
    if (state == State::kOpen) return full < spoken_to_ ? SentFate::kUnknown : SentFate::kOpen;
    return state == State::kLost ? SentFate::kLost : SentFate::kReceived;
  }
  // The receiver says that this one is lost. Its report will say so, once the feedback has spoken.
  void ask_for(uint32_t number) {
    if (const int64_t full = unwrap(number); full >= oldest()) at(full).asked_for = true;
  }

  // It has been sent; the next one gets the next number.
  void add(size_t size, ProbeId probe, base::Instant now) {
    if (ring_.empty()) ring_.resize(kInitial);
    if (const Sent& oldest = at(next_); next_ >= static_cast<int64_t>(ring_.size()) &&
                                        now - oldest.sent < kCover && ring_.size() < kMaximum)
      grow();
    at(next_) = {.sent = now,
                 .size = static_cast<uint16_t>(std::min<size_t>(size, 0xFFFF)),
                 .probe = probe,
                 .state = State::kOpen};
    ++next_;
  }

  // Appends what is news.
  void match(const rtcp::TransportFeedback& feedback, std::vector<PacketReport>& out) {
    const auto back = static_cast<uint16_t>(next_number() - feedback.base_sequence_number);
    const int64_t base = back == 0 ? next_ : next_ - back;
    const int64_t end = std::min<int64_t>(base + feedback.status_count, next_);
    if (base < 0 || end <= base) return;
    base::Duration arrival = reference_.unwrap(feedback.reference_time);
    int64_t open = std::max({base, oldest(), spoken_to_});  // from here on silence means loss
    for (const rtcp::TransportFeedback::Arrival& one : feedback.arrivals) {
      arrival += one.delta_ticks * rtcp::TransportFeedback::kTick;
      const int64_t number = base + one.index;
      if (number >= end) break;
      for (; open < number; ++open) lose(open, out);
      open = std::max(open, number + 1);
      if (number < oldest() || at(number).state == State::kReceived) continue;
      Sent& sent = at(number);
      out.push_back({.sent = sent.sent,
                     .arrival = arrival,
                     .size = sent.size,
                     .probe = sent.probe,
                     .received = true,
                     .was_reported_lost = sent.state == State::kLost,
                     .asked_for = sent.asked_for});
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
    bool asked_for = false;
  };
  // Powers of two. 8,192 packets cover kCover at 5,000 a second: 55 Mbit/s.
  static constexpr size_t kInitial = 256;
  static constexpr size_t kMaximum = 8192;
  // A round trip of 600 ms, a queue of 500 ms, feedback every 250 ms.
  static constexpr base::Duration kCover = std::chrono::milliseconds(1500);

  int64_t oldest() const {
    return std::max<int64_t>(0, next_ - static_cast<int64_t>(ring_.size()));
  }
  int64_t unwrap(uint32_t number) const { return next_ - (static_cast<uint32_t>(next_) - number); }
  Sent& at(int64_t number) { return ring_[static_cast<size_t>(number) & (ring_.size() - 1)]; }

  void lose(int64_t number, std::vector<PacketReport>& out) {
    Sent& sent = at(number);
    if (sent.state != State::kOpen) return;
    sent.state = State::kLost;
    out.push_back({.sent = sent.sent,
                   .arrival = {},
                   .size = sent.size,
                   .probe = sent.probe,
                   .asked_for = sent.asked_for});
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
