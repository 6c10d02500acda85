#include "server/access_log.hpp"

#include <array>
#include <charconv>

namespace server {

namespace {

// The digits after `name` in a User-Agent; 0 when there are none.
int version_after(std::string_view user_agent, std::string_view name) {
  const size_t at = user_agent.find(name);
  if (at == std::string_view::npos) return 0;
  const std::string_view rest = user_agent.substr(at + name.size());
  int version = 0;
  std::from_chars(rest.data(), rest.data() + rest.size(), version);
  return version > 0 && version < 1000 ? version : 0;
}

}  // namespace

// The order counts: Edge and Opera also call themselves Chrome, and all of them Safari.
std::string browser_of(std::string_view user_agent) {
  struct Family {
    std::string_view token;
    std::string_view name;
  };
  static constexpr std::array<Family, 6> kFamilies{{{"Edg/", "Edge"},
                                                    {"OPR/", "Opera"},
                                                    {"Firefox/", "Firefox"},
                                                    {"Chromium/", "Chromium"},
                                                    {"Chrome/", "Chromium"},
                                                    {"Version/", "Safari"}}};
  for (const auto& [token, name] : kFamilies)
    if (const int version = version_after(user_agent, token))
      return std::string(name) + " " + std::to_string(version);
  return "other";
}

std::string logged(LoggedAddress how, const base::IpAddress& address) {
  if (how == LoggedAddress::kNone) return "-";
  base::IpAddress kept = address;
  if (how == LoggedAddress::kShort)
    std::fill(kept.bytes.begin() + (address.is_v4() ? 15 : 6), kept.bytes.end(), uint8_t{0});
  return kept.to_string();
}

void AccessLog::note(const Now& now, const base::IpAddress& address, std::string_view user_agent) {
  log_.note(now, logged(address_, address) + " " + browser_of(user_agent));
}

}  // namespace server
