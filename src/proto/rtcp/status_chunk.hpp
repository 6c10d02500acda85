// Packet status chunks of transport feedback: sixteen bits that say of the next packets whether
// they arrived, and how long their arrival delta is. Reading one chunk, and packing a row of
// statuses into as few chunks as possible. The packet around them: transport_feedback.hpp.
//
// https://datatracker.ietf.org/doc/html/draft-holmer-rmcat-transport-wide-cc-extensions-01#section-3.1.2
//
//   0                   1
//   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |0| S |       run length        |   run of up to 8191 equal symbols
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |1|0|       symbol list         |   fourteen symbols of one bit: not received, small delta
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//  |1|1|       symbol list         |   seven symbols of two bits
//  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace rtcp {

enum class StatusSymbol : uint8_t {
  kNotReceived = 0,
  kSmallDelta = 1,  // one byte: 0 to 63.75 ms
  kLargeDelta = 2,  // two bytes, signed
  kReserved = 3,
};

class StatusChunk {
 public:
  static constexpr size_t kMaxRun = 8191;
  static constexpr size_t kOneBitSymbols = 14;
  static constexpr size_t kTwoBitSymbols = 7;

  explicit constexpr StatusChunk(uint16_t bits) : bits_(bits) {}

  static constexpr StatusChunk run(StatusSymbol symbol, size_t length) {
    return StatusChunk(static_cast<uint16_t>(static_cast<unsigned>(symbol) << 13 | length));
  }

  constexpr bool is_run() const { return (bits_ & 0x8000) == 0; }
  constexpr uint16_t bits() const { return bits_; }

  // How many packets it speaks of; a run may be of none.
  constexpr size_t size() const {
    if (is_run()) return bits_ & 0x1FFF;
    return is_two_bit() ? kTwoBitSymbols : kOneBitSymbols;
  }
  // The symbol of packet `index` < size().
  constexpr StatusSymbol at(size_t index) const {
    if (is_run()) return static_cast<StatusSymbol>(bits_ >> 13 & 3);
    if (is_two_bit()) return static_cast<StatusSymbol>(bits_ >> (12 - 2 * index) & 3);
    return static_cast<StatusSymbol>(bits_ >> (13 - index) & 1);
  }

 private:
  constexpr bool is_two_bit() const { return (bits_ & 0x4000) != 0; }

  uint16_t bits_;
};

// Packs statuses greedily. Keeps back up to fourteen symbols, or one run, until it is clear which
// kind of chunk serves them best.
class StatusChunkPacker {
 public:
  void add(StatusSymbol symbol);
  void add_not_received(size_t count);
  // Writes out what is kept back. The packer then is as new, but for its chunks.
  void flush();

  // Complete only after flush().
  const std::vector<uint16_t>& chunks() const { return chunks_; }
  // No less than chunks().size() would be if `not_received` missing packets and one received packet
  // were added and flushed.
  size_t chunks_bound(size_t not_received) const;

 private:
  bool fits(StatusSymbol symbol) const;
  void emit();  // one chunk; symbols that it could not take stay
  void emit_vector(size_t capacity, unsigned bits_per_symbol);
  void scan();  // all_equal_ and has_large_ anew

  std::vector<uint16_t> chunks_;
  std::array<StatusSymbol, StatusChunk::kOneBitSymbols> pending_{};  // of a run: the first ones
  size_t pending_count_ = 0;
  bool all_equal_ = true;
  bool has_large_ = false;
};

}  // namespace rtcp
