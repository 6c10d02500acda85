// Whether a port tries to send runs as one message (UDP GSO) at present. Refusals come in two
// kinds:
// - EIO, EOPNOTSUPP: the device does not do it (no checksum offload). Closed at once.
// - EINVAL: the kernel does not know it, or this path's MTU is smaller than the datagrams. Only
//   kStrikes of them in a row, never two of one address, speak against all.
// After kPause it is tried again: routes change. Pure: time is an argument.
#pragma once

#include <cerrno>

#include "base/endpoint.hpp"
#include "base/instant.hpp"

namespace net {

class GsoGate {
 public:
  static constexpr int kStrikes = 16;
  static constexpr base::Duration kPause = std::chrono::minutes(1);

  void close_for_good() {
    is_open_ = false;
    retry_ = base::kNever;
  }

  bool is_open() const { return is_open_; }
  // Opens it again if it is time to.
  void look(base::Instant now) {
    if (is_open_ || now < retry_) return;
    is_open_ = true;
    strikes_ = 0;
    last_struck_ = {};
  }
  // A run went out.
  void worked() { strikes_ = 0; }
  // A run was refused with this error, and its datagrams went out one by one.
  void refused(int error, const base::Endpoint& remote, base::Instant now) {
    if (error == EINVAL) {
      if (remote == last_struck_) return;
      last_struck_ = remote;
      if (++strikes_ < kStrikes) return;
    } else if (error != EIO && error != EOPNOTSUPP) {
      return;
    }
    is_open_ = false;
    retry_ = now + kPause;
  }

 private:
  bool is_open_ = true;
  base::Instant retry_{};
  int strikes_ = 0;
  base::Endpoint last_struck_{};
};

}  // namespace net
