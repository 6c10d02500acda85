// Bytes in network order: views, and a bounded reader and writer. A ByteReader never reads past its
// end: once a read does not fit, it and every later one give zero or an empty view and ok() is
// false, so that a parser checks once at the end of a fixed part instead of at each field.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace base {

using Bytes = std::vector<uint8_t>;
using BytesView = std::span<const uint8_t>;
using MutableBytes = std::span<uint8_t>;

inline BytesView as_bytes(std::string_view text) {
  return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}
inline std::string_view as_text(BytesView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
inline Bytes to_bytes(BytesView view) { return Bytes(view.begin(), view.end()); }

// Unaligned big-endian loads and stores; the caller has checked the length.
inline uint16_t load_u16(const uint8_t* p) { return static_cast<uint16_t>(p[0] << 8 | p[1]); }
inline uint32_t load_u24(const uint8_t* p) {
  return static_cast<uint32_t>(p[0]) << 16 | static_cast<uint32_t>(p[1]) << 8 | p[2];
}
inline uint32_t load_u32(const uint8_t* p) {
  return static_cast<uint32_t>(p[0]) << 24 | load_u24(p + 1);
}
inline uint64_t load_u64(const uint8_t* p) {
  return static_cast<uint64_t>(load_u32(p)) << 32 | load_u32(p + 4);
}
inline void store_u16(uint8_t* p, uint16_t v) {
  p[0] = static_cast<uint8_t>(v >> 8);
  p[1] = static_cast<uint8_t>(v);
}
inline void store_u24(uint8_t* p, uint32_t v) {
  p[0] = static_cast<uint8_t>(v >> 16);
  store_u16(p + 1, static_cast<uint16_t>(v));
}
inline void store_u32(uint8_t* p, uint32_t v) {
  store_u16(p, static_cast<uint16_t>(v >> 16));
  store_u16(p + 2, static_cast<uint16_t>(v));
}
inline void store_u64(uint8_t* p, uint64_t v) {
  store_u32(p, static_cast<uint32_t>(v >> 32));
  store_u32(p + 4, static_cast<uint32_t>(v));
}

class ByteReader {
 public:
  explicit ByteReader(BytesView bytes) : bytes_(bytes) {}

  bool ok() const { return ok_; }
  size_t remaining() const { return bytes_.size() - offset_; }
  size_t offset() const { return offset_; }
  BytesView rest() const { return bytes_.subspan(offset_); }

  uint8_t u8() { return take(1) ? bytes_[offset_ - 1] : uint8_t{0}; }
  uint16_t u16() { return take(2) ? load_u16(&bytes_[offset_ - 2]) : uint16_t{0}; }
  uint32_t u24() { return take(3) ? load_u24(&bytes_[offset_ - 3]) : 0u; }
  uint32_t u32() { return take(4) ? load_u32(&bytes_[offset_ - 4]) : 0u; }
  uint64_t u64() { return take(8) ? load_u64(&bytes_[offset_ - 8]) : uint64_t{0}; }
  BytesView bytes(size_t count) {
    return take(count) ? bytes_.subspan(offset_ - count, count) : BytesView{};
  }
  void skip(size_t count) { take(count); }

 private:
  bool take(size_t count) {
    if (!ok_ || count > remaining()) {
      ok_ = false;
      return false;
    }
    offset_ += count;
    return true;
  }

  BytesView bytes_;
  size_t offset_ = 0;
  bool ok_ = true;
};

// Appends to a growing vector that the caller owns. For control messages; the media path writes
// into a PacketBatch instead.
class ByteWriter {
 public:
  explicit ByteWriter(Bytes& out) : out_(out) {}

  size_t size() const { return out_.size(); }
  void u8(uint8_t v) { out_.push_back(v); }
  void u16(uint16_t v) { store_u16(grow(2), v); }
  void u24(uint32_t v) { store_u24(grow(3), v); }
  void u32(uint32_t v) { store_u32(grow(4), v); }
  void u64(uint64_t v) { store_u64(grow(8), v); }
  void bytes(BytesView v) { out_.insert(out_.end(), v.begin(), v.end()); }
  void zeros(size_t count) { out_.resize(out_.size() + count, 0); }
  // Overwrites two bytes written before, for a length known only later.
  void patch_u16(size_t offset, uint16_t v) { store_u16(&out_.at(offset), v); }

 private:
  uint8_t* grow(size_t count) {
    out_.resize(out_.size() + count);
    return out_.data() + out_.size() - count;
  }

  Bytes& out_;
};

}  // namespace base
