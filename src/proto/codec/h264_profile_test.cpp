#include "proto/codec/h264_profile.hpp"

#include <gtest/gtest.h>

namespace codec {
namespace {

TEST(H264Profile, ReadsTheProfilesOfTable5) {
  using enum H264Profile;
  struct Row {
    const char* text;
    H264Profile profile;
    uint8_t level;
  };
  for (const Row& row :
       {Row{"42e01f", kConstrainedBaseline, 31}, Row{"42E01F", kConstrainedBaseline, 31},
        Row{"42c02a", kConstrainedBaseline, 42}, Row{"4de01f", kConstrainedBaseline, 31},
        Row{"58f01f", kConstrainedBaseline, 31}, Row{"42001f", kBaseline, 31},
        Row{"42a01f", kBaseline, 31}, Row{"58a01f", kBaseline, 31}, Row{"4d401f", kMain, 31},
        Row{"4d001f", kMain, 31}, Row{"58001f", kExtended, 31}, Row{"64001f", kHigh, 31},
        Row{"640c34", kConstrainedHigh, 52}, Row{"6e0028", kHigh10, 40},
        Row{"7a0028", kHigh422, 40}, Row{"f40028", kHigh444Predictive, 40}}) {
    const auto value = parse_profile_level_id(row.text);
    ASSERT_TRUE(value) << row.text;
    EXPECT_EQ(value->profile, row.profile) << row.text;
    EXPECT_EQ(value->level, row.level) << row.text;
    EXPECT_FALSE(value->level_1b);
  }
}

TEST(H264Profile, RefusesOtherTexts) {
  for (const char* text : {"", "42e01", "42e01f0", "42e01g", "-2e01f", "0x42e0", " 42e01", "42e000",
                           "42e0ff", "640001", "641f1f", "ffffff", "000000"})
    EXPECT_EQ(parse_profile_level_id(text), std::nullopt) << text;
}

TEST(H264Profile, Level1bHasTwoSpellingsAndLiesBetween1And1_1) {
  const auto baseline = parse_profile_level_id("42f00b");
  const auto high = parse_profile_level_id("640009");
  ASSERT_TRUE(baseline && high);
  EXPECT_TRUE(baseline->level_1b && high->level_1b);
  EXPECT_LT(parse_profile_level_id("42e00a")->level_rank(), baseline->level_rank());
  EXPECT_LT(baseline->level_rank(), parse_profile_level_id("42e00b")->level_rank());
}

TEST(H264Profile, WhatIsWrittenIsReadBack) {
  for (int profile = 0; profile <= static_cast<int>(H264Profile::kHigh444Predictive); ++profile) {
    for (const bool level_1b : {false, true}) {
      const H264ProfileLevel value{.profile = static_cast<H264Profile>(profile),
                                   .level = static_cast<uint8_t>(level_1b ? 10 : 31),
                                   .level_1b = level_1b};
      if (level_1b && value.profile == H264Profile::kConstrainedHigh) continue;
      EXPECT_EQ(parse_profile_level_id(profile_level_id(value)), value) << profile_level_id(value);
    }
  }
  EXPECT_EQ(profile_level_id(*parse_profile_level_id("42C01F")), "42e01f");
}

TEST(H264Profile, FormatsMatchByProfileAndModeAndNotByLevel) {
  const H264Format chromium{*parse_profile_level_id("42e01f"), 1};
  EXPECT_TRUE(compatible(chromium, {*parse_profile_level_id("42c034"), 1}));
  EXPECT_FALSE(compatible(chromium, {*parse_profile_level_id("42e01f"), 0}));
  EXPECT_FALSE(compatible(chromium, {*parse_profile_level_id("42001f"), 1}));
  EXPECT_EQ(profile_level_id({}), "42000a") << "what a missing parameter means";
}

TEST(H264Profile, TheAnswerHasTheLowerLevelUnlessBothAllowAsymmetry) {
  const auto low = *parse_profile_level_id("42e01f"), high = *parse_profile_level_id("42e034");
  EXPECT_EQ(answer_profile_level(low, high, LevelAsymmetry::kNotAllowed), low);
  EXPECT_EQ(answer_profile_level(high, low, LevelAsymmetry::kNotAllowed), low);
  EXPECT_EQ(answer_profile_level(low, high, LevelAsymmetry::kAllowedByBoth), high);
}

}  // namespace
}  // namespace codec
