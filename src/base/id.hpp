// Strong ids: Id<struct RoomTag> and Id<struct PeerTag> do not mix. Zero means "none". Values are
// given out by their owner and never reused within a process.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace base {

template <typename Tag>
struct Id {
  uint64_t value = 0;

  explicit operator bool() const { return value != 0; }
  friend auto operator<=>(const Id&, const Id&) = default;
};

}  // namespace base

template <typename Tag>
struct std::hash<base::Id<Tag>> {
  size_t operator()(const base::Id<Tag>& id) const noexcept {
    return std::hash<uint64_t>{}(id.value * 0x9E3779B97F4A7C15ull);
  }
};
