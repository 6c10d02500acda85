// A RED payload as a peer could send it. Whatever is accepted fills the payload to the last byte,
// and its primary block with the copy nearest to it can be written again, and read as the same.
#include <cstddef>
#include <cstdint>

#include <algorithm>

#include "base/assert.hpp"
#include "proto/rtp/red.hpp"

namespace {

void write_again(const rtp::RedBlock& copy, const rtp::RedBlock& primary) {
  base::Bytes payload(rtp::RedHead::kSize);
  rtp::RedHead{primary.payload_type, copy.timestamp_offset, static_cast<uint16_t>(copy.data.size())}
      .write(payload);
  payload.insert(payload.end(), copy.data.begin(), copy.data.end());
  payload.insert(payload.end(), primary.data.begin(), primary.data.end());
  const auto again = rtp::RedPayload::parse(payload);
  ASSERT(again && again->redundant().size() == 1);
  ASSERT(again->redundant()[0].timestamp_offset == copy.timestamp_offset);
  ASSERT(again->primary().payload_type == primary.payload_type);
  ASSERT(std::ranges::equal(again->redundant()[0].data, copy.data));
  ASSERT(std::ranges::equal(again->primary().data, primary.data));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto red = rtp::RedPayload::parse(base::BytesView(data, size));
  if (!red) return 0;
  size_t total = 1 + red->primary().data.size();
  for (const rtp::RedBlock& block : red->redundant()) total += 4 + block.data.size();
  ASSERT(total == size);
  if (!red->redundant().empty()) write_again(red->redundant().back(), red->primary());
  return 0;
}
