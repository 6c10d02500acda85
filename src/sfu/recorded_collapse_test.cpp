// What real browsers publish (tests/recorded), through the whole plane to a viewer whose line
// collapses: what reaches it is no more than the line carries and hardly waits, from 200 ms after
// the report that shows it on, and can be decoded all the time.
#include <gtest/gtest.h>

#include "proto/rtcp/receiver_report.hpp"
#include "proto/rtcp/remb.hpp"
#include "sfu/test_plane.hpp"
#include "sfu/test_recorded_frames.hpp"

namespace sfu {
namespace {

constexpr double kNarrowBps = 300'000;  // the least that a report counts for
constexpr base::Duration kReaction = 200ms;
// For a key frame of the smaller picture on such a line, or a second in which the encoder makes
// more than it made before.
constexpr base::Duration kLongestWait = 400ms;

class RecordedCollapse : public ::testing::TestWithParam<std::string> {
 protected:
  struct Arrival {
    base::Duration when;
    base::Duration waited;  // since it came from the publisher
    size_t size;
  };

  RecordedCollapse()
      : publisher_(plane_.join(recorded_publisher(recording_), 0, 0, 0)),
        viewer_(plane_.join(viewer_setup(recording_.codec), 0, 0, 0)) {
    plane_.switch_on(publisher_, 0);
    plane_.command(0, SetWanted{{9}, {{.person = {1}, .height = 720}}});
    begin_ = plane_.now;
  }
  static PeerSetup viewer_setup(codec::CodecKind codec) {
    PeerSetup setup = test_setup(9, 1, 0);
    setup.video_slots[0].codecs = {binding_of(codec)};
    // Reports by REMB: without the extension there is no transport-wide feedback.
    const rtp::ExtensionMap all = test_extensions();
    setup.extensions = {};
    for (const auto kind : {rtp::ExtensionKind::kMid, rtp::ExtensionKind::kDependencyDescriptor})
      setup.extensions.bind(all.id_of(kind), kind);
    return setup;
  }
  base::Duration now() const { return plane_.now - begin_; }
  void report_line(double bps) {
    base::Bytes compound;
    rtcp::ReceiverReport{.sender_ssrc = 1, .reports = {}}.append(compound);
    rtcp::Remb{
        .sender_ssrc = 1, .bitrate_bps = static_cast<uint64_t>(bps), .ssrcs = {kVideoSlotSsrc}}
        .append(compound);
    viewer_.send(viewer_.mouth().write_rtcp(compound));
    plane_.settle();
  }
  void play(size_t index) {
    while (now() + 5ms <= recording_.packets[index].arrival) {
      plane_.run(5ms);
      hear();
    }
    publisher_.send(recorded_packet(recording_, index));
    plane_.settle();
    hear();
  }
  void hear() {
    for (SentToPeer& sent : viewer_.take_media()) {
      if (sent.ssrc != kVideoSlotSsrc) continue;  // a probe
      arrivals_.push_back(
          {now(), now() - recording_.packets[mark_of(sent.payload)].arrival, sent.payload.size()});
      sent_.push_back(std::move(sent));
    }
  }
  double bps_between(base::Duration from, base::Duration to) const {
    double bits = 0;
    for (const Arrival& arrival : arrivals_)
      if (arrival.when >= from && arrival.when < to)
        bits += 8.0 * static_cast<double>(arrival.size);
    return bits / (static_cast<double>((to - from).count()) / 1e6);
  }

  const Recording recording_ = read_recording("tests/recorded/" + GetParam() + ".txt");
  const RecordedFrames frames_{recording_};
  TestPlane plane_{1};
  TestPeer& publisher_;
  TestPeer& viewer_;
  base::Instant begin_;
  std::vector<Arrival> arrivals_;
  std::vector<SentToPeer> sent_;
};

TEST_P(RecordedCollapse, TheRateFallsWithTheReportAndThePictureGoesOn) {
  constexpr base::Duration kCollapse = 4500ms, kEnd = 8900ms;
  bool collapsed = false;
  report_line(10e6);
  for (size_t index = 0; index < recording_.packets.size(); ++index) {
    if (!collapsed && recording_.packets[index].arrival >= kCollapse) {
      collapsed = true;
      report_line(kNarrowBps);
    }
    play(index);
  }
  EXPECT_GT(bps_between(kCollapse - 2s, kCollapse), 1.1 * kNarrowBps) << "more than fits";
  for (base::Duration from = kCollapse + kReaction; from + 500ms <= kEnd; from += 100ms)
    EXPECT_LE(bps_between(from, from + 500ms), 1.25 * kNarrowBps) << base::to_ms(from) << " ms";
  for (const Arrival& arrival : arrivals_)
    if (arrival.when >= kCollapse + kReaction) {
      EXPECT_LE(arrival.waited, kLongestWait) << base::to_ms(arrival.when) << " ms";
    }
  EXPECT_EQ(plane_.dropped(DropReason::kLineFull), 0u);
  // The smaller picture comes with the next key frame and goes on.
  for (base::Duration from = kCollapse + 1500ms; from + 500ms <= kEnd; from += 100ms)
    EXPECT_GT(bps_between(from, from + 500ms), 0) << base::to_ms(from) << " ms";
  RecordedViewer(recording_, frames_).watch(std::move(sent_));
}

INSTANTIATE_TEST_SUITE_P(Browsers, RecordedCollapse,
                         ::testing::Values("chromium_vp8_simulcast", "chromium_h264_simulcast",
                                           "firefox_vp8_simulcast", "chromium_vp9_k_svc",
                                           "chromium_vp9_full_svc", "chromium_av1_k_svc"),
                         [](const auto& one) { return one.param; });

}  // namespace
}  // namespace sfu
