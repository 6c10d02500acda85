// One peer: a token, a WHIP resource, a connection, sound and picture for a while, the voice of
// another meanwhile, and away.
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
             base::Duration stay, uint32_t id);

  void join(const std::string& room);
  // Leaves when its time has come, gives up when it was never connected.
  void on_tick();

  State state() const { return state_; }
  const std::string& problem() const { return problem_; }
  const sim::Host& host() const { return host_; }
  // Sound of others arrives, and more than a beginning of it.
  bool hears() const { return heard_ >= kHears; }

 private:
  static constexpr uint64_t kHears = 50;  // packets, a second of a voice
  static constexpr base::Duration kPatience = std::chrono::seconds(30);

  bool get_token(const std::string& room);
  bool publish(const std::string& room);
  bool understand(const std::string& answer);
  void leave();
  bool fail(std::string problem);

  sim::EventQueue& events_;
  sim::Host& host_;
  const uint16_t http_port_;
  const base::Duration stay_;
  const std::string name_;
  sim::MediaConnection media_;
  sim::Publisher publisher_;
  rtp::ExtensionMap extensions_;
  std::vector<std::string> mids_;
  State state_ = State::kConnecting;
  base::Instant deadline_;
  uint64_t heard_ = 0;
  std::string token_;
  std::string resource_;
  std::string problem_;
};

}  // namespace e2e
