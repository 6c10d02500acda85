// Transport-wide feedback from both ends. The first byte chooses:
//   even  the rest is the body of a feedback packet from a peer
//   odd   the rest is a journal of arrivals (three bytes each: gap, and time since the last,
//   signed)
//         for the builder, whose packets must be within the limit and say exactly what arrived
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>

#include "base/assert.hpp"
#include "proto/rtcp/transport_feedback.hpp"
#include "proto/rtcp/transport_feedback_builder.hpp"

namespace {

using base::Duration;
using base::Instant;
using rtcp::TransportFeedback;

void parse_body(base::BytesView body) {
  const auto parsed = TransportFeedback::parse(
      {rtcp::kTypeTransportLayerFeedback, TransportFeedback::kFormat, body});
  if (!parsed) return;
  ASSERT(parsed->arrivals.size() <= body.size());
  size_t received = 0;
  size_t statuses = 0;
  parsed->for_each_status([&](uint16_t, std::optional<Duration> at) {
    ++statuses;
    received += at.has_value() ? 1u : 0u;
  });
  ASSERT(statuses == parsed->status_count && received == parsed->arrivals.size());
  base::Bytes bytes;
  parsed->append(bytes);
  ASSERT(rtcp::parse_one<TransportFeedback>(bytes) == *parsed);
}

void build(base::BytesView journal, size_t limit) {
  rtcp::TransportFeedbackBuilder builder(1, 2, limit);
  std::map<uint16_t, int64_t> ticks;  // of each arrival, by the number on the wire
  base::ByteReader reader(journal);
  int64_t number = 0;
  Instant now{};
  while (reader.remaining() >= 3 && ticks.size() < 4'000) {
    const uint8_t gap = reader.u8();
    // Gaps of up to 127, or in steps of 256 up to 32512, while the numbers stay within one wrap.
    number += gap < 128 ? gap : (gap - 127) * 256;
    if (number > UINT16_MAX) break;
    now += static_cast<int16_t>(reader.u16()) * 1'000 * Duration(1);
    builder.add(number, now);
    ticks[static_cast<uint16_t>(number)] = now.time_since_epoch() / TransportFeedback::kTick;
    ++number;
  }

  rtcp::ReferenceTimeUnwrapper times;
  std::optional<Duration> shift;  // of the line of reference times against our clock
  for (const TransportFeedback& packet : builder.finish()) {
    base::Bytes bytes;
    packet.append(bytes);
    ASSERT(bytes.size() <= limit);
    const auto parsed = rtcp::parse_one<TransportFeedback>(bytes);
    ASSERT(parsed && *parsed == packet);
    const Duration reference = times.unwrap(parsed->reference_time);
    parsed->for_each_status([&](uint16_t n, std::optional<Duration> at) {
      if (!at) return;
      const auto it = ticks.find(n);
      ASSERT(it != ticks.end());
      const Duration offset = reference + *at - it->second * TransportFeedback::kTick;
      if (!shift) shift = offset;
      ASSERT(offset == *shift);
      ticks.erase(it);
    });
  }
  ASSERT(ticks.empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const base::BytesView rest(data + 1, size - 1);
  if (data[0] % 2 == 0) {
    parse_body(rest);
  } else {
    build(rest, 64 + size_t{data[0]} * 8);
  }
  return 0;
}
