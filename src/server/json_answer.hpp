// JSON over HTTP as docs/api.md promises it: bodies read with limits, answers and errors written in
// one form.
#pragma once

#include <boost/json/object.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "domain/refusal.hpp"
#include "net/http_message.hpp"

namespace server {

int status_of(domain::RefusalCode code);

net::HttpResponse json_answer(int status, const boost::json::object& body);
// {"error":{"code","message"}} and what else there is to say.
net::HttpResponse json_error(const domain::Refusal& refusal, boost::json::object more = {});
net::HttpResponse no_content();
net::HttpResponse method_not_allowed(std::string allowed);

inline constexpr domain::Refusal kNotJson{domain::RefusalCode::kBadMessage,
                                          "the body must be a JSON object"};

// The body as an object of at most eight levels; the size is limited by net.
std::optional<boost::json::object> object_of(const net::HttpRequest& request);
// Empty when it is absent; nothing when it is not a text.
std::optional<std::string> text_of(const boost::json::object& object, std::string_view key);

}  // namespace server
