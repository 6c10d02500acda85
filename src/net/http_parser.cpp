#include "net/http_parser.hpp"

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/optional.hpp>
#include <utility>

#include "net/http_target.hpp"

namespace net {
namespace http = boost::beast::http;
namespace {

std::string_view view(boost::beast::string_view text) { return {text.data(), text.size()}; }

// Headers of which a second one would leave open which of them counts.
constexpr std::string_view kSingle[] = {
    "host",   "content-length", "transfer-encoding", "content-type", "authorization",
    "origin", "upgrade",        "sec-websocket-key", "expect",
};
constexpr std::string_view kMethods[] = {"GET",   "HEAD",   "POST",   "PUT",
                                         "PATCH", "DELETE", "OPTIONS"};

}  // namespace

struct HttpParser::Impl {
  explicit Impl(const HttpParserLimits& l) : limits(l) {
    parser.header_limit(static_cast<uint32_t>(limits.header_bytes));
    parser.body_limit(boost::none);  // set once the path is known
    parser.eager(false);
  }

  size_t feed_header(std::string_view input);
  size_t feed_body(std::string_view input);
  void check_header(std::string_view raw);
  bool check_framing(std::string_view raw);
  bool check_host(const HttpTarget& target);
  void fail(int status, std::string sentence) {
    state = State::kFailed;
    refusal = text_response(status, std::move(sentence));
    if (status == 405) refusal.with("Allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
  }
  void fail(const boost::beast::error_code& error);

  HttpParserLimits limits;
  http::request_parser<http::string_body> parser;
  State state = State::kHeader;
  HttpRequest request;
  HttpResponse refusal;
};

size_t HttpParser::Impl::feed_header(std::string_view input) {
  boost::beast::error_code error;
  const size_t used = parser.put(boost::asio::buffer(input.data(), input.size()), error);
  if (error == http::error::need_more) return used;
  if (error) {
    fail(error);
  } else if (parser.is_header_done()) {
    check_header(input.substr(0, used));
  }
  return used;
}

size_t HttpParser::Impl::feed_body(std::string_view input) {
  boost::beast::error_code error;
  const size_t used = parser.put(boost::asio::buffer(input.data(), input.size()), error);
  if (error && error != http::error::need_more) {
    fail(error);
  } else if (parser.is_done()) {
    request.body = std::move(parser.get().body());
    state = State::kDone;
  }
  return used;
}

// Everything that can be said about a request before its body; the first fault found is answered.
void HttpParser::Impl::check_header(std::string_view raw) {
  const auto& message = parser.get();
  // 1. Copy the fields; trailers that Beast adds later therefore never become headers.
  for (const auto& field : message) {
    std::string name(view(field.name_string()));
    for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    request.headers.push_back({std::move(name), std::string(view(field.value()))});
  }
  if (request.headers.size() > limits.header_lines) return fail(431, "Too many header lines.");
  // 2. Framing, before anything is believed.
  if (message.version() != 10 && message.version() != 11) {
    return fail(400, "This server speaks HTTP/1.0 and HTTP/1.1.");
  }
  if (!check_framing(raw)) return;
  // 3. Method and target.
  request.method = view(message.method_string());
  if (std::ranges::find(kMethods, request.method) == std::end(kMethods)) {
    return fail(405, "This method is not known here.");
  }
  std::optional<HttpTarget> target = parse_http_target(view(message.target()));
  if (!target) return fail(400, "The request target is not a plain path.");
  if (!check_host(*target)) return fail(400, "The Host header is missing or not a host.");
  request.path = std::move(target->path);
  request.query = std::move(target->query);
  // 4. The body that is announced.
  const std::string_view expect = request.header("expect");
  if (!expect.empty() && !equal_ignoring_case(expect, "100-continue")) {
    return fail(417, "Only 100-continue can be expected.");
  }
  const uint64_t body_limit = limits.body_bytes(request);
  const auto announced = parser.content_length();
  if (announced && *announced > body_limit) return fail(413, "The request body is too large.");
  parser.body_limit(body_limit);
  parser.eager(true);
  state = parser.is_done() ? State::kDone : State::kBody;
}

bool HttpParser::Impl::check_framing(std::string_view raw) {
  if (raw.find("\r\n ") != raw.npos || raw.find("\r\n\t") != raw.npos) {
    fail(400, "Header lines must not be folded.");
    return false;
  }
  for (const std::string_view name : kSingle) {
    if (std::ranges::count(request.headers, name, &HttpHeader::name) > 1) {
      fail(400, "The header " + std::string(name) + " stands more than once.");
      return false;
    }
  }
  // Beast takes "5, 5" as 5.
  if (request.header("content-length").find(',') != std::string_view::npos) {
    fail(400, "Content-Length is not one number.");
    return false;
  }
  const std::string_view encoding = request.header("transfer-encoding");
  const bool has_encoding = std::ranges::find(request.headers, "transfer-encoding",
                                              &HttpHeader::name) != request.headers.end();
  if (has_encoding && (!equal_ignoring_case(encoding, "chunked") || parser.get().version() != 11)) {
    fail(400, "The only Transfer-Encoding here is chunked.");
    return false;
  }
  return true;
}

// RFC 9112 section 3.2: exactly one Host in HTTP/1.1, and the authority of an absolute target wins;
// two different ones are refused instead.
bool HttpParser::Impl::check_host(const HttpTarget& target) {
  const std::string_view host = request.header("host");
  if (host.empty()) return parser.get().version() == 10 && target.authority.empty();
  if (!is_valid_host(host)) return false;
  return target.authority.empty() || equal_ignoring_case(target.authority, host);
}

void HttpParser::Impl::fail(const boost::beast::error_code& error) {
  if (error == http::error::header_limit) return fail(431, "The request header is too large.");
  if (error == http::error::body_limit) return fail(413, "The request body is too large.");
  fail(400, "This is not a well-formed HTTP request.");
}

HttpParser::HttpParser(const HttpParserLimits& limits) : impl_(std::make_unique<Impl>(limits)) {}
HttpParser::~HttpParser() = default;
HttpParser::HttpParser(HttpParser&&) noexcept = default;
HttpParser& HttpParser::operator=(HttpParser&&) noexcept = default;

size_t HttpParser::feed(std::string_view input) {
  if (input.empty()) return 0;
  if (impl_->state == State::kHeader) return impl_->feed_header(input);
  if (impl_->state == State::kBody) return impl_->feed_body(input);
  return 0;
}

HttpParser::State HttpParser::state() const { return impl_->state; }
HttpRequest& HttpParser::request() { return impl_->request; }
bool HttpParser::keep_alive() const { return impl_->parser.keep_alive(); }
bool HttpParser::expects_continue() const { return !impl_->request.header("expect").empty(); }
const HttpResponse& HttpParser::refusal() const { return impl_->refusal; }

}  // namespace net
