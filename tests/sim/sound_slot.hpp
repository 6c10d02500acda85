// One sound slot as a browser sees it: no repairs, every packet is played, found as a copy in the
// next one (RED), or missed. Checks that the slot is one continuous stream, and that a copy is of
// what was sent in it just before; what is wrong goes into `faults`.
#pragma once

#include <functional>
#include <map>

#include "sim/video_slot.hpp"

namespace sim {

struct HeardSound {
  base::Instant when;
  uint32_t ssrc;
  uint16_t sequence_number;
  uint32_t timestamp;
  Stamp stamp;
};

class SoundSlot {
 public:
  using OnSound = std::function<void(const HeardSound&)>;

  SoundSlot(uint32_t ssrc, std::string name, Faults& faults, OnSound on_sound)
      : ssrc_(ssrc), name_(std::move(name)), faults_(faults), on_sound_(std::move(on_sound)) {}

  uint32_t ssrc() const { return ssrc_; }
  void receive(uint16_t sequence_number, uint32_t timestamp, base::BytesView payload,
               base::Instant now);
  // A payload of RED.
  void receive_redundant(uint16_t sequence_number, uint32_t timestamp, base::BytesView payload,
                         base::Instant now);

 private:
  static constexpr size_t kRecent = 512;

  struct Played {
    uint32_t timestamp;
    Stamp stamp;
  };
  void check_copy(const Played& copy, const Played& primary);
  void check_place(int64_t sequence, const Played& played);
  void fault(const std::string& what) { faults_.add(last_packet_, name_, what); }

  const uint32_t ssrc_;
  const std::string name_;
  Faults& faults_;
  const OnSound on_sound_;
  base::Unwrapper<uint16_t> unwrapper_;
  std::map<int64_t, Played> recent_;
  base::Instant last_packet_{};
};

}  // namespace sim
