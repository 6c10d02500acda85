// ServerMessages to a frame for one client, in the format that the client began with.
#pragma once

#include <span>

#include "base/bytes.hpp"
#include "signalling/decode.hpp"
#include "signalling/message.hpp"

namespace signalling {

// command path: 18. an event becomes a frame
base::Bytes encode(Format format, const ServerMessage& message);
// Several messages as one frame: a Together.
base::Bytes encode(Format format, std::span<const ServerMessage> messages);

}  // namespace signalling
