// The settings of an installation: defaults, then the configuration file (TOML), then --set. Every
// one is in the table of config.cpp, in plenum.example.toml and in docs/operating/configuration.md;
// a test compares the three.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/endpoint.hpp"
#include "domain/policy.hpp"
#include "mail/smtp.hpp"
#include "proto/codec/codec_kind.hpp"
#include "server/logged_address.hpp"
#include "server/media_addresses.hpp"

namespace server {

enum class MailTransport : uint8_t {
  kNone,
  kLog,  // shown in the log instead of being sent
  kSmtp,
};

struct Config {
  base::Endpoint http_listen;
  std::string http_public_url;  // empty: made from http_listen
  std::string http_web_root;    // the built web client
  std::vector<base::IpAddress> http_trusted_proxies;
  bool http_limit_loopback = false;
  bool http_redirect = true;

  std::optional<base::Endpoint> tls_listen;  // nothing: no TLS of our own
  std::string tls_certificate;
  std::string tls_key;
  std::string tls_groups;
  std::string tls_acme_webroot;  // empty: none

  uint16_t media_port = 0;
  std::vector<MediaAddress> media_addresses;  // empty: those of the interfaces
  size_t media_workers = 0;                   // 0: one per core
  size_t media_peers_on_home = 0;
  codec::CodecKind media_preferred_video = codec::CodecKind::kVp8;
  bool media_congestion_control = true;  // towards receivers

  std::optional<base::Endpoint> relay_listen;  // nothing: no relay

  std::string data_dir;
  size_t data_max_rooms = 0;

  domain::Policy policy;
  std::string policy_profile;

  MailTransport mail_transport = MailTransport::kNone;
  std::string mail_url;
  std::string mail_user;
  std::string mail_password_file;
  std::optional<mail::Sender> mail_from;  // there when the transport is kSmtp
  mail::Tls mail_tls = mail::Tls::kRequired;

  std::string service_support;  // whom people ask for help; may be empty
  std::string pages_dir;        // empty: "pages" in data_dir

  std::string log_level;
  int log_access_days = 0;  // 0: no access log
  LoggedAddress log_access_address = LoggedAddress::kFull;
};

// One sentence for the administrator, with file, line and key where there are any.
struct ConfigError {
  std::string sentence;
};

// `file`: path of the configuration file, or nothing. `sets`: "section.key=value" each, last wins.
std::expected<Config, ConfigError> load_config(const std::optional<std::string>& file,
                                               const std::vector<std::string>& sets);

// Every setting but the fields of the policy, with its default as text.
struct SettingInfo {
  std::string_view key;
  std::string_view default_value;
};
std::vector<SettingInfo> settings();

}  // namespace server
