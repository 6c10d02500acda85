// The replay windows of the SSRCs that a peer has authentically used, at most kCapacity: the one
// unused for longest makes room. A linear search over contiguous SSRCs, since a browser uses about
// ten; the one hit last is tried first.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "proto/srtp/replay_window.hpp"

namespace srtp {

class StreamTable {
 public:
  static constexpr size_t kCapacity = 256;

  struct Stream {
    uint32_t ssrc = 0;
    ReplayWindow window;
  };

  // Null when unknown. Valid until the next add().
  ReplayWindow* find(uint32_t ssrc) {
    if (last_ >= ssrcs_.size() || ssrcs_[last_] != ssrc) {
      const auto found = std::ranges::find(ssrcs_, ssrc);
      if (found == ssrcs_.end()) return nullptr;
      last_ = static_cast<size_t>(found - ssrcs_.begin());
    }
    return &entries_[last_].window;
  }

  // Marks the stream found last as used. Separate from find(), so that a forged packet cannot keep
  // a stream in the table.
  void touch() { entries_[last_].used = ++uses_; }

  // Requires find(ssrc) == nullptr.
  ReplayWindow& add(uint32_t ssrc) {
    if (ssrcs_.size() < kCapacity) {
      last_ = ssrcs_.size();
      ssrcs_.push_back(ssrc);
      entries_.push_back({});
    } else {
      last_ = static_cast<size_t>(std::ranges::min_element(entries_, {}, &Entry::used) -
                                  entries_.begin());
      ssrcs_[last_] = ssrc;
      entries_[last_] = {};
    }
    touch();
    return entries_[last_].window;
  }

  size_t size() const { return ssrcs_.size(); }
  std::vector<Stream> streams() const {
    std::vector<Stream> out;
    out.reserve(ssrcs_.size());
    for (size_t i = 0; i < ssrcs_.size(); ++i) out.push_back({ssrcs_[i], entries_[i].window});
    return out;
  }

 private:
  struct Entry {
    uint64_t used = 0;
    ReplayWindow window;
  };

  std::vector<uint32_t> ssrcs_;
  std::vector<Entry> entries_;  // same order
  size_t last_ = 0;
  uint64_t uses_ = 0;
};

}  // namespace srtp
