#include "proto/rtcp/report_block.hpp"

#include <algorithm>

namespace rtcp {

void ReportBlock::write(base::ByteWriter& writer) const {
  writer.u32(ssrc);
  writer.u8(fraction_lost);
  const int32_t lost = std::clamp(cumulative_lost, kMinCumulativeLost, kMaxCumulativeLost);
  writer.u24(static_cast<uint32_t>(lost) & 0xFF'FFFF);
  writer.u32(extended_highest_sequence_number);
  writer.u32(jitter);
  writer.u32(last_sr);
  writer.u32(delay_since_last_sr);
}

std::expected<std::vector<ReportBlock>, Error> read_report_blocks(base::ByteReader& reader,
                                                                  size_t count) {
  if (count * ReportBlock::kSize > reader.remaining()) return std::unexpected(Error::kTruncated);
  std::vector<ReportBlock> blocks(count);
  for (ReportBlock& block : blocks) {
    block.ssrc = reader.u32();
    block.fraction_lost = reader.u8();
    // Into the top 24 bits and back, which carries the sign along.
    block.cumulative_lost = static_cast<int32_t>(reader.u24() << 8) >> 8;
    block.extended_highest_sequence_number = reader.u32();
    block.jitter = reader.u32();
    block.last_sr = reader.u32();
    block.delay_since_last_sr = reader.u32();
  }
  return blocks;
}

}  // namespace rtcp
