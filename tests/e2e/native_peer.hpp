// One peer: a token, a WHIP resource, a connection, two seconds of sound and picture, and away.
#pragma once

#include <memory>
#include <string>

#include "proto/rtp/extension_map.hpp"
#include "sim/media_connection.hpp"
#include "sim/publisher.hpp"

namespace e2e {

class NativePeer {
 public:
  enum class State : uint8_t { kConnecting, kPublishing, kLeft, kFailed };

  // `host` and `random` outlive it.
  NativePeer(sim::EventQueue& events, sim::Host& host, base::Random& random, uint16_t http_port,
             uint32_t id);

  void join(const std::string& room);
  // Leaves when its time has come, gives up when it was never connected.
  void on_tick();

  State state() const { return state_; }
  const std::string& problem() const { return problem_; }
  const sim::Host& host() const { return host_; }

 private:
  static constexpr base::Duration kStay = std::chrono::seconds(2);
  static constexpr base::Duration kPatience = std::chrono::seconds(30);

  bool get_token(const std::string& room);
  bool publish(const std::string& room);
  bool understand(const std::string& answer);
  void leave();
  bool fail(std::string problem);

  sim::EventQueue& events_;
  sim::Host& host_;
  const uint16_t http_port_;
  const std::string name_;
  sim::MediaConnection media_;
  sim::Publisher publisher_;
  rtp::ExtensionMap extensions_;
  std::vector<std::string> mids_;
  State state_ = State::kConnecting;
  base::Instant deadline_;
  std::string token_;
  std::string resource_;
  std::string problem_;
};

}  // namespace e2e
