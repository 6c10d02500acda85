// CompactCounter: one running number over changes of source, in which frames left out on purpose
// leave no gap. For the VP8 picture id: receivers hold back a frame of a higher temporal layer as
// long as a number is missing between it and the frames it may refer to, so a gap is for frames
// that got lost and may still arrive.
//
// Invariants, for the last kHistory frames of the current source:
//  - a frame keeps the number, or the refusal, that it got first;
//  - numbers rise with the frames, and no two frames share one;
//  - a number stays unused only for a frame that the network lost, or that came after a later one
//    and was left out then.
// Older frames are refused. 272 bytes, no allocation.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

namespace codec {

class CompactCounter {
 public:
  // Two seconds at 30 frames a second: longer than a retransmission is of use.
  static constexpr int64_t kHistory = 64;

  // The next frame forwarded belongs to a new source, and follows the highest number in use.
  void switch_source() { switching_ = true; }

  // True if `input` is more than the history away from the newest frame of the source.
  bool is_far(uint16_t input, unsigned bits) const;

  // The number of a frame that is sent on, modulo 2^16.
  std::optional<uint16_t> forward(uint16_t input, unsigned bits);
  // This frame is left out. Before the first forwarded frame of a source there is nothing to do.
  void drop(uint16_t input, unsigned bits);

 private:
  enum class Fate : uint8_t { kNotSeen, kForwarded, kDropped };
  struct Frame {
    uint16_t output = 0;
    Fate fate = Fate::kNotSeen;
  };

  void start(uint16_t input);
  void advance_to(int64_t input);
  Frame* find(int64_t input);
  Frame& slot(int64_t input) { return frames_[static_cast<size_t>(input & (kHistory - 1))]; }

  std::array<Frame, kHistory> frames_{};
  int64_t first_input_ = 0;
  int64_t newest_input_ = 0;
  uint16_t next_output_ = 0;
  bool started_ = false;
  bool switching_ = true;
};

}  // namespace codec
