#include "proto/rtcp/extended_report.hpp"

namespace rtcp {
namespace {

constexpr size_t kReferenceTimeSize = 8;
constexpr size_t kDelaySize = 12;

// https://www.rfc-editor.org/rfc/rfc3611#section-4.5
//
//   0                   1                   2                   3
//   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |     BT=5      |   reserved    |         block length          |
//  +=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+
//  |                              SSRC                             |   three words,
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+   any number of times
//  |                          last RR (LRR)                        |
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |                   delay since last RR (DLRR)                  |
void read_delays(base::BytesView content, ExtendedReport& report) {
  base::ByteReader reader(content);
  while (reader.remaining() >= kDelaySize) {
    auto& delay = report.delays.emplace_back();
    delay.ssrc = reader.u32();
    delay.last_rr = reader.u32();
    delay.delay_since_last_rr = reader.u32();
  }
}

}  // namespace

// https://www.rfc-editor.org/rfc/rfc3611#section-2
//
//   0                   1                   2                   3
//   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |V=2|P|reserved |   PT=XR=207   |             length            |
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |                              SSRC                             |
//  +=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+  any number of times
//  |  block type   | type-specific |  block length in words        |
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |            content; of RRTR (BT=4): 64 bits of NTP time       |
std::expected<ExtendedReport, Error> ExtendedReport::parse(const PacketView& packet) {
  if (packet.type != kTypeExtendedReport) return std::unexpected(Error::kWrongType);
  base::ByteReader reader(packet.body);
  ExtendedReport report;
  report.sender_ssrc = reader.u32();
  while (reader.ok() && reader.remaining() > 0) {
    const uint8_t type = reader.u8();
    reader.skip(1);
    const size_t size = size_t{reader.u16()} * 4;
    const base::BytesView content = reader.bytes(size);
    if (!reader.ok()) break;
    if (type == kBlockReceiverReferenceTime && size == kReferenceTimeSize &&
        !report.receiver_reference_time) {
      report.receiver_reference_time = NtpTime{base::load_u64(content.data())};
    } else if (type == kBlockDelaySinceLastReceiverReport) {
      read_delays(content, report);
    }
  }
  if (!reader.ok()) return std::unexpected(Error::kTruncated);
  return report;
}

void ExtendedReport::append(base::Bytes& out) const {
  PacketWriter writer(out, kTypeExtendedReport, 0);
  writer.u32(sender_ssrc);
  if (receiver_reference_time) {
    writer.u8(kBlockReceiverReferenceTime);
    writer.u8(0);
    writer.u16(kReferenceTimeSize / 4);
    writer.u64(receiver_reference_time->value);
  }
  if (!delays.empty()) {
    writer.u8(kBlockDelaySinceLastReceiverReport);
    writer.u8(0);
    writer.u16(static_cast<uint16_t>(delays.size() * kDelaySize / 4));
    for (const DelaySinceLastReceiverReport& delay : delays) {
      writer.u32(delay.ssrc);
      writer.u32(delay.last_rr);
      writer.u32(delay.delay_since_last_rr);
    }
  }
  writer.finish();
}

}  // namespace rtcp
