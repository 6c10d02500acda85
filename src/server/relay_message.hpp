// What the relays of different workers say to each other. An allocation is on the worker that its
// user name says; the kernel spreads five-tuples and connections as it likes.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <variant>

#include "base/packet_batch.hpp"
#include "net/accepted_stream.hpp"

namespace server {

// From clients of the other worker.
struct ClientDatagrams {
  std::unique_ptr<base::PacketBatch> datagrams;
};
// From the media plane, for relayed endpoints of the other worker.
struct RelayedDatagrams {
  std::unique_ptr<base::PacketBatch> datagrams;
};
// An allocation of the sender's: its virtual port, and where its datagrams come from (UDP).
struct PortTaken {
  uint16_t port = 0;
  std::optional<base::Path> client;
};
struct PortFreed {
  uint16_t port = 0;
  std::optional<base::Path> client;
};

using RelayMessage =
    std::variant<ClientDatagrams, RelayedDatagrams, PortTaken, PortFreed, net::AcceptedStream>;

}  // namespace server
