// For the tests of this folder: a server on a loop thread of its own, and a client that is nothing
// but a blocking socket, so that it can send what no decent client sends. Every wait ends with a
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

namespace net::testing {

inline base::Endpoint loopback(uint16_t port = 0) {
  return {base::IpAddress::v4(127, 0, 0, 1), port};
}

class TestServer {
 public:
  TestServer(HttpSettings settings, HttpHandler handle, WebSocketHandlers websocket = {})
      : server_(std::make_unique<HttpServer>(loop_, std::move(settings), std::move(handle),
                                             std::move(websocket))),
        endpoint_(server_->listen(loopback()).value()),
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

 private:
  EventLoop loop_;
  std::unique_ptr<HttpServer> server_;
  base::Endpoint endpoint_;
  std::thread thread_;
};

class TestClient {
 public:
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
  void send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return;
      bytes.remove_prefix(static_cast<size_t>(sent));
    }
  }
  void finish_sending() { shutdown(socket_.get(), SHUT_WR); }

  // Receives until `enough` says so or the server closes; what was received stays in `input`.
  void receive_until(const std::function<bool()>& enough) {
    char piece[16384];
    while (!enough()) {
      const ssize_t got = ::recv(socket_.get(), piece, sizeof piece, 0);
      if (got <= 0) {
        closed = got == 0 || errno == ECONNRESET;
        return;
      }
      input.append(piece, static_cast<size_t>(got));
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
  FileDescriptor socket_;
  bool connected_ = false;
};

inline int status_of(std::string_view response) {
  return response.starts_with("HTTP/1.1 ") ? std::stoi(std::string(response.substr(9, 3))) : 0;
}

}  // namespace net::testing
