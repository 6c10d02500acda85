#include "sim/video_slot.hpp"

#include <algorithm>

#include "proto/codec/vp8_descriptor.hpp"
#include "sim/digest.hpp"

namespace sim {

std::string to_text(base::Instant when) {
  const std::string ms = std::to_string(1000 + base::to_us(when) / 1000 % 1000);
  return std::to_string(base::to_us(when) / 1'000'000) + "." + ms.substr(1) + " s";
}

void Faults::add(base::Instant when, const std::string& where, const std::string& what) {
  if (lines_.size() < kEnough) lines_.push_back(to_text(when) + "  " + where + ": " + what);
}

bool VideoSlot::receive(uint16_t sequence_number, uint32_t timestamp, bool marker,
                        base::BytesView payload, base::Instant now) {
  if (now - last_packet_ > kPatience) progress_ = now;
  last_packet_ = now;
  const int64_t sequence = unwrapper_.unwrap(sequence_number);
  if (!note_seen(sequence, timestamp, payload)) return false;
  note_missing(sequence, now);
  if (next_ && sequence < *next_) return true;  // of a frame that was given up
  const auto descriptor = codec::parse_vp8(payload);
  if (!descriptor) {
    fault("a payload that is not VP8");
    return true;
  }
  packets_[sequence] = {timestamp, marker, descriptor->start_of_frame() && descriptor->key_frame,
                        base::to_bytes(payload)};
  decode(now);
  return true;
}

bool VideoSlot::note_seen(int64_t sequence, uint32_t timestamp, base::BytesView payload) {
  Digest digest;
  digest.add(payload);
  Seen& seen = recent_[static_cast<size_t>(sequence) % kRecent];
  if (seen.sequence == sequence) {
    if (seen.timestamp != timestamp || seen.digest != digest.value())
      fault("two packets under sequence number " + std::to_string(sequence & 0xFFFF));
    return false;
  }
  seen = {sequence, timestamp, digest.value()};
  const auto check_order = [&](int64_t earlier, int64_t later) {
    const Seen& a = recent_[static_cast<size_t>(earlier) % kRecent];
    const Seen& b = recent_[static_cast<size_t>(later) % kRecent];
    if (a.sequence == earlier && b.sequence == later &&
        base::serial_diff(b.timestamp, a.timestamp) < 0)
      fault("a timestamp that goes backwards at " + std::to_string(later & 0xFFFF));
  };
  check_order(sequence - 1, sequence);
  check_order(sequence, sequence + 1);
  return true;
}

void VideoSlot::note_missing(int64_t sequence, base::Instant now) {
  missing_.erase(sequence);
  if (!newest_) newest_ = sequence;
  if (sequence - *newest_ > kMostMissing) {  // a long silence of the line: beyond repair
    missing_.clear();
    newest_ = sequence;
  }
  for (; *newest_ < sequence; ++*newest_)
    if (*newest_ + 1 != sequence) missing_[*newest_ + 1] = {.noticed = now};
}

// ------------------------------------------------------------------------------------- decoding

void VideoSlot::decode(base::Instant now) {
  while (!packets_.empty()) {
    const auto first = packets_.begin();
    if (next_ && first->first == *next_) {
      if (const auto end = frame_end(first)) {
        take_frame(*end, /*jumped=*/false, now);
        continue;
      }
    }
    const auto key_frame = complete_key_frame();
    if (key_frame == packets_.end()) return;
    const auto end = frame_end(key_frame);
    packets_.erase(packets_.begin(), key_frame);
    take_frame(*end, /*jumped=*/true, now);
  }
}

std::optional<int64_t> VideoSlot::frame_end(Packets::const_iterator first) const {
  int64_t sequence = first->first;
  for (auto it = first; it != packets_.end() && it->first == sequence; ++it, ++sequence) {
    if (it->second.timestamp != first->second.timestamp) return std::nullopt;  // cut off
    if (it->second.marker) return sequence + 1;
  }
  return std::nullopt;
}

VideoSlot::Packets::iterator VideoSlot::complete_key_frame() {
  for (auto it = packets_.begin(); it != packets_.end(); ++it)
    if (it->second.starts_key_frame && frame_end(it)) return it;
  return packets_.end();
}

void VideoSlot::take_frame(int64_t end, bool jumped, base::Instant now) {
  // 1. One frame: one start, one timestamp, one picture id.
  base::Bytes frame;
  std::optional<codec::Vp8Descriptor> head;
  const uint32_t timestamp = packets_.begin()->second.timestamp;
  while (!packets_.empty() && packets_.begin()->first < end) {
    const Packet& packet = packets_.begin()->second;
    const auto descriptor = codec::parse_vp8(packet.payload);
    if (descriptor->start_of_frame() == head.has_value())
      fault(head ? "a frame begins before the marker" : "a frame without its beginning");
    if (!head) head = *descriptor;
    if (descriptor->picture_id != head->picture_id) fault("two picture ids in one frame");
    const auto body = base::BytesView(packet.payload).subspan(descriptor->size);
    frame.insert(frame.end(), body.begin(), body.end());
    packets_.erase(packets_.begin());
  }
  next_ = end;
  missing_.erase(missing_.begin(), missing_.lower_bound(end));
  // 2. What it is, and whether it follows what came before.
  const auto stamp = read_picture(frame);
  if (!stamp) return fault("a frame with wrong bytes");
  if (last_ && base::serial_diff(timestamp, last_timestamp_) <= 0)
    fault("two frames with one timestamp or in the wrong order");
  if (!head->picture_id || !head->tl0_pic_idx || !head->temporal_id)
    fault("a frame without its counters");
  else
    check_counters(*head->picture_id, *head->tl0_pic_idx, *head->temporal_id, jumped);
  check_chain(*stamp, head->temporal_id.value_or(0), jumped);
  last_ = *stamp;
  last_timestamp_ = timestamp;
  progress_ = now;
  on_picture_({now, timestamp, *stamp});
}

void VideoSlot::check_counters(uint16_t picture_id, uint8_t tl0_pic_idx, uint8_t temporal_id,
                               bool jumped) {
  if (last_ && !jumped) {
    if (picture_id != ((last_picture_id_ + 1) & 0x7FFF))
      fault("picture id " + std::to_string(picture_id) + " after " +
            std::to_string(last_picture_id_));
    const uint8_t expected = static_cast<uint8_t>(last_tl0_pic_idx_ + (temporal_id == 0 ? 1 : 0));
    if (tl0_pic_idx != expected)
      fault("TL0PICIDX " + std::to_string(tl0_pic_idx) + " after " +
            std::to_string(last_tl0_pic_idx_));
  } else if (last_ && ((picture_id - last_picture_id_) & 0x7FFF) >= 0x4000) {
    fault("a picture id that goes backwards");
  }
  last_picture_id_ = picture_id;
  last_tl0_pic_idx_ = tl0_pic_idx;
}

// Frames of the upper temporal layer refer to the one of the lower before them, and those to the
// lower before that, two pictures ago: whatever is left out on purpose, that one is there.
void VideoSlot::check_chain(const Stamp& stamp, uint8_t temporal_id, bool jumped) {
  const bool follows = base_ && !jumped && base_->publisher == stamp.publisher &&
                       base_->kind == stamp.kind && base_->layer == stamp.layer &&
                       stamp.number - base_->number <= (temporal_id == 0 ? 2 : 1);
  if (!follows && !stamp.key_frame)
    fault("picture " + std::to_string(stamp.number) + " of " + std::to_string(stamp.publisher) +
          " has nothing to refer to");
  if (temporal_id == 0) base_ = stamp;
}

// ----------------------------------------------------------------------------------- complaints

std::vector<uint16_t> VideoSlot::take_nacks(base::Instant now, base::Duration round_trip) {
  std::vector<uint16_t> due;
  std::erase_if(missing_,
                [&](const auto& entry) { return now - entry.second.noticed > kNackLimit; });
  for (auto& [sequence, missing] : missing_) {
    const auto wait = std::max<base::Duration>(round_trip * 11 / 10, std::chrono::milliseconds(20));
    const base::Instant when =
        missing.requests == 0 ? missing.noticed + kReorderingGrace : missing.asked + wait;
    if (when > now) continue;
    missing.asked = now;
    ++missing.requests;
    due.push_back(static_cast<uint16_t>(sequence));
  }
  return due;
}

bool VideoSlot::take_key_frame_wanted(base::Instant now) {
  if (now - last_packet_ > kPatience || now - progress_ < kPatience) return false;
  if (now - last_request_ < kPatience) return false;
  last_request_ = now;
  return true;
}

}  // namespace sim
