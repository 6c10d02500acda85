#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/random.hpp"
#include "proto/srtp/packet_index.hpp"
#include "proto/srtp/receive_context.hpp"
#include "proto/srtp/send_context.hpp"

namespace srtp {
namespace {

using base::Bytes;
using base::BytesView;
using base::MutableBytes;

constexpr Profile kProfiles[] = {Profile::kAeadAes128Gcm, Profile::kAeadAes256Gcm,
                                 Profile::kAes128CmSha1_80};
constexpr uint32_t kSsrc = 0xcafebabe;

MasterKey master_key(Profile profile, uint64_t seed = 1) {
  base::SeededRandom random(seed);
  MasterKey master;
  master.profile = profile;
  random.fill(MutableBytes(master.key).first(key_size(profile)));
  random.fill(MutableBytes(master.salt).first(salt_size(profile)));
  return master;
}

Bytes rtp(uint16_t sequence, size_t payload_size, uint32_t ssrc = kSsrc) {
  Bytes packet(12 + payload_size, static_cast<uint8_t>(sequence));
  packet[0] = 0x80;
  base::store_u16(&packet[2], sequence);
  base::store_u32(&packet[8], ssrc);
  return packet;
}

Bytes rtcp(size_t size, uint32_t ssrc = kSsrc) {
  Bytes packet(size, 0x33);
  packet[0] = 0x80;
  base::store_u32(&packet[4], ssrc);
  return packet;
}

Bytes protect(SendContext& context, Bytes packet, size_t header_size = 12) {
  const size_t payload_size = packet.size() - header_size;
  packet.resize(packet.size() + kMaxRtpOverhead);
  const auto size =
      context.stream(base::load_u32(&packet[8])).protect(packet, header_size, payload_size);
  packet.resize(size.value());
  return packet;
}

Bytes protect_rtcp(SendContext& context, Bytes packet) {
  const size_t plain = packet.size();
  packet.resize(plain + kMaxRtcpOverhead);
  packet.resize(context.protect_rtcp(packet, plain).value());
  return packet;
}

using Result = std::expected<size_t, UnprotectError>;
Result receive(ReceiveContext& context, Bytes packet) { return context.unprotect_rtp(packet); }
Result receive_rtcp(ReceiveContext& context, Bytes packet) {
  return context.unprotect_rtcp(packet);
}

class EachProfile : public testing::TestWithParam<Profile> {
 protected:
  SendContext sender{master_key(GetParam())};
  ReceiveContext receiver{master_key(GetParam())};
};
INSTANTIATE_TEST_SUITE_P(Srtp, EachProfile, testing::ValuesIn(kProfiles),
                         [](const auto& test) { return std::string(name(test.param)); });

TEST_P(EachProfile, EveryPayloadLengthAndHeaderShapeComesBack) {
  uint16_t sequence = 1;
  for (size_t header : {12u, 16u, 72u, 20u}) {
    for (size_t payload = 0; payload <= 130; ++payload) {
      Bytes plain = rtp(sequence++, header - 12 + payload);
      if (header == 16) plain[0] |= 1;   // one contributing source
      if (header == 72) plain[0] |= 15;  // all fifteen
      if (header == 20) {                // one word of extension
        plain[0] |= 0x10;
        base::store_u32(&plain[12], 0xbede0001);
      }
      const Bytes wire = protect(sender, plain, header);
      EXPECT_EQ(wire.size(), plain.size() + tag_size(GetParam()));
      EXPECT_TRUE(
          std::equal(plain.begin(), plain.begin() + static_cast<long>(header), wire.begin()));
      if (payload >= 16) {
        EXPECT_FALSE(std::equal(plain.begin() + static_cast<long>(header), plain.end(),
                                wire.begin() + static_cast<long>(header)));
      }
      Bytes back = wire;
      ASSERT_EQ(receiver.unprotect_rtp(back), plain.size());
      back.resize(plain.size());
      ASSERT_EQ(back, plain);
    }
  }
}

TEST_P(EachProfile, GatheringWritesTheSameBytesAsProtectingInPlace) {
  SendContext twin(master_key(GetParam()));
  for (uint16_t sequence = 0; sequence < 200; ++sequence) {
    const Bytes plain = rtp(sequence, 1000u + sequence);
    const BytesView view(plain);
    const size_t head = sequence % 17u;
    Bytes out(plain.size() + kMaxRtpOverhead);
    out.resize(twin.stream(kSsrc)
                   .protect(view.first(12), view.subspan(12, head), view.subspan(12 + head), out)
                   .value());
    ASSERT_EQ(out, protect(sender, plain));
  }
}

TEST_P(EachProfile, EveryRtcpLengthComesBack) {
  for (size_t size = 8; size <= 200; ++size) {
    const Bytes plain = rtcp(size);
    Bytes wire = protect_rtcp(sender, plain);
    EXPECT_EQ(wire.size(), size + 4 + tag_size(GetParam()));
    ASSERT_EQ(receiver.unprotect_rtcp(wire), size);
    wire.resize(size);
    ASSERT_EQ(wire, plain);
  }
}

TEST_P(EachProfile, NoRoomIsRefusedBeforeAnIndexIsUsed) {
  const size_t tag = tag_size(GetParam());
  for (size_t room = 0; room < tag; ++room) {
    Bytes packet = rtp(9, 50);
    packet.resize(packet.size() + room);
    EXPECT_EQ(sender.stream(kSsrc).protect(packet, 12, 50).error(), ProtectError::kNoRoom);
    Bytes compound = rtcp(20 + room);
    EXPECT_EQ(sender.protect_rtcp(compound, 20).error(), ProtectError::kNoRoom);
  }
  EXPECT_TRUE(receive(receiver, protect(sender, rtp(9, 50))));
  EXPECT_EQ(sender.state().next_rtcp_index, 0u);
}

// Ends at each length of garbage, with each first byte that matters and the true SSRC.
TEST_P(EachProfile, GarbageOfEveryLengthIsRefused) {
  base::SeededRandom random(3);
  receive(receiver, protect(sender, rtp(1, 30)));
  receive_rtcp(receiver, protect_rtcp(sender, rtcp(30)));
  const auto before = receiver.state();
  for (size_t size = 0; size <= 64; ++size) {
    for (unsigned first = 0; first < 256; ++first) {
      Bytes packet(size);
      random.fill(packet);
      if (size > 0) packet[0] = static_cast<uint8_t>(first);
      if (size >= 12 && first % 2) base::store_u32(&packet[8], kSsrc);
      ASSERT_FALSE(receive(receiver, packet));
      for (size_t header = 0; header <= size + 2; ++header)
        ASSERT_FALSE(receiver.unprotect_rtp(packet, header));
      if (size >= 8 && first % 2) base::store_u32(&packet[4], kSsrc);
      ASSERT_FALSE(receive_rtcp(receiver, packet));
    }
  }
  const auto after = receiver.state();
  EXPECT_EQ(after.rtp.size(), 1u) << "forged packets create no stream";
  EXPECT_EQ(after.rtcp.size(), 1u);
  EXPECT_EQ(after.rtp[0].window, before.rtp[0].window);
}

TEST_P(EachProfile, TruncationAtEachByteIsRefused) {
  const Bytes wire = protect(sender, rtp(5, 40));
  const Bytes wire_rtcp = protect_rtcp(sender, rtcp(40));
  for (size_t size = 0; size < wire.size(); ++size)
    ASSERT_FALSE(receive(receiver, Bytes(wire.begin(), wire.begin() + static_cast<long>(size))));
  for (size_t size = 0; size < wire_rtcp.size(); ++size)
    ASSERT_FALSE(receive_rtcp(
        receiver, Bytes(wire_rtcp.begin(), wire_rtcp.begin() + static_cast<long>(size))));
  EXPECT_TRUE(receive(receiver, wire));
  EXPECT_TRUE(receive_rtcp(receiver, wire_rtcp));
}

TEST_P(EachProfile, NoneOfTenThousandFlippedBitsIsAccepted) {
  base::SeededRandom random(11);
  for (int i = 0; i < 10'000; ++i) {
    const bool control = i % 2;
    const size_t size = random.below(200);
    Bytes wire = control ? protect_rtcp(sender, rtcp(8 + size))
                         : protect(sender, rtp(static_cast<uint16_t>(i), size));
    wire[random.below(wire.size())] ^= static_cast<uint8_t>(1 << random.below(8));
    ASSERT_FALSE(control ? receive_rtcp(receiver, wire) : receive(receiver, wire)) << i;
  }
}

TEST_P(EachProfile, AnotherKeyOrDirectionIsNotAuthentic) {
  ReceiveContext other(master_key(GetParam(), 2));
  EXPECT_EQ(receive(other, protect(sender, rtp(1, 20))).error(), UnprotectError::kNotAuthentic);
  EXPECT_EQ(receive_rtcp(other, protect_rtcp(sender, rtcp(20))).error(),
            UnprotectError::kNotAuthentic);
}

TEST_P(EachProfile, NoneOfTenThousandReplaysIsAccepted) {
  std::vector<Bytes> sent;
  for (int i = 0; i < 10'000; ++i) {
    sent.push_back(i % 10 ? protect(sender, rtp(static_cast<uint16_t>(i), 20))
                          : protect_rtcp(sender, rtcp(24)));
    ASSERT_TRUE(i % 10 ? receive(receiver, sent.back()) : receive_rtcp(receiver, sent.back()));
  }
  for (int i = 0; i < 10'000; ++i) {
    const Bytes& packet = sent[static_cast<size_t>(i)];
    const auto result = i % 10 ? receive(receiver, packet) : receive_rtcp(receiver, packet);
    ASSERT_FALSE(result) << i;
  }
}

// Ten times over the wrap with packets lost and up to a hundred places out of order.
TEST_P(EachProfile, RolloverSurvivesLossAndReordering) {
  base::SeededRandom random(17);
  uint64_t index = 65535 - 300;
  for (int round = 0; round < 10; ++round) {
    std::vector<std::pair<uint64_t, Bytes>> flight;
    for (int i = 0; i < 600; ++i, ++index) {
      Bytes wire = protect(sender, rtp(static_cast<uint16_t>(index), 10));
      if (random.below(10) != 0) flight.emplace_back(i + random.below(101), std::move(wire));
    }
    std::ranges::sort(flight);
    for (const auto& [place, wire] : flight)
      ASSERT_TRUE(receive(receiver, wire)) << base::load_u16(&wire[2]);
    const uint64_t next_round = index + 65536 - 600;
    for (index += 20'000; index < next_round; index += 20'000)
      ASSERT_TRUE(receive(receiver, protect(sender, rtp(static_cast<uint16_t>(index), 10))));
    index = next_round;
  }
  EXPECT_GE(receiver.state().rtp[0].window.newest() >> 16, 10u);
}

TEST_P(EachProfile, ASequenceNumberIsNeverSealedTwice) {
  protect(sender, rtp(100, 10));
  Bytes again = rtp(100, 10);
  again.resize(again.size() + kMaxRtpOverhead);
  EXPECT_EQ(sender.stream(kSsrc).protect(again, 12, 10).error(), ProtectError::kIndexUsed);
  protect(sender, rtp(2000, 10));
  base::store_u16(&again[2], 900);
  EXPECT_EQ(sender.stream(kSsrc).protect(again, 12, 10).error(), ProtectError::kIndexUsed);
  EXPECT_EQ(&sender.stream(kSsrc), &sender.stream(kSsrc)) << "one stream per SSRC";
}

TEST_P(EachProfile, TheLastIndexWorksAndTheNextIsRefused) {
  SendContext::State state = sender.state();
  state.next_rtcp_index = kMaxSrtcpIndex;
  state.streams.resize(1);
  state.streams[0].ssrc = kSsrc;
  state.streams[0].sent.commit(kMaxPacketIndex - 1);
  SendContext last(state);
  ReceiveContext::State receiver_state{state.keys, {{kSsrc, state.streams[0].sent}}, {}};
  ReceiveContext last_receiver(receiver_state);
  ASSERT_TRUE(receive(last_receiver, protect(last, rtp(0xffff, 10))));
  ASSERT_TRUE(receive_rtcp(last_receiver, protect_rtcp(last, rtcp(20))));
  Bytes packet = rtp(0, 10 + kMaxRtpOverhead);
  EXPECT_EQ(last.stream(kSsrc).protect(packet, 12, 10).error(), ProtectError::kIndexExhausted);
  EXPECT_EQ(receive(last_receiver, packet).error(), UnprotectError::kIndexExhausted);
  Bytes compound = rtcp(20 + kMaxRtcpOverhead);
  EXPECT_EQ(last.protect_rtcp(compound, 20).error(), ProtectError::kIndexExhausted);
}

TEST_P(EachProfile, ASequenceNumberFromBeforeTheFirstRolloverIsRefused) {
  ASSERT_TRUE(receive(receiver, protect(sender, rtp(5, 10))));
  EXPECT_EQ(receive(receiver, rtp(65530, 40)).error(), UnprotectError::kIndexExhausted);
}

TEST_P(EachProfile, StreamsAreBoundedAndTheOneUnusedLongestMakesRoom) {
  for (uint32_t ssrc = 1; ssrc <= StreamTable::kCapacity; ++ssrc)
    ASSERT_TRUE(receive(receiver, protect(sender, rtp(1, 10, ssrc))));
  ASSERT_TRUE(receive(receiver, protect(sender, rtp(2, 10, 1))));  // SSRC 2 is now the oldest
  ASSERT_TRUE(receive(receiver, protect(sender, rtp(1, 10, 9999))));
  const auto streams = receiver.state().rtp;
  EXPECT_EQ(streams.size(), StreamTable::kCapacity);
  const auto has = [&](uint32_t ssrc) {
    return std::ranges::count(streams, ssrc, &StreamTable::Stream::ssrc) == 1;
  };
  EXPECT_TRUE(has(1) && has(9999) && has(3));
  EXPECT_FALSE(has(2));
}

TEST_P(EachProfile, ExportedStateContinuesTheCall) {
  for (uint16_t i = 0; i < 300; ++i)
    receive(receiver, protect(sender, rtp(static_cast<uint16_t>(65400 + i), 10)));
  const Bytes last_control = protect_rtcp(sender, rtcp(20));
  receive_rtcp(receiver, last_control);
  const Bytes late = protect(sender, rtp(200, 10));
  SendContext new_sender(sender.state());
  ReceiveContext new_receiver(receiver.state());
  EXPECT_TRUE(receive(new_receiver, late));
  EXPECT_EQ(receive(new_receiver, late).error(), UnprotectError::kReplayed);
  EXPECT_EQ(receive_rtcp(new_receiver, last_control).error(), UnprotectError::kReplayed);
  EXPECT_TRUE(receive(new_receiver, protect(new_sender, rtp(201, 10)))) << "in ROC 1";
  EXPECT_TRUE(receive_rtcp(new_receiver, protect_rtcp(new_sender, rtcp(20))));
}

// A lossy, reordering, duplicating and forging network against the set of what was delivered.
TEST_P(EachProfile, DeliversExactlyWhatTheModelAllows) {
  base::SeededRandom random(23);
  struct Stream {
    uint64_t next = 65000;  // first index; the sender skips ahead at times
    uint64_t newest = 0;
    std::set<uint64_t> delivered;
    std::map<uint64_t, Bytes> history;
  };
  std::map<uint32_t, Stream> model;
  for (int step = 0; step < 100'000; ++step) {
    const auto ssrc = static_cast<uint32_t>(1 + random.below(4));
    Stream& stream = model[ssrc];
    uint64_t index = stream.next;
    if (stream.history.empty() || random.below(3) != 0) {
      stream.next += random.below(500) == 0 ? random.below(20'000) : 1;
      stream.history[index] = protect(sender, rtp(static_cast<uint16_t>(index), 5, ssrc));
      if (stream.history.size() > 1500) stream.history.erase(stream.history.begin());
      if (random.below(5) == 0) continue;  // lost or late
    } else {
      auto chosen = stream.history.lower_bound(stream.next - 1 - random.below(1300));
      if (chosen == stream.history.end()) --chosen;
      index = chosen->first;
    }
    Bytes wire = stream.history.at(index);
    const bool forged = random.below(20) == 0;
    if (forged) wire.back() ^= 1;
    const bool fresh =
        stream.delivered.empty() || index > stream.newest ||
        (stream.newest - index < ReplayWindow::kSize && !stream.delivered.contains(index));
    // After a jump the guess may fall into another ROC; then nothing is authentic, which is right.
    const bool guessable = stream.delivered.empty()
                               ? index < 65536
                               : stream.newest < index + 32768 && index < stream.newest + 32768;
    const bool expected = fresh && !forged && guessable;
    ASSERT_EQ(receive(receiver, wire).has_value(), expected) << "step " << step;
    if (!expected) continue;
    stream.delivered.insert(index);
    stream.newest = std::max(stream.newest, index);
  }
}

}  // namespace
}  // namespace srtp
