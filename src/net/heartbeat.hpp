// Whether somebody is still at the other end of a connection: when to ask, and when to give it up.
// Pure: websocket_connection.hpp asks by WebSocket pings and follows it.
//
// Who has been silent for `quiet` is asked, and is gone who is then silent for `patience` more. The
// silence counts from the question: a server that stood still itself (stopped, a paused virtual
// machine, overload) has heard nobody and finds out by looking late. It asks again then, instead of
// dropping everybody at once.
#pragma once

#include <cstdint>
#include <optional>

#include "base/instant.hpp"

namespace net {

class Heartbeat {
 public:
  struct Pace {
    base::Duration quiet;
    base::Duration patience;
  };
  // Later than this after a deadline: we stood still ourselves.
  static constexpr base::Duration kStoodStill = std::chrono::seconds(1);

  Heartbeat(Pace pace, base::Instant now) : pace_(pace), heard_(now) {}

  void heard(base::Instant now) {
    heard_ = now;
    asked_.reset();
  }

  base::Instant next_timeout() const {
    return asked_ ? *asked_ + pace_.patience : heard_ + pace_.quiet;
  }

  enum class Due : uint8_t { kNothing, kAsk, kGone };
  Due on_timeout(base::Instant now) {
    if (now < next_timeout()) return Due::kNothing;
    if (asked_ && now < next_timeout() + kStoodStill) return Due::kGone;
    asked_ = now;
    return Due::kAsk;
  }

 private:
  Pace pace_;
  base::Instant heard_;
  std::optional<base::Instant> asked_;  // since it was heard
};

}  // namespace net
