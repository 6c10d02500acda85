#include "sfu/ingress.hpp"

#include <gtest/gtest.h>

#include "proto/rtcp/compound.hpp"
#include "proto/rtcp/kind.hpp"
#include "proto/rtcp/nack.hpp"
#include "proto/rtcp/pli.hpp"
#include "proto/rtcp/receiver_report.hpp"
#include "sfu/egress.hpp"
#include "sfu/test_media.hpp"

namespace sfu {
namespace {

constexpr uint32_t kCamera = 100, kCameraRtx = 101, kMicrophone = 200;

// The receiving half of peer 1, fed by what its browser would send.
struct Line {
  Line() : setup(test_setup(1, 0, 0)) {
    ingress.set_keys(test_key());
    egress.set_keys(test_key());
    egress.set_path(test_path(1));
  }

  PacketRef receive(const SentByPeer& packet, base::Duration when = 0ms) {
    return ingress.receive_rtp(mouth.write(packet), at(when));
  }
  SentByPeer frame(uint16_t sequence_number, bool key_frame = false) {
    return {.ssrc = kCamera,
            .marker = true,
            .sequence_number = sequence_number,
            .timestamp = sequence_number * 3000u,
            .mid = "v",
            .rid = "h",
            .payload = vp8_payload({.key_frame = key_frame, .picture_id = sequence_number})};
  }
  SentByPeer repair(uint16_t rtx_number, uint16_t original) {
    SentByPeer packet = frame(original);
    packet.ssrc = kCameraRtx;
    packet.payload_type = kRtxType;
    packet.sequence_number = rtx_number;
    packet.rid.clear();
    packet.repaired_rid = "h";
    const uint8_t head[] = {static_cast<uint8_t>(original >> 8), static_cast<uint8_t>(original)};
    packet.payload.insert(packet.payload.begin(), std::begin(head), std::end(head));
    return packet;
  }
  // What goes back to the publisher when the timers run at `when`.
  std::vector<rtcp::PacketView> feedback(base::Duration when) {
    ingress.on_timeout(at(when), egress, batch);
    compounds.clear();
    for (const auto& [path, bytes] : batch) compounds.push_back(ears.read_rtcp(bytes));
    batch.clear();
    std::vector<rtcp::PacketView> result;
    for (const base::Bytes& bytes : compounds) {
      const auto compound = rtcp::Compound::parse(bytes);
      EXPECT_TRUE(compound.has_value());
      for (const rtcp::PacketView& packet : *compound) result.push_back(packet);
    }
    return result;
  }
  // SSRCs that are asked for a key frame at `when`.
  std::vector<uint32_t> plis(base::Duration when) {
    std::vector<uint32_t> asked;
    for (const rtcp::PacketView& view : feedback(when))
      if (rtcp::kind_of(view) == rtcp::Kind::kPli)
        asked.push_back(rtcp::Pli::parse(view)->media_ssrc);
    return asked;
  }

  PacketPool pool{4096};
  base::SeededRandom random{1};
  DropCounters drops;
  PeerSetup setup;
  Ingress ingress{setup, pool, drops};
  Egress egress{setup, random, drops};
  PeerMouth mouth;
  PeerEars ears;
  base::PacketBatch batch;
  std::vector<base::Bytes> compounds;
};

TEST(Ingress, BindsAnEncodingByMidAndRid) {
  Line line;
  const PacketRef packet = line.receive(line.frame(7, true));
  ASSERT_TRUE(packet);
  EXPECT_EQ(packet->source, camera_of(1));
  EXPECT_EQ(packet->kind, SourceKind::kCamera);
  EXPECT_EQ(packet->layer, 1);
  EXPECT_EQ(packet->codec, codec::CodecKind::kVp8);
  EXPECT_TRUE(packet->frame.key_frame);
  EXPECT_TRUE(packet->marker);
  // Once bound the SSRC alone tells.
  SentByPeer next = line.frame(8);
  next.mid.clear();
  next.rid.clear();
  ASSERT_TRUE(line.receive(next));
}

TEST(Ingress, BindsWhatTheOfferAnnounced) {
  Line line;
  line.setup.sending[1].rids.clear();
  line.setup.sending[1].announced = {{kCamera, kCameraRtx}};
  SentByPeer frame = line.frame(7);
  frame.mid.clear();
  frame.rid.clear();
  EXPECT_TRUE(line.receive(frame));
  SentByPeer repair = line.repair(1, 6);
  repair.mid.clear();
  repair.repaired_rid.clear();
  line.receive(line.frame(9));
  repair.payload[1] = 8;
  EXPECT_TRUE(line.receive(repair));
}

TEST(Ingress, AnSsrcThatNoSectionClaimsIsDropped) {
  Line line;
  SentByPeer frame = line.frame(7);
  frame.mid = "x";
  EXPECT_FALSE(line.receive(frame));
  frame.sequence_number++;
  frame.mid.clear();
  frame.rid.clear();
  EXPECT_FALSE(line.receive(frame));
  frame.sequence_number++;
  frame.mid = "v";
  frame.rid = "nope";
  EXPECT_FALSE(line.receive(frame));
  EXPECT_EQ(line.drops.of(DropReason::kUnknownStream), 3u);
}

TEST(Ingress, TheSsrcThatHasBeenSilentLongestMakesRoomForAnother) {
  Line line;
  const auto known = [&](uint32_t ssrc, uint16_t number) {
    SentByPeer frame = line.frame(number);
    frame.ssrc = ssrc;
    frame.mid.clear();
    frame.rid.clear();
    return static_cast<bool>(line.receive(frame, 1s));
  };
  for (uint32_t ssrc = 1; ssrc <= 200; ++ssrc) {
    SentByPeer frame = line.frame(7);
    frame.ssrc = ssrc;
    EXPECT_TRUE(line.receive(frame, 1ms * ssrc));
    SentByPeer repair = line.repair(1, 6);
    repair.ssrc = 1000 + ssrc;
    line.receive(repair, 1ms * ssrc);
  }
  EXPECT_TRUE(known(200, 8));
  EXPECT_TRUE(known(190, 8));
  EXPECT_FALSE(known(100, 8));
  EXPECT_FALSE(known(1, 8));
}

TEST(Ingress, EachReasonToDropHasItsName) {
  Line line;
  ASSERT_TRUE(line.receive(line.frame(7)));
  // 1. Before the keys.
  Ingress keyless(line.setup, line.pool, line.drops);
  EXPECT_FALSE(keyless.receive_rtp(line.mouth.write(line.frame(8)), at(0ms)));
  EXPECT_EQ(line.drops.of(DropReason::kBeforeHandshake), 1u);
  // 2. Changed on the way; twice; no RTP; too long.
  base::Bytes bytes = line.mouth.write(line.frame(9));
  base::Bytes changed = bytes;
  changed.back() ^= 1;
  EXPECT_FALSE(line.ingress.receive_rtp(changed, at(0ms)));
  EXPECT_EQ(line.drops.of(DropReason::kAuthentication), 1u);
  EXPECT_TRUE(line.ingress.receive_rtp(bytes, at(0ms)));
  EXPECT_FALSE(line.ingress.receive_rtp(bytes, at(0ms)));
  EXPECT_EQ(line.drops.of(DropReason::kReplayed), 1u);
  EXPECT_FALSE(line.ingress.receive_rtp(base::BytesView(bytes).first(11), at(0ms)));
  EXPECT_FALSE(line.ingress.receive_rtp(base::Bytes(kMaxPacketSize + 1, 0x80), at(0ms)));
  EXPECT_EQ(line.drops.of(DropReason::kMalformed), 2u);
  // 3. Not negotiated; not VP8.
  SentByPeer frame = line.frame(10);
  frame.payload_type = 99;
  EXPECT_FALSE(line.receive(frame));
  EXPECT_EQ(line.drops.of(DropReason::kUnknownPayloadType), 1u);
  frame = line.frame(11);
  frame.payload.resize(1);
  EXPECT_FALSE(line.receive(frame));
  EXPECT_EQ(line.drops.of(DropReason::kMalformed), 3u);
  // 4. No memory.
  PacketPool none(0);
  Ingress poor(line.setup, none, line.drops);
  poor.set_keys(test_key());
  EXPECT_FALSE(poor.receive_rtp(line.mouth.write(line.frame(12)), at(0ms)));
  EXPECT_EQ(line.drops.of(DropReason::kOutOfPackets), 1u);
}

TEST(Ingress, ARepairIsTheOriginalPacketOnce) {
  Line line;
  line.receive(line.frame(7, true));
  line.receive(line.frame(9));
  const PacketRef repaired = line.receive(line.repair(500, 8));
  ASSERT_TRUE(repaired);
  EXPECT_EQ(repaired->layer, 1);
  const PacketRef next = line.receive(line.frame(10));
  EXPECT_EQ(repaired->sequence, next->sequence - 2);
  EXPECT_EQ(repaired->frame.counters.picture_id, 8);
  EXPECT_FALSE(line.receive(line.repair(501, 8)));
  EXPECT_EQ(line.drops.of(DropReason::kDuplicate), 1u);
}

TEST(Ingress, AProbeOfPaddingAloneCountsAsOne) {
  Line line;
  line.receive(line.frame(7));
  SentByPeer probe = line.repair(500, 7);
  line.receive(line.repair(499, 7));
  probe.payload.clear();
  probe.padding = 200;
  EXPECT_FALSE(line.receive(probe));
  EXPECT_EQ(line.drops.of(DropReason::kProbe), 1u);
  EXPECT_EQ(line.drops.of(DropReason::kUnknownPayloadType), 0u);
}

TEST(Ingress, PaddingOnTheMediaStreamIsPassedOnWithoutPayload) {
  Line line;
  line.receive(line.frame(7));
  SentByPeer probe = line.frame(8);
  probe.payload.clear();
  probe.padding = 255;
  const PacketRef packet = line.receive(probe);
  ASSERT_TRUE(packet);
  EXPECT_EQ(packet->payload_size, 0);
}

TEST(Ingress, AnEncodingBegunAnewUnderAnotherSsrcGoesOnInOneLine) {
  Line line;
  const PacketRef before = line.receive(line.frame(60'000));
  SentByPeer anew = line.frame(5, true);
  anew.ssrc = kCamera + 50;
  const PacketRef after = line.receive(anew);
  anew.sequence_number++;
  const PacketRef next = line.receive(anew);
  ASSERT_TRUE(before && after && next);
  EXPECT_EQ(after->sequence, before->sequence + 2);
  EXPECT_EQ(next->sequence, before->sequence + 3);
}

TEST(Ingress, ALossIsAskedForWithANack) {
  Line line;
  line.receive(line.frame(65'535, true));
  line.receive(line.frame(2));
  bool found = false;
  for (const rtcp::PacketView& view : line.feedback(6ms)) {
    if (rtcp::kind_of(view) != rtcp::Kind::kNack) continue;
    const auto nack = rtcp::Nack::parse(view);
    std::vector<uint16_t> lost;
    nack->for_each_lost([&](uint16_t number) { lost.push_back(number); });
    EXPECT_EQ(nack->media_ssrc, kCamera);
    EXPECT_EQ(lost, (std::vector<uint16_t>{0, 1}));
    found = true;
  }
  EXPECT_TRUE(found);
}

TEST(Ingress, AKeyFrameIsAskedForUntilItComes) {
  Line line;
  line.receive(line.frame(7));
  const auto plis = [&](base::Duration when) { return line.plis(when).size(); };
  line.ingress.want_key_frame(camera_of(1), 1, at(0ms));
  line.ingress.want_key_frame(camera_of(1), 2, at(0ms));  // not sent at present
  line.ingress.want_key_frame(microphone_of(1), 0, at(0ms));
  EXPECT_EQ(plis(0ms), 1u);
  EXPECT_EQ(plis(199ms), 0u);
  EXPECT_EQ(plis(200ms), 1u);
  line.receive(line.frame(8, true));
  EXPECT_EQ(plis(5s), 0u);
}

TEST(Ingress, OfAnEncodingBegunAnewOnlyTheNewSsrcIsAskedForAKeyFrame) {
  Line line;
  line.receive(line.frame(7));
  line.ingress.want_key_frame(camera_of(1), 1, at(0ms));
  EXPECT_EQ(line.plis(0ms), std::vector<uint32_t>{kCamera});
  SentByPeer anew = line.frame(5);
  anew.ssrc = kCamera + 50;
  line.receive(anew);
  EXPECT_EQ(line.plis(200ms), std::vector<uint32_t>{kCamera + 50});
  line.ingress.want_key_frame(camera_of(1), 1, at(5s));
  EXPECT_EQ(line.plis(5s), std::vector<uint32_t>{kCamera + 50});
}

TEST(Ingress, AKeyFrameThatNobodyWantsIsNotAskedFor) {
  Line line;
  line.receive(line.frame(7));
  line.ingress.set_wanted_layers(camera_of(1), 0b010);
  line.ingress.want_key_frame(camera_of(1), 1, at(0ms));
  line.ingress.set_wanted_layers(camera_of(1), 0b101);
  EXPECT_TRUE(line.plis(0ms).empty());
  // After a loss that cannot be repaired neither.
  line.receive(line.frame(2000));
  EXPECT_TRUE(line.plis(2s).empty());
  line.ingress.set_wanted_layers(camera_of(1), 0b010);
  line.receive(line.frame(4000));
  EXPECT_EQ(line.plis(3s), std::vector<uint32_t>{kCamera});
}

TEST(Ingress, EveryStreamIsReportedHoweverManyThereAre) {
  Line line;
  for (uint32_t ssrc = 1; ssrc <= 32; ++ssrc) {
    SentByPeer frame = line.frame(7);
    frame.ssrc = ssrc;
    line.receive(frame);
  }
  size_t blocks = 0;
  for (const rtcp::PacketView& view : line.feedback(1s))
    if (rtcp::kind_of(view) == rtcp::Kind::kReceiverReport)
      blocks += rtcp::ReceiverReport::parse(view)->reports.size();
  EXPECT_EQ(blocks, 32u);
}

TEST(Ingress, ReportsEachSecondWhatEachStreamLost) {
  Line line;
  for (uint16_t n = 0; n < 8; ++n)
    if (n % 4 != 2) line.receive(line.frame(n));
  size_t blocks = 0;
  for (const rtcp::PacketView& view : line.feedback(10ms)) {
    if (rtcp::kind_of(view) != rtcp::Kind::kReceiverReport) continue;
    const auto report = rtcp::ReceiverReport::parse(view);
    for (const rtcp::ReportBlock& block : report->reports) {
      EXPECT_EQ(block.ssrc, kCamera);
      EXPECT_EQ(block.fraction_lost, 64);
      ++blocks;
    }
  }
  EXPECT_EQ(blocks, 1u);
}

TEST(Ingress, TransportFeedbackIsSentWhateverThePacketsWere) {
  Line line;
  for (uint16_t n = 0; n < 3; ++n) {
    SentByPeer packet{.ssrc = kMicrophone,
                      .payload_type = n == 1 ? uint8_t{99} : kOpusType,
                      .sequence_number = n,
                      .mid = "a",
                      .transport_number = n,
                      .audio_level = uint8_t{0x80 | 20},
                      .payload = base::Bytes(20, 1)};
    const PacketRef sound = line.receive(packet);
    EXPECT_EQ(static_cast<bool>(sound), n != 1);
    if (sound) {
      EXPECT_EQ(sound->audio_level, 20);
      EXPECT_TRUE(sound->voice);
    }
  }
  size_t arrived = 0;
  for (const rtcp::PacketView& view : line.feedback(10ms)) {
    if (rtcp::kind_of(view) != rtcp::Kind::kTransportFeedback) continue;
    rtcp::TransportFeedback::parse(view)->for_each_status(
        [&](uint16_t, std::optional<base::Duration> arrival) { arrived += arrival.has_value(); });
  }
  EXPECT_EQ(arrived, 3u);
}

}  // namespace
}  // namespace sfu
