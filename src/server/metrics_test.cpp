#include "server/metrics.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace server {
namespace {

using ::testing::HasSubstr;
using namespace std::chrono_literals;

std::string text_of(const std::vector<MediaWorkerReport>& workers) {
  return metrics_text({.conference = {}, .tests = {}, .http = {}, .workers = workers});
}

void count(MediaWorkerReport& worker, sfu::PacketEvent event, int times) {
  for (int k = 0; k < times; ++k) worker.sfu.drops.count(event);
}

TEST(Metrics, WhatGotLostAndWasRepairedIsCountedOverAllWorkers) {
  std::vector<MediaWorkerReport> workers(2);
  using enum sfu::PacketEvent;
  count(workers[0], kSoundRestored, 3);
  count(workers[1], kSoundRestored, 4);
  count(workers[0], kReportedLost, 5);
  count(workers[1], kSentAgain, 6);
  count(workers[1], kKeyFrameWanted, 8);
  count(workers[0], kKeyFrameAsked, 2);
  workers[1].sfu.drops.count(sfu::DropReason::kNotBelieved);
  const std::string text = text_of(workers);
  EXPECT_THAT(text, HasSubstr("\nplenum_media_sound_restored_total 7\n"));
  EXPECT_THAT(text, HasSubstr("\nplenum_media_packets_reported_lost_total 5\n"));
  EXPECT_THAT(text, HasSubstr("\nplenum_media_packets_sent_again_total 6\n"));
  EXPECT_THAT(text, HasSubstr("\nplenum_media_key_frames_wanted_total 8\n"));
  EXPECT_THAT(text, HasSubstr("\nplenum_media_key_frames_asked_total 2\n"));
  EXPECT_THAT(text, HasSubstr("\nplenum_media_dropped_total{reason=\"not_believed\"} 1\n"));
}

TEST(Metrics, LinesOfReceiversAreAddedUp) {
  std::vector<MediaWorkerReport> workers(2);
  workers[0].sfu.lines = {.receivers = 2,
                          .estimated = 1,
                          .estimate_bps = 1e6,
                          .paused = 1,
                          .layers = {1, 0, 2},
                          .lost = 0.25,
                          .round_trip = 100ms};
  workers[1].sfu.lines = {.receivers = 1,
                          .estimated = 1,
                          .estimate_bps = 2e6,
                          .layers = {1, 4},
                          .lost = 0.5,
                          .round_trip = 150ms};
  const std::string text = text_of(workers);
  EXPECT_THAT(text, HasSubstr("\nplenum_media_lines 3\n"));
  EXPECT_THAT(text, HasSubstr("\nplenum_media_lines_estimated 2\n"));
  EXPECT_THAT(text, HasSubstr("\nplenum_media_line_estimate_bits 3000000\n"));
  EXPECT_THAT(text, HasSubstr("\nplenum_media_slots_paused 1\n"));
  EXPECT_THAT(text, HasSubstr("\nplenum_media_line_round_trip_seconds 0.25\n"));
  EXPECT_THAT(text, HasSubstr("\nplenum_media_line_loss 0.75\n"));
  EXPECT_THAT(text, HasSubstr("\nplenum_media_pictures{layer=\"0\"} 2\n"));
  EXPECT_THAT(text, HasSubstr("\nplenum_media_pictures{layer=\"1\"} 4\n"));
  EXPECT_THAT(text, HasSubstr("\nplenum_media_pictures{layer=\"2\"} 2\n"));
}

}  // namespace
}  // namespace server
