// Who is heard in a room, from the audio levels that clients send with each packet (RFC 6464); no
// sound is decoded or mixed. Runs on the room's home worker, one call per sound packet.
//
// Heard: in a room with at most `capacity` microphones everybody. In a larger one the loudest few:
// a newcomer takes the place of the one who has been silent longest, with the very packet that is
// loud, so that no first syllable is lost; nobody who has spoken in the last kHold loses a place
// unless the newcomer is clearly louder.
//
// Speaking: a smoothed level above the threshold, held for kHold after the last loud packet: the
// speaker sign. The dominant speaker changes only to somebody who has been speaking on for a while.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/instant.hpp"
#include "sfu/ids.hpp"

namespace sfu {

class SpeakerSelection {
 public:
  // How many are forwarded: one more than the sound slots of a desktop client, since nobody hears
  // themselves.
  explicit SpeakerSelection(size_t capacity = 13) : capacity_(capacity) {}

  void add(SourceId source);
  void remove(SourceId source);

  // A packet with `level` (-dBov, 0 loudest) arrived. True when it is to be forwarded.
  bool on_packet(SourceId source, uint8_t level, bool voice, base::Instant now);

  // Loudest first; at most ten. Empty when nobody speaks.
  std::vector<SourceId> speaking(base::Instant now) const;
  std::optional<SourceId> dominant() const;
  void update_dominant(base::Instant now);

  // Sources now forwarded, most recently loud first: receivers fill their slots in this order.
  std::vector<SourceId> heard() const;
  // Counts the changes of heard(), of its order only when somebody begins to speak.
  uint64_t version() const { return version_; }

  static constexpr base::Duration kHold = std::chrono::milliseconds(600);

 private:
  struct Speaker {
    SourceId source;
    bool heard = false;
    int32_t score = 0;  // smoothed loudness, 1/16 dB above silence
    std::optional<base::Instant> last_loud{};
    base::Instant loud_since{};
  };
  static constexpr int32_t kScale = 16;
  static constexpr uint8_t kLoud = 50;             // -50 dBov: speech across a room, not a fan
  static constexpr int32_t kClearly = 6 * kScale;  // 6 dB
  static constexpr base::Duration kDominantAfter = std::chrono::milliseconds(1000);
  static constexpr base::Duration kSignAfter = std::chrono::milliseconds(60);

  Speaker* find(SourceId source);
  const Speaker* find(SourceId source) const;
  static bool spoke_lately(const Speaker& speaker, base::Instant now);
  static bool is_speaking(const Speaker& speaker, base::Instant now);
  void begin_turn(Speaker& speaker, base::Instant now);
  void take_place(Speaker& newcomer, base::Instant now);
  void fill_places();

  const size_t capacity_;
  std::vector<Speaker> speakers_;
  size_t heard_count_ = 0;
  SourceId dominant_;
  uint64_t version_ = 0;
};

}  // namespace sfu
