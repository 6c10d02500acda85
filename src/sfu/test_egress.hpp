// One peer's egress for tests: it can send, and the test has the peer's ears.
#pragma once

#include "base/random.hpp"
#include "sfu/egress.hpp"
#include "sfu/test_media.hpp"

namespace sfu {

struct TestEgress {
  explicit TestEgress(const PeerSetup& of_peer) : setup(of_peer) {
    egress.set_keys(test_key());
    egress.set_path(test_path(1));
  }

  PacketMaker make;  // outlives its packets
  base::SeededRandom random{1};
  DropCounters drops;
  PeerSetup setup;
  Egress egress{setup, random, drops};
  PeerEars ears;
  base::PacketBatch batch;
};

// Without congestion control: the peer gives no transport-wide feedback.
inline PeerSetup without_extensions(PeerSetup setup) {
  setup.extensions = {};
  return setup;
}

}  // namespace sfu
