// Runs one fuzz target over its saved inputs as a unit test, so that every former crash stays fixed
// in the ordinary build. Also feeds each input truncated at every byte (up to 2 KiB).
#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

TEST(Corpus, EveryInputAndEveryPrefixRunsClean) {
  size_t inputs = 0;
  for (const auto& entry : std::filesystem::directory_iterator(PLENUM_CORPUS_DIR)) {
    std::ifstream file(entry.path(), std::ios::binary);
    const std::vector<char> content{std::istreambuf_iterator<char>(file), {}};
    // A copy on the heap with the exact size lets ASan see a read past the end.
    const std::vector<uint8_t> bytes(content.begin(), content.end());
    LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
    for (size_t size = 0; size < bytes.size() && size <= 2048; ++size) {
      const std::vector<uint8_t> prefix(bytes.begin(),
                                        bytes.begin() + static_cast<ptrdiff_t>(size));
      LLVMFuzzerTestOneInput(prefix.data(), prefix.size());
    }
    ++inputs;
  }
  ASSERT_GT(inputs, 0u) << "no corpus in " << PLENUM_CORPUS_DIR;
}
