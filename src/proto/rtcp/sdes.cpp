#include "proto/rtcp/sdes.hpp"

namespace rtcp {
namespace {

// The items of one chunk up to the terminating zero, and the fill to the next whole word.
std::expected<Sdes::Chunk, Error> read_chunk(base::ByteReader& reader) {
  Sdes::Chunk chunk;
  chunk.ssrc = reader.u32();
  while (reader.ok()) {
    const uint8_t type = reader.u8();
    if (type == Sdes::kItemEnd) break;
    const size_t size = reader.u8();
    const base::BytesView text = reader.bytes(size);
    if (type == Sdes::kItemCname && chunk.cname.empty()) chunk.cname = base::as_text(text);
  }
  reader.skip((4 - reader.offset() % 4) % 4);
  if (!reader.ok()) return std::unexpected(Error::kTruncated);
  return chunk;
}

}  // namespace

// https://www.rfc-editor.org/rfc/rfc3550#section-6.5
//
//   0                   1                   2                   3
//   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |V=2|P|    SC   |  PT=SDES=202  |            length             |
//  +=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+  SC times
//  |                              SSRC                             |
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |   item type   |     length    | text, not terminated        ...
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  | further items, then one to four zeros up to a whole word      |
std::expected<Sdes, Error> Sdes::parse(const PacketView& packet) {
  if (packet.type != kTypeSdes) return std::unexpected(Error::kWrongType);
  base::ByteReader reader(packet.body);
  Sdes sdes;
  for (size_t i = 0; i < packet.count; ++i) {
    auto chunk = read_chunk(reader);
    if (!chunk) return std::unexpected(chunk.error());
    sdes.chunks.push_back(std::move(*chunk));
  }
  return sdes;
}

void Sdes::append(base::Bytes& out) const {
  const size_t start = out.size();
  PacketWriter writer(out, kTypeSdes, chunks.size());
  for (const Chunk& chunk : chunks) {
    ASSERT(chunk.cname.size() <= 255);
    writer.u32(chunk.ssrc);
    if (!chunk.cname.empty()) {
      writer.u8(kItemCname);
      writer.u8(static_cast<uint8_t>(chunk.cname.size()));
      writer.bytes(base::as_bytes(chunk.cname));
    }
    // At least one zero, which ends the list.
    writer.zeros(4 - (writer.size() - start) % 4);
  }
  writer.finish();
}

}  // namespace rtcp
