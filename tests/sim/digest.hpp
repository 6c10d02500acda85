// A digest of everything that happened, to compare two runs: FNV-1a over words of eight bytes. Not
// cryptographic.
#pragma once

#include <cstdint>
#include <cstring>

#include "base/bytes.hpp"

namespace sim {

class Digest {
 public:
  void add(uint64_t word) { value_ = (value_ ^ word) * 0x100000001B3ull; }
  void add(base::BytesView bytes) {
    add(bytes.size());
    for (; bytes.size() >= 8; bytes = bytes.subspan(8)) {
      uint64_t word = 0;
      std::memcpy(&word, bytes.data(), 8);
      add(word);
      value_ ^= value_ >> 29;
    }
    for (const uint8_t byte : bytes) add(byte);
  }
  uint64_t value() const { return value_; }

 private:
  uint64_t value_ = 0xCBF29CE484222325ull;
};

}  // namespace sim
