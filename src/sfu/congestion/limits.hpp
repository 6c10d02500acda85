// The bounds of any estimate, in bits per second, and what may be sent of it.
#pragma once

namespace sfu::congestion {

// Sound of one or two people and a thumbnail: below that there is no conference.
inline constexpr double kLeastBps = 100'000;
// What REMB says can be as low as what was sent, since it is measured there: without probes a
// picture that is held back because of it would never be sent again. Less than this is not
// believed.
inline constexpr double kLeastRembBps = 300'000;
// More than 49 tiles need; what a receiver could use beyond is not looked for.
inline constexpr double kMostBps = 100'000'000;
// Assumed when feedback begins and no probe has said more, and what probes look for even where less
// is wanted: a thumbnail gallery with sound.
inline constexpr double kStartBps = 1'000'000;
// While the queue of the line is full, whoever sends takes no more of the estimate than this share:
// sound stands behind what is in it.
inline constexpr double kDrainingShare = 0.6;

}  // namespace sfu::congestion
