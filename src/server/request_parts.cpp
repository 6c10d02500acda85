#include "server/request_parts.hpp"

#include <boost/json.hpp>
#include <charconv>

#include "mail/calendar.hpp"
#include "net/source_limits.hpp"

namespace server {

namespace json = boost::json;

std::string bearer_token(const net::HttpRequest& request) {
  constexpr std::string_view kScheme = "bearer ";
  const std::string_view header = request.header("authorization");
  if (header.size() <= kScheme.size() ||
      !net::equal_ignoring_case(header.substr(0, kScheme.size()), kScheme))
    return {};
  return std::string(header.substr(kScheme.size()));
}

Source source_of(const net::HttpRequest& request) {
  return net::source_of(request.remote).to_string();
}

std::optional<domain::Appointment> appointment_of(std::string_view start,
                                                  std::string_view minutes) {
  constexpr int kLongest = 7 * 24 * 60;
  const auto begin = mail::parse_utc(start);
  int length = 0;
  std::from_chars(minutes.data(), minutes.data() + minutes.size(), length);
  if (!begin || length < 1 || length > kLongest) return std::nullopt;
  return domain::Appointment{*begin, *begin + std::chrono::minutes(length)};
}

std::optional<domain::Appointment> appointment_of(const json::object& when) {
  const auto start = text_of(when, "start");
  const json::value* minutes = when.if_contains("minutes");
  if (!start || !minutes) return std::nullopt;
  if (minutes->is_int64()) return appointment_of(*start, std::to_string(minutes->as_int64()));
  return minutes->is_string() ? appointment_of(*start, minutes->as_string()) : std::nullopt;
}

std::optional<std::vector<std::string>> texts_of(const json::object& body, std::string_view key) {
  const json::value* list = body.if_contains(key);
  if (!list || !list->is_array()) return std::nullopt;
  std::vector<std::string> texts;
  for (const json::value& text : list->as_array()) {
    if (!text.is_string()) return std::nullopt;
    texts.emplace_back(text.as_string());
  }
  return texts;
}

}  // namespace server
