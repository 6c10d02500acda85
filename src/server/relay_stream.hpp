// A client of the relay over TCP or TLS: its socket, the messages in what arrives, and what waits
// to be sent. Whether it is TLS is known here and nowhere else.
//
// Thread: the worker's own; release() gives it to another.
#pragma once

#include <optional>

#include "base/instant.hpp"
#include "net/accepted_stream.hpp"
#include "proto/turn/send_queue.hpp"
#include "proto/turn/stream_framing.hpp"

namespace server {

class RelayStream {
 public:
  RelayStream(net::AcceptedStream stream, base::Instant now);

  enum class Alive : uint8_t { kNo, kYes };
  // Takes what has arrived, of at most one buffer, to the framing; closed or failed: kNo.
  Alive read(base::Instant now);
  turn::StreamFraming& framing() { return framing_; }

  void push(turn::Urgency urgency, base::Bytes message) {
    queue_.push(urgency, std::move(message));
  }
  // Gives the kernel what it takes.
  Alive flush();
  bool wants_to_write() const;

  int fd() const { return stream_.fd.get(); }
  const base::Endpoint& remote() const { return stream_.remote; }
  const base::Endpoint& local() const { return stream_.local; }
  base::Instant opened() const { return opened_; }
  // Of the last byte that arrived.
  base::Instant heard() const { return heard_; }
  uint64_t dropped() const { return queue_.dropped(); }

  // To go on elsewhere with `first` and what came behind it.
  net::AcceptedStream release(base::BytesView first);

 private:
  void decrypt();
  base::BytesView waiting() const;
  void sent(size_t count);

  net::AcceptedStream stream_;
  turn::StreamFraming framing_;
  turn::SendQueue queue_;
  // Plain streams: what has left the queue, and how much of it the kernel has.
  base::Bytes out_;
  size_t out_sent_ = 0;
  const base::Instant opened_;
  base::Instant heard_;
};

}  // namespace server
