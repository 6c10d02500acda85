// The bounds of any estimate, in bits per second.
#pragma once

namespace sfu::congestion {

// Sound of one or two people and a few frames of a thumbnail: below that there is no conference.
inline constexpr double kLeastBps = 50'000;
// More than 49 tiles need; what a receiver could use beyond is not looked for.
inline constexpr double kMostBps = 100'000'000;
// Assumed when feedback begins and no probe has said more: a thumbnail gallery with sound.
inline constexpr double kStartBps = 1'000'000;

}  // namespace sfu::congestion
