// The kernel's generator as a base::Random. Small requests are served from a buffer, so that a
// 4-byte SSRC costs no system call; bytes handed out are wiped from it. One per thread: not shared.
#pragma once

#include <array>
#include <cstddef>

#include "base/random.hpp"

namespace net {

class SystemRandom final : public base::Random {
 public:
  SystemRandom() = default;
  ~SystemRandom() override;
  SystemRandom(const SystemRandom&) = delete;
  SystemRandom& operator=(const SystemRandom&) = delete;

  void fill(base::MutableBytes out) override;

 private:
  // 256: what getrandom(2) gives in one piece, uninterrupted by signals.
  std::array<uint8_t, 256> buffer_{};
  size_t left_ = 0;  // unused bytes, at the end of the buffer
};

}  // namespace net
