#include "server/connection_test_api.hpp"

#include <boost/json.hpp>

#include "server/json_answer.hpp"
#include "server/request_parts.hpp"

namespace server {

namespace {

namespace json = boost::json;

constexpr std::string_view kPath = "/api/connection-test";

std::shared_ptr<const std::string> noise(size_t size, base::Random& random) {
  base::Bytes bytes(size);
  random.fill(bytes);
  return std::make_shared<const std::string>(base::as_text(bytes));
}

}  // namespace

ConnectionTestApi::ConnectionTestApi(ConnectionTests& tests, uint16_t media_port,
                                     base::Random& random)
    : tests_(tests), media_port_(media_port), data_(noise(kDataBytes, random)) {}

bool ConnectionTestApi::takes(std::string_view path) {
  return path.starts_with(kPath) && (path.size() == kPath.size() || path[kPath.size()] == '/');
}

void ConnectionTestApi::handle(const Now& now, const net::HttpRequest& request,
                               const net::HttpResponder& responder) {
  const std::string_view part = std::string_view(request.path).substr(kPath.size());
  if (part.empty()) return responder.respond(whole_test(now, request));
  if (part == "/peer") return responder.respond(peer(now, request));
  if (part == "/data") return responder.respond(data(now, request));
  responder.respond(json_error({domain::RefusalCode::kNoSuchRoom, "no such address"}));
}

net::HttpResponse ConnectionTestApi::whole_test(const Now& now, const net::HttpRequest& request) {
  if (request.is("DELETE")) {
    tests_.end(bearer_token(request));
    return no_content();
  }
  if (!request.is("POST")) return method_not_allowed("POST, DELETE");
  // No form of another site sends this type without asking first.
  if (!net::equal_ignoring_case(request.header("content-type"), "application/json") ||
      !object_of(request))
    return json_error(kNotJson);
  const auto started = tests_.start(now.instant, request.remote);
  if (!started) return json_error(started.error());
  return json_answer(201, {{"token", started->token},
                           {"lifetime", ConnectionTests::kLife.count()},
                           {"media_port", media_port_},
                           {"bytes", ConnectionTests::kBytes},
                           {"relay",
                            {{"urls", json::value_from(started->relay_urls)},
                             {"username", started->relay.username},
                             {"password", started->relay.password}}}});
}

net::HttpResponse ConnectionTestApi::peer(const Now& now, const net::HttpRequest& request) {
  if (!request.is("POST")) return method_not_allowed("POST");
  if (!net::equal_ignoring_case(request.header("content-type"), "application/sdp"))
    return net::text_response(415, "The body must be application/sdp.");
  const auto answer = tests_.connect(now.instant, bearer_token(request), request.body);
  if (!answer) return json_error(answer.error());
  return {.status = 201,
          .headers = {{"Content-Type", "application/sdp"}},
          .body = *answer,
          .shared_body = nullptr};
}

net::HttpResponse ConnectionTestApi::data(const Now& now, const net::HttpRequest& request) {
  using enum ConnectionTests::Direction;
  const bool reads = request.is("GET");
  if (!reads && !request.is("POST")) return method_not_allowed("GET, POST");
  const size_t bytes = reads ? data_->size() : request.body.size();
  const auto taken =
      tests_.take(now.instant, bearer_token(request), reads ? kToBrowser : kFromBrowser, bytes);
  if (!taken) return json_error(taken.error());
  if (!reads) return no_content();
  return {.status = 200,
          .headers = {{"Content-Type", "application/octet-stream"},
                      {"Cache-Control", "no-store, no-transform"}},
          .body = {},
          .shared_body = data_};
}

}  // namespace server
