// Frames from a client to ClientMessage: protobuf or its JSON mapping, with every bound of
// limits.hpp checked. What is not understood is an error and never a guess; unknown fields are
// ignored.
#pragma once

#include <expected>
#include <string_view>

#include "base/bytes.hpp"
#include "signalling/message.hpp"

namespace signalling {

enum class Format : uint8_t { kProtobuf, kJson };

enum class DecodeError : uint8_t {
  kTooLarge,     // over the limit for what it says it is
  kNotAMessage,  // neither protobuf nor JSON of a ClientMessage
  kUnknownBody,  // no body that this server knows
  kBadField,     // a value outside its range, or a list that is too long
};
std::string_view to_text(DecodeError error);

// command path: 5. a frame becomes a message
std::expected<ClientMessage, DecodeError> decode(Format format, base::BytesView frame);

}  // namespace signalling
