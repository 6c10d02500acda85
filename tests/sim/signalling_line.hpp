// A client's WebSocket: frames arrive whole and in order, a little later. It breaks when either end
// closes it; the other end hears of that as late as of a frame.
#pragma once

#include <functional>
#include <memory>

#include "signalling/message.hpp"
#include "sim/simulated_server.hpp"

namespace sim {

class SignallingLine {
 public:
  struct Handlers {
    std::function<void(const signalling::ServerMessage&)> message;
    std::function<void()> closed;
  };

  SignallingLine(EventQueue& events, SimulatedServer& server, base::Duration one_way,
                 Handlers handlers);

  void send(const signalling::ClientMessage& message);
  size_t frames() const { return server_.frames_to(state_->connection); }  // that were sent to us
  // The server learns that the line is gone; nothing comes any more.
  void close();
  // Power is gone: the server finds out by its pings.
  void die();

 private:
  // As net::WebSocketSettings::heartbeat, both of it.
  static constexpr base::Duration kDeadAfter = std::chrono::seconds(14);

  struct State {
    EventQueue& events;
    base::Duration one_way;
    Handlers handlers;
    net::ConnectionId connection;  // from when the server knows it
  };
  static SimulatedServer::Line far_end(const std::weak_ptr<State>& weak, EventQueue& events,
                                       base::Duration one_way);

  void tell_closed(base::Duration after);

  SimulatedServer& server_;
  std::shared_ptr<State> state_;
};

}  // namespace sim
