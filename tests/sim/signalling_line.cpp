#include "sim/signalling_line.hpp"

#include "base/assert.hpp"
#include "sim/wire.hpp"

namespace sim {

SignallingLine::SignallingLine(EventQueue& events, SimulatedServer& server, base::Duration one_way,
                               Handlers handlers)
    : server_(server),
      state_(std::make_shared<State>(State{events, one_way, std::move(handlers), {}})) {
  events.after(one_way, [state = state_, &server] {
    state->connection = server.open(far_end(state, state->events, state->one_way));
  });
}

// The server may hold its end longer than we live.
SimulatedServer::Line SignallingLine::far_end(const std::weak_ptr<State>& weak, EventQueue& events,
                                              base::Duration one_way) {
  // Handlers are copied before the call: they may close the line.
  const auto on_frame = [weak, &events, one_way](base::Bytes frame) {
    events.after(one_way, [weak, frame = std::move(frame)] {
      const auto messages = decode(frame);
      ASSERT(!messages.empty());  // our own server says nothing that cannot be read
      for (const auto& message : messages) {
        const auto state = weak.lock();
        if (!state || !state->handlers.message) return;
        const auto handler = state->handlers.message;
        handler(message);
      }
    });
  };
  const auto on_close = [weak, &events, one_way] {
    events.after(one_way, [weak] {
      const auto state = weak.lock();
      if (!state || !state->handlers.closed) return;
      const auto handler = state->handlers.closed;
      handler();
    });
  };
  return {.frame = on_frame, .closed = on_close};
}

void SignallingLine::send(const signalling::ClientMessage& message) {
  state_->events.after(state_->one_way,
                       [state = state_, &server = server_, frame = encode(message)] {
                         server.receive(state->connection, frame);
                       });
}

void SignallingLine::close() { tell_closed(state_->one_way); }
void SignallingLine::die() { tell_closed(kDeadAfter); }

void SignallingLine::tell_closed(base::Duration after) {
  state_->handlers = {};
  state_->events.after(after,
                       [state = state_, &server = server_] { server.closed(state->connection); });
}

}  // namespace sim
