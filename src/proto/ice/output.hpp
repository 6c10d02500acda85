// What an agent wants done or known, taken from it with poll(). After any call to an agent, poll
// until it gives nothing before the next call.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/bytes.hpp"
#include "base/endpoint.hpp"

namespace ice {

// Send this datagram.
struct Transmit {
  base::Path path;
  base::Bytes datagram;
};
// The peer has proved to be at this path: datagrams from it are the peer's until it is dropped.
struct PathVerified {
  base::Path path;
};
// The path is the peer's no longer: neither receive from it nor send to it.
struct PathDropped {
  base::Path path;
};
// Send to this path from now on; nothing: stop sending.
struct SelectedPathChanged {
  std::optional<base::Path> path;
};
// No valid check, or no answer to ours, for 30 seconds on any path (RFC 7675 §5.1).
struct ConsentLost {};
// After a restart: the fragment of before is refused now and can be forgotten.
struct CredentialsRetired {
  std::string ufrag;
};
// No pair of candidates works, and none is left to try.
struct ChecksFailed {};

template <typename Output>
class OutputQueue {
 public:
  void push(Output output) { outputs_.push_back(std::move(output)); }
  std::optional<Output> poll() {
    if (next_ == outputs_.size()) {
      outputs_.clear();
      next_ = 0;
      return std::nullopt;
    }
    return std::move(outputs_[next_++]);
  }
  bool empty() const { return next_ == outputs_.size(); }

 private:
  std::vector<Output> outputs_;
  size_t next_ = 0;
};

}  // namespace ice
