#include "proto/codec/h264_payload.hpp"

#include <gtest/gtest.h>

#include "proto/codec/test_sweep.hpp"

namespace codec {
namespace {

using base::Bytes;

const Bytes kStapSpsPpsIdr = {0x78, 0x00, 0x02, 0x67, 0x42, 0x00, 0x02,
                              0x68, 0xce, 0x00, 0x02, 0x65, 0x88};

TEST(H264Payload, FindsKeyFramesAndPictureStarts) {
  struct Row {
    const char* what;
    Bytes payload;
    bool key, start, discardable;
  };
  for (const Row& row : {
           Row{"SPS", {0x67, 0x42}, true, true, false},
           Row{"PPS", {0x68, 0xce}, false, true, false},
           Row{"IDR slice with macroblock 0", {0x65, 0x88}, true, true, false},
           Row{"second IDR slice", {0x65, 0x48}, true, false, false},
           Row{"slice with macroblock 0", {0x41, 0x9a}, false, true, false},
           Row{"slice that nobody refers to", {0x01, 0x9a}, false, true, true},
           Row{"second slice", {0x41, 0x5a}, false, false, false},
           Row{"SEI alone is not discardable", {0x06, 0x05}, false, true, false},
           Row{"STAP-A of SPS, PPS, IDR", kStapSpsPpsIdr, true, true, false},
           Row{"STAP-A of two spare slices",
               {0x18, 0, 2, 0x01, 0x9a, 0, 2, 0x01, 0x5a},
               false,
               true,
               true},
           Row{"FU-A start of IDR", {0x7c, 0x85, 0x88}, true, true, false},
           Row{"FU-A middle of IDR", {0x7c, 0x05, 0x88}, false, false, false},
           Row{"FU-A end of spare slice", {0x1c, 0x41, 0x88}, false, false, true},
       }) {
    const auto p = parse_h264(row.payload);
    ASSERT_TRUE(p) << row.what;
    const FrameInfo info = frame_info(*p, true);
    EXPECT_EQ(info.key_frame, row.key) << row.what;
    EXPECT_EQ(info.start_of_frame, row.start) << row.what;
    EXPECT_EQ(info.discardable, row.discardable) << row.what;
    EXPECT_TRUE(info.end_of_frame);
  }
}

TEST(H264Payload, RefusesWhatIsNotNegotiatedOrNotANalUnit) {
  for (const uint8_t type : {25, 26, 27, 29})
    EXPECT_EQ(parse_h264(Bytes{type, 1, 2, 3}).error(), PayloadError::kUnsupported);
  for (const uint8_t type : {0, 30, 31})
    EXPECT_EQ(parse_h264(Bytes{type, 1, 2, 3}).error(), PayloadError::kMalformed);
  EXPECT_EQ(parse_h264(Bytes{0x78, 0, 0}).error(), PayloadError::kMalformed) << "empty NAL unit";
  EXPECT_EQ(parse_h264(Bytes{0x78, 0, 1, 0x78}).error(), PayloadError::kMalformed) << "nested";
  EXPECT_EQ(parse_h264(Bytes{0x7c, 0x9c, 0}).error(), PayloadError::kMalformed) << "nested";
}

TEST(H264Payload, APrefixIsReadOnlyWhereAnAggregateUnitEnds) {
  for (size_t size = 0; size < kStapSpsPpsIdr.size(); ++size) {
    const Bytes prefix(kStapSpsPpsIdr.begin(),
                       kStapSpsPpsIdr.begin() + static_cast<ptrdiff_t>(size));
    EXPECT_EQ(parse_h264(prefix).has_value(), size == 5 || size == 9) << size;
  }
  test::expect_each_prefix_refused({0x7c, 0x85, 0x88}, parse_h264);
  test::expect_each_prefix_refused({0x67, 0x42}, parse_h264);
}

}  // namespace
}  // namespace codec
