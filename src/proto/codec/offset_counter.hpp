// OffsetCounter: one running number over a change of source, by adding an offset that changes only
// then. Gaps stay, since references of VP9 (P_DIFF, picture groups) and of the dependency
// descriptor (fdiffs, chains) are differences of these numbers: closing a gap would bend them.
// Where gaps of frames left out have to be closed (VP8) there is compact_counter.hpp.
#pragma once

#include <cstdint>
#include <optional>

namespace codec {

// `value`, a counter of `bits` bits, as the number closest to `newest` that ends in these bits. At
// exactly half the range: the older one.
constexpr int64_t unwrap_near(int64_t newest, uint16_t value, unsigned bits) {
  const int64_t range = int64_t{1} << bits;
  const int64_t ahead = (value - newest) & (range - 1);
  return newest + (ahead < range / 2 ? ahead : ahead - range);
}

class OffsetCounter {
 public:
  // A key frame farther than this from the newest frame: the encoder began anew. 10 s at 30
  // pictures a second and three spatial layers.
  static constexpr int64_t kFar = 900;

  explicit constexpr OffsetCounter(unsigned output_bits)
      : mask_(static_cast<uint16_t>((1u << output_bits) - 1)) {}

  // The next number mapped belongs to a new source, and follows the highest number given out.
  void switch_source() { switching_ = true; }

  bool is_far(uint16_t input, unsigned bits) const {
    if (switching_) return false;
    const int64_t distance = unwrap_near(newest_input_, input, bits) - newest_input_;
    return distance > kFar || distance < -kFar;
  }

  // None for what is older than the frame that the source was switched at.
  std::optional<uint16_t> map(uint16_t input, unsigned bits) {
    if (switching_) start(input);
    const int64_t in = unwrap_near(newest_input_, input, bits);
    if (in < first_input_) return std::nullopt;
    if (in > newest_input_) newest_input_ = in;
    return static_cast<uint16_t>((in + offset_) & mask_);
  }

 private:
  // The first source of all keeps its numbers.
  void start(uint16_t input) {
    if (started_) offset_ = newest_input_ + offset_ + 1 - input;
    first_input_ = newest_input_ = input;
    started_ = true;
    switching_ = false;
  }

  uint16_t mask_;
  bool started_ = false;
  bool switching_ = true;
  int64_t first_input_ = 0;
  int64_t newest_input_ = 0;
  int64_t offset_ = 0;
};

}  // namespace codec
