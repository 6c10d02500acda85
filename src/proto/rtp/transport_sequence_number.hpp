// Transport-wide sequence number: one count over all packets of a transport, whatever their SSRC,
// which the receiver reports back in transport feedback (proto/rtcp/transport_feedback.hpp). Given
// out at the moment of sending.
//
// https://datatracker.ietf.org/doc/html/draft-holmer-rmcat-transport-wide-cc-extensions-01#section-2
//
//   0                   1
//   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  | transport-wide sequence number|
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//
// Not here: version 02 of the extension with its feedback request; Plenum does not negotiate it.
#pragma once

#include <cstdint>
#include <optional>

#include "base/bytes.hpp"

namespace rtp {

struct TransportSequenceNumber {
  static constexpr size_t kSize = 2;

  uint16_t value = 0;

  static std::optional<TransportSequenceNumber> parse(base::BytesView element) {
    if (element.size() != kSize) return std::nullopt;
    return TransportSequenceNumber{base::load_u16(element.data())};
  }
  void write(base::MutableBytes two) const { base::store_u16(two.data(), value); }

  friend bool operator==(const TransportSequenceNumber&, const TransportSequenceNumber&) = default;
};

}  // namespace rtp
