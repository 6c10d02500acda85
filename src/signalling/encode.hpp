// ServerMessage to a frame for one client, in the format that the client began with.
#pragma once

#include "base/bytes.hpp"
#include "signalling/decode.hpp"
#include "signalling/message.hpp"

namespace signalling {

// command path: 18. an event becomes a frame
base::Bytes encode(Format format, const ServerMessage& message);

}  // namespace signalling
