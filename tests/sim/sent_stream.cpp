#include "sim/sent_stream.hpp"

#include <algorithm>

#include "proto/rtp/header_writer.hpp"
#include "proto/rtp/rtx.hpp"

namespace sim {

using rtp::ExtensionKind;

SentStream::SentStream(StreamIdentity identity, const rtp::ExtensionMap& extensions,
                       base::Random& random)
    : identity_(std::move(identity)),
      extensions_(extensions),
      next_sequence_number_(static_cast<uint16_t>(random.u16() & 0x7fff)),
      next_rtx_(static_cast<uint16_t>(random.u16() & 0x7fff)),
      timestamp_base_(random.u32()) {}

uint32_t SentStream::timestamp_at(base::Instant captured) const {
  const int64_t us = base::to_us(captured);
  const int64_t rate = identity_.clock_rate;
  const int64_t ticks = us / 1'000'000 * rate + us % 1'000'000 * rate / 1'000'000;
  return static_cast<uint32_t>(ticks) + timestamp_base_;
}

base::Bytes SentStream::next(const Frame& frame, base::BytesView payload,
                             uint16_t transport_number) {
  const uint16_t number = next_sequence_number_++;
  ++packets_;
  payload_bytes_ += static_cast<uint32_t>(payload.size());
  if (identity_.rtx_ssrc != 0) {
    history_.push_back({number, frame, base::to_bytes(payload)});
    if (history_.size() > kHistory) history_.pop_front();
  }
  return write(frame, identity_.ssrc, frame.payload_type.value_or(identity_.payload_type), number,
               transport_number, false, {}, payload);
}

std::optional<base::Bytes> SentStream::again(uint16_t sequence_number, uint16_t transport_number) {
  const auto found = std::ranges::find(history_, sequence_number, &Sent::sequence_number);
  if (found == history_.end()) return std::nullopt;
  uint8_t head[rtp::RtxPayload::kHeadSize];
  rtp::RtxPayload::write_head(head, sequence_number);
  return write(found->frame, identity_.rtx_ssrc, identity_.rtx_payload_type, next_rtx_++,
               transport_number, true, head, found->payload);
}

base::Bytes SentStream::write(const Frame& frame, uint32_t ssrc, uint8_t payload_type,
                              uint16_t sequence_number, uint16_t transport_number, bool is_repair,
                              base::BytesView head, base::BytesView payload) const {
  uint8_t header[12 + 4 + 255];
  rtp::HeaderWriter writer(header,
                           {.payload_type = payload_type,
                            .marker = frame.marker,
                            .sequence_number = sequence_number,
                            .timestamp = frame.timestamp,
                            .ssrc = ssrc},
                           rtp::TwoByteForm::kAllowed);
  const auto add = [&](ExtensionKind kind, base::BytesView data) {
    if (const uint8_t id = extensions_.id_of(kind); id != 0) writer.extensions().add(id, data);
  };
  uint8_t number[2];
  base::store_u16(number, transport_number);
  add(ExtensionKind::kTransportSequenceNumber, number);
  if (frame.level) {
    const uint8_t level = frame.level->to_byte();
    add(ExtensionKind::kAudioLevel, {&level, 1});
  }
  if (!is_known_ || is_repair) {
    add(ExtensionKind::kMid, base::as_bytes(identity_.mid));
    if (!identity_.rid.empty())
      add(is_repair ? ExtensionKind::kRepairedRid : ExtensionKind::kRid,
          base::as_bytes(identity_.rid));
  }
  base::Bytes packet(header, header + writer.finish());
  base::ByteWriter body(packet);
  body.bytes(head);
  body.bytes(payload);
  return packet;
}

rtcp::SenderReport SentStream::report(rtcp::NtpTime ntp, base::Instant now) const {
  return {.sender_ssrc = identity_.ssrc,
          .ntp = ntp,
          .rtp_timestamp = timestamp_at(now),
          .packet_count = packets_,
          .octet_count = payload_bytes_,
          .reports = {}};
}

}  // namespace sim
