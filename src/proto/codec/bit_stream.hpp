// Bits, highest first, as the AV1 specification's f(n) and ns(n) read them (sections 4.10.2 and
// 4.10.7). Like base::ByteReader, a BitReader never reads past its end: from the first read that
// does not fit it gives zeros and ok() is false.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "base/bytes.hpp"

namespace codec {

class BitReader {
 public:
  explicit BitReader(base::BytesView bytes) : bytes_(bytes) {}

  bool ok() const { return ok_; }
  size_t position() const { return position_; }  // in bits
  bool flag() { return bits(1) != 0; }

  // At most 32.
  uint32_t bits(unsigned count) {
    if (!ok_ || count > bytes_.size() * 8 - position_) {
      ok_ = false;
      return 0;
    }
    uint32_t value = 0;
    while (count > 0) {
      const auto offset = static_cast<unsigned>(position_ % 8);
      const unsigned taken = std::min(count, 8 - offset);
      const unsigned rest = 8u - offset - taken;
      value = value << taken | (bytes_[position_ / 8] >> rest & ((1u << taken) - 1));
      position_ += taken;
      count -= taken;
    }
    return value;
  }

  void skip(size_t count) {
    if (!ok_ || count > bytes_.size() * 8 - position_) {
      ok_ = false;
      return;
    }
    position_ += count;
  }

  // ns(n): a value below n, n > 0, in as few bits as it takes.
  uint32_t non_symmetric(uint32_t n) {
    const auto width = static_cast<unsigned>(std::bit_width(n));
    const uint32_t short_codes = (1u << width) - n;
    const uint32_t value = bits(width - 1);
    if (value < short_codes) return value;
    return (value << 1 | bits(1)) - short_codes;
  }

 private:
  base::BytesView bytes_;
  size_t position_ = 0;
  bool ok_ = true;
};

// Writes into a buffer of the caller; ok() is false once something did not fit.
class BitWriter {
 public:
  explicit BitWriter(base::MutableBytes out) : out_(out) {}

  bool ok() const { return ok_; }
  size_t size() const { return (position_ + 7) / 8; }  // in bytes, the last filled up with zeros

  void bits(uint32_t value, unsigned count) {
    if (!ok_ || count > out_.size() * 8 - position_) {
      ok_ = false;
      return;
    }
    for (; count > 0; --count, ++position_) {
      uint8_t& byte = out_[position_ / 8];
      if (position_ % 8 == 0) byte = 0;
      byte = static_cast<uint8_t>(byte | (value >> (count - 1) & 1u) << (7 - position_ % 8));
    }
  }

 private:
  base::MutableBytes out_;
  size_t position_ = 0;
  bool ok_ = true;
};

}  // namespace codec
