// Permitted: what participants may do at present, as the moderators have set it; moderators
// themselves may always. The policy is the frame: what it rules out, nobody can permit. R42, R46.
#pragma once

#include "domain/person.hpp"
#include "domain/policy.hpp"

namespace domain {

struct Permitted {
  bool microphones = true;
  bool cameras = true;
  bool screens = true;
  bool chat = true;
  bool private_chat = true;  // from person to person, moderators included
  friend bool operator==(const Permitted&, const Permitted&) = default;
};

inline Permitted within(const Policy& policy, Permitted permitted) {
  permitted.chat = permitted.chat && policy.chat;
  permitted.private_chat = permitted.private_chat && policy.chat && policy.chat_private;
  return permitted;
}

// What is not permitted stays off.
inline Media within(const Permitted& permitted, Media media) {
  media.microphone = media.microphone && permitted.microphones;
  media.camera = media.camera && permitted.cameras;
  media.screen = media.screen && permitted.screens;
  media.screen_sound = media.screen_sound && permitted.screens;
  return media;
}

}  // namespace domain
