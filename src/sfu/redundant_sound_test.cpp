// Redundant sound (RED, RFC 2198) from the publisher's packet to the receiver's: what ingress makes
// of it, and what a slot sends.
#include <gtest/gtest.h>

#include "proto/rtp/red.hpp"
#include "sfu/egress.hpp"
#include "sfu/ingress.hpp"
#include "sfu/subscription.hpp"
#include "sfu/test_media.hpp"

namespace sfu {
namespace {

constexpr uint32_t kTicks = 960;  // of a frame of 20 ms

// The sound of frame n, as an encoder would make it: another size and other bytes each time.
base::Bytes frame(uint16_t n, size_t size = 0) {
  return base::Bytes(size != 0 ? size : 20 + n % 7, static_cast<uint8_t>(n));
}

base::Bytes red(base::BytesView copy, uint16_t offset, base::BytesView primary,
                uint8_t payload_type = kOpusType) {
  base::Bytes payload(rtp::RedHead::kSize);
  rtp::RedHead{payload_type, offset, static_cast<uint16_t>(copy.size())}.write(payload);
  base::ByteWriter writer(payload);
  writer.bytes(copy);
  writer.bytes(primary);
  return payload;
}

// The receiving half of a peer that has RED and speaks.
struct Publisher {
  Publisher() : setup(test_setup(1, 0, 0)) {
    setup.sending[0].codecs = {kRedundantOpus};
    ingress.set_keys(test_key());
  }
  PacketRef receive(uint8_t payload_type, uint16_t n, base::Bytes payload,
                    std::optional<uint32_t> timestamp = std::nullopt) {
    return ingress.receive_rtp(mouth.write({.ssrc = 7,
                                            .payload_type = payload_type,
                                            .sequence_number = n,
                                            .timestamp = timestamp.value_or(n * kTicks),
                                            .mid = "a",
                                            .audio_level = uint8_t{0x80 | 20},
                                            .payload = std::move(payload)}),
                               at(20ms * n));
  }
  PacketRef plain(uint16_t n) { return receive(kOpusType, n, frame(n)); }
  PacketRef redundant(uint16_t n) {
    return receive(kRedType, n, red(frame(n - 1), kTicks, frame(n)));
  }

  PacketPool pool{4096};
  DropCounters drops;
  PeerSetup setup;
  Ingress ingress{setup, pool, drops};
  PeerMouth mouth;
};

base::Bytes payload_of(const PacketRef& packet) { return base::to_bytes(packet->payload()); }
base::Bytes copy_of(const PacketRef& packet) {
  return base::to_bytes(packet->copy_and_payload().first(packet->copy_size));
}

TEST(RedundantSound, IsTakenApartAndCopiedAlikeWhateverThePublisherSends) {
  for (const bool has_red : {false, true}) {
    Publisher anna;
    const PacketRef first = anna.plain(5);
    EXPECT_EQ(first->copy_size, 0);
    for (uint16_t n = 6; n < 20; ++n) {
      const PacketRef packet = has_red ? anna.redundant(n) : anna.plain(n);
      ASSERT_TRUE(packet);
      EXPECT_EQ(payload_of(packet), frame(n));
      EXPECT_EQ(copy_of(packet), frame(n - 1));
      EXPECT_EQ(packet->copy_age, kTicks);
      EXPECT_EQ(packet->audio_level, 20);
      EXPECT_FALSE(anna.ingress.take_restored()) << "nothing was lost";
    }
    EXPECT_EQ(payload_of(first), frame(5)) << "packets never change";
  }
}

TEST(RedundantSound, ALostPacketIsRestoredFromTheCopyInTheNext) {
  Publisher anna;
  const PacketRef before = anna.redundant(5);
  const PacketRef carrier = anna.redundant(7);
  const PacketRef restored = anna.ingress.take_restored();
  ASSERT_TRUE(restored);
  EXPECT_FALSE(anna.ingress.take_restored()) << "once";
  EXPECT_EQ(anna.drops.of(PacketEvent::kSoundRestored), 1u);
  EXPECT_EQ(restored->source, before->source);
  EXPECT_EQ(restored->sequence, before->sequence + 1);
  EXPECT_EQ(restored->line_time, before->line_time + kTicks);
  EXPECT_EQ(payload_of(restored), frame(6));
  EXPECT_EQ(copy_of(restored), frame(5));
  EXPECT_EQ(restored->audio_level, 20);
  EXPECT_EQ(carrier->sequence, before->sequence + 2);
  EXPECT_EQ(copy_of(carrier), frame(6));
  // Comes after all: it is there already.
  EXPECT_FALSE(anna.redundant(6));
  EXPECT_EQ(anna.drops.of(DropReason::kDuplicate), 1u);
  EXPECT_TRUE(anna.redundant(8));
  EXPECT_FALSE(anna.ingress.take_restored());
}

TEST(RedundantSound, OfSeveralLostTheLastIsRestored) {
  Publisher anna;
  anna.redundant(5);
  const PacketRef carrier = anna.redundant(9);
  const PacketRef restored = anna.ingress.take_restored();
  ASSERT_TRUE(restored);
  EXPECT_EQ(restored->sequence, carrier->sequence - 1);
  EXPECT_EQ(payload_of(restored), frame(8));
  EXPECT_EQ(restored->copy_size, 0) << "the one before is lost";
  EXPECT_TRUE(anna.redundant(7)) << "late, but new";
}

TEST(RedundantSound, OnlyWhatFitsIntoTheGapIsRestored) {
  struct Case {
    const char* what;
    base::Bytes payload;  // of packet 7, when 6 is missing
  };
  const Case kNothing[] = {
      {"a copy of this very time", red(frame(6), 0, frame(7))},
      {"a copy of what has come", red(frame(5), 2 * kTicks, frame(7))},
      {"a copy from before that", red(frame(6), rtp::RedHead::kMaxTimestampOffset, frame(7))},
      {"an empty copy", red({}, kTicks, frame(7))},
      {"no copy",
       [] {
         base::Bytes payload = {kOpusType};
         base::ByteWriter(payload).bytes(frame(7));
         return payload;
       }()},
  };
  for (const auto& [what, payload] : kNothing) {
    Publisher anna;
    anna.plain(5);
    const PacketRef packet = anna.receive(kRedType, 7, payload);
    ASSERT_TRUE(packet) << what;
    EXPECT_EQ(payload_of(packet), frame(7)) << what;
    EXPECT_FALSE(anna.ingress.take_restored()) << what;
  }
  Publisher ben;
  ASSERT_TRUE(ben.redundant(5));
  EXPECT_FALSE(ben.ingress.take_restored()) << "the first packet of all";
}

TEST(RedundantSound, WhatIsNoRedOfOpusIsDropped) {
  Publisher anna;
  anna.plain(5);
  EXPECT_FALSE(anna.receive(kRedType, 6, {0xef, 0x0f, 0x03, 0xff, kOpusType, 1, 2}));
  EXPECT_FALSE(anna.receive(kRedType, 7, red(frame(6), kTicks, frame(7), 110)));
  EXPECT_FALSE(anna.receive(kRedType, 8, {}));
  EXPECT_EQ(anna.drops.of(DropReason::kMalformed), 3u);
  anna.setup.sending[0].codecs = {kOpus};
  EXPECT_FALSE(anna.redundant(9)) << "not negotiated";
  EXPECT_EQ(anna.drops.of(DropReason::kUnknownPayloadType), 1u);
}

TEST(RedundantSound, NoCopyOverSilenceGapsOrOfMuch) {
  Publisher anna;
  anna.plain(5);
  EXPECT_EQ(anna.plain(7)->copy_size, 0) << "6 is missing";
  // DTX: the next packet of the stream is 400 ms later, more than fourteen bits can say.
  EXPECT_EQ(anna.receive(kOpusType, 8, frame(8), 7 * kTicks + 19'200)->copy_size, 0);
  const PacketRef after = anna.receive(kOpusType, 9, frame(9, 900), 7 * kTicks + 20'160);
  EXPECT_EQ(after->copy_size, frame(8).size());
  const PacketRef large = anna.receive(kOpusType, 10, frame(10, 900), 7 * kTicks + 21'120);
  EXPECT_EQ(large->copy_size, 0) << "together too large";
  EXPECT_EQ(payload_of(large), frame(10, 900));
  EXPECT_EQ(payload_of(after), frame(9, 900));
}

// A sound slot of one peer, fed as ingress would.
struct Slot {
  explicit Slot(const CodecBinding& opus) : setup(test_setup(9, 0, 1)) {
    setup.sound_slots[0].codecs = {opus};
    egress.set_keys(test_key());
    egress.set_path(test_path(1));
  }
  // Frame n of a source, with the copy of n - 1 if that was made, too.
  PacketRef make_frame(SoundHistory& history, const SourceInfo& source, uint16_t n,
                       size_t size = 0) {
    PacketRef reference = make.sound(source, 70'000 + n, 20, at(20ms * n));
    Packet& packet = reference.mutable_packet();
    const base::Bytes payload = frame(n, size);
    std::ranges::copy(payload, packet.buffer);
    packet.payload_size = static_cast<uint16_t>(payload.size());
    history.add(reference);
    return reference;
  }
  SentToPeer forward(Subscription& slot, const PacketRef& packet) {
    slot.forward(packet, packet->arrival, batch);
    const auto received = ears.take(batch);
    EXPECT_EQ(received.size(), 1u);
    return received.empty() ? SentToPeer{} : received[0];
  }

  PacketMaker make;  // outlives its packets
  base::SeededRandom random{1};
  DropCounters drops;
  PeerSetup setup;
  Egress egress{setup, random, drops};
  base::PacketBatch batch;
  PeerEars ears;
};

const SourceInfo kAnna = microphone_info(1), kBen = microphone_info(2);

TEST(RedundantSound, GoesToWhoHasTheFormat) {
  Slot with(kRedundantOpus), without(kOpus);
  SoundHistory history;
  Subscription red_slot(with.egress, with.egress.sound_stream(0), with.setup.sound_slots[0],
                        with.drops);
  Subscription opus_slot(without.egress, without.egress.sound_stream(0),
                         without.setup.sound_slots[0], without.drops);
  red_slot.start(kAnna);
  opus_slot.start(kAnna);
  SentToPeer before;
  for (uint16_t n = 1; n < 6; ++n) {
    const PacketRef packet = with.make_frame(history, kAnna, n);
    const SentToPeer plain = without.forward(opus_slot, packet);
    EXPECT_EQ(plain.payload_type, kOpusType);
    EXPECT_EQ(plain.payload, frame(n));
    const SentToPeer sent = with.forward(red_slot, packet);
    if (n == 1) {
      EXPECT_EQ(sent.payload_type, kOpusType) << "nothing before it";
    } else {
      EXPECT_EQ(sent.payload_type, kRedType);
      const auto parsed = rtp::RedPayload::parse(sent.payload);
      ASSERT_TRUE(parsed);
      ASSERT_EQ(parsed->redundant().size(), 1u);
      EXPECT_EQ(parsed->redundant()[0].payload_type, kOpusType);
      EXPECT_EQ(base::to_bytes(parsed->redundant()[0].data), frame(n - 1));
      EXPECT_EQ(sent.timestamp - parsed->redundant()[0].timestamp_offset, before.timestamp);
      EXPECT_EQ(parsed->primary().payload_type, kOpusType);
      EXPECT_EQ(base::to_bytes(parsed->primary().data), frame(n));
      EXPECT_EQ(static_cast<uint16_t>(sent.sequence_number - before.sequence_number), 1);
    }
    before = sent;
  }
}

TEST(RedundantSound, ACopyGoesOnlyWhereItsOriginalWent) {
  Slot slot(kRedundantOpus);
  SoundHistory of_anna, of_ben;
  Subscription subscription(slot.egress, slot.egress.sound_stream(0), slot.setup.sound_slots[0],
                            slot.drops);
  const auto type = [&](SoundHistory& history, const SourceInfo& source, uint16_t n) {
    return slot.forward(subscription, slot.make_frame(history, source, n)).payload_type;
  };
  subscription.start(kAnna);
  type(of_anna, kAnna, 1);
  EXPECT_EQ(type(of_anna, kAnna, 2), kRedType);
  // Frame 3 ended at home: the microphone was off, or others were louder.
  slot.make_frame(of_anna, kAnna, 3);
  EXPECT_EQ(type(of_anna, kAnna, 4), kOpusType);
  EXPECT_EQ(type(of_anna, kAnna, 5), kRedType);
  // Ben takes the slot in the middle of his sentence; then Anna has it again.
  slot.make_frame(of_ben, kBen, 5);
  subscription.start(kBen);
  EXPECT_EQ(type(of_ben, kBen, 6), kOpusType);
  EXPECT_EQ(type(of_ben, kBen, 7), kRedType);
  subscription.start(kAnna);
  slot.make_frame(of_anna, kAnna, 7);
  EXPECT_EQ(type(of_anna, kAnna, 8), kOpusType);
}

TEST(RedundantSound, IsLeftOutWhereSoundIsMuchOfTheLine) {
  Slot slot(kRedundantOpus);
  slot.setup.extensions = {};  // REMB says what the line carries
  const auto line = [&](uint64_t bps, base::Duration when) {
    slot.egress.on_remb(bps);
    slot.egress.on_timeout(at(when), slot.batch);
    return slot.egress.has_room_for_copies();
  };
  EXPECT_TRUE(slot.egress.has_room_for_copies()) << "nothing is known";
  EXPECT_TRUE(line(300'000, 0ms)) << "nobody speaks";
  // 75 kbit/s with headers, 141 with copies.
  SoundHistory history;
  Subscription subscription(slot.egress, slot.egress.sound_stream(0), slot.setup.sound_slots[0],
                            slot.drops);
  subscription.start(kAnna);
  for (uint16_t n = 1; n <= 100; ++n) {
    slot.forward(subscription, slot.make_frame(history, kAnna, n, 160));
    line(300'000, 20ms * n);
  }
  EXPECT_FALSE(slot.egress.has_room_for_copies());
  EXPECT_TRUE(line(1'000'000, 2001ms));
}

}  // namespace
}  // namespace sfu
