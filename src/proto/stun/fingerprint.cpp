#include "proto/stun/fingerprint.hpp"

#include <array>

namespace stun {
namespace {

constexpr uint32_t kXor = 0x5354554E;  // "STUN"
constexpr uint32_t kReversedPolynomial = 0xEDB88320;

constexpr std::array<uint32_t, 256> make_table() {
  std::array<uint32_t, 256> table{};
  for (uint32_t i = 0; i < table.size(); ++i) {
    uint32_t remainder = i;
    for (int bit = 0; bit < 8; ++bit) {
      remainder = remainder >> 1 ^ ((remainder & 1) != 0 ? kReversedPolynomial : 0);
    }
    table[i] = remainder;
  }
  return table;
}
constexpr std::array<uint32_t, 256> kTable = make_table();

}  // namespace

uint32_t crc32(base::BytesView bytes) {
  uint32_t remainder = 0xFFFFFFFF;
  for (const uint8_t byte : bytes) remainder = remainder >> 8 ^ kTable[(remainder ^ byte) & 0xFF];
  return ~remainder;
}

// The parser has made sure that nothing follows the attribute, so that the length field of the
// message is the one that the CRC was taken with.
Fingerprint check_fingerprint(const MessageView& message) {
  const auto attribute = message.find_attribute(AttributeType::kFingerprint);
  if (!attribute) return Fingerprint::kMissing;
  if (attribute->value.size() != 4) return Fingerprint::kWrong;
  const uint32_t expected = crc32(message.bytes().first(attribute->offset)) ^ kXor;
  return base::load_u32(attribute->value.data()) == expected ? Fingerprint::kValid
                                                             : Fingerprint::kWrong;
}

void add_fingerprint(MessageBuilder& builder) {
  const size_t offset = builder.message().size();
  const base::MutableBytes value = builder.add_space(AttributeType::kFingerprint, 4);
  base::store_u32(value.data(), crc32(builder.message().first(offset)) ^ kXor);
}

}  // namespace stun
