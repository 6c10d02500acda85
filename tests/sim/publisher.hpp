// What a client sends: sound every 20 ms, pictures 30 times a second in up to three encodings, a
// sender report a second; answers NACKs with retransmissions and PLI or FIR with a key frame. It
// never lowers its rate: that is for tests of congestion control.
#pragma once

#include <functional>
#include <vector>

#include "proto/rtcp/compound.hpp"
#include "proto/rtcp/ntp.hpp"
#include "sim/event_queue.hpp"
#include "sim/sent_stream.hpp"
#include "sim/synthetic_media.hpp"

namespace sim {

struct PublisherPlan {
  bool microphone = true;
  bool camera = true;
  std::vector<std::string> camera_rids = {"q", "h", "f"};  // 180p, 360p, 720p
};

struct PublisherCounters {
  uint64_t key_frame_requests = 0;
  uint64_t nacked = 0;  // sequence numbers, repeats included
  uint64_t retransmitted = 0;
  uint64_t feedback_received = 0;  // packets that transport-wide feedback says arrived
  uint64_t feedback_lost = 0;
};

class Publisher {
 public:
  using Send = std::function<void(base::BytesView packet)>;

  // `id` marks everything that it sends. `random` outlives it.
  Publisher(EventQueue& events, uint32_t id, PublisherPlan plan, base::Random& random,
            Send send_rtp, Send send_rtcp);

  // On a connection that is ready, also on another one later: its streams are new, numbers of
  // pictures and sounds go on. `mids` of the sections in the order microphone, camera. With
  // `redundant_sound` each sound packet carries a copy of the one before (RED).
  void start(const std::vector<std::string>& mids, const rtp::ExtensionMap& extensions,
             bool redundant_sound);
  void stop();

  // The encodings of the camera that somebody watches; the others stop.
  void send_only(const std::vector<std::string>& rids);

  // A muted microphone sends nothing, as with DTX. Loud is -20 dBov, a quiet room -90.
  void set_level(uint8_t minus_dbov) {
    level_ = {.minus_dbov = minus_dbov, .voice = minus_dbov < 60};
  }

  // RTCP about our streams; the receiver has the rest.
  void receive(const rtcp::PacketView& packet);

  uint32_t id() const { return id_; }
  const PublisherCounters& counters() const { return counters_; }
  base::Duration round_trip() const { return round_trip_; }

  // When each picture and each sound packet was captured, by its number.
  const std::vector<base::Instant>& pictures() const { return pictures_; }
  const std::vector<base::Instant>& sounds() const { return sounds_; }
  // SSRC and sequence number under which a sound packet left, on the newest connection.
  uint32_t sound_ssrc() const { return sound_.at(0).identity().ssrc; }
  uint16_t sound_sequence_number(uint32_t number) const {
    return static_cast<uint16_t>(first_sound_ + number);
  }

 private:
  static constexpr base::Duration kSoundInterval = std::chrono::milliseconds(20);
  static constexpr base::Duration kPictureInterval{33'333};
  static constexpr base::Duration kReportInterval = std::chrono::seconds(1);
  // From the capture to the network: a codec's time, unlike for sound and picture as in life.
  static constexpr base::Duration kSoundDelay = std::chrono::milliseconds(5);
  static constexpr base::Duration kPictureDelay = std::chrono::milliseconds(15);
  static constexpr size_t kSoundSize = 80;
  static constexpr size_t kMaxPayload = 1100;

  struct Encoding {
    SentStream stream;
    Vp8Counters counters;
    uint16_t height;
    bool key_frame_wanted = true;
    bool active = true;
  };

  void send_sound();
  void send_picture();
  void send_reports();
  size_t picture_size(const Encoding& encoding, uint32_t number, bool key_frame) const;
  void want_key_frame(uint32_t ssrc);
  void resend(uint32_t ssrc, uint16_t sequence_number);
  template <typename Visit>
  void each_stream(Visit visit);

  EventQueue& events_;
  const uint32_t id_;
  const PublisherPlan plan_;
  base::Random& random_;
  const Send send_rtp_;
  const Send send_rtcp_;
  const rtcp::NtpClock clock_;  // its own, hours away from everybody else's

  std::vector<SentStream> sound_;  // one or none
  std::vector<Encoding> camera_;
  uint16_t first_sound_ = 0;
  bool redundant_sound_ = false;
  base::Bytes sound_before_;  // on this connection
  rtp::AudioLevel level_{.minus_dbov = 30, .voice = true};
  uint16_t transport_number_ = 0;
  base::Duration round_trip_ = std::chrono::milliseconds(100);
  std::vector<base::Instant> pictures_;
  std::vector<base::Instant> sounds_;
  PublisherCounters counters_;
  base::Instant next_sound_{};
  base::Instant next_picture_{};
  base::Instant next_report_{};
  Timer sound_timer_;
  Timer picture_timer_;
  Timer report_timer_;
};

}  // namespace sim
