// What the media plane sends, wrapped for the client: as ChannelData where the client has bound a
// channel to the peer, else as a Data indication (RFC 8656 §11.3, §12.6).
#pragma once

#include "base/bytes.hpp"
#include "base/endpoint.hpp"
#include "proto/stun/message.hpp"
#include "proto/turn/allocation.hpp"

namespace turn {

// How datagrams for a relayed endpoint reach its client.
struct Route {
  Client client;
  base::Endpoint peer;   // IPv4
  uint16_t channel = 0;  // 0: as Data indications

  friend bool operator==(const Route&, const Route&) = default;
};

// Longer than what either form puts around a payload, padding included: a Data indication has a
// header of 20 bytes, XOR-PEER-ADDRESS of 12, and 4 before the data.
inline constexpr size_t kMaxOverhead = 40;

// Writes the message into `out`, which has room for kMaxOverhead more than the payload, and returns
// its length. Padded over streams (§12.5). `id` is used by indications alone.
size_t wrap(const Route& route, base::BytesView payload, const stun::TransactionId& id,
            base::MutableBytes out);

}  // namespace turn
