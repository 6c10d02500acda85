// What the routes read from a request besides its JSON: who asks, by which token, and for when.
#pragma once

#include <boost/json/object.hpp>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/appointment.hpp"
#include "net/http_message.hpp"
#include "server/conference.hpp"
#include "server/json_answer.hpp"

namespace server {

// Of "Authorization: Bearer …"; empty when there is none.
std::string bearer_token(const net::HttpRequest& request);
Source source_of(const net::HttpRequest& request);

// {"start":"2026-12-01T17:00:00Z","minutes":45}, the minutes as a number or a text: at most seven
// days.
std::optional<domain::Appointment> appointment_of(std::string_view start, std::string_view minutes);
std::optional<domain::Appointment> appointment_of(const boost::json::object& when);
// An array of texts; nothing when it is anything else.
std::optional<std::vector<std::string>> texts_of(const boost::json::object& body,
                                                 std::string_view key);

}  // namespace server
