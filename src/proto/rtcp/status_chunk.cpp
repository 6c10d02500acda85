#include "proto/rtcp/status_chunk.hpp"

#include <algorithm>

#include "base/assert.hpp"

namespace rtcp {

bool StatusChunkPacker::fits(StatusSymbol symbol) const {
  if (pending_count_ < StatusChunk::kTwoBitSymbols) return true;
  const bool large = has_large_ || symbol == StatusSymbol::kLargeDelta;
  if (pending_count_ < StatusChunk::kOneBitSymbols && !large) return true;
  return pending_count_ < StatusChunk::kMaxRun && all_equal_ && symbol == pending_[0];
}

void StatusChunkPacker::add(StatusSymbol symbol) {
  ASSERT(symbol != StatusSymbol::kReserved);
  while (!fits(symbol)) emit();
  if (pending_count_ > 0 && symbol != pending_[0]) all_equal_ = false;
  if (symbol == StatusSymbol::kLargeDelta) has_large_ = true;
  if (pending_count_ < pending_.size()) pending_[pending_count_] = symbol;
  ++pending_count_;
}

void StatusChunkPacker::add_not_received(size_t count) {
  while (count > 0) {
    // Behind fourteen losses this is a run, which grows without looking at each packet: a gap costs
    // as much as its chunks, not as its packets.
    const bool run = all_equal_ && pending_count_ >= StatusChunk::kOneBitSymbols &&
                     pending_[0] == StatusSymbol::kNotReceived;
    const size_t step = run ? std::min(count, StatusChunk::kMaxRun - pending_count_) : 0;
    if (step > 0) {
      pending_count_ += step;
      count -= step;
    } else {
      add(StatusSymbol::kNotReceived);
      --count;
    }
  }
}

void StatusChunkPacker::flush() {
  // The last vector may be longer than what is left, so eight to thirteen symbols fit one as well.
  const bool one_bit = !all_equal_ && !has_large_ && pending_count_ > StatusChunk::kTwoBitSymbols;
  if (one_bit) emit_vector(StatusChunk::kOneBitSymbols, 1);
  while (pending_count_ > 0) emit();
}

// What is pending is at any time one of: a run; up to fourteen symbols without a large delta; up to
// seven symbols of any kind. fits() keeps it so, and emit() is only called before flush() when no
// vector would be left with empty places.
void StatusChunkPacker::emit() {
  if (all_equal_) {
    chunks_.push_back(StatusChunk::run(pending_[0], pending_count_).bits());
    pending_count_ = 0;
  } else if (!has_large_ && pending_count_ == StatusChunk::kOneBitSymbols) {
    emit_vector(StatusChunk::kOneBitSymbols, 1);
  } else {
    emit_vector(StatusChunk::kTwoBitSymbols, 2);
  }
  scan();
}

void StatusChunkPacker::emit_vector(size_t capacity, unsigned bits_per_symbol) {
  const size_t count = std::min(pending_count_, capacity);
  unsigned symbols = 0;
  for (size_t i = 0; i < capacity; ++i)
    symbols = symbols << bits_per_symbol | (i < count ? static_cast<unsigned>(pending_[i]) : 0u);
  chunks_.push_back(static_cast<uint16_t>((bits_per_symbol == 2 ? 0xC000u : 0x8000u) | symbols));
  std::copy(pending_.begin() + static_cast<ptrdiff_t>(count),
            pending_.begin() + static_cast<ptrdiff_t>(pending_count_), pending_.begin());
  pending_count_ -= count;
}

void StatusChunkPacker::scan() {
  all_equal_ = true;
  has_large_ = false;
  for (size_t i = 0; i < pending_count_; ++i) {
    all_equal_ = all_equal_ && pending_[i] == pending_[0];
    has_large_ = has_large_ || pending_[i] == StatusSymbol::kLargeDelta;
  }
}

// Every chunk but runs takes at least seven symbols: what is pending fills two, the seam to a run
// one, the run itself one for each 8191, the received packet one.
size_t StatusChunkPacker::chunks_bound(size_t not_received) const {
  return chunks_.size() + 2 + 1 + (not_received + StatusChunk::kMaxRun - 1) / StatusChunk::kMaxRun +
         1;
}

}  // namespace rtcp
