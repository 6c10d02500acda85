// Rewrites the sequence numbers of whatever fills a slot into one gapless line. What the network
// lost stays a gap (the receiver asks for it again); what we dropped on purpose (another temporal
// layer, padding) leaves none.
//
// A jump of more than kMaxGap becomes a gap of kMaxGap: receivers ask for nothing that far back,
// and a publisher cannot push the numbers of a slot so fast that one loss hides a wrap from the
// receiver's SRTP.
//
// The map is a short list of segments, newest last: packets from `first` on, up to the next
// segment's first, map to input + delta. A drop at the newest edge closes a segment. Late packets
// find their segment by search; those older than the list, dropped before, or from before the last
// switch of source have no output.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace sfu {

class SequenceMap {
 public:
  static constexpr int64_t kMaxGap = 1000;

  // Output continues after the highest number given out so far, or starts at `start`.
  explicit SequenceMap(uint16_t start) : next_output_(start) {}

  // A new input line begins with `first_input`; nothing older will map.
  void switch_input(int64_t first_input) {
    count_ = 0;
    newest_ = first_input - 1;
    open(first_input);
  }

  // The output number of an input packet (unwrapped), or nothing when it must not be sent.
  std::optional<uint16_t> map(int64_t input);

  // This input is not forwarded and shall leave no gap. Only what has not been passed yet can be
  // closed up; for an older number nothing happens (its gap was seen by the receiver already).
  void drop(int64_t input);

 private:
  struct Segment {
    int64_t first;
    int64_t end;  // one past the last input that maps here; open while it is the newest
    int64_t delta;
  };
  // 128 segments: more than two seconds of every second frame dropped at 30 frames/s.
  static constexpr size_t kSegments = 128;

  Segment& at(size_t index) { return segments_[(head_ + index) % kSegments]; }
  void open(int64_t first_input);
  void shorten_gap_before(int64_t input);

  std::array<Segment, kSegments> segments_{};
  size_t head_ = 0;
  size_t count_ = 0;
  int64_t newest_ = -1;
  int64_t next_output_;
};

}  // namespace sfu
