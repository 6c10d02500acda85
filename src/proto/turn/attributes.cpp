#include "proto/turn/attributes.hpp"

namespace turn {
namespace {

// Most values are four bytes, one or two of which mean something.
std::optional<uint32_t> word(const stun::MessageView& message, stun::AttributeType type) {
  const auto value = message.find(type);
  if (!value || value->size() != 4) return std::nullopt;
  return base::load_u32(value->data());
}

void add_word(stun::MessageBuilder& builder, stun::AttributeType type, uint32_t word) {
  base::store_u32(builder.add_space(type, 4).data(), word);
}

}  // namespace

//   0                   1                   2                   3
//   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |        Channel Number         |         Reserved, 0           |
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
// https://www.rfc-editor.org/rfc/rfc8656#section-18.1
std::optional<uint16_t> channel_number(const stun::MessageView& message) {
  const auto value = word(message, stun::AttributeType::kChannelNumber);
  return value ? std::optional(static_cast<uint16_t>(*value >> 16)) : std::nullopt;
}
void add_channel_number(stun::MessageBuilder& builder, uint16_t number) {
  add_word(builder, stun::AttributeType::kChannelNumber, uint32_t{number} << 16);
}

//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |                       Lifetime in seconds                     |
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
// https://www.rfc-editor.org/rfc/rfc8656#section-18.2
std::optional<std::chrono::seconds> lifetime(const stun::MessageView& message) {
  const auto value = word(message, stun::AttributeType::kLifetime);
  return value ? std::optional(std::chrono::seconds(*value)) : std::nullopt;
}
void add_lifetime(stun::MessageBuilder& builder, std::chrono::seconds lifetime) {
  add_word(builder, stun::AttributeType::kLifetime, static_cast<uint32_t>(lifetime.count()));
}

//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |    Family     |                  Reserved, 0                  |
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
// https://www.rfc-editor.org/rfc/rfc8656#section-18.6
std::optional<Family> address_family(const stun::MessageView& message, stun::AttributeType type) {
  const auto value = word(message, type);
  return value ? std::optional(static_cast<Family>(*value >> 24)) : std::nullopt;
}
void add_address_family(stun::MessageBuilder& builder, stun::AttributeType type, Family family) {
  add_word(builder, type, static_cast<uint32_t>(family) << 24);
}

//  +-+-+-+-+-+-+-+-+
//  |R|  Reserved   |   one byte, padded to four
//  +-+-+-+-+-+-+-+-+
// https://www.rfc-editor.org/rfc/rfc8656#section-18.7
std::optional<ReserveNext> even_port(const stun::MessageView& message) {
  const auto value = message.find(stun::AttributeType::kEvenPort);
  if (!value || value->size() != 1) return std::nullopt;
  return (value->front() & 0x80) != 0 ? ReserveNext::kYes : ReserveNext::kNo;
}

//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |   Protocol    |                  Reserved, 0                  |
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
// https://www.rfc-editor.org/rfc/rfc8656#section-18.8
std::optional<uint8_t> requested_transport(const stun::MessageView& message) {
  const auto value = word(message, stun::AttributeType::kRequestedTransport);
  return value ? std::optional(static_cast<uint8_t>(*value >> 24)) : std::nullopt;
}
void add_requested_transport(stun::MessageBuilder& builder, uint8_t protocol) {
  add_word(builder, stun::AttributeType::kRequestedTransport, uint32_t{protocol} << 24);
}

//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |    Family     |    Reserved, 0          |Class|    Number     |   and no reason phrase
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
// https://www.rfc-editor.org/rfc/rfc8656#section-18.12
void add_address_error_code(stun::MessageBuilder& builder, Family family, unsigned code) {
  add_word(builder, stun::AttributeType::kAddressErrorCode,
           static_cast<uint32_t>(family) << 24 | (code / 100) << 8 | code % 100);
}

}  // namespace turn
