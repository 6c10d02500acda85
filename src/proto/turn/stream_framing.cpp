#include "proto/turn/stream_framing.hpp"

#include <utility>

#include "base/assert.hpp"
#include "proto/stun/message.hpp"
#include "proto/turn/channel_data.hpp"

namespace turn {
namespace {

using Size = std::expected<std::optional<size_t>, FramingError>;

Size bounded(size_t size) {
  if (size > kMaxStreamMessage) return std::unexpected(FramingError::kTooLong);
  return size;
}

// How long the message at the beginning of `bytes` is, padding included; nothing: its header is not
// there yet. What cannot become a message is refused at the first byte that says so.
//
//   0 0 | type | length | magic cookie …     STUN: 20 bytes and `length`
//   0 1 | number | length | data | padding   ChannelData: 4 bytes and `length`, up to the next four
// https://www.rfc-editor.org/rfc/rfc8656#section-12.5
Size message_size(base::BytesView bytes) {
  if (bytes.empty()) return std::nullopt;
  const unsigned kind = bytes[0] >> 6;
  if (kind > 1) return std::unexpected(FramingError::kUnknownProtocol);
  if (bytes.size() < 4) return std::nullopt;
  const size_t length = base::load_u16(&bytes[2]);
  if (kind == 1) {
    if (!is_channel(base::load_u16(bytes.data())))
      return std::unexpected(FramingError::kUnknownProtocol);
    return bounded(kChannelHeaderSize + padded(length));
  }
  if (length % 4 != 0) return std::unexpected(FramingError::kUnaligned);
  if (bytes.size() < 8) return std::nullopt;
  if (base::load_u32(&bytes[4]) != stun::kMagicCookie)
    return std::unexpected(FramingError::kUnknownProtocol);
  return bounded(stun::kHeaderSize + length);
}

}  // namespace

void StreamFraming::receive(base::BytesView bytes) {
  ASSERT(buffer_.size() - offset_ < kMaxStreamMessage);
  buffer_.erase(buffer_.begin(), buffer_.begin() + static_cast<ptrdiff_t>(offset_));
  offset_ = 0;
  buffer_.insert(buffer_.end(), bytes.begin(), bytes.end());
}

std::expected<std::optional<base::MutableBytes>, FramingError> StreamFraming::next() {
  const base::MutableBytes rest = base::MutableBytes(buffer_).subspan(offset_);
  const Size size = message_size(rest);
  if (!size) return std::unexpected(size.error());
  if (!*size || **size > rest.size()) return std::nullopt;
  offset_ += **size;
  return rest.first(**size);
}

void StreamFraming::release() {
  if (is_waiting()) return;
  buffer_ = {};
  offset_ = 0;
}

base::Bytes StreamFraming::take_rest() {
  base::Bytes rest(buffer_.begin() + static_cast<ptrdiff_t>(offset_), buffer_.end());
  buffer_ = {};
  offset_ = 0;
  return rest;
}

}  // namespace turn
