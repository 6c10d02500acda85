#include "sim/report.hpp"

#include <algorithm>
#include <set>

namespace sim {

PictureReport pictures(const Client& viewer, const Client& publisher, const Window& window) {
  PictureReport report;
  const auto& captured = publisher.publisher().pictures();
  report.captured = static_cast<size_t>(std::ranges::count_if(
      captured, [&](base::Instant t) { return t >= window.from && t < window.to; }));
  std::set<uint32_t> numbers;
  base::Instant last = window.from;
  for (const DecodedPicture& picture : viewer.receiver().pictures_of(publisher.id())) {
    if (picture.stamp.captured >= window.from && picture.stamp.captured < window.to)
      numbers.insert(picture.stamp.number);
    if (picture.when < window.from || picture.when >= window.to) continue;
    report.longest_gap = std::max(report.longest_gap, picture.when - last);
    last = picture.when;
  }
  report.longest_gap = std::max(report.longest_gap, window.to - last);
  report.decoded = numbers.size();
  return report;
}

namespace {

// Whether the network took packet `number` between server and listener: the slot's sequence number
// under which it would have come follows from a neighbour that came through the same slot.
bool is_lost_down(const Client& listener, const std::vector<HeardSound>& heard, uint32_t number) {
  const auto lost_beside = [&](const HeardSound& neighbour) {
    const auto sequence_number =
        static_cast<uint16_t>(neighbour.sequence_number + (number - neighbour.stamp.number));
    return listener.host().lost_down.contains(neighbour.ssrc, sequence_number);
  };
  // Logged in the order of arrival, which is nearly that of numbers.
  const HeardSound* before = nullptr;
  const HeardSound* after = nullptr;
  for (const HeardSound& sound : heard) {
    if (sound.stamp.number < number && (!before || sound.stamp.number > before->stamp.number))
      before = &sound;
    if (sound.stamp.number > number && (!after || sound.stamp.number < after->stamp.number))
      after = &sound;
  }
  return (before && lost_beside(*before)) || (after && lost_beside(*after));
}

}  // namespace

SoundReport sounds(const Client& listener, const Client& publisher, const Window& window) {
  SoundReport report;
  const auto& heard = listener.receiver().sounds_of(publisher.id());
  std::set<uint32_t> numbers;
  for (const HeardSound& sound : heard) numbers.insert(sound.stamp.number);
  const Publisher& sender = publisher.publisher();
  const auto& captured = sender.sounds();
  for (uint32_t number = 0; number < captured.size(); ++number) {
    if (captured[number] < window.from || captured[number] >= window.to) continue;
    ++report.sent;
    if (numbers.contains(number))
      ++report.heard;
    else if (publisher.host().lost_up.contains(sender.sound_ssrc(),
                                               sender.sound_sequence_number(number)))
      ++report.lost_up;
    else if (is_lost_down(listener, heard, number))
      ++report.lost_down;
    else
      ++report.unexplained;
  }
  return report;
}

std::string to_text(const PictureReport& report) {
  return std::to_string(report.decoded) + " of " + std::to_string(report.captured) +
         " pictures, longest gap " + std::to_string(base::to_ms(report.longest_gap)) + " ms";
}

std::string to_text(const SoundReport& report) {
  return std::to_string(report.heard) + " of " + std::to_string(report.sent) +
         " sound packets, the network lost " + std::to_string(report.lost_up) + " up and " +
         std::to_string(report.lost_down) + " down, the server " +
         std::to_string(report.unexplained);
}

}  // namespace sim
