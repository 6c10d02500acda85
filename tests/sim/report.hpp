// What one client saw and heard of another, counted: against what was captured, and for sound
// against what the network lost.
#pragma once

#include <cstdint>
#include <string>

#include "sim/client.hpp"

namespace sim {

// Captures from `from` on and before `to`.
struct Window {
  base::Instant from;
  base::Instant to;
};

struct PictureReport {
  size_t captured = 0;
  size_t decoded = 0;            // each picture once, in whichever encoding
  base::Duration longest_gap{};  // between decoded pictures, and from the ends of the window
  double share() const {
    return captured == 0 ? 1 : static_cast<double>(decoded) / static_cast<double>(captured);
  }
};
PictureReport pictures(const Client& viewer, const Client& publisher, const Window& window);

struct SoundReport {
  size_t sent = 0;
  size_t heard = 0;
  size_t lost_up = 0;      // by the network, on the publisher's line
  size_t lost_down = 0;    // by the network, on the listener's line
  size_t unexplained = 0;  // by the server
  double share() const {
    return sent == 0 ? 1 : static_cast<double>(heard) / static_cast<double>(sent);
  }
};
SoundReport sounds(const Client& listener, const Client& publisher, const Window& window);

// One line for people.
std::string to_text(const PictureReport& report);
std::string to_text(const SoundReport& report);

}  // namespace sim
