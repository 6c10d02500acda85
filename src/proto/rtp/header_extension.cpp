#include "proto/rtp/header_extension.hpp"

namespace rtp {

std::optional<ExtensionElement> ExtensionReader::stop() {
  offset_ = block_.size();
  return std::nullopt;
}

std::optional<ExtensionElement> ExtensionReader::element(uint8_t id, size_t size) {
  if (block_.size() - offset_ < size) return stop();
  const ExtensionElement found{id, offset_, block_.subspan(offset_, size)};
  offset_ += size;
  return found;
}

// https://www.rfc-editor.org/rfc/rfc8285#section-4.2
//
//   0 1 2 3 4 5 6 7
//  +-+-+-+-+-+-+-+-+---------------------+
//  |  ID   |  len  | len + 1 bytes       |   ID 0: one byte of padding; ID 15: stop
//  +-+-+-+-+-+-+-+-+---------------------+
std::optional<ExtensionElement> ExtensionReader::next_one_byte() {
  while (offset_ < block_.size()) {
    const uint8_t head = block_[offset_++];
    if (head == 0) continue;
    const uint8_t id = head >> 4;
    // ID 0 with a length, and ID 15 whatever its length, end the processing of the block.
    if (id == 0 || id == 15) return stop();
    return element(id, size_t{1} + (head & 0x0F));
  }
  return std::nullopt;
}

// https://www.rfc-editor.org/rfc/rfc8285#section-4.3
//
//   0                   1
//   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-----------------+
//  |      ID       |    length     | length bytes    |   ID 0: one byte of padding, no length
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-----------------+
std::optional<ExtensionElement> ExtensionReader::next_two_byte() {
  while (offset_ < block_.size()) {
    const uint8_t id = block_[offset_++];
    if (id == 0) continue;
    if (offset_ == block_.size()) return std::nullopt;
    const size_t size = block_[offset_++];
    return element(id, size);
  }
  return std::nullopt;
}

std::optional<ExtensionElement> ExtensionReader::next() {
  switch (form_) {
    case ExtensionForm::kOneByte:
      return next_one_byte();
    case ExtensionForm::kTwoByte:
      return next_two_byte();
    case ExtensionForm::kUnknown:
      break;
  }
  return std::nullopt;
}

// media path: 9. what the sender said about the packet beside its payload
ExtensionViews::ExtensionViews(const HeaderView& header, const ExtensionMap& map) {
  ExtensionReader reader(header);
  while (const auto element = reader.next()) {
    const ExtensionKind kind = map.kind_of_id(element->id);
    if (kind == ExtensionKind::kNone || has(kind)) continue;
    views_[static_cast<size_t>(kind)] = element->data;
    present_ |= 1u << static_cast<unsigned>(kind);
  }
}

std::optional<size_t> element_offset(const HeaderView& header, uint8_t id) {
  ExtensionReader reader(header);
  while (const auto element = reader.next())
    if (element->id == id) return header.extension_offset + element->offset;
  return std::nullopt;
}

}  // namespace rtp
