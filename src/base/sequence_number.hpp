// Serial number arithmetic (RFC 1982) for RTP sequence numbers, timestamps and codec counters, and
// the unwrapper that turns them into 64-bit numbers which never wrap.
#pragma once

#include <cstdint>
#include <optional>
#include <type_traits>

namespace base {

// Signed distance from b to a: positive when a is newer. At exactly half the range: negative.
template <typename T>
constexpr auto serial_diff(T a, T b) {
  static_assert(std::is_unsigned_v<T>);
  return static_cast<std::make_signed_t<T>>(static_cast<T>(a - b));
}
template <typename T>
constexpr bool serial_newer(T a, T b) {
  return serial_diff(a, b) > 0;
}

// Unwraps T into int64_t, relative to the newest value seen. The first value unwraps to itself plus
// one full range, so that older values that come a little later do not go negative.
template <typename T>
class Unwrapper {
 public:
  static constexpr int64_t kRange = int64_t{1} << (8 * sizeof(T));

  int64_t unwrap(T value) {
    const int64_t result = peek(value);
    if (!newest_ || result > *newest_) newest_ = result;
    return result;
  }
  // As unwrap, without remembering.
  int64_t peek(T value) const {
    if (!newest_) return kRange + value;
    return *newest_ + serial_diff(value, static_cast<T>(*newest_));
  }
  std::optional<int64_t> newest() const { return newest_; }

 private:
  std::optional<int64_t> newest_;
};

}  // namespace base
