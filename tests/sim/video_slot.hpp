// One video slot as a browser sees it: puts packets in order, has the missing ones sent again,
// makes frames of them and hands on what a decoder could decode. Checks on the way that the slot is
// one continuous stream, whoever fills it; what is wrong goes into `faults`.
//
// A frame is decodable when it is a key frame, or when every frame since the last key frame was
// complete and in its place. A complete key frame ahead makes the decoder go on there, whatever is
// missing before it.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "base/instant.hpp"
#include "base/sequence_number.hpp"
#include "sim/synthetic_media.hpp"

namespace sim {

// What was wrong with the streams of one client, for people.
class Faults {
 public:
  void add(base::Instant when, const std::string& where, const std::string& what);
  const std::vector<std::string>& lines() const { return lines_; }

 private:
  static constexpr size_t kEnough = 50;
  std::vector<std::string> lines_;
};

// "1003.250 s", as it stands in all that is printed.
std::string to_text(base::Instant when);

struct DecodedPicture {
  base::Instant when;
  uint32_t timestamp;
  Stamp stamp;
};

class VideoSlot {
 public:
  using OnPicture = std::function<void(const DecodedPicture&)>;

  VideoSlot(uint32_t ssrc, std::string name, Faults& faults, OnPicture on_picture)
      : ssrc_(ssrc), name_(std::move(name)), faults_(faults), on_picture_(std::move(on_picture)) {}

  uint32_t ssrc() const { return ssrc_; }

  // An original or a restored packet; false: it was here before.
  bool receive(uint16_t sequence_number, uint32_t timestamp, bool marker, base::BytesView payload,
               base::Instant now);

  // Sequence numbers to ask for now.
  std::vector<uint16_t> take_nacks(base::Instant now, base::Duration round_trip);
  // True when packets come and no picture can be made of them.
  bool take_key_frame_wanted(base::Instant now);

 private:
  static constexpr base::Duration kReorderingGrace = std::chrono::milliseconds(5);
  static constexpr base::Duration kNackLimit = std::chrono::seconds(1);
  // Without a decodable picture for so long although packets come, a key frame is asked for.
  static constexpr base::Duration kPatience = std::chrono::milliseconds(300);
  static constexpr size_t kRecent = 4096;
  static constexpr int64_t kMostMissing = 1000;

  struct Packet {
    uint32_t timestamp;
    bool marker;
    bool starts_key_frame;
    base::Bytes payload;
  };
  struct Missing {
    base::Instant noticed;
    base::Instant asked{};
    uint32_t requests = 0;
  };
  struct Seen {
    int64_t sequence = -1;
    uint32_t timestamp = 0;
    uint64_t digest = 0;
  };
  using Packets = std::map<int64_t, Packet>;

  bool note_seen(int64_t sequence, uint32_t timestamp, base::BytesView payload);
  void note_missing(int64_t sequence, base::Instant now);
  void decode(base::Instant now);
  // Behind the last packet of the frame that begins at `first`, if it is all there. When a slot
  // changes its source, the frame before may be cut off: it stays undecoded.
  std::optional<int64_t> frame_end(Packets::const_iterator first) const;
  Packets::iterator complete_key_frame();
  void take_frame(int64_t end, bool jumped, base::Instant now);
  void check_counters(uint16_t picture_id, uint8_t tl0_pic_idx, uint8_t temporal_id, bool jumped);
  void check_chain(const Stamp& stamp, uint8_t temporal_id, bool jumped);
  void fault(const std::string& what) { faults_.add(last_packet_, name_, what); }

  const uint32_t ssrc_;
  const std::string name_;
  Faults& faults_;
  const OnPicture on_picture_;

  base::Unwrapper<uint16_t> unwrapper_;
  std::optional<int64_t> newest_;
  Packets packets_;  // not yet made into frames
  std::map<int64_t, Missing> missing_;
  std::vector<Seen> recent_ = std::vector<Seen>(kRecent);
  std::optional<int64_t> next_;  // the sequence number that continues the chain; none before it
  std::optional<Stamp> last_;    // picture decoded
  std::optional<Stamp> base_;    // the last of the lowest temporal layer
  uint32_t last_timestamp_ = 0;
  uint16_t last_picture_id_ = 0;
  uint8_t last_tl0_pic_idx_ = 0;
  base::Instant progress_{};  // the last picture, or the first packet after a silence
  base::Instant last_packet_{};
  base::Instant last_request_{};
};

}  // namespace sim
