// Which media worker a peer lives on. A room stays on its home worker, where nothing has to cross a
// ring, until it has more peers than one worker should carry; further ones go to the least loaded.
#pragma once

#include <algorithm>
#include <vector>

#include "sfu/ids.hpp"

namespace server {

class Placement {
 public:
  Placement(size_t workers, size_t peers_on_home) : load_(workers), peers_on_home_(peers_on_home) {}

  // For the first peer of a room.
  sfu::WorkerIndex home() const { return least_loaded(); }
  // Where place() would put a peer now.
  sfu::WorkerIndex preview(sfu::WorkerIndex home, size_t in_room) const {
    return in_room < peers_on_home_ ? home : least_loaded();
  }
  // Counts the peer in; `in_room` peers of its room are on the home worker already.
  sfu::WorkerIndex place(sfu::WorkerIndex home, size_t in_room) {
    const sfu::WorkerIndex worker = preview(home, in_room);
    ++load_[worker];
    return worker;
  }
  void remove(sfu::WorkerIndex worker) { --load_[worker]; }

 private:
  sfu::WorkerIndex least_loaded() const {
    return static_cast<sfu::WorkerIndex>(std::ranges::min_element(load_) - load_.begin());
  }

  std::vector<size_t> load_;  // peers per worker
  size_t peers_on_home_;
};

}  // namespace server
