// One decrypted RTCP datagram as a peer could send it: the walk over its packets and the parser of
// every type. What is accepted is written and read again, and must be the same.
#include <cstddef>
#include <cstdint>

#include "base/assert.hpp"
#include "proto/rtcp/bye.hpp"
#include "proto/rtcp/compound.hpp"
#include "proto/rtcp/extended_report.hpp"
#include "proto/rtcp/fir.hpp"
#include "proto/rtcp/kind.hpp"
#include "proto/rtcp/nack.hpp"
#include "proto/rtcp/pli.hpp"
#include "proto/rtcp/receiver_report.hpp"
#include "proto/rtcp/remb.hpp"
#include "proto/rtcp/sdes.hpp"
#include "proto/rtcp/sender_report.hpp"
#include "proto/rtcp/transport_feedback.hpp"

namespace {

template <typename P>
void write_again(const rtcp::PacketView& packet) {
  const auto parsed = P::parse(packet);
  if (!parsed) return;
  base::Bytes bytes;
  parsed->append(bytes);
  const auto again = rtcp::parse_one<P>(bytes);
  ASSERT(again && *again == *parsed);
}

void parse_as(rtcp::Kind kind, const rtcp::PacketView& packet) {
  using enum rtcp::Kind;
  switch (kind) {
    case kUnknown:
      return;
    case kSenderReport:
      return write_again<rtcp::SenderReport>(packet);
    case kReceiverReport:
      return write_again<rtcp::ReceiverReport>(packet);
    case kSdes:
      return write_again<rtcp::Sdes>(packet);
    case kBye:
      return write_again<rtcp::Bye>(packet);
    case kNack:
      return write_again<rtcp::Nack>(packet);
    case kTransportFeedback:
      return write_again<rtcp::TransportFeedback>(packet);
    case kPli:
      return write_again<rtcp::Pli>(packet);
    case kFir:
      return write_again<rtcp::Fir>(packet);
    case kRemb:
      return write_again<rtcp::Remb>(packet);
    case kExtendedReport:
      return write_again<rtcp::ExtendedReport>(packet);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto compound = rtcp::Compound::parse({data, size});
  if (!compound) return 0;
  static_cast<void>(compound->is_reduced_size());
  size_t total = 0;
  for (const rtcp::PacketView& packet : *compound) {
    total += rtcp::kHeaderSize + packet.body.size();
    parse_as(rtcp::kind_of(packet), packet);
  }
  ASSERT(total <= size);
  return 0;
}
