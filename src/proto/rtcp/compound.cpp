#include "proto/rtcp/compound.hpp"

#include "base/assert.hpp"

namespace rtcp {

std::expected<Compound, Error> Compound::parse(base::BytesView datagram) {
  base::BytesView rest = datagram;
  do {
    const auto packet = take_packet(rest);
    if (!packet) return std::unexpected(packet.error());
  } while (!rest.empty());
  return Compound(datagram);
}

void Compound::Iterator::advance() {
  if (rest_.empty()) {
    at_end_ = true;
    return;
  }
  const auto packet = take_packet(rest_);
  ASSERT(packet);  // parse() went the same way before
  packet_ = *packet;
}

bool Compound::is_reduced_size() const {
  const uint8_t type = begin()->type;
  return type != kTypeSenderReport && type != kTypeReceiverReport;
}

}  // namespace rtcp
