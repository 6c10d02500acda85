#include "proto/stun/message.hpp"

#include <algorithm>

#include "base/assert.hpp"

namespace stun {
namespace {

// The class's two bits lie between the method's twelve (RFC 8489 §5, figure 3).
//
//    0   1   2   3   4   5   6   7   8   9  10  11  12  13  14  15
//  +---+---+---+---+---+---+---+---+---+---+---+---+---+---+---+---+
//  | 0 | 0 |M11|M10| M9| M8| M7| C1| M6| M5| M4| C0| M3| M2| M1| M0|
//  +---+---+---+---+---+---+---+---+---+---+---+---+---+---+---+---+
uint16_t encode_type(Class message_class, Method method) {
  const auto m = static_cast<unsigned>(method);
  const auto c = static_cast<unsigned>(message_class);
  return static_cast<uint16_t>((m & 0x00F) | (m & 0x070) << 1 | (m & 0xF80) << 2 | (c & 1) << 4 |
                               (c & 2) << 7);
}

constexpr size_t padded(size_t size) { return (size + 3) & ~size_t{3}; }

}  // namespace

bool looks_like_stun(base::BytesView datagram) {
  return datagram.size() >= kHeaderSize && datagram[0] <= 3 &&
         base::load_u32(&datagram[4]) == kMagicCookie;
}

//   0                   1                   2                   3
//   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |0 0|     STUN Message Type     |         Message Length        |
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |                         Magic Cookie                          |
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |                     Transaction ID (96 bits)                  |
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |         Type                  |            Length             |   each attribute,
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+   padded to four bytes
//  |                         Value (variable)                ....  |
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
// https://www.rfc-editor.org/rfc/rfc8489#section-5
std::expected<MessageView, ParseError> parse(base::BytesView message) {
  if (message.size() < kHeaderSize) return std::unexpected(ParseError::kTooShort);
  if ((message[0] & 0xC0) != 0) return std::unexpected(ParseError::kNotStun);
  const size_t length = base::load_u16(&message[2]);
  if (base::load_u32(&message[4]) != kMagicCookie) {
    return std::unexpected(ParseError::kWrongCookie);
  }
  if (length % 4 != 0) return std::unexpected(ParseError::kUnalignedLength);
  if (length != message.size() - kHeaderSize) return std::unexpected(ParseError::kLengthMismatch);

  base::ByteReader reader(message.subspan(kHeaderSize));
  bool after_fingerprint = false;
  for (size_t count = 0; reader.remaining() > 0; ++count) {
    if (count == kMaxAttributes) return std::unexpected(ParseError::kTooManyAttributes);
    if (after_fingerprint) return std::unexpected(ParseError::kFingerprintNotLast);
    const auto type = static_cast<AttributeType>(reader.u16());
    reader.skip(padded(reader.u16()));
    if (!reader.ok()) return std::unexpected(ParseError::kAttributeOverrun);
    after_fingerprint = type == AttributeType::kFingerprint;
  }
  return MessageView(message);
}

Class MessageView::message_class() const {
  return static_cast<Class>((bytes_[0] & 1) << 1 | (bytes_[1] >> 4 & 1));
}

Method MessageView::method() const {
  const unsigned type = base::load_u16(&bytes_[0]);
  return static_cast<Method>((type & 0x000F) | (type & 0x00E0) >> 1 | (type & 0x3E00) >> 2);
}

TransactionId MessageView::transaction_id() const {
  TransactionId id;
  std::ranges::copy(bytes_.subspan(8, 12), id.bytes.begin());
  return id;
}

MessageView::Iterator MessageView::begin() const { return Iterator(bytes_); }

std::optional<Attribute> MessageView::find_attribute(AttributeType type) const {
  for (const Attribute& attribute : *this) {
    if (attribute.type == type) return attribute;
  }
  return std::nullopt;
}

std::optional<base::BytesView> MessageView::find(AttributeType type) const {
  const auto attribute = find_attribute(type);
  return attribute ? std::optional(attribute->value) : std::nullopt;
}

void MessageView::Iterator::load() {
  if (current_.offset >= message_.size()) return;
  const uint8_t* header = &message_[current_.offset];
  current_.type = static_cast<AttributeType>(base::load_u16(header));
  current_.value =
      message_.subspan(current_.offset + kAttributeHeaderSize, base::load_u16(header + 2));
}

bool MessageView::Iterator::is_hidden() const {
  if (current_.offset >= message_.size() || current_.type == AttributeType::kFingerprint) {
    return false;
  }
  if (after_integrity_sha256_) return true;
  return after_integrity_ && current_.type != AttributeType::kMessageIntegritySha256;
}

MessageView::Iterator& MessageView::Iterator::operator++() {
  do {
    after_integrity_ |= current_.type == AttributeType::kMessageIntegrity;
    after_integrity_sha256_ |= current_.type == AttributeType::kMessageIntegritySha256;
    current_.offset += kAttributeHeaderSize + padded(current_.value.size());
    load();
  } while (is_hidden());
  return *this;
}

MessageBuilder::MessageBuilder(base::Bytes& out, Class message_class, Method method,
                               const TransactionId& id)
    : out_(out), start_(out.size()) {
  base::ByteWriter writer(out_);
  writer.u16(encode_type(message_class, method));
  writer.u16(0);
  writer.u32(kMagicCookie);
  writer.bytes(id.bytes);
}

void MessageBuilder::add(AttributeType type, base::BytesView value) {
  std::ranges::copy(value, add_space(type, value.size()).begin());
}

base::MutableBytes MessageBuilder::add_space(AttributeType type, size_t size) {
  const size_t length = out_.size() - start_ - kHeaderSize + kAttributeHeaderSize + padded(size);
  ASSERT(size <= 0xFFFF && length <= 0xFFFF);
  base::ByteWriter writer(out_);
  writer.patch_u16(start_ + 2, static_cast<uint16_t>(length));
  writer.u16(static_cast<uint16_t>(type));
  writer.u16(static_cast<uint16_t>(size));
  const size_t offset = out_.size();
  writer.zeros(padded(size));
  return base::MutableBytes(out_).subspan(offset, size);
}

}  // namespace stun
