#include "net/system_random.hpp"

#include <openssl/crypto.h>
#include <sys/random.h>

#include <cerrno>
#include <cstring>

#include "base/assert.hpp"

namespace net {
namespace {

// Without randomness no secret can be made: there is nothing sensible to do but stop. Since Linux
// 5.6 getrandom fails only on a bad pointer.
void from_kernel(base::MutableBytes out) {
  while (!out.empty()) {
    const ssize_t got = getrandom(out.data(), out.size(), 0);
    ASSERT(got > 0 || errno == EINTR);
    if (got > 0) out = out.subspan(static_cast<size_t>(got));
  }
}

}  // namespace

SystemRandom::~SystemRandom() { OPENSSL_cleanse(buffer_.data(), buffer_.size()); }

void SystemRandom::fill(base::MutableBytes out) {
  if (out.size() > buffer_.size() / 4) return from_kernel(out);
  if (left_ < out.size()) {
    from_kernel(buffer_);
    left_ = buffer_.size();
  }
  if (out.empty()) return;
  uint8_t* from = buffer_.data() + (buffer_.size() - left_);
  std::memcpy(out.data(), from, out.size());
  OPENSSL_cleanse(from, out.size());
  left_ -= out.size();
}

}  // namespace net
