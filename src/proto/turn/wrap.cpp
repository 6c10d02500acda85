#include "proto/turn/wrap.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "proto/stun/xor_address.hpp"
#include "proto/turn/channel_data.hpp"

namespace turn {
namespace {

size_t wrap_in_channel(const Route& route, base::BytesView payload, base::MutableBytes out) {
  const size_t end = kChannelHeaderSize + payload.size();
  const size_t size = route.client.is_stream() ? padded(end) : end;
  write_channel_header(out, route.channel, payload.size());
  std::ranges::copy(payload, out.begin() + kChannelHeaderSize);
  std::ranges::fill(out.subspan(end, size - end), uint8_t{0});
  return size;
}

}  // namespace

size_t wrap(const Route& route, base::BytesView payload, const stun::TransactionId& id,
            base::MutableBytes out) {
  ASSERT(out.size() >= payload.size() + kMaxOverhead);
  if (route.channel != 0) return wrap_in_channel(route, payload, out);
  // Rare: until a browser has bound its channel.
  base::Bytes message;
  stun::MessageBuilder builder(message, stun::Class::kIndication, stun::Method::kData, id);
  stun::add_xor_address(builder, stun::AttributeType::kXorPeerAddress, route.peer);
  builder.add(stun::AttributeType::kData, payload);
  std::ranges::copy(message, out.begin());
  return message.size();
}

}  // namespace turn
