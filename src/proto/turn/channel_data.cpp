#include "proto/turn/channel_data.hpp"

#include "base/assert.hpp"

namespace turn {

//   0                   1                   2                   3
//   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |0 1     Channel Number         |            Length             |
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |                       Application Data                    ....|
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
// https://www.rfc-editor.org/rfc/rfc8656#section-12.4
std::optional<ChannelData> parse_channel_data(base::MutableBytes message) {
  if (message.size() < kChannelHeaderSize) return std::nullopt;
  const uint16_t channel = base::load_u16(message.data());
  const size_t size = base::load_u16(message.data() + 2);
  if (!is_channel(channel) || size > message.size() - kChannelHeaderSize) return std::nullopt;
  return ChannelData{channel, message.subspan(kChannelHeaderSize, size)};
}

void write_channel_header(base::MutableBytes out, uint16_t channel, size_t size) {
  ASSERT(out.size() >= kChannelHeaderSize && is_channel(channel) && size <= 0xFFFF);
  base::store_u16(out.data(), channel);
  base::store_u16(out.data() + 2, static_cast<uint16_t>(size));
}

}  // namespace turn
