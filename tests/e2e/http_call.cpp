#include "e2e/http_call.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <charconv>
#include <optional>

#include "net/file_descriptor.hpp"

namespace e2e {

namespace {

std::string text_of(uint16_t port, const HttpCall& request) {
  std::string text = std::string(request.method) + " " + request.target + " HTTP/1.1\r\n" +
                     "Host: localhost:" + std::to_string(port) + "\r\nConnection: close\r\n";
  if (!request.token.empty()) text += "Authorization: Bearer " + request.token + "\r\n";
  if (!request.content_type.empty())
    text += "Content-Type: " + request.content_type +
            "\r\nContent-Length: " + std::to_string(request.body.size()) + "\r\n";
  return text + "\r\n" + request.body;
}

bool send_all(int fd, std::string_view text) {
  while (!text.empty()) {
    const ssize_t sent = ::send(fd, text.data(), text.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    text.remove_prefix(static_cast<size_t>(sent));
  }
  return true;
}

std::string receive_all(int fd) {
  std::string text;
  char buffer[16 * 1024];
  for (ssize_t size; (size = ::recv(fd, buffer, sizeof buffer, 0)) > 0;)
    text.append(buffer, static_cast<size_t>(size));
  return text;
}

std::optional<HttpAnswer> parse(std::string_view text) {
  constexpr std::string_view kVersion = "HTTP/1.1 ";
  const size_t end = text.find("\r\n\r\n");
  if (!text.starts_with(kVersion) || end == std::string_view::npos) return std::nullopt;
  HttpAnswer answer;
  answer.body = text.substr(end + 4);
  std::from_chars(text.data() + kVersion.size(), text.data() + end, answer.status);
  const std::string_view head = text.substr(0, end);
  constexpr std::string_view kLocation = "\r\nLocation: ";
  if (const size_t at = head.find(kLocation); at != std::string_view::npos) {
    const std::string_view value = head.substr(at + kLocation.size());
    answer.location = value.substr(0, value.find("\r\n"));
  }
  return answer;
}

}  // namespace

std::expected<HttpAnswer, std::string> call(uint16_t port, const HttpCall& request) {
  const net::FileDescriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in server{};
  server.sin_family = AF_INET;
  server.sin_port = htons(port);
  server.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&server), sizeof server) != 0)
    return std::unexpected("cannot connect to port " + std::to_string(port));
  if (!send_all(socket.get(), text_of(port, request)))
    return std::unexpected("the request to " + request.target + " broke off");
  const auto answer = parse(receive_all(socket.get()));
  if (!answer) return std::unexpected("no HTTP answer to " + request.target);
  return *answer;
}

}  // namespace e2e
