// Cuts what arrives over TCP or TLS into messages (RFC 8656 §12.5, RFC 8489 §6.2.2): the first two
// bits say STUN or ChannelData, the length field says how far; ChannelData is padded to four bytes.
//
// Invariants
// 1. What is buffered between two calls is less than one message, and no message is longer than
//    kMaxStreamMessage.
// 2. An error is for good: where the next message begins is not known any more. The caller closes
//    the stream.
// 3. After release() nothing is held while nothing waits: ten thousand idle streams cost their
//    sockets.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>

#include "base/bytes.hpp"

namespace turn {

// Larger than any datagram that the media port takes (2,048) in a Send indication.
inline constexpr size_t kMaxStreamMessage = 2304;

enum class FramingError : uint8_t {
  kUnknownProtocol,  // neither STUN with the magic cookie nor ChannelData
  kTooLong,          // more than kMaxStreamMessage
  kUnaligned,        // a STUN length that is no multiple of four
};

class StreamFraming {
 public:
  // More of the stream; before that next() has given everything.
  void receive(base::BytesView bytes);
  // The next whole message, padding included; nothing: more bytes are needed. Valid until the next
  // receive().
  std::expected<std::optional<base::MutableBytes>, FramingError> next();

  // What next() gave is not looked at any more.
  void release();

  // The beginning of a message waits for its rest.
  bool is_waiting() const { return offset_ < buffer_.size(); }
  // What next() has not given, to go on elsewhere; afterwards this is empty.
  base::Bytes take_rest();

 private:
  base::Bytes buffer_;
  size_t offset_ = 0;
};

}  // namespace turn
