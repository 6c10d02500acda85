#include "proto/rtcp/transport_feedback.hpp"

#include <algorithm>
#include <limits>

#include "proto/rtcp/status_chunk.hpp"

namespace rtcp {
namespace {

using Arrival = TransportFeedback::Arrival;

constexpr size_t delta_size(StatusSymbol symbol) {
  return symbol == StatusSymbol::kNotReceived ? 0 : static_cast<size_t>(symbol);
}

constexpr StatusSymbol symbol_of(int16_t delta_ticks) {
  const bool small = delta_ticks >= 0 && delta_ticks <= std::numeric_limits<uint8_t>::max();
  return small ? StatusSymbol::kSmallDelta : StatusSymbol::kLargeDelta;
}

// What the chunks say: who arrived, and how long each delta is. No more arrivals than bytes left.
struct Statuses {
  std::vector<Arrival> arrivals;
  std::vector<StatusSymbol> symbols;  // one for each arrival
  size_t delta_bytes = 0;
};

std::expected<void, Error> read_chunk(StatusChunk chunk, size_t first_index, size_t count,
                                      size_t bytes_left, Statuses& statuses) {
  for (size_t i = 0; i < count; ++i) {
    const StatusSymbol symbol = chunk.at(i);
    if (symbol == StatusSymbol::kReserved) return std::unexpected(Error::kReserved);
    if (symbol == StatusSymbol::kNotReceived) {
      if (chunk.is_run()) break;
      continue;
    }
    statuses.delta_bytes += delta_size(symbol);
    if (statuses.delta_bytes > bytes_left) return std::unexpected(Error::kTruncated);
    statuses.arrivals.push_back({static_cast<uint16_t>(first_index + i), 0});
    statuses.symbols.push_back(symbol);
  }
  return {};
}

std::expected<Statuses, Error> read_chunks(base::ByteReader& reader, size_t status_count) {
  Statuses statuses;
  size_t index = 0;
  while (index < status_count) {
    const StatusChunk chunk(reader.u16());
    if (!reader.ok()) return std::unexpected(Error::kTruncated);
    const size_t left = status_count - index;
    // The last vector may be longer than what it has to say; a run states its length.
    if (chunk.is_run() && chunk.size() > left) return std::unexpected(Error::kRange);
    const size_t count = std::min(chunk.size(), left);
    const auto done = read_chunk(chunk, index, count, reader.remaining(), statuses);
    if (!done) return std::unexpected(done.error());
    index += count;
  }
  return statuses;
}

}  // namespace

// https://datatracker.ietf.org/doc/html/draft-holmer-rmcat-transport-wide-cc-extensions-01#section-3.1
//
//   0                   1                   2                   3
//   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |V=2|P| FMT=15  |    PT=205     |           length              |
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |                     SSRC of packet sender                     |
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |                      SSRC of media source                     |
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |      base sequence number     |      packet status count      |
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |                 reference time                | fb pkt. count |
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |  packet status chunks, 16 bits each; then deltas, 8 or 16     |
//  |  bits each; then zeros to a whole word                        |
//
// What a receiver says about the packets that it got.
std::expected<TransportFeedback, Error> TransportFeedback::parse(const PacketView& packet) {
  if (packet.type != kTypeTransportLayerFeedback || packet.count != kFormat)
    return std::unexpected(Error::kWrongType);

  // 1. The fixed part.
  base::ByteReader reader(packet.body);
  TransportFeedback feedback;
  feedback.sender_ssrc = reader.u32();
  feedback.media_ssrc = reader.u32();
  feedback.base_sequence_number = reader.u16();
  feedback.status_count = reader.u16();
  feedback.reference_time = reader.u24();
  feedback.feedback_count = reader.u8();
  if (!reader.ok()) return std::unexpected(Error::kTruncated);
  if (feedback.status_count == 0) return std::unexpected(Error::kEmpty);

  // 2. The chunks, until they have spoken of every packet.
  auto statuses = read_chunks(reader, feedback.status_count);
  if (!statuses) return std::unexpected(statuses.error());

  // 3. One delta for each packet that arrived. read_chunks() has seen that they fit.
  feedback.arrivals = std::move(statuses->arrivals);
  for (size_t i = 0; i < feedback.arrivals.size(); ++i)
    feedback.arrivals[i].delta_ticks = statuses->symbols[i] == StatusSymbol::kSmallDelta
                                           ? reader.u8()
                                           : static_cast<int16_t>(reader.u16());
  if (!reader.ok()) return std::unexpected(Error::kTruncated);
  return feedback;
}

void TransportFeedback::append(base::Bytes& out) const {
  ASSERT(status_count != 0 && reference_time <= kReferenceTimeMask);
  PacketWriter writer(out, kTypeTransportLayerFeedback, kFormat);
  writer.u32(sender_ssrc);
  writer.u32(media_ssrc);
  writer.u16(base_sequence_number);
  writer.u16(status_count);
  writer.u24(reference_time);
  writer.u8(feedback_count);

  StatusChunkPacker packer;
  size_t next_index = 0;
  for (const Arrival& arrival : arrivals) {
    ASSERT(arrival.index >= next_index && arrival.index < status_count);
    packer.add_not_received(arrival.index - next_index);
    packer.add(symbol_of(arrival.delta_ticks));
    next_index = size_t{arrival.index} + 1;
  }
  packer.add_not_received(status_count - next_index);
  packer.flush();

  for (const uint16_t chunk : packer.chunks()) writer.u16(chunk);
  for (const Arrival& arrival : arrivals) {
    if (symbol_of(arrival.delta_ticks) == StatusSymbol::kSmallDelta) {
      writer.u8(static_cast<uint8_t>(arrival.delta_ticks));
    } else {
      writer.u16(static_cast<uint16_t>(arrival.delta_ticks));
    }
  }
  writer.finish();
}

}  // namespace rtcp
