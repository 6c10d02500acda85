#include "proto/rtcp/kind.hpp"

#include "proto/rtcp/fir.hpp"
#include "proto/rtcp/nack.hpp"
#include "proto/rtcp/pli.hpp"
#include "proto/rtcp/remb.hpp"
#include "proto/rtcp/transport_feedback.hpp"

namespace rtcp {
namespace {

Kind transport_layer_kind(uint8_t format) {
  if (format == Nack::kFormat) return Kind::kNack;
  if (format == TransportFeedback::kFormat) return Kind::kTransportFeedback;
  return Kind::kUnknown;
}

Kind payload_specific_kind(const PacketView& packet) {
  if (packet.count == Pli::kFormat) return Kind::kPli;
  if (packet.count == Fir::kFormat) return Kind::kFir;
  if (Remb::matches(packet)) return Kind::kRemb;
  return Kind::kUnknown;
}

}  // namespace

Kind kind_of(const PacketView& packet) {
  switch (packet.type) {
    case kTypeSenderReport:
      return Kind::kSenderReport;
    case kTypeReceiverReport:
      return Kind::kReceiverReport;
    case kTypeSdes:
      return Kind::kSdes;
    case kTypeBye:
      return Kind::kBye;
    case kTypeTransportLayerFeedback:
      return transport_layer_kind(packet.count);
    case kTypePayloadSpecificFeedback:
      return payload_specific_kind(packet);
    case kTypeExtendedReport:
      return Kind::kExtendedReport;
    default:
      return Kind::kUnknown;
  }
}

}  // namespace rtcp
