// One media worker's share of the media port: a UDP socket, many of them on one port
// (SO_REUSEPORT), each used by the one thread that owns it. Moves datagrams and knows nothing of
// what is in them.
//
// Dual stack where the kernel has IPv6, else IPv4. Each datagram says which of our addresses it
// came to (IPV6_PKTINFO), and leaves from Path.local, so that a host with several addresses answers
// from the one that was asked.
//
// Sending: runs of datagrams of one path and one size (the last may be shorter) go as one message
// with UDP_SEGMENT (GSO), many messages to one sendmmsg. Never blocks: what the kernel has no room
// for is dropped and counted. Where GSO is refused, the run goes datagram by datagram; gso_gate.hpp
// says when it is not tried for a while.
//
// No allocation after open(). Errors of single datagrams (unreachable network, local address gone)
// are counters: the peer's consent decides when to give up.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <memory>
#include <span>
#include <vector>

#include "base/endpoint.hpp"
#include "base/packet_batch.hpp"
#include "net/failure.hpp"

namespace net {

struct ReceivedDatagram {
  base::Path path;
  base::MutableBytes bytes;  // in the port's buffer, valid until the next receive()
};

enum class Gso : uint8_t { kTry, kOff };

// Datagrams that do not go onto the wire although they are in the batch: those for an address of
// which somebody in this process speaks for some ports (server/relay). Looked at once for each run.
class Diversion {
 public:
  explicit Diversion(const base::IpAddress& address) : address_(address) {}
  virtual ~Diversion() = default;

  const base::IpAddress& address() const { return address_; }
  // Packets [begin, end) of the batch, of one path to the address. False: not ours, send them.
  virtual bool take(const base::PacketBatch& batch, size_t begin, size_t end) = 0;

 private:
  const base::IpAddress address_;
};

class UdpPort {
 public:
  static constexpr size_t kMaxBatch = 64;  // datagrams per receive()
  // What browsers send stays below an Ethernet frame; longer ones are dropped and counted.
  static constexpr size_t kMaxDatagram = 2048;

  struct Counters {
    uint64_t received = 0;
    uint64_t received_too_long = 0;
    uint64_t sent = 0;           // datagrams
    uint64_t send_messages = 0;  // what they were grouped into
    uint64_t dropped_full = 0;   // no room in the send buffer
    uint64_t dropped_error = 0;  // refused by the kernel for another reason
    uint64_t gso_refused = 0;    // runs that had to go datagram by datagram
  };

  // `count` sockets on one port; port 0 picks a free one. A port on which anything else listens is
  // a Failure, although SO_REUSEPORT would let a second server of the same user share it. `name` is
  // the port's in that sentence.
  static std::expected<std::vector<UdpPort>, Failure> open(const base::Endpoint& endpoint,
                                                           size_t count, Gso gso = Gso::kTry,
                                                           const std::string& name = "media port");

  UdpPort(UdpPort&&) noexcept;
  UdpPort& operator=(UdpPort&&) noexcept;
  ~UdpPort();

  int fd() const;  // for Poller
  base::Endpoint endpoint() const;

  // media path: 1. datagrams enter. Takes up to min(out.size(), kMaxBatch) waiting ones, 0 when
  // there are none. The bytes may be changed in place (decryption).
  size_t receive(std::span<ReceivedDatagram> out);
  // media path: 28. datagrams leave, in order. The batch is not kept.
  void send(const base::PacketBatch& batch, Diversion* diversion = nullptr);

  const Counters& counters() const;

 private:
  struct Impl;
  explicit UdpPort(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace net
