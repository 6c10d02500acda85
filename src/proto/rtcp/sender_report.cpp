#include "proto/rtcp/sender_report.hpp"

namespace rtcp {

// https://www.rfc-editor.org/rfc/rfc3550#section-6.4.1
//
//   0                   1                   2                   3
//   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |V=2|P|    RC   |   PT=SR=200   |            length             |
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |                         SSRC of sender                        |
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |             NTP timestamp, seconds and fraction               |
//  |                                                               |
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |                         RTP timestamp                         |
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |                     sender's packet count                     |
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |                      sender's octet count                     |
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |          RC report blocks, then extensions of a profile       |
std::expected<SenderReport, Error> SenderReport::parse(const PacketView& packet) {
  if (packet.type != kTypeSenderReport) return std::unexpected(Error::kWrongType);
  base::ByteReader reader(packet.body);
  SenderReport report;
  report.sender_ssrc = reader.u32();
  report.ntp.value = reader.u64();
  report.rtp_timestamp = reader.u32();
  report.packet_count = reader.u32();
  report.octet_count = reader.u32();
  if (!reader.ok()) return std::unexpected(Error::kTruncated);
  auto blocks = read_report_blocks(reader, packet.count);
  if (!blocks) return std::unexpected(blocks.error());
  report.reports = std::move(*blocks);
  return report;
}

void SenderReport::append(base::Bytes& out) const {
  PacketWriter writer(out, kTypeSenderReport, reports.size());
  writer.u32(sender_ssrc);
  writer.u64(ntp.value);
  writer.u32(rtp_timestamp);
  writer.u32(packet_count);
  writer.u32(octet_count);
  for (const ReportBlock& block : reports) block.write(writer);
  writer.finish();
}

}  // namespace rtcp
