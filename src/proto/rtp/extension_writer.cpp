#include "proto/rtp/extension_writer.hpp"

#include <algorithm>

#include "base/assert.hpp"

namespace rtp {

// media path: 25. one element of the header that a receiver gets
bool ExtensionWriter::add(uint8_t id, base::BytesView data) {
  ASSERT(id != 0 && id != 15 && data.size() <= 255);
  const bool needs_two_byte = id > kOneByteMaxId || data.empty() || data.size() > kOneByteMaxSize;
  const bool changes = needs_two_byte && form_ == ExtensionForm::kOneByte;
  if (changes && two_byte_ == TwoByteForm::kRefused) return false;

  const size_t needed =
      changes ? used_ + elements_ + 2 + data.size() : used_ + head_size() + data.size();
  if (needed > capacity()) return false;
  if (changes) change_to_two_byte();

  uint8_t* p = out_.data() + kExtensionHeaderSize + used_;
  if (form_ == ExtensionForm::kOneByte) {
    *p++ = static_cast<uint8_t>(id << 4 | (data.size() - 1));
  } else {
    *p++ = id;
    *p++ = static_cast<uint8_t>(data.size());
  }
  std::ranges::copy(data, p);
  used_ = needed;
  ++elements_;
  return true;
}

// One pass from the front: open a gap of one byte behind the head of each element. Blocks are some
// thirty bytes and this happens once a packet at most.
void ExtensionWriter::change_to_two_byte() {
  uint8_t* const block = out_.data() + kExtensionHeaderSize;
  size_t offset = 0;
  for (size_t i = 0; i < elements_; ++i) {
    const uint8_t head = block[offset];
    std::memmove(block + offset + 2, block + offset + 1, used_ - offset - 1);
    ++used_;
    block[offset] = head >> 4;
    block[offset + 1] = static_cast<uint8_t>((head & 0x0F) + 1);
    offset += size_t{2} + block[offset + 1];
  }
  form_ = ExtensionForm::kTwoByte;
}

size_t ExtensionWriter::finish() {
  if (elements_ == 0) return 0;
  const size_t block_size = (used_ + 3) / 4 * 4;
  std::fill_n(out_.data() + kExtensionHeaderSize + used_, block_size - used_, uint8_t{0});
  base::store_u16(out_.data(),
                  form_ == ExtensionForm::kOneByte ? kOneByteProfile : kTwoByteProfile);
  base::store_u16(out_.data() + 2, static_cast<uint16_t>(block_size / 4));
  return kExtensionHeaderSize + block_size;
}

}  // namespace rtp
