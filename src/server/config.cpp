#include "server/config.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <charconv>
#include <functional>

#include "domain/name.hpp"
#include "net/tls_context.hpp"

namespace server {

namespace {

// Why a value was not taken, as the end of a sentence: "must be …".
using Taken = std::expected<void, std::string>;

std::unexpected<std::string> must(std::string what) { return std::unexpected("must be " + what); }

std::vector<std::string> split_list(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const size_t comma = std::min(text.find(','), text.size());
    std::string_view part = text.substr(0, comma);
    while (part.starts_with(' ')) part.remove_prefix(1);
    while (part.ends_with(' ')) part.remove_suffix(1);
    if (!part.empty()) parts.emplace_back(part);
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return parts;
}

template <typename T>
Taken take_number(std::string_view text, T least, T most, T& out) {
  T value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < least || value > most)
    return must("a number from " + std::to_string(least) + " to " + std::to_string(most));
  out = value;
  return {};
}

Taken take_bool(std::string_view text, bool& out) {
  if (text != "true" && text != "false") return must("true or false");
  out = text == "true";
  return {};
}

Taken take_endpoint(std::string_view text, base::Endpoint& out) {
  const size_t colon = text.rfind(':');
  const std::string what = R"(an address and a port such as "127.0.0.1:8080" or "[::]:80")";
  if (colon == std::string_view::npos) return must(what);
  std::string_view address = text.substr(0, colon);
  if (address.starts_with('[') && address.ends_with(']'))
    address = address.substr(1, address.size() - 2);
  const auto parsed = base::IpAddress::parse(address);
  base::Endpoint endpoint;
  if (!parsed || !take_number<uint16_t>(text.substr(colon + 1), 0, 65535, endpoint.port))
    return must(what);
  endpoint.address = *parsed;
  out = endpoint;
  return {};
}

// Empty: nowhere.
Taken take_optional_endpoint(std::string_view text, std::optional<base::Endpoint>& out) {
  out.reset();
  if (text.empty()) return {};
  base::Endpoint endpoint;
  const auto taken = take_endpoint(text, endpoint);
  if (taken) out = endpoint;
  return taken;
}

Taken take_addresses(std::string_view text, std::vector<base::IpAddress>& out) {
  std::vector<base::IpAddress> addresses;
  for (const std::string& part : split_list(text)) {
    const auto address = base::IpAddress::parse(part);
    if (!address) return must("a list of IP addresses, but holds \"" + part + "\"");
    addresses.push_back(*address);
  }
  out = std::move(addresses);
  return {};
}

Taken take_media_addresses(std::string_view text, std::vector<MediaAddress>& out) {
  std::vector<MediaAddress> addresses;
  for (const std::string& part : split_list(text)) {
    if (const auto address = base::IpAddress::parse(part))
      addresses.emplace_back(*address);
    else if (is_host_name(part))
      addresses.emplace_back(HostName{part});
    else
      return must("a list of IP addresses and host names, but holds \"" + part + "\"");
  }
  out = std::move(addresses);
  return {};
}

Taken take_url(std::string_view text, std::string& out) {
  std::string url(text);
  while (url.ends_with('/')) url.pop_back();
  if (!url.empty() && !url.starts_with("http://") && !url.starts_with("https://"))
    return must("empty or begin with http:// or https://");
  out = std::move(url);
  return {};
}

Taken take_one_of(std::string_view text, std::initializer_list<std::string_view> words,
                  std::string& out) {
  if (std::ranges::find(words, text) == words.end()) {
    std::string list;
    for (const std::string_view word : words)
      list += (list.empty() ? "" : ", ") + std::string(word);
    return must("one of " + list);
  }
  out = text;
  return {};
}

Taken take_logged_address(std::string_view text, LoggedAddress& out) {
  std::string word;
  const auto taken = take_one_of(text, {"full", "short", "none"}, word);
  if (!taken) return taken;
  out = word == "full"    ? LoggedAddress::kFull
        : word == "short" ? LoggedAddress::kShort
                          : LoggedAddress::kNone;
  return {};
}

Taken take_codec(std::string_view text, codec::CodecKind& out) {
  const auto kind = codec::codec_from_name(text);
  if (!kind || !codec::is_video(*kind)) return must("one of VP8, VP9, H264, AV1");
  out = *kind;
  return {};
}

Taken take_profile(std::string_view text, Config& config) {
  const auto profile = domain::profile_from_name(text);
  if (!profile) return must("one of gemeinde, offen, schule, medienzentrum");
  config.policy_profile = text;
  config.policy = domain::policy_of(*profile);
  return {};
}

Taken take_transport(std::string_view text, MailTransport& out) {
  if (text == "none") return out = MailTransport::kNone, Taken{};
  if (text == "log") return out = MailTransport::kLog, Taken{};
  if (text == "smtp") return out = MailTransport::kSmtp, Taken{};
  return must("one of none, log, smtp");
}

Taken take_smtp_url(std::string_view text, std::string& out) {
  if (!text.empty() && !mail::is_smtp_url(text))
    return must("empty or have the form smtp://host:587 or smtps://host");
  out = text;
  return {};
}

Taken take_sender(std::string_view text, std::optional<mail::Sender>& out) {
  out.reset();
  if (text.empty()) return {};
  auto sender = mail::Sender::parse(text);
  if (!sender)
    return must("an address such as \"Plenum <plenum@example.org>\", but " +
                std::string(sender.error().detail));
  out = std::move(*sender);
  return {};
}

Taken take_tls(std::string_view text, mail::Tls& out) {
  if (text == "required") return out = mail::Tls::kRequired, Taken{};
  if (text == "none") return out = mail::Tls::kNone, Taken{};
  return must("one of required, none");
}

// One line, shown to people.
Taken take_line(std::string_view text, std::string& out) {
  constexpr size_t kLongest = 200;
  const auto line = domain::clean_name(text, kLongest);
  if (!text.empty() && !line) return must("one line of at most 200 characters");
  out = line.value_or("");
  return {};
}

struct Setting {
  std::string_view key;
  std::string_view default_value;
  Taken (*take)(std::string_view text, Config& config);
};

// The order counts: policy.profile comes before the fields of the policy, which override it.
constexpr Setting kSettings[] = {
    {"http.listen", "127.0.0.1:8080",
     [](std::string_view t, Config& c) { return take_endpoint(t, c.http_listen); }},
    {"http.public_url", "",
     [](std::string_view t, Config& c) { return take_url(t, c.http_public_url); }},
    {"http.web_root", "web/dist",
     [](std::string_view t, Config& c) -> Taken { return c.http_web_root = t, Taken{}; }},
    {"http.trusted_proxies", "",
     [](std::string_view t, Config& c) { return take_addresses(t, c.http_trusted_proxies); }},
    {"http.limit_loopback", "false",
     [](std::string_view t, Config& c) { return take_bool(t, c.http_limit_loopback); }},
    {"http.redirect", "true",
     [](std::string_view t, Config& c) { return take_bool(t, c.http_redirect); }},
    {"tls.listen", "",
     [](std::string_view t, Config& c) { return take_optional_endpoint(t, c.tls_listen); }},
    {"tls.certificate", "",
     [](std::string_view t, Config& c) -> Taken { return c.tls_certificate = t, Taken{}; }},
    {"tls.key", "", [](std::string_view t, Config& c) -> Taken { return c.tls_key = t, Taken{}; }},
    {"tls.groups", net::kDefaultTlsGroups,
     [](std::string_view t, Config& c) -> Taken { return c.tls_groups = t, Taken{}; }},
    {"tls.acme_webroot", "",
     [](std::string_view t, Config& c) -> Taken { return c.tls_acme_webroot = t, Taken{}; }},
    {"media.port", "10000",
     [](std::string_view t, Config& c) {
       return take_number<uint16_t>(t, 0, 65535, c.media_port);
     }},
    {"media.addresses", "",
     [](std::string_view t, Config& c) { return take_media_addresses(t, c.media_addresses); }},
    {"media.workers", "0",
     [](std::string_view t, Config& c) { return take_number<size_t>(t, 0, 64, c.media_workers); }},
    {"media.peers_on_home", "100",
     [](std::string_view t, Config& c) {
       return take_number<size_t>(t, 1, 100'000, c.media_peers_on_home);
     }},
    {"media.preferred_video", "VP8",
     [](std::string_view t, Config& c) { return take_codec(t, c.media_preferred_video); }},
    {"relay.listen", "[::]:3478",
     [](std::string_view t, Config& c) { return take_optional_endpoint(t, c.relay_listen); }},
    {"media.congestion_control", "true",
     [](std::string_view t, Config& c) { return take_bool(t, c.media_congestion_control); }},
    {"data.dir", "var",
     [](std::string_view t, Config& c) -> Taken { return c.data_dir = t, Taken{}; }},
    {"data.max_rooms", "10000",
     [](std::string_view t, Config& c) {
       return take_number<size_t>(t, 1, 1'000'000, c.data_max_rooms);
     }},
    {"policy.profile", "gemeinde",
     [](std::string_view t, Config& c) { return take_profile(t, c); }},
    {"mail.transport", "none",
     [](std::string_view t, Config& c) { return take_transport(t, c.mail_transport); }},
    {"mail.url", "", [](std::string_view t, Config& c) { return take_smtp_url(t, c.mail_url); }},
    {"mail.user", "",
     [](std::string_view t, Config& c) -> Taken { return c.mail_user = t, Taken{}; }},
    {"mail.password_file", "",
     [](std::string_view t, Config& c) -> Taken { return c.mail_password_file = t, Taken{}; }},
    {"mail.from", "", [](std::string_view t, Config& c) { return take_sender(t, c.mail_from); }},
    {"mail.tls", "required", [](std::string_view t, Config& c) { return take_tls(t, c.mail_tls); }},
    {"service.support", "",
     [](std::string_view t, Config& c) { return take_line(t, c.service_support); }},
    {"pages.dir", "",
     [](std::string_view t, Config& c) -> Taken { return c.pages_dir = t, Taken{}; }},
    {"log.level", "info",
     [](std::string_view t, Config& c) {
       return take_one_of(t, {"error", "warning", "info", "debug"}, c.log_level);
     }},
    {"log.access_days", "7",
     [](std::string_view t, Config& c) { return take_number<int>(t, 0, 365, c.log_access_days); }},
    {"log.access_address", "full",
     [](std::string_view t, Config& c) { return take_logged_address(t, c.log_access_address); }},
};

struct Given {
  std::string key;
  std::string value;
  std::string origin;  // "plenum.toml, line 3" or "--set"
};

// A TOML value as the text that a setting takes: lists with commas.
std::optional<std::string> text_of(const toml::node& node) {
  if (const auto* text = node.as_string()) return text->get();
  if (const auto* number = node.as_integer()) return std::to_string(number->get());
  if (const auto* flag = node.as_boolean()) return flag->get() ? "true" : "false";
  const toml::array* list = node.as_array();
  if (!list) return std::nullopt;
  std::string joined;
  for (const toml::node& item : *list) {
    const auto text = text_of(item);
    if (!text) return std::nullopt;
    joined += (joined.empty() ? "" : ",") + *text;
  }
  return joined;
}

std::expected<std::vector<Given>, ConfigError> read_file(const std::string& path) {
  std::vector<Given> given;
  try {
    const toml::table file = toml::parse_file(path);
    for (const auto& [section, content] : file) {
      const auto place = [&](const toml::node& node) {
        return path + ", line " + std::to_string(node.source().begin.line);
      };
      const toml::table* table = content.as_table();
      if (!table)
        return std::unexpected(ConfigError{place(content) + ": \"" + std::string(section.str()) +
                                           "\" must be in a section such as [http]."});
      for (const auto& [key, value] : *table) {
        const std::string name = std::string(section.str()) + "." + std::string(key.str());
        const auto text = text_of(value);
        if (!text)
          return std::unexpected(ConfigError{place(value) + ": " + name +
                                             " must be a text, a number, true, false or a list."});
        given.push_back({name, *text, place(value)});
      }
    }
  } catch (const toml::parse_error& error) {
    // Line 0: the file itself could not be read.
    const auto line = error.source().begin.line;
    return std::unexpected(ConfigError{path + (line > 0 ? ", line " + std::to_string(line) : "") +
                                       ": " + std::string(error.description()) + "."});
  }
  return given;
}

std::expected<std::vector<Given>, ConfigError> read_sets(const std::vector<std::string>& sets) {
  std::vector<Given> given;
  for (const std::string& set : sets) {
    const size_t equals = set.find('=');
    if (equals == std::string::npos)
      return std::unexpected(
          ConfigError{"--set " + set + ": must have the form section.key=value."});
    given.push_back({set.substr(0, equals), set.substr(equals + 1), "--set"});
  }
  return given;
}

bool is_known(std::string_view key) {
  if (std::ranges::find(kSettings, key, &Setting::key) != std::end(kSettings)) return true;
  const std::vector<std::string_view> fields = domain::policy_fields();
  return key.starts_with("policy.") && std::ranges::find(fields, key.substr(7)) != fields.end();
}

// Settings that are right alone and wrong together.
std::expected<void, ConfigError> check_tls(const Config& config) {
  const auto wrong = [](std::string sentence) {
    return std::unexpected(ConfigError{std::move(sentence)});
  };
  if (!config.tls_listen) return {};
  if (config.tls_certificate.empty() || config.tls_key.empty())
    return wrong("tls.listen needs tls.certificate and tls.key.");
  if (!config.http_public_url.starts_with("https://"))
    return wrong("tls.listen needs an http.public_url that begins with https://.");
  return {};
}

std::expected<void, ConfigError> check_mail(const Config& config) {
  const auto wrong = [](std::string sentence) {
    return std::unexpected(ConfigError{std::move(sentence)});
  };
  if (config.mail_user.empty() != config.mail_password_file.empty())
    return wrong("mail.user and mail.password_file are given together or not at all.");
  if (config.mail_transport != MailTransport::kSmtp) return {};
  if (config.mail_url.empty()) return wrong("mail.transport = \"smtp\" needs mail.url.");
  if (!config.mail_from) return wrong("mail.transport = \"smtp\" needs mail.from.");
  const bool clear = config.mail_tls == mail::Tls::kNone && !config.mail_url.starts_with("smtps:");
  if (clear && !config.mail_user.empty())
    return wrong("mail.tls = \"none\" would send the password of mail.user in clear text.");
  return {};
}

}  // namespace

std::expected<Config, ConfigError> load_config(const std::optional<std::string>& file,
                                               const std::vector<std::string>& sets) {
  // 1. Everything that was said, the strongest last.
  std::vector<Given> given;
  if (file) {
    auto from_file = read_file(*file);
    if (!from_file) return std::unexpected(std::move(from_file.error()));
    given = std::move(*from_file);
  }
  auto from_sets = read_sets(sets);
  if (!from_sets) return std::unexpected(std::move(from_sets.error()));
  std::ranges::move(*from_sets, std::back_inserter(given));

  const auto wrong = [](const Given& setting, const std::string& why) {
    return std::unexpected(ConfigError{setting.origin + ": " + setting.key + " " + why + "."});
  };
  for (const Given& setting : given)
    if (!is_known(setting.key)) return wrong(setting, "is not a setting");
  // 2. Settings in the order of the table, defaults first.
  Config config;
  for (const Setting& setting : kSettings) {
    (void)setting.take(setting.default_value, config);
    for (const Given& value : given) {
      if (value.key != setting.key) continue;
      if (const auto taken = setting.take(value.value, config); !taken)
        return wrong(value, taken.error());
    }
  }
  // 3. Single fields of the policy, over its profile.
  for (const Given& value : given) {
    if (value.key == "policy.profile" || !value.key.starts_with("policy.")) continue;
    const auto taken =
        domain::override_field(config.policy, std::string_view(value.key).substr(7), value.value);
    if (!taken) return wrong(value, "is not right: " + taken.error());
  }
  // 4. What fits together.
  for (const auto check : {check_tls, check_mail})
    if (const auto checked = check(config); !checked) return std::unexpected(checked.error());
  return config;
}

std::vector<SettingInfo> settings() {
  std::vector<SettingInfo> infos;
  for (const Setting& setting : kSettings) infos.push_back({setting.key, setting.default_value});
  return infos;
}

}  // namespace server
