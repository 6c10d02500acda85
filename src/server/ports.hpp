// What the conference needs from outside, as interfaces: the media workers, the browsers'
// connections, the store. The server gives it threads and sockets, the simulator neither.
#pragma once

#include <functional>

#include "domain/room_record.hpp"
#include "net/websocket_server.hpp"
#include "sfu/worker_command.hpp"
#include "signalling/message.hpp"

namespace server {

class MediaPlane {
 public:
  virtual ~MediaPlane() = default;
  virtual size_t worker_count() const = 0;
  virtual void post(sfu::WorkerIndex worker, sfu::WorkerCommand command) = 0;
};

class Browsers {
 public:
  virtual ~Browsers() = default;
  virtual void send(net::ConnectionId connection, const signalling::ServerMessage& message) = 0;
  // After what was sent; nothing comes from this connection any more.
  virtual void close(net::ConnectionId connection) = 0;
  // The token was good: the limits for strangers no longer apply.
  virtual void authenticated(net::ConnectionId connection) = 0;
};

// Changes are on disk when `done(true)` runs; false: they are not. On the control thread, in the
// order of the calls.
class RoomStore {
 public:
  using Done = std::function<void(bool stored)>;
  virtual ~RoomStore() = default;
  virtual void save(domain::RoomRecord record, Done done) = 0;
  virtual void remove(domain::RoomId room, Done done) = 0;
};

}  // namespace server
