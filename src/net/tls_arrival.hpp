// A connection to the TLS port until it is known what it speaks: the handshake, then the first
// decrypted bytes. What they say, and how long to wait for them, is decided by arrival_rules.hpp;
// the queue of its source (max_waiting_per_source) holds from the accept on. Inside net only.
#pragma once

#include <boost/asio/steady_timer.hpp>
#include <memory>
#include <string>

#include "net/byte_stream.hpp"
#include "net/http_connection.hpp"

namespace net {

class TlsArrival final : public OpenConnection, public std::enable_shared_from_this<TlsArrival> {
 public:
  TlsArrival(std::shared_ptr<HttpServerState> server, boost::asio::ip::tcp::socket socket,
             const base::IpAddress& peer);

  void start();
  void close() override;

 private:
  void read();
  void received();
  void hand_to_http();
  void hand_to_turn();
  void leave();
  void arm_timer();
  base::Instant deadline() const;

  const std::shared_ptr<HttpServerState> server_;
  ByteStream stream_;
  boost::asio::steady_timer timer_;
  const base::IpAddress peer_;
  WaitingPlace waiting_;
  base::Instant accepted_at_;
  std::string bytes_;  // decrypted
  bool closed_ = false;
};

}  // namespace net
