// What a client receives: its slots, and what it says about them: NACKs, key frame requests,
// transport-wide feedback, receiver reports. Logs every decoded picture and every sound packet by
// publisher, and everything that is wrong with a stream.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "proto/rtcp/common_header.hpp"
#include "proto/rtcp/transport_feedback_builder.hpp"
#include "proto/rtp/extension_map.hpp"
#include "sfu/receive_statistics.hpp"
#include "sim/slot_line.hpp"
#include "sim/sound_slot.hpp"
#include "sim/video_slot.hpp"

namespace sim {

struct SlotSsrcs {
  std::string mid;
  uint32_t ssrc = 0;
  uint32_t rtx_ssrc = 0;  // 0 for sound
};

struct ReceiverCounters {
  uint64_t packets = 0;
  uint64_t repairs = 0;  // RTX packets that brought something new
  uint64_t nacked = 0;   // sequence numbers, repeats included
  uint64_t key_frame_requests = 0;
  base::Duration worst_report{};    // sender report off its slot's line
  base::Duration worst_lip_sync{};  // picture against sound of one person, once settled
};

class Receiver {
 public:
  using Send = std::function<void(base::BytesView packet)>;

  Receiver(uint32_t feedback_ssrc, std::string name, Send send_rtcp)
      : feedback_ssrc_(feedback_ssrc),
        name_(std::move(name)),
        send_rtcp_(std::move(send_rtcp)),
        feedback_(feedback_ssrc, 0) {}

  // Of a connection, before its first packet.
  void set_slots(const std::vector<SlotSsrcs>& video, const std::vector<SlotSsrcs>& sound,
                 const rtp::ExtensionMap& extensions);

  // A decrypted packet.
  void receive_rtp(base::BytesView packet, base::Instant now);
  // RTCP about the server's streams; the publisher has the rest.
  void receive(const rtcp::PacketView& packet, base::Instant now);
  // Every kTick.
  void on_tick(base::Instant now, base::Duration round_trip);
  static constexpr base::Duration kTick = std::chrono::milliseconds(5);

  std::vector<uint32_t> video_ssrcs() const;
  const std::vector<DecodedPicture>& pictures_of(uint32_t publisher) const;
  const std::vector<HeardSound>& sounds_of(uint32_t publisher) const;
  // Who was heard at all in this time.
  size_t voices(base::Instant from, base::Instant to) const;
  const std::vector<std::string>& faults() const { return faults_.lines(); }
  const ReceiverCounters& counters() const { return counters_; }

 private:
  static constexpr base::Duration kReportInterval = std::chrono::seconds(1);
  static constexpr base::Duration kFeedbackInterval = std::chrono::milliseconds(50);
  // By then the sender reports of both ends have arrived and the server has placed the streams.
  static constexpr base::Duration kSettled = std::chrono::seconds(5);

  struct Slot {
    std::string mid;
    uint32_t rtx_ssrc;
    SlotLine line;
    sfu::ReceiveStatistics statistics;
    base::Unwrapper<uint16_t> sequence;
    std::unique_ptr<VideoSlot> video;  // one of the two
    std::unique_ptr<SoundSlot> sound;
  };
  struct LipSync {
    base::Instant first;
    std::optional<int64_t> sound_us;  // server's time of the newest sound minus its capture
  };

  Slot& add_slot(const SlotSsrcs& ssrcs, uint32_t clock_rate);
  void on_picture(Slot& slot, const DecodedPicture& picture);
  void on_sound(Slot& slot, const HeardSound& sound);
  LipSync& lip_sync_of(const Stamp& stamp, base::Instant now);
  void send_requests(base::Instant now, base::Duration round_trip);
  void send_feedback(base::Instant now);
  void send_reports(base::Instant now);
  void send(const base::Bytes& compound) {
    if (!compound.empty()) send_rtcp_(compound);
  }
  void fault(const std::string& what) { faults_.add(now_, name_, what); }

  const uint32_t feedback_ssrc_;
  const std::string name_;
  const Send send_rtcp_;
  rtp::ExtensionMap extensions_;
  std::map<uint32_t, Slot> slots_;       // by SSRC
  std::map<uint32_t, uint32_t> rtx_of_;  // SSRC of retransmissions → SSRC
  // Packets not yet spoken of in transport-wide feedback, by their transport-wide number.
  base::Unwrapper<uint16_t> transport_numbers_;
  std::map<int64_t, base::Instant> arrivals_;
  rtcp::TransportFeedbackBuilder feedback_;
  int64_t feedback_sent_to_ = 0;
  base::Instant feedback_due_{};
  base::Instant report_due_{};
  std::map<uint32_t, std::vector<DecodedPicture>> pictures_;
  std::map<uint32_t, std::vector<HeardSound>> sounds_;
  std::map<uint32_t, LipSync> lip_sync_;
  base::Instant now_{};  // of the packet last received
  Faults faults_;
  ReceiverCounters counters_;
};

}  // namespace sim
