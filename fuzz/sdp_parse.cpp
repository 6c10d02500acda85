// sdp::parse on any text, and the promise that what it accepts survives being written and read.
#include <cstddef>
#include <cstdint>

#include "base/assert.hpp"
#include "base/bytes.hpp"
#include "proto/sdp/parser.hpp"
#include "proto/sdp/writer.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto parsed = sdp::parse(base::as_text({data, size}));
  if (!parsed) {
    ASSERT(parsed.error().line <= sdp::kMaxLines + 1);
    return 0;
  }
  const auto again = sdp::parse(sdp::write(*parsed));
  // Writing adds lines that the text may have left out; only so can it outgrow a limit.
  if (!again) {
    ASSERT(again.error().code == sdp::ParseErrorCode::kTooManyLines ||
           again.error().code == sdp::ParseErrorCode::kTooLarge);
    return 0;
  }
  ASSERT(*again == *parsed);
  return 0;
}
