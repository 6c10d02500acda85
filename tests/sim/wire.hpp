// The client's half of the wire: what signalling/decode and encode do, the other way round. In
// protobuf, as the web client speaks.
#pragma once

#include <vector>

#include "base/bytes.hpp"
#include "signalling/message.hpp"

namespace sim {

// What this client says: Hello, Offer, View, SetMedia, Leave.
base::Bytes encode(const signalling::ClientMessage& message);
// What the frame holds: one message, or several that came together. Of rooms only the id is read.
// Empty when it is no ServerMessage.
std::vector<signalling::ServerMessage> decode(base::BytesView frame);

}  // namespace sim
