#include "proto/stun/unknown_attributes.hpp"

#include <algorithm>

namespace stun {

std::vector<AttributeType> unknown_required(const MessageView& message,
                                            std::initializer_list<AttributeType> known) {
  std::vector<AttributeType> unknown;
  for (const Attribute& attribute : message) {
    const AttributeType type = attribute.type;
    if (!is_comprehension_required(type) || std::ranges::find(known, type) != known.end()) continue;
    if (std::ranges::find(unknown, type) == unknown.end()) unknown.push_back(type);
  }
  return unknown;
}

//   0                   1                   2                   3
//   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |      Attribute 1 Type         |     Attribute 2 Type      ... |
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
// https://www.rfc-editor.org/rfc/rfc8489#section-14.13
std::vector<AttributeType> unknown_attributes(const MessageView& message) {
  std::vector<AttributeType> types;
  const auto value = message.find(AttributeType::kUnknownAttributes);
  if (!value || value->size() % 2 != 0) return types;
  base::ByteReader reader(*value);
  while (reader.remaining() > 0 && types.size() < kMaxAttributes) {
    types.push_back(static_cast<AttributeType>(reader.u16()));
  }
  return types;
}

void add_unknown_attributes(MessageBuilder& builder, const std::vector<AttributeType>& types) {
  const base::MutableBytes value =
      builder.add_space(AttributeType::kUnknownAttributes, 2 * types.size());
  for (size_t i = 0; i < types.size(); ++i) {
    base::store_u16(&value[2 * i], static_cast<uint16_t>(types[i]));
  }
}

}  // namespace stun
