// For the tests of this folder: runs a parser over each prefix of a vector, and over random bytes
// of every length from 0 to 64, each in a heap block of the exact size so that ASan sees one byte
// too many. A proper prefix of a vector whose last byte is the first of the payload must be
// refused.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <vector>

#include "base/bytes.hpp"
#include "base/random.hpp"

namespace codec::test {

template <typename Parse>
void expect_each_prefix_refused(const base::Bytes& whole, Parse parse) {
  for (size_t size = 0; size < whole.size(); ++size) {
    const base::Bytes prefix(whole.begin(), whole.begin() + static_cast<ptrdiff_t>(size));
    EXPECT_FALSE(parse(base::BytesView(prefix)).has_value()) << size << " of " << whole.size();
  }
}

template <typename Run>
void run_random_bytes_of_each_length(Run run) {
  base::SeededRandom random(7741);
  for (size_t size = 0; size <= 64; ++size) {
    for (int round = 0; round < 200; ++round) {
      base::Bytes bytes(size);
      random.fill(bytes);
      run(base::BytesView(bytes));
    }
  }
}

}  // namespace codec::test
