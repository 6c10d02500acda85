// Which encodings of a picture its publisher is to send: those that anybody watches, so that
// neither its encoder nor its line works for nobody. Pure; one per source, in the room's router.
//
// A layer stops kPause after the last one who watched it, and begins again at once when somebody
// wants it. The smallest that arrives never stops: whoever turns to this person sees it with the
// next key frame, and the publisher's own estimate of its line stays alive.
//
// A layer stopped on our word is not dead but *on request*: receivers may choose it as if it came.
// One that does not come within kPatience of being asked for is dead, until it comes by itself:
// the publisher's line or computer cannot do it.
#pragma once

#include <array>
#include <cstdint>

#include "base/instant.hpp"
#include "sfu/room_view.hpp"

namespace sfu {

class WatchedLayers {
 public:
  static constexpr base::Duration kPause = std::chrono::seconds(5);
  static constexpr base::Duration kPatience = std::chrono::seconds(3);

  // What the publisher is to send. In the beginning, everything.
  LayerMask sent() const { return sent_; }
  LayerMask on_request() const { return on_request_; }

  // Somebody shows or awaits these layers. True: sent() has changed.
  bool want(LayerMask wanted) {
    const LayerMask before = sent_;
    sent_ |= wanted;
    return sent_ != before;
  }

  // A few times a second, with the layers that are wanted and that arrive. True: sent() has
  // changed.
  bool on_tick(base::Instant now, LayerMask wanted, LayerMask alive, LayerIndex smallest) {
    const LayerMask before = sent_;
    for (LayerIndex layer = 0; layer < kMaxLayers; ++layer) {
      const auto bit = static_cast<LayerMask>(1u << layer);
      const bool is_sent = sent_ & bit, is_alive = alive & bit;
      Since& since = since_[layer];
      if (!is_sent || is_alive) since.not_missing = now;
      const bool is_first = since.watched == base::Instant{};
      if ((wanted & bit) || !is_alive || layer == smallest || is_first) since.watched = now;
      if (is_sent && (is_alive || now - since.not_missing >= kPatience))
        on_request_ &= static_cast<LayerMask>(~bit);
      if (is_sent && now - since.watched >= kPause) {
        sent_ &= static_cast<LayerMask>(~bit);
        on_request_ |= bit;
      }
    }
    return sent_ != before;
  }

 private:
  struct Since {
    base::Instant watched{};
    base::Instant not_missing{};  // it arrived, or was not asked for
  };

  LayerMask sent_ = 0xff;
  LayerMask on_request_ = 0;
  std::array<Since, kMaxLayers> since_{};
};

}  // namespace sfu
