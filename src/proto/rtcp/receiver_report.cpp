#include "proto/rtcp/receiver_report.hpp"

namespace rtcp {

// https://www.rfc-editor.org/rfc/rfc3550#section-6.4.2
//
//   0                   1                   2                   3
//   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |V=2|P|    RC   |   PT=RR=201   |            length             |
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |                     SSRC of packet sender                     |
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |          RC report blocks, then extensions of a profile       |
std::expected<ReceiverReport, Error> ReceiverReport::parse(const PacketView& packet) {
  if (packet.type != kTypeReceiverReport) return std::unexpected(Error::kWrongType);
  base::ByteReader reader(packet.body);
  ReceiverReport report;
  report.sender_ssrc = reader.u32();
  if (!reader.ok()) return std::unexpected(Error::kTruncated);
  auto blocks = read_report_blocks(reader, packet.count);
  if (!blocks) return std::unexpected(blocks.error());
  report.reports = std::move(*blocks);
  return report;
}

void ReceiverReport::append(base::Bytes& out) const {
  PacketWriter writer(out, kTypeReceiverReport, reports.size());
  writer.u32(sender_ssrc);
  for (const ReportBlock& block : reports) block.write(writer);
  writer.finish();
}

}  // namespace rtcp
