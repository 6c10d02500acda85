// Any bytes as a stream to the relay, cut where the first byte says: the messages and the error are
// the same however it was cut, and put together again they are what came before the error.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/assert.hpp"
#include "proto/turn/stream_framing.hpp"

namespace {

struct Cut {
  std::vector<base::Bytes> messages;
  std::optional<turn::FramingError> error;
  friend bool operator==(const Cut&, const Cut&) = default;
};

Cut cut(base::BytesView stream, size_t size) {
  Cut result;
  turn::StreamFraming framing;
  while (!stream.empty()) {
    const base::BytesView piece = stream.first(std::min(size, stream.size()));
    stream = stream.subspan(piece.size());
    framing.receive(piece);
    for (;;) {
      const auto next = framing.next();
      if (!next) {
        result.error = next.error();
        return result;
      }
      if (!*next) break;
      ASSERT((*next)->size() <= turn::kMaxStreamMessage && (*next)->size() % 4 == 0);
      result.messages.push_back(base::to_bytes(**next));
    }
    framing.release();
  }
  return result;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 1) return 0;
  const base::BytesView stream(data + 1, size - 1);
  const Cut pieces = cut(stream, 1u + data[0]);
  ASSERT(pieces == cut(stream, stream.size()));
  size_t at = 0;
  for (const base::Bytes& message : pieces.messages) {
    ASSERT(std::ranges::equal(message, stream.subspan(at, message.size())));
    at += message.size();
  }
  return 0;
}
