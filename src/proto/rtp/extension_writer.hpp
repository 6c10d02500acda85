// Writes an extension block (RFC 8285) straight into a packet that is being built. No allocation:
// the caller's buffer is the only memory. Begins in the one-byte form and changes to the two-byte
// form at the first element that needs it (an id above 14, no data, or more than 16 bytes), moving
// what is already there by one byte an element.
//
// Invariant: what is written never passes the end of the buffer; an element that does not fit whole
// is refused and leaves the block as it was.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/bytes.hpp"
#include "proto/rtp/header_extension.hpp"

namespace rtp {

// Whether the receiver agreed to both forms in one stream (a=extmap-allow-mixed, RFC 8285
// section 6). All browsers of today do.
enum class TwoByteForm { kAllowed, kRefused };

class ExtensionWriter {
 public:
  // `out` begins where profile and length go, right behind the fixed header.
  ExtensionWriter(base::MutableBytes out, TwoByteForm two_byte) : out_(out), two_byte_(two_byte) {}

  // False when there is no room, or when the two-byte form is needed and refused.
  bool add(uint8_t id, base::BytesView data);
  bool add_byte(uint8_t id, uint8_t value) { return add(id, base::BytesView(&value, 1)); }

  bool empty() const { return elements_ == 0; }
  ExtensionForm form() const { return form_; }

  // Writes profile and length and pads with zeros to whole words. Returns the bytes used in all,
  // profile and length included; 0 when nothing was added, and the X bit then stays clear.
  size_t finish();

 private:
  static constexpr size_t kOneByteMaxId = 14;
  static constexpr size_t kOneByteMaxSize = 16;

  // Bytes that an element of `size` takes with its head.
  size_t head_size() const { return form_ == ExtensionForm::kOneByte ? 1 : 2; }
  // Room left for elements when the block is padded to whole words.
  size_t capacity() const {
    return out_.size() < kExtensionHeaderSize ? 0 : (out_.size() - kExtensionHeaderSize) / 4 * 4;
  }
  void change_to_two_byte();

  base::MutableBytes out_;
  TwoByteForm two_byte_;
  ExtensionForm form_ = ExtensionForm::kOneByte;
  size_t used_ = 0;  // bytes of elements behind profile and length
  size_t elements_ = 0;
};

}  // namespace rtp
