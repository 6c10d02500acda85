#include "sfu/speaker_selection.hpp"

#include <algorithm>

namespace sfu {

void SpeakerSelection::add(SourceId source) {
  if (find(source)) return;
  speakers_.push_back({.source = source});
  fill_places();
}

void SpeakerSelection::remove(SourceId source) {
  const Speaker* speaker = find(source);
  if (!speaker) return;
  if (speaker->heard) {
    --heard_count_;
    ++version_;
  }
  std::erase_if(speakers_, [&](const Speaker& s) { return s.source == source; });
  if (dominant_ == source) dominant_ = {};
  fill_places();
}

void SpeakerSelection::fill_places() {
  for (Speaker& speaker : speakers_) {
    if (heard_count_ >= capacity_) return;
    if (speaker.heard) continue;
    speaker.heard = true;
    ++heard_count_;
    ++version_;
  }
}

bool SpeakerSelection::on_packet(SourceId source, uint8_t level, bool voice, base::Instant now) {
  Speaker* speaker = find(source);
  if (!speaker) return false;
  // 1. Smooth: up within two packets, down over about half a second (20 ms packets).
  const int32_t loudness = (127 - std::min<int32_t>(level, 127)) * kScale;
  const int32_t step = loudness - speaker->score;
  speaker->score += step > 0 ? step / 2 : step / 16;
  // 2. Note loudness; a pause longer than the hold begins a new turn.
  if (level <= kLoud && (voice || level <= kLoud - 10)) {
    if (!spoke_lately(*speaker, now)) begin_turn(*speaker, now);
    speaker->last_loud = now;
    if (!speaker->heard) take_place(*speaker, now);
  }
  return speaker->heard;
}

void SpeakerSelection::begin_turn(Speaker& speaker, base::Instant now) {
  speaker.loud_since = now;
  // First in heard() now: receivers with few slots make room.
  const bool stands_first = std::ranges::none_of(speakers_, [&](const Speaker& other) {
    return other.heard && other.last_loud > speaker.last_loud;
  });
  if (speaker.heard && (!stands_first || !speaker.last_loud)) ++version_;
}

void SpeakerSelection::take_place(Speaker& newcomer, base::Instant now) {
  Speaker* weakest = nullptr;
  for (Speaker& speaker : speakers_) {
    if (!speaker.heard) continue;
    if (!weakest || speaker.last_loud < weakest->last_loud) weakest = &speaker;
  }
  if (!weakest) return;
  if (spoke_lately(*weakest, now)) {
    // Everybody who is heard speaks: only somebody clearly louder than the quietest gets in.
    for (Speaker& speaker : speakers_)
      if (speaker.heard && speaker.score < weakest->score) weakest = &speaker;
    if (newcomer.score < weakest->score + kClearly) return;
  }
  weakest->heard = false;
  newcomer.heard = true;
  ++version_;
}

bool SpeakerSelection::spoke_lately(const Speaker& speaker, base::Instant now) {
  return speaker.last_loud && now - *speaker.last_loud <= kHold;
}

bool SpeakerSelection::is_speaking(const Speaker& speaker, base::Instant now) {
  return spoke_lately(speaker, now) && *speaker.last_loud - speaker.loud_since >= kSignAfter;
}

std::vector<SourceId> SpeakerSelection::speaking(base::Instant now) const {
  std::vector<const Speaker*> found;
  for (const Speaker& speaker : speakers_)
    if (is_speaking(speaker, now)) found.push_back(&speaker);
  std::ranges::sort(found, [](const Speaker* a, const Speaker* b) { return a->score > b->score; });
  if (found.size() > 10) found.resize(10);
  std::vector<SourceId> result;
  for (const Speaker* speaker : found) result.push_back(speaker->source);
  return result;
}

void SpeakerSelection::update_dominant(base::Instant now) {
  const Speaker* current = find(dominant_);
  if (current && is_speaking(*current, now)) return;
  const Speaker* best = nullptr;
  for (const Speaker& speaker : speakers_) {
    if (!is_speaking(speaker, now)) continue;
    // With nobody shown yet the first speaker comes at once.
    if (current && now - speaker.loud_since < kDominantAfter) continue;
    if (!best || speaker.score > best->score) best = &speaker;
  }
  if (best) dominant_ = best->source;
}

std::optional<SourceId> SpeakerSelection::dominant() const {
  return dominant_ ? std::optional(dominant_) : std::nullopt;
}

std::vector<SourceId> SpeakerSelection::heard() const {
  std::vector<const Speaker*> found;
  for (const Speaker& speaker : speakers_)
    if (speaker.heard) found.push_back(&speaker);
  // Of equals, those that were there first.
  std::ranges::sort(found, {}, [](const Speaker* speaker) {
    return std::pair(-base::to_us(speaker->last_loud.value_or(base::Instant{})), speaker);
  });
  std::vector<SourceId> result;
  for (const Speaker* speaker : found) result.push_back(speaker->source);
  return result;
}

SpeakerSelection::Speaker* SpeakerSelection::find(SourceId source) {
  const auto found = std::ranges::find(speakers_, source, &Speaker::source);
  return found == speakers_.end() ? nullptr : &*found;
}
const SpeakerSelection::Speaker* SpeakerSelection::find(SourceId source) const {
  const auto found = std::ranges::find(speakers_, source, &Speaker::source);
  return found == speakers_.end() ? nullptr : &*found;
}

}  // namespace sfu
