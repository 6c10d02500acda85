#include "proto/codec/counter_rewriter.hpp"

#include "base/sequence_number.hpp"

namespace codec {

uint8_t Tl0Counter::map(uint8_t input) {
  if (switching_ && started_) offset_ = static_cast<uint8_t>(newest_output_ + 1 - input);
  const auto output = static_cast<uint8_t>(input + offset_);
  if (switching_ || base::serial_newer(output, newest_output_)) newest_output_ = output;
  started_ = true;
  switching_ = false;
  return output;
}

void Vp8Rewriter::switch_source() {
  pictures_.switch_source();
  tl0_.switch_source();
}

void Vp8Rewriter::switch_if_begun_anew(const FrameInfo& info) {
  if (info.key_frame && pictures_.is_far(*info.counters.picture_id, info.picture_id_bits))
    switch_source();
}

std::optional<PictureCounters> Vp8Rewriter::rewrite(const FrameInfo& info) {
  PictureCounters out;
  if (info.counters.picture_id) {
    switch_if_begun_anew(info);
    const auto number = pictures_.forward(*info.counters.picture_id, info.picture_id_bits);
    if (!number) return std::nullopt;
    out.picture_id = *number & 0x7fff;
  }
  if (info.counters.tl0_pic_idx) out.tl0_pic_idx = tl0_.map(*info.counters.tl0_pic_idx);
  return out;
}

void Vp8Rewriter::drop(const FrameInfo& info) {
  if (info.counters.picture_id) pictures_.drop(*info.counters.picture_id, info.picture_id_bits);
}

void Vp9Rewriter::switch_source() {
  pictures_.switch_source();
  tl0_.switch_source();
}

std::optional<PictureCounters> Vp9Rewriter::rewrite(const FrameInfo& info) {
  PictureCounters out;
  if (info.counters.picture_id) {
    const uint16_t id = *info.counters.picture_id;
    if (info.key_frame && pictures_.is_far(id, info.picture_id_bits)) switch_source();
    out.picture_id = pictures_.map(id, info.picture_id_bits);
    if (!out.picture_id) return std::nullopt;
  }
  if (info.counters.tl0_pic_idx) out.tl0_pic_idx = tl0_.map(*info.counters.tl0_pic_idx);
  return out;
}

std::optional<uint16_t> FrameNumberRewriter::rewrite(uint16_t frame_number, bool key_frame) {
  if (key_frame && frames_.is_far(frame_number, 16)) switch_source();
  return frames_.map(frame_number, 16);
}

}  // namespace codec
