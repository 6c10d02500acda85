// What is decided of a connection to the TLS port before it belongs to anybody, without its socket:
// what the first decrypted bytes speak, and until when more must have come. tls_arrival.hpp follows
// these rules.
#pragma once

#include <cstdint>

#include "base/bytes.hpp"
#include "base/instant.hpp"

namespace net {

enum class Speaks : uint8_t { kUnknownYet, kHttp, kTurn, kNothingOfOurs };

// A letter begins an HTTP request (RFC 9112); two bits 00, and the magic cookie in bytes five to
// eight, a STUN message and so TURN (RFC 8489 section 5): ChannelData is never first. Anything else
// is nothing of ours.
Speaks protocol_of(base::BytesView decrypted);

// Who sends nothing for `patience`, or fewer than `bytes_per_second` beyond it, is dropped, and so
// is who is not done after `longest`; who is merely slow is served.
struct ArrivalPace {
  base::Duration patience;
  int64_t bytes_per_second;
  base::Duration longest;

  // Bytes are those of the wire: TLS records.
  base::Instant deadline(base::Instant accepted_at, base::Instant last_byte_at,
                         uint64_t bytes) const;
};

}  // namespace net
