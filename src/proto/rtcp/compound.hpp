// A datagram of RTCP: one or more packets behind each other (RFC 3550 section 6.1), possibly of
// reduced size, without the leading report (RFC 5506). Checked whole before the first packet is
// handed out, so that walking it cannot fail and a malformed tail has no half-applied head.
//
//   for (const PacketView& packet : *compound) switch (kind_of(packet)) { … }
#pragma once

#include <cstddef>
#include <expected>
#include <iterator>

#include "base/bytes.hpp"
#include "proto/rtcp/common_header.hpp"

namespace rtcp {

class Compound {
 public:
  // Refuses an empty datagram and one whose packets do not fill it exactly. The bytes must outlive
  // the Compound.
  static std::expected<Compound, Error> parse(base::BytesView datagram);

  class Iterator {
   public:
    using value_type = PacketView;
    using difference_type = std::ptrdiff_t;

    explicit Iterator(base::BytesView rest) : rest_(rest) { advance(); }
    const PacketView& operator*() const { return packet_; }
    const PacketView* operator->() const { return &packet_; }
    Iterator& operator++() {
      advance();
      return *this;
    }
    void operator++(int) { advance(); }
    friend bool operator==(const Iterator& it, std::default_sentinel_t) { return it.at_end_; }

   private:
    void advance();

    base::BytesView rest_;
    PacketView packet_;
    bool at_end_ = false;
  };

  Iterator begin() const { return Iterator(datagram_); }
  std::default_sentinel_t end() const { return {}; }

  // True when the datagram does not begin with a report.
  bool is_reduced_size() const;

 private:
  explicit Compound(base::BytesView datagram) : datagram_(datagram) {}

  base::BytesView datagram_;
};

// Gathers packets into one datagram up to a size. The caller puts a report first, unless the peer
// takes reduced size (a=rtcp-rsize).
class CompoundBuilder {
 public:
  // 1200 bytes pass every path that WebRTC passes, SRTCP's index and tag and a TURN header added.
  static constexpr size_t kDefaultLimit = 1200;

  // Appends to `out`, whose content so far is left alone.
  explicit CompoundBuilder(base::Bytes& out, size_t limit = kDefaultLimit)
      : out_(out), start_(out.size()), limit_(limit) {}

  // False when the packet does not fit any more: it belongs into the next datagram.
  template <typename P>
  [[nodiscard]] bool add(const P& packet) {
    const size_t before = out_.size();
    packet.append(out_);
    if (size() <= limit_) return true;
    out_.resize(before);
    return false;
  }

  size_t size() const { return out_.size() - start_; }
  bool empty() const { return size() == 0; }

 private:
  base::Bytes& out_;
  const size_t start_;
  const size_t limit_;
};

}  // namespace rtcp
