#include "proto/rtp/red.hpp"

#include "base/assert.hpp"

namespace rtp {

// https://www.rfc-editor.org/rfc/rfc2198#section-3
//
//   0                   1                    2                   3
//   0 1 2 3 4 5 6 7 8 9 0 1 2 3  4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |1|  block PT   |    timestamp offset       |   block length    |   for each redundant block
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |0|  block PT   |   the primary block: whatever the others leave
//  +-+-+-+-+-+-+-+-+
//  then the data of all blocks in the order of their heads
std::expected<RedPayload, Error> RedPayload::parse(base::BytesView payload) {
  RedPayload red;
  std::array<size_t, kMaxRedundant> sizes{};
  base::ByteReader reader(payload);

  // 1. The heads, up to the one without F bit.
  uint8_t first = reader.u8();
  while (reader.ok() && (first & 0x80) != 0) {
    if (red.redundant_count_ == kMaxRedundant) return std::unexpected(Error::kTooManyBlocks);
    const uint32_t offset_and_size = reader.u24();
    RedBlock& block = red.redundant_[red.redundant_count_];
    block.payload_type = first & 0x7F;
    block.timestamp_offset = static_cast<uint16_t>(offset_and_size >> 10);
    sizes[red.redundant_count_++] = offset_and_size & 0x3FF;
    first = reader.u8();
  }
  red.primary_.payload_type = first & 0x7F;

  // 2. The data. The reader has failed for good if any head or block did not fit.
  for (size_t i = 0; i < red.redundant_count_; ++i) red.redundant_[i].data = reader.bytes(sizes[i]);
  if (!reader.ok()) return std::unexpected(Error::kTruncated);
  red.primary_.data = reader.rest();
  return red;
}

void RedHead::write(base::MutableBytes payload) const {
  ASSERT(timestamp_offset <= kMaxTimestampOffset && copy_size <= kMaxCopy);
  payload[0] = static_cast<uint8_t>(0x80 | payload_type);
  base::store_u24(&payload[1], uint32_t{timestamp_offset} << 10 | copy_size);
  payload[4] = payload_type & 0x7F;
}

}  // namespace rtp
