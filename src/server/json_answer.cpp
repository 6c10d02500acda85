#include "server/json_answer.hpp"

#include <boost/json.hpp>

namespace server {

namespace json = boost::json;
using domain::RefusalCode;

int status_of(RefusalCode code) {
  switch (code) {
    case RefusalCode::kBadMessage:
    case RefusalCode::kBadName:
    case RefusalCode::kBadOffer:
    case RefusalCode::kBadTime:
      return 400;
    case RefusalCode::kBadToken:
      return 401;
    case RefusalCode::kNotPermitted:
    case RefusalCode::kBarred:
    case RefusalCode::kWrongCode:
    case RefusalCode::kLocked:
    case RefusalCode::kNotInvited:
      return 403;
    case RefusalCode::kNoSuchRoom:
    case RefusalCode::kNoSuchPerson:
      return 404;
    case RefusalCode::kWrongState:
    case RefusalCode::kNameTaken:
    case RefusalCode::kTooEarly:
    case RefusalCode::kOver:
    case RefusalCode::kLinkInUse:
      return 409;
    case RefusalCode::kTooFast:
      return 429;
    case RefusalCode::kRoomFull:
    case RefusalCode::kOverloaded:
    case RefusalCode::kClosed:
      return 503;
  }
  return 500;
}

net::HttpResponse json_answer(int status, const json::object& body) {
  return net::json_response(status, json::serialize(body));
}

net::HttpResponse json_error(const domain::Refusal& refusal, json::object more) {
  more["error"] = json::object{{"code", domain::name(refusal.code)}, {"message", refusal.detail}};
  return json_answer(status_of(refusal.code), more);
}

net::HttpResponse no_content() {
  return {.status = 204, .headers = {}, .body = {}, .shared_body = nullptr};
}

net::HttpResponse method_not_allowed(std::string allowed) {
  return net::text_response(405, "This address does not take that method.")
      .with("Allow", std::move(allowed));
}

std::optional<json::object> object_of(const net::HttpRequest& request) {
  json::parse_options options;
  options.max_depth = 8;
  json::error_code failed;
  const json::value value = json::parse(request.body, failed, {}, options);
  if (failed || !value.is_object()) return std::nullopt;
  return value.as_object();
}

std::optional<std::string> text_of(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(key);
  if (!value || value->is_null()) return std::string();
  if (!value->is_string()) return std::nullopt;
  return std::string(value->as_string());
}

}  // namespace server
