// The whole server: builds every part from the configuration, connects them, runs until a signal.
// The only place where threads, sockets and the store come together.
#pragma once

#include <expected>
#include <memory>
#include <string>

#include "server/config.hpp"

namespace server {

// Why the server does not start: one sentence.
struct StartError {
  std::string sentence;
};

class Server {
 public:
  static std::expected<std::unique_ptr<Server>, StartError> start(const Config& config);
  ~Server();

  std::string address() const;  // "http://localhost:8080", as bound
  std::string public_url() const;
  uint16_t media_port() const;
  // Until SIGTERM, SIGINT or stop().
  void run();

 private:
  struct Parts;
  explicit Server(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace server
