// The client's half of the wire: what signalling/decode and encode do, the other way round. In
// protobuf, as the web client speaks.
#pragma once

#include <optional>

#include "base/bytes.hpp"
#include "signalling/message.hpp"

namespace sim {

// What this client says: Hello, Offer, View, SetMedia, Leave.
base::Bytes encode(const signalling::ClientMessage& message);
// Of rooms only the id is read. Nothing when the frame is no ServerMessage.
std::optional<signalling::ServerMessage> decode(base::BytesView frame);

}  // namespace sim
