// The attributes of TURN, ChannelData, and payloads wrapped for the client.
#include <gtest/gtest.h>

#include "proto/turn/attributes.hpp"
#include "proto/turn/channel_data.hpp"
#include "proto/turn/test_client.hpp"
#include "proto/turn/wrap.hpp"

namespace turn {
namespace {

using namespace std::chrono_literals;
using enum stun::AttributeType;

base::Bytes message_with(const Fill& fill) {
  base::Bytes bytes;
  stun::MessageBuilder builder(bytes, stun::Class::kRequest, stun::Method::kAllocate, {});
  fill(builder);
  return bytes;
}

TEST(TurnAttributes, AreReadAsTheyWereWritten) {
  const base::Bytes bytes = message_with([](stun::MessageBuilder& builder) {
    add_channel_number(builder, 0x4abc);
    add_lifetime(builder, 3600s);
    add_address_family(builder, kRequestedAddressFamily, Family::kIpv6);
    add_requested_transport(builder, kProtocolUdp);
    builder.add(kEvenPort, base::Bytes{0x80});
  });
  const auto message = *stun::parse(bytes);
  EXPECT_EQ(channel_number(message), 0x4abc);
  EXPECT_EQ(lifetime(message), 3600s);
  EXPECT_EQ(address_family(message, kRequestedAddressFamily), Family::kIpv6);
  EXPECT_EQ(address_family(message, kAdditionalAddressFamily), std::nullopt);
  EXPECT_EQ(requested_transport(message), kProtocolUdp);
  EXPECT_EQ(even_port(message), ReserveNext::kYes);
}

TEST(TurnAttributes, OfAnotherLengthAreNone) {
  for (const size_t size : {0, 1, 2, 3, 5, 8}) {
    const base::Bytes bytes = message_with([&](stun::MessageBuilder& builder) {
      for (const auto type :
           {kChannelNumber, kLifetime, kRequestedAddressFamily, kRequestedTransport, kEvenPort})
        builder.add(type, base::Bytes(size, 0x11));
    });
    const auto message = *stun::parse(bytes);
    EXPECT_FALSE(channel_number(message));
    EXPECT_FALSE(lifetime(message));
    EXPECT_FALSE(address_family(message, kRequestedAddressFamily));
    EXPECT_FALSE(requested_transport(message));
    EXPECT_EQ(even_port(message).has_value(), size == 1);
  }
}

TEST(ChannelData, IsTheNumberTheLengthAndTheData) {
  base::Bytes bytes = {0x40, 0x01, 0, 3, 'a', 'b', 'c', 0};
  auto data = parse_channel_data(bytes);
  ASSERT_TRUE(data);
  EXPECT_EQ(data->channel, 0x4001);
  EXPECT_EQ(base::as_text(data->payload), "abc");
  for (size_t size = 0; size < 7; ++size)
    EXPECT_FALSE(parse_channel_data(base::MutableBytes(bytes).first(size))) << size;
  EXPECT_TRUE(parse_channel_data(base::MutableBytes(bytes).first(7)));
  for (const uint8_t first : {0x00, 0x3F, 0x50, 0x7F, 0x80, 0xFF}) {
    bytes[0] = first;
    EXPECT_FALSE(parse_channel_data(bytes)) << first;
  }
}

TEST(ChannelData, MayBeEmpty) {
  base::Bytes bytes = {0x4F, 0xFF, 0, 0};
  const auto data = parse_channel_data(bytes);
  ASSERT_TRUE(data);
  EXPECT_TRUE(data->payload.empty());
}

TEST(Wrap, AChannelCostsFourBytesAndIsPaddedOverStreamsOnly) {
  base::Bytes out(100, 0xEE);
  Route route{.client = {}, .peer = kMedia, .channel = 0x4002};
  EXPECT_EQ(wrap(route, base::as_bytes("hello"), {}, out), 9u);
  EXPECT_EQ(base::as_text(base::BytesView(out).first(9)), std::string_view("\x40\x02\0\5hello", 9));
  route.client.stream = 1;
  EXPECT_EQ(wrap(route, base::as_bytes("hello"), {}, out), 12u);
  EXPECT_EQ(base::as_text(base::BytesView(out).subspan(9, 3)), std::string_view("\0\0\0", 3));
}

TEST(Wrap, WithoutAChannelItIsADataIndicationThatNamesThePeer) {
  for (size_t size = 0; size < 9; ++size) {
    base::Bytes out(100);
    const base::Bytes payload(size, 'p');
    const Route route{.client = {}, .peer = kMedia};
    const size_t written = wrap(route, payload, stun::TransactionId{{1, 2, 3}}, out);
    EXPECT_LE(written, size + kMaxOverhead);
    const auto message = stun::parse(base::BytesView(out).first(written));
    ASSERT_TRUE(message);
    EXPECT_EQ(message->message_class(), stun::Class::kIndication);
    EXPECT_EQ(message->method(), stun::Method::kData);
    EXPECT_EQ(stun::xor_address(*message, kXorPeerAddress), kMedia);
    EXPECT_EQ(base::to_bytes(*message->find(kData)), payload);
  }
}

}  // namespace
}  // namespace turn
