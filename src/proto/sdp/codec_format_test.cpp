#include "proto/sdp/codec_format.hpp"

#include <gtest/gtest.h>

namespace sdp {
namespace {

Fmtp fmtp(const char* text) { return {text}; }

TEST(Fmtp, FindsKeysWhateverTheirCaseAndBlanks) {
  const Fmtp parameters = fmtp("Profile-ID = 2 ;x;stereo=1; apt=96");
  EXPECT_EQ(parameters.find("profile-id"), "2");
  EXPECT_EQ(parameters.find("x"), "");
  EXPECT_EQ(parameters.number("apt"), 96u);
  EXPECT_EQ(parameters.number("x"), std::nullopt);
  EXPECT_EQ(parameters.find("missing"), std::nullopt);
  EXPECT_EQ(fmtp("0-15").find("stereo"), std::nullopt);
  EXPECT_EQ(fmtp("apt=4294967296").number("apt"), std::nullopt);
}

TEST(H264Format, KnowsTheProfilesOfBrowsers) {
  const auto profile = [](uint32_t profile_level_id) {
    return H264Format{.profile_level_id = profile_level_id}.profile();
  };
  EXPECT_EQ(profile(0x42e01f), H264Profile::kConstrainedBaseline);
  EXPECT_EQ(profile(0x42c034), H264Profile::kConstrainedBaseline);
  EXPECT_EQ(profile(0x4d801f), H264Profile::kConstrainedBaseline);
  EXPECT_EQ(profile(0x42001f), H264Profile::kBaseline);
  EXPECT_EQ(profile(0x4d001f), H264Profile::kMain);
  EXPECT_EQ(profile(0x640c1f), H264Profile::kConstrainedHigh);
  EXPECT_EQ(profile(0x64001f), H264Profile::kHigh);
  EXPECT_EQ(profile(0xf4001f), H264Profile::kOther);
}

TEST(H264Format, HasTheDefaultsOfTheRfcAndRefusesWhatItCannotRead) {
  EXPECT_EQ(h264_format(fmtp("")), (H264Format{0x42000a, 0}));
  const auto format = h264_format(fmtp("packetization-mode=1;profile-level-id=42E01F"));
  EXPECT_EQ(format, (H264Format{0x42e01f, 1}));
  EXPECT_EQ(format->level(), 31);
  for (const char* text : {"profile-level-id=42e01", "profile-level-id=42e01f0",
                           "profile-level-id=42e01x", "profile-level-id=", "packetization-mode=2"})
    EXPECT_EQ(h264_format(fmtp(text)), std::nullopt) << text;
}

TEST(OpusFormat, ReadsTheReceiversWishes) {
  EXPECT_EQ(opus_format(fmtp("")), OpusFormat{});
  EXPECT_EQ(opus_format(fmtp("stereo=1;useinbandfec=1;usedtx=1;maxaveragebitrate=32000")),
            (OpusFormat{true, true, true, 32'000}));
}

TEST(Profiles, AreZeroUnlessStated) {
  EXPECT_EQ(vp9_profile(fmtp("")), 0u);
  EXPECT_EQ(vp9_profile(fmtp("profile-id=2")), 2u);
  EXPECT_NE(vp9_profile(fmtp("profile-id=x")), 0u);
  EXPECT_EQ(av1_profile(fmtp("level-idx=5;profile=1;tier=0")), 1u);
}

}  // namespace
}  // namespace sdp
