#include "proto/turn/stream_framing.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "proto/stun/message.hpp"

namespace turn {
namespace {

base::Bytes binding() {
  base::Bytes bytes;
  stun::MessageBuilder builder(bytes, stun::Class::kRequest, stun::Method::kBinding, {});
  builder.add(stun::AttributeType::kUsername, base::as_bytes("abcde"));
  return bytes;
}

const std::vector<base::Bytes> kMessages = {
    binding(),
    {0x40, 0, 0, 0},                         // empty
    {0x40, 1, 0, 1, 'a', 0, 0, 0},           // with three bytes of padding
    {0x4F, 0xFF, 0, 4, 'a', 'b', 'c', 'd'},  // with none
    binding(),
};

// The messages that come out of `stream` in pieces of `size`.
std::vector<base::Bytes> cut(const base::Bytes& stream, size_t size) {
  StreamFraming framing;
  std::vector<base::Bytes> messages;
  for (size_t at = 0; at < stream.size(); at += size) {
    framing.receive(base::BytesView(stream).subspan(at, std::min(size, stream.size() - at)));
    for (;;) {
      const auto next = framing.next();
      if (!next) return messages;
      if (!*next) break;
      messages.push_back(base::to_bytes(**next));
    }
    framing.release();
  }
  EXPECT_FALSE(framing.is_waiting());
  return messages;
}

TEST(StreamFraming, MessagesComeOutAsTheyWentInHoweverTheyWereCut) {
  base::Bytes stream;
  for (const base::Bytes& message : kMessages)
    stream.insert(stream.end(), message.begin(), message.end());
  for (size_t size = 1; size <= stream.size(); ++size) EXPECT_EQ(cut(stream, size), kMessages);
}

TEST(StreamFraming, PaddingIsWaitedFor) {
  StreamFraming framing;
  framing.receive(base::Bytes{0x40, 0, 0, 1, 'a'});
  EXPECT_EQ(framing.next()->has_value(), false);
  EXPECT_TRUE(framing.is_waiting());
  framing.receive(base::Bytes{0, 0, 0});
  EXPECT_EQ(framing.next()->has_value(), true);
  EXPECT_FALSE(framing.is_waiting());
}

TEST(StreamFraming, WhatCanBecomeNoMessageIsRefusedAtTheByteThatSaysSo) {
  const auto refused = [](const base::Bytes& bytes) {
    StreamFraming framing;
    framing.receive(base::BytesView(bytes).first(bytes.size() - 1));
    const bool too_early = !framing.next().has_value();
    framing.receive(base::BytesView(bytes).last(1));
    const auto next = framing.next();
    return too_early || next ? std::optional<FramingError>() : next.error();
  };
  EXPECT_EQ(refused({0x80}), FramingError::kUnknownProtocol);  // RTP
  EXPECT_EQ(refused({'G' | 0x80}), FramingError::kUnknownProtocol);
  EXPECT_EQ(refused({'P', 'O', 'S', 'T'}), FramingError::kUnknownProtocol);  // 0x504F
  EXPECT_EQ(refused({0x40, 0, 0x09, 0}), FramingError::kTooLong);
  EXPECT_EQ(refused({0x40, 0, 0xFF, 0xFF}), FramingError::kTooLong);
  EXPECT_EQ(refused({0, 1, 0, 2}), FramingError::kUnaligned);
  EXPECT_EQ(refused({0, 1, 0, 0, 0x21, 0x12, 0xA4, 0x43}), FramingError::kUnknownProtocol);
  EXPECT_EQ(refused({0, 1, 0x10, 0, 0x21, 0x12, 0xA4, 0x42}), FramingError::kTooLong);
  EXPECT_EQ(refused({22, 3, 1, 2}), FramingError::kUnaligned);  // a TLS hello
}

TEST(StreamFraming, WhatIsLeftCanGoOnElsewhere) {
  StreamFraming framing;
  framing.receive(base::Bytes{0x40, 0, 0, 0, 0x40, 1});
  ASSERT_TRUE(framing.next()->has_value());
  EXPECT_EQ(framing.take_rest(), (base::Bytes{0x40, 1}));
  EXPECT_FALSE(framing.is_waiting());
}

}  // namespace
}  // namespace turn
