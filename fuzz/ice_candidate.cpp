// Any text as a candidate attribute: what is accepted is written again and must read the same, and
// its numbers are within their bounds.
#include <cstddef>
#include <cstdint>

#include "base/assert.hpp"
#include "base/bytes.hpp"
#include "proto/ice/candidate.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto candidate = ice::parse_candidate(base::as_text({data, size}));
  if (!candidate) return 0;
  ASSERT(candidate->component >= 1 && candidate->component <= 256);
  ASSERT(candidate->priority >= 1 && candidate->priority <= 0x7FFFFFFF);
  ASSERT(!candidate->foundation.empty() && candidate->foundation.size() <= 32);
  const auto again = ice::parse_candidate(ice::to_string(*candidate));
  ASSERT(again && *again == *candidate);
  return 0;
}
