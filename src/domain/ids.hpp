// The names of rooms and people. Strong types: neither is a plain string or number to the compiler.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <string>

#include "base/random.hpp"

namespace domain {

// The last part of the room's link: a random token or a chosen name in clean spelling (slug.hpp).
struct RoomId {
  std::string text;
  friend auto operator<=>(const RoomId&, const RoomId&) = default;
};

// A seat in one room; counts from 1 within the room and is never given out twice. 0 is nobody.
struct PersonId {
  uint32_t value = 0;
  explicit operator bool() const { return value != 0; }
  friend auto operator<=>(const PersonId&, const PersonId&) = default;
};

// What the server recognises somebody by who was barred: an opaque hash that the caller computes.
// Empty when there is nothing to recognise the person by.
struct BarKey {
  std::string hash;
  friend auto operator<=>(const BarKey&, const BarKey&) = default;
};

// By what a room recognises a personal link: an opaque hash of its token that the caller computes.
// Empty: no personal link.
struct InvitationKey {
  std::string hash;
  friend auto operator<=>(const InvitationKey&, const InvitationKey&) = default;
};

// 22 characters of 62 are 131 bits: a link that cannot be guessed (R10 asks for 128).
inline RoomId random_room_id(base::Random& random) {
  return {random.text(22, base::kAlphanumeric)};
}
// The secret part of a personal link (R13).
inline std::string random_invitation(base::Random& random) {
  return random.text(22, base::kAlphanumeric);
}

}  // namespace domain

template <>
struct std::hash<domain::RoomId> {
  size_t operator()(const domain::RoomId& id) const noexcept {
    return std::hash<std::string>{}(id.text);
  }
};
template <>
struct std::hash<domain::PersonId> {
  size_t operator()(const domain::PersonId& id) const noexcept {
    return std::hash<uint32_t>{}(id.value);
  }
};
