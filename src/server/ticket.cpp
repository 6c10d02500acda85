#include "server/ticket.hpp"

namespace server {

namespace {

constexpr std::string_view purpose(TicketKind kind) {
  switch (kind) {
    case TicketKind::kToken:
      return "token";
    case TicketKind::kResume:
      return "resume";
    case TicketKind::kModeration:
      return "moderation";
  }
  return "";
}

void write_text(base::ByteWriter& writer, std::string_view text) {
  writer.u16(static_cast<uint16_t>(text.size()));
  writer.bytes(base::as_bytes(text));
}

std::string read_text(base::ByteReader& reader) {
  const uint16_t size = reader.u16();
  return std::string(base::as_text(reader.bytes(size)));
}

}  // namespace

std::string seal(const Ticket& ticket, const net::Sealer& sealer, base::Random& random) {
  base::Bytes plain;
  base::ByteWriter writer(plain);
  writer.u64(static_cast<uint64_t>(ticket.expires.time_since_epoch().count()));
  writer.u64(ticket.seat_key);
  writer.u32(ticket.person.value);
  writer.u8(static_cast<uint8_t>(ticket.role));
  writer.u8(ticket.proved_code ? 1 : 0);
  writer.u32(ticket.proved_code.value_or(0));
  writer.u64(static_cast<uint64_t>(ticket.room_created_at.time_since_epoch().count()));
  write_text(writer, ticket.room.text);
  write_text(writer, ticket.name);
  write_text(writer, ticket.place);
  write_text(writer, ticket.invitation);
  return sealer.seal_text(purpose(ticket.kind), plain, random);
}

std::optional<Ticket> open_ticket(TicketKind kind, std::string_view text, const net::Sealer& sealer,
                                  base::UnixTime now) {
  const auto plain = sealer.open_text(purpose(kind), text);
  if (!plain) return std::nullopt;
  base::ByteReader reader(*plain);
  Ticket ticket;
  ticket.kind = kind;
  ticket.expires = base::UnixTime(std::chrono::seconds(reader.u64()));
  ticket.seat_key = reader.u64();
  ticket.person.value = reader.u32();
  ticket.role = static_cast<domain::Role>(reader.u8());
  const bool proved = reader.u8() != 0;
  const uint32_t generation = reader.u32();
  if (proved) ticket.proved_code = generation;
  ticket.room_created_at = base::UnixTime(std::chrono::seconds(reader.u64()));
  ticket.room.text = read_text(reader);
  ticket.name = read_text(reader);
  ticket.place = read_text(reader);
  ticket.invitation = read_text(reader);
  if (!reader.ok() || reader.remaining() != 0 || ticket.expires < now) return std::nullopt;
  return ticket;
}

}  // namespace server
