// ChannelData messages (RFC 8656 §12.4): four bytes in front of a datagram where a Send or Data
// indication costs 36. Binding a channel is in allocation.hpp, cutting a stream into messages in
// stream_framing.hpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "base/bytes.hpp"

namespace turn {

inline constexpr size_t kChannelHeaderSize = 4;
// §12: what a client may bind. The numbers above up to 0x7FFF are reserved (RFC 7983 gave them to
// other protocols).
inline constexpr uint16_t kFirstChannel = 0x4000;
inline constexpr uint16_t kLastChannel = 0x4FFF;

constexpr bool is_channel(uint16_t number) {
  return number >= kFirstChannel && number <= kLastChannel;
}
constexpr size_t padded(size_t size) { return (size + 3) & ~size_t{3}; }

// Whether a message on the relay's port is ChannelData and not STUN: its first two bits.
inline bool looks_like_channel_data(base::BytesView message) {
  return !message.empty() && (message[0] & 0xC0) == 0x40;
}

struct ChannelData {
  uint16_t channel = 0;
  base::MutableBytes payload;  // in the message
};

// Nothing when the number is none that can be bound, or the length is longer than the message. What
// follows the payload is padding (§12.5: over UDP it may be there, over streams it must).
std::optional<ChannelData> parse_channel_data(base::MutableBytes message);

// The header of a message whose payload of `size` bytes follows; size ≤ 0xFFFF.
void write_channel_header(base::MutableBytes out, uint16_t channel, size_t size);

}  // namespace turn
