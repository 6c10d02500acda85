// Retransmission payload (RFC 4588 section 4): the lost packet again in a stream of its own, with
// its sequence number in front. SSRC and payload type of the original follow from the negotiation
// (a=ssrc-group:FID or rrid, and apt=), which is not here; nor is the store of sent packets (sfu).
//
// https://www.rfc-editor.org/rfc/rfc4588#section-4
//
//   0                   1                   2                   3
//   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-------------------------------+
//  | original sequence number (OSN)| original payload              |
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-------------------------------+
#pragma once

#include <cstdint>
#include <expected>

#include "base/bytes.hpp"
#include "proto/rtp/error.hpp"

namespace rtp {

struct RtxPayload {
  static constexpr size_t kHeadSize = 2;

  uint16_t original_sequence_number = 0;
  base::BytesView payload;

  // `payload` without RTP padding. Senders probe with RTX packets of padding alone: those have an
  // empty payload here and are kTruncated, to be counted and not restored.
  static std::expected<RtxPayload, Error> parse(base::BytesView payload) {
    if (payload.size() < kHeadSize) return std::unexpected(Error::kTruncated);
    return RtxPayload{base::load_u16(payload.data()), payload.subspan(kHeadSize)};
  }
  // Into the first two bytes of the payload; the original payload follows.
  static void write_head(base::MutableBytes payload, uint16_t original_sequence_number) {
    base::store_u16(payload.first(kHeadSize).data(), original_sequence_number);
  }
};

}  // namespace rtp
