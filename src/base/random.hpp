// Randomness is an argument. The server passes net/system_random (the kernel's generator), the
// simulator and the tests a SeededRandom. Secrets (keys, tokens, ufrags) come from this and nothing
// else; scripts/check forbids rand() and <random> outside tests.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/bytes.hpp"

namespace base {

class Random {
 public:
  virtual ~Random() = default;
  virtual void fill(MutableBytes out) = 0;

  uint8_t u8() { return static_cast<uint8_t>(number(1)); }
  uint16_t u16() { return static_cast<uint16_t>(number(2)); }
  uint32_t u32() { return static_cast<uint32_t>(number(4)); }
  uint64_t u64() { return number(8); }
  // Uniform in [0, bound), bound > 0.
  uint64_t below(uint64_t bound) {
    const uint64_t limit = UINT64_MAX - UINT64_MAX % bound;
    uint64_t v = u64();
    while (v >= limit) v = u64();
    return v % bound;
  }
  // Text of `length` characters drawn evenly from `alphabet`.
  std::string text(size_t length, std::string_view alphabet) {
    std::string out(length, ' ');
    for (char& c : out) c = alphabet[below(alphabet.size())];
    return out;
  }

 private:
  uint64_t number(size_t count) {
    uint8_t raw[8] = {};
    fill(MutableBytes(raw, count));
    uint64_t v = 0;
    for (size_t i = 0; i < count; ++i) v = v << 8 | raw[i];
    return v;
  }
};

// Repeatable, not secret: splitmix64. For the simulator and the tests.
class SeededRandom final : public Random {
 public:
  explicit SeededRandom(uint64_t seed) : state_(seed) {}
  void fill(MutableBytes out) override {
    uint64_t v = 0;
    for (size_t i = 0; i < out.size(); ++i) {
      if (i % 8 == 0) v = next();
      out[i] = static_cast<uint8_t>(v >> (8 * (i % 8)));
    }
  }

 private:
  uint64_t next() {
    uint64_t z = (state_ += 0x9E3779B97F4A7C15ull);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
    return z ^ (z >> 31);
  }
  uint64_t state_;
};

inline constexpr std::string_view kAlphanumeric =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

}  // namespace base
