#include "proto/rtp/packet.hpp"

#include <gtest/gtest.h>

#include "base/random.hpp"
#include "proto/rtp/demux.hpp"
#include "proto/rtp/header_writer.hpp"

namespace rtp {
namespace {

using base::Bytes;
using base::BytesView;

// As Chromium sends video: one-byte extension with abs-send-time (3), transport-wide number (5) and
// mid "1" (9), padded to three words.
const Bytes kChromiumVideo = {0x90, 0xe0, 0x12, 0x34, 0xde, 0xad, 0xbe, 0xef, 0xca, 0xfe, 0xba,
                              0xbe, 0xbe, 0xde, 0x00, 0x03, 0x32, 0x1a, 0x2b, 0x3c, 0x51, 0x00,
                              0x07, 0x90, 0x31, 0x00, 0x00, 0x00, 0x10, 0x80, 0x01, 0x02};

TEST(ParseHeader, ReadsEveryFieldOfABrowsersPacket) {
  const auto header = parse_header(kChromiumVideo);
  ASSERT_TRUE(header);
  EXPECT_EQ(header->payload_type, 96);
  EXPECT_TRUE(header->marker);
  EXPECT_FALSE(header->has_padding);
  EXPECT_EQ(header->sequence_number, 0x1234);
  EXPECT_EQ(header->timestamp, 0xdeadbeefu);
  EXPECT_EQ(header->ssrc, 0xcafebabeu);
  EXPECT_EQ(header->csrc_count, 0);
  EXPECT_EQ(header->extension_profile, 0xbede);
  EXPECT_EQ(header->extension_offset, 16u);
  EXPECT_EQ(header->extension_block.size(), 12u);
  EXPECT_EQ(header->header_size, 28u);
  const auto bounds = payload_bounds(*header, kChromiumVideo);
  ASSERT_TRUE(bounds);
  EXPECT_EQ(bounds->offset, 28u);
  EXPECT_EQ(bounds->size, 4u);
}

TEST(ParseHeader, ReadsFifteenContributingSources) {
  Bytes packet = {0x8f, 0x00, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3};
  for (uint8_t i = 0; i < 15; ++i) packet.insert(packet.end(), {0, 0, 1, i});
  const auto header = parse_header(packet);
  ASSERT_TRUE(header);
  EXPECT_EQ(header->header_size, 72u);
  EXPECT_EQ(header->csrc(14), 0x10eu);
  packet.pop_back();
  EXPECT_EQ(parse_header(packet).error(), Error::kTruncated);
}

TEST(ParseHeader, RefusesAnotherVersion) {
  for (const uint8_t version : {0x00, 0x40, 0xc0}) {
    Bytes packet(12, 0);
    packet[0] = version;
    EXPECT_EQ(parse_header(packet).error(), Error::kVersion);
  }
}

TEST(ParseHeader, AcceptsAnExtensionBlockOfNoWords) {
  const Bytes packet = {0x90, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xbe, 0xde, 0, 0};
  const auto header = parse_header(packet);
  ASSERT_TRUE(header);
  EXPECT_TRUE(header->has_extension);
  EXPECT_TRUE(header->extension_block.empty());
  EXPECT_EQ(header->header_size, 16u);
}

TEST(ParseHeader, RefusesTheHeaderCutAtEveryByte) {
  for (size_t size = 0; size < 28; ++size) {
    const Bytes cut(kChromiumVideo.begin(), kChromiumVideo.begin() + static_cast<ptrdiff_t>(size));
    EXPECT_EQ(parse_header(cut).error(), Error::kTruncated) << size;
  }
  EXPECT_TRUE(parse_header(BytesView(kChromiumVideo).first(28)));
}

TEST(ParseHeader, StaysInsideForEveryLengthAndEveryFirstByte) {
  for (size_t size = 0; size <= 64; ++size)
    for (unsigned first = 0; first < 256; ++first)
      for (const uint8_t fill : {0x00, 0x01, 0xff}) {
        Bytes packet(size, fill);
        if (size > 0) packet[0] = static_cast<uint8_t>(first);
        const auto header = parse_header(packet);
        if (!header) continue;
        EXPECT_LE(header->header_size, size);
        const auto bounds = payload_bounds(*header, packet);
        if (!bounds) continue;
        EXPECT_EQ(bounds->offset + bounds->size + bounds->padding, size);
      }
}

TEST(PayloadBounds, RefusesAPaddingCountThatIsZeroOrReachesIntoTheHeader) {
  Bytes packet(20, 0);
  packet[0] = 0xa0;
  const auto header = parse_header(packet);
  ASSERT_TRUE(header);
  struct Case {
    uint8_t count;
    bool good;
  };
  for (const auto& [count, good] : {Case{0, false}, Case{1, true}, Case{7, true}, Case{8, true},
                                    Case{9, false}, Case{255, false}}) {
    packet.back() = count;
    const auto bounds = payload_bounds(*header, packet);
    ASSERT_EQ(bounds.has_value(), good) << int{count};
    if (good) {
      EXPECT_EQ(bounds->size, 8u - count);
    } else {
      EXPECT_EQ(bounds.error(), Error::kPadding);
    }
  }
  EXPECT_EQ(payload_bounds(*header, BytesView(packet).first(12)).error(), Error::kPadding);
  EXPECT_EQ(payload_bounds(*header, BytesView(packet).first(11)).error(), Error::kTruncated);
}

TEST(HeaderWriter, ParsesBackToWhatWasWritten) {
  base::SeededRandom random(1);
  for (int i = 0; i < 100'000; ++i) {
    uint8_t buffer[400] = {};
    const HeaderFields fields{static_cast<uint8_t>(random.below(128)), random.below(2) == 1,
                              random.u16(), random.u32(), random.u32()};
    HeaderWriter writer(buffer, fields, TwoByteForm::kAllowed);
    const bool extended = random.below(2) == 1;
    if (extended) {
      ASSERT_TRUE(writer.extensions().add_byte(static_cast<uint8_t>(1 + random.below(14)), 7));
    }
    const size_t header_size = writer.finish();
    const size_t payload_size = random.below(50);
    size_t size = header_size + payload_size;
    const auto padding = static_cast<uint8_t>(random.below(256));
    if (padding != 0) size = add_padding(buffer, size, padding);

    const BytesView packet(buffer, size);
    const auto header = parse_header(packet);
    ASSERT_TRUE(header);
    ASSERT_EQ(header->payload_type, fields.payload_type);
    ASSERT_EQ(header->marker, fields.marker);
    ASSERT_EQ(header->sequence_number, fields.sequence_number);
    ASSERT_EQ(header->timestamp, fields.timestamp);
    ASSERT_EQ(header->ssrc, fields.ssrc);
    ASSERT_EQ(header->has_extension, extended);
    ASSERT_EQ(header->header_size, header_size);
    const auto bounds = payload_bounds(*header, packet);
    ASSERT_TRUE(bounds);
    ASSERT_EQ(bounds->size, payload_size);
    ASSERT_EQ(bounds->padding, padding);
  }
}

TEST(Demultiplex, FollowsTheTableOfRfc7983) {
  const auto protocol_of = [](unsigned first, uint8_t second) {
    const Bytes datagram = {static_cast<uint8_t>(first), second};
    return demultiplex(datagram);
  };
  for (unsigned first = 0; first < 256; ++first) {
    Protocol expected = Protocol::kUnknown;
    if (first <= 3) expected = Protocol::kStun;
    if (first >= 20 && first <= 63) expected = Protocol::kDtls;
    if (first >= 64 && first <= 79) expected = Protocol::kTurnChannel;
    if (first >= 128 && first <= 191) expected = Protocol::kRtp;
    EXPECT_EQ(protocol_of(first, 96), expected) << first;
  }
  EXPECT_EQ(demultiplex({}), Protocol::kUnknown);
  EXPECT_EQ(demultiplex(Bytes{0x80}), Protocol::kUnknown) << "RTP or RTCP cannot be told apart";
}

TEST(Demultiplex, TellsRtcpBySecondByteAndNoUsablePayloadTypeLooksLikeIt) {
  for (unsigned second = 0; second < 256; ++second) {
    const Bytes datagram = {0x80, static_cast<uint8_t>(second)};
    const bool rtcp = second >= 192 && second <= 223;
    EXPECT_EQ(demultiplex(datagram), rtcp ? Protocol::kRtcp : Protocol::kRtp) << second;
    if (rtcp) {
      EXPECT_FALSE(is_usable_payload_type(second & 0x7f)) << second;
    }
  }
}

}  // namespace
}  // namespace rtp
