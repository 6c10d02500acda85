// The numbers that bound one connection. A client of ours stays far below all of them.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/instant.hpp"

namespace signalling {

inline constexpr size_t kMaxMessage = 64 * 1024;  // any message but an offer
inline constexpr size_t kMaxOfferMessage =
    576 * 1024;  // SDP of 512 KiB, its sections, JSON escapes
inline constexpr size_t kMaxSdp = 512 * 1024;
inline constexpr size_t kMaxDepth = 32;  // of nested JSON or protobuf messages
inline constexpr size_t kMaxTicket = 2048;
inline constexpr size_t kMaxSections = 128;
inline constexpr size_t kMaxMid = 64;
inline constexpr size_t kMaxWanted = 49;
inline constexpr size_t kMaxAccessCode = 240;  // bytes; what is a code, the domain says
inline constexpr size_t kMaxChat = 8 * 1024;   // bytes; what is a text, the domain says
inline constexpr size_t kMaxTyped = 2000;      // bytes of one edit
inline constexpr size_t kMaxQuestion = 2400;   // bytes; likewise for polls
inline constexpr size_t kMaxAnswer = 1200;
inline constexpr size_t kMaxAnswers = 10;
inline constexpr uint32_t kMaxHeight = 4320;
inline constexpr size_t kMaxPeople = 500;  // in one Admit or Reject

// News of people leaves at most so often, unless so many have come together.
inline constexpr base::Duration kNewsEvery = std::chrono::milliseconds(100);
inline constexpr size_t kMostNewsHeld = 500;

inline constexpr double kMessagesPerSecond = 50;
inline constexpr double kMostMessagesAtOnce = 100;

}  // namespace signalling
