#include "proto/codec/av1_payload.hpp"

#include <gtest/gtest.h>

#include "proto/codec/test_sweep.hpp"

namespace codec {
namespace {

using base::Bytes;

// N, W = 2: a sequence header of two bytes with its length, then a frame OBU with layer T1 S2.
const Bytes kNewSequence = {0x28, 0x02, 0x08, 0x00, 0x34, 0x30, 0xff};

TEST(Av1Payload, ReadsTheAggregationHeaderAndTheLayer) {
  const auto p = parse_av1(kNewSequence);
  ASSERT_TRUE(p);
  EXPECT_TRUE(p->new_sequence && p->has_sequence_header && p->starts_frame);
  EXPECT_FALSE(p->continues_obu || p->continued);
  EXPECT_EQ(p->temporal_id, 1);
  EXPECT_EQ(p->spatial_id, 2);
  EXPECT_TRUE(frame_info(*p, false).key_frame);
}

TEST(Av1Payload, TellsStartsFromContinuations) {
  struct Row {
    const char* what;
    Bytes payload;
    bool start, key;
  };
  for (const Row& row : {
           Row{"a frame alone", {0x10, 0x30, 0x01}, true, false},
           Row{"the rest of a frame", {0x90, 0x30, 0x01}, false, false},
           Row{"the rest of a frame, then a frame", {0xa0, 0x01, 0x30, 0x30, 0x01}, true, false},
           Row{"a tile group alone", {0x10, 0x20, 0x01}, false, false},
           Row{"two lengths, W = 0", {0x00, 0x01, 0x20, 0x02, 0x30, 0x01}, true, false},
           Row{"sequence header without N", {0x20, 0x01, 0x08, 0x30}, true, true},
           Row{"an empty element", {0x00, 0x00, 0x01, 0x30}, true, false},
       }) {
    const auto p = parse_av1(row.payload);
    ASSERT_TRUE(p) << row.what;
    EXPECT_EQ(frame_info(*p, true).start_of_frame, row.start) << row.what;
    EXPECT_EQ(frame_info(*p, true).key_frame, row.key) << row.what;
  }
}

TEST(Av1Payload, RefusesBadLengthsAndHeaders) {
  EXPECT_EQ(parse_av1(Bytes{0x10}).error(), PayloadError::kTruncated) << "nothing but the header";
  EXPECT_EQ(parse_av1(Bytes{0x20, 0x05, 0x30}).error(), PayloadError::kTruncated);
  EXPECT_EQ(parse_av1(Bytes{0x20, 0x01, 0x30}).error(), PayloadError::kTruncated) << "one of two";
  EXPECT_EQ(parse_av1(Bytes{0x10, 0x34}).error(), PayloadError::kTruncated) << "no extension byte";
  EXPECT_EQ(parse_av1(Bytes{0x10, 0xb0}).error(), PayloadError::kMalformed) << "forbidden bit";
  EXPECT_EQ(parse_av1(Bytes{0x98, 0x30}).error(), PayloadError::kMalformed) << "Z and N";
  EXPECT_EQ(parse_av1(Bytes{0x00, 0x80, 0x80, 0x80, 0x80, 0x80, 0x30}).error(),
            PayloadError::kMalformed)
      << "a length of more than 32 bits";
}

TEST(Av1Payload, APrefixIsReadOnlyIfItsLastElementHasAByteLeft) {
  for (size_t size = 0; size < kNewSequence.size(); ++size) {
    const Bytes prefix(kNewSequence.begin(), kNewSequence.begin() + static_cast<ptrdiff_t>(size));
    EXPECT_EQ(parse_av1(prefix).has_value(), size == 6) << size;
  }
}

}  // namespace
}  // namespace codec
