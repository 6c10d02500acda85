// For the tests of this folder: a server on a loop thread of its own, and a client that is nothing
// but a blocking socket, perhaps with TLS on it, so that it can send what no decent client sends.
// Every wait ends with a
// condition; the socket's own time limit is only there so that a broken server fails the test.
#pragma once

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <functional>
#include <future>
#include <memory>
#include <string>
#include <string_view>
#include <thread>

#include "net/file_descriptor.hpp"
#include "net/http_server.hpp"
#include "net/socket_address.hpp"
#include "net/test_tls.hpp"

namespace net::testing {

inline base::Endpoint loopback(uint16_t port = 0) {
  return {base::IpAddress::v4(127, 0, 0, 1), port};
}

enum class Transport : uint8_t { kPlain, kTls };

class TestServer {
 public:
  TestServer(HttpSettings settings, HttpHandler handle, WebSocketHandlers websocket = {},
             Transport transport = Transport::kPlain)
      : transport_(transport),
        server_(std::make_unique<HttpServer>(loop_, std::move(settings), std::move(handle),
                                             std::move(websocket))),
        endpoint_((transport == Transport::kTls ? server_->listen_tls(loopback(), make_context())
                                                : server_->listen(loopback()))
                      .value()),
        thread_([this] { loop_.run(); }) {}
  ~TestServer() {
    on_loop([this] { server_.reset(); });
    loop_.stop();
    thread_.join();
  }

  // Runs `work` on the control thread and waits for it.
  void on_loop(const std::function<void()>& work) {
    std::promise<void> done;
    loop_.post([&] {
      work();
      done.set_value();
    });
    done.get_future().wait();
  }
  HttpServer::Counters counters() {
    HttpServer::Counters counters;
    on_loop([&] { counters = server_->counters(); });
    return counters;
  }
  HttpServer& server() { return *server_; }  // on the loop only
  base::Endpoint endpoint() const { return endpoint_; }
  Transport transport() const { return transport_; }

 private:
  const Transport transport_;
  EventLoop loop_;
  std::unique_ptr<HttpServer> server_;
  base::Endpoint endpoint_;
  std::thread thread_;
};

class TestClient {
 public:
  // Speaks what the server speaks.
  explicit TestClient(const TestServer& server, int receive_buffer = 0)
      : TestClient(server.endpoint(), receive_buffer) {
    if (server.transport() == Transport::kTls) start_tls();
  }
  explicit TestClient(const base::Endpoint& endpoint, int receive_buffer = 0)
      : socket_(::socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    if (receive_buffer > 0) {
      setsockopt(socket_.get(), SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
    }
    const timeval limit{.tv_sec = 20, .tv_usec = 0};
    setsockopt(socket_.get(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    const sockaddr_in6 name = to_sockaddr6(endpoint);
    connected_ = connect(socket_.get(), reinterpret_cast<const sockaddr*>(&name), sizeof name) == 0;
  }

  bool connected() const { return connected_; }
  // True when the handshake went through. `set_up` may restrict or spoil what the client says.
  bool start_tls(void (*set_up)(SSL* ssl) = nullptr) {
    tls_ = std::make_unique<TlsTestClient>(set_up);
    while (!tls_->shake_hands()) {
      send_raw(base::as_text(tls_->output()));
      if (tls_->failed() || !receive_some()) return false;
    }
    send_raw(base::as_text(tls_->output()));
    return true;
  }
  TlsTestClient* tls() { return tls_.get(); }
  void send(std::string_view bytes) {
    if (!tls_) return send_raw(bytes);
    tls_->write(bytes);
    send_raw(base::as_text(tls_->output()));
  }
  void send_raw(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return;
      bytes.remove_prefix(static_cast<size_t>(sent));
    }
  }
  void finish_sending() { shutdown(socket_.get(), SHUT_WR); }

  // Receives until `enough` says so or the server closes; what was received stays in `input`.
  void receive_until(const std::function<bool()>& enough) {
    while (!enough()) {
      if (!receive_some()) return;
    }
  }
  // Everything up to the end of the connection.
  std::string receive_all() {
    receive_until([] { return false; });
    return std::exchange(input, {});
  }
  // One response, framed by its Content-Length, taken off `input`.
  std::string receive_response(bool with_body = true) {
    size_t size = 0;
    receive_until([&] {
      const size_t head = input.find("\r\n\r\n");
      if (head == input.npos) return false;
      const size_t field = input.find("\r\nContent-Length: ");
      const size_t body = with_body && field < head ? std::stoul(input.substr(field + 18)) : 0;
      size = head + 4 + body;
      return input.size() >= size;
    });
    if (size == 0 || input.size() < size) size = input.size();
    std::string response = input.substr(0, size);
    input.erase(0, size);
    return response;
  }

  std::string input;
  bool closed = false;  // by the server, not by the time limit of the test

 private:
  bool receive_some() {
    char piece[16384];
    const ssize_t got = ::recv(socket_.get(), piece, sizeof piece, 0);
    if (got <= 0) {
      closed = got == 0 || errno == ECONNRESET;
      return false;
    }
    const std::string_view bytes(piece, static_cast<size_t>(got));
    if (!tls_) {
      input.append(bytes);
    } else {
      tls_->feed(base::as_bytes(bytes));
      input += tls_->read();
    }
    return true;
  }

  FileDescriptor socket_;
  std::unique_ptr<TlsTestClient> tls_;
  bool connected_ = false;
};

inline int status_of(std::string_view response) {
  return response.starts_with("HTTP/1.1 ") ? std::stoi(std::string(response.substr(9, 3))) : 0;
}

}  // namespace net::testing
