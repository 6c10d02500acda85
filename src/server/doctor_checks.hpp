// `plenum doctor`'s judgement: facts in, findings out, in German and English. Pure:
// doctor_world.hpp reads the facts, doctor_command.hpp prints the findings. What concerns the
// network is in doctor_network_checks.cpp.
//
// A warning is something that will or may go wrong, a problem something that is wrong now. What is
// found is one sentence, and so is what to do about it; nothing is to be done about what is right.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/endpoint.hpp"
#include "base/instant.hpp"
#include "net/certificate_report.hpp"

namespace server::doctor {

enum class Level : uint8_t { kOk, kWarning, kProblem };

struct Text {
  std::string de;
  std::string en;
};

struct Finding {
  std::string_view check;  // "certificate": the same in every language, for scripts
  Level level;
  Text found;
  Text remedy;  // empty when all is well
};

// Nothing: the settings can be used. Otherwise the sentence of load_config.
Finding check_configuration(const std::optional<std::string>& error);

struct AddressOfService {
  std::string public_url;
  bool has_own_tls = false;
};
Finding check_public_url(const AddressOfService& facts);

// What the name of the service leads to, seen from here.
struct HostFacts {
  std::string host;                        // of the public URL; a name, and not this machine's own
  std::vector<base::IpAddress> addresses;  // none: it does not resolve
  std::vector<base::IpAddress> ours;       // of the interfaces, and those of media.addresses
};
Finding check_host(const HostFacts& facts);

struct CertificateFacts {
  std::string host;                              // of the public URL
  std::expected<void, std::string> usable;       // certificate and key together
  std::optional<net::CertificateReport> report;  // there when it is usable
};
Finding check_certificate(const CertificateFacts& facts, base::UnixTime now);

struct PortFacts {
  enum class State : uint8_t { kFree, kOurs, kTaken, kForbidden, kNoSuchAddress };
  std::string name;  // "TCP 443 (tls.listen)"
  State state = State::kFree;
  std::string holder{};  // the program that has taken it, where that can be seen
};
Finding check_port(const PortFacts& facts);

struct MediaAddresses {
  std::vector<base::IpAddress> configured;  // media.addresses, names resolved
  std::vector<base::IpAddress> local;       // of the interfaces, without link-local ones
  std::vector<std::string> unresolved{};    // names in media.addresses without an address
};
Finding check_media_addresses(const MediaAddresses& facts);

struct ClockFacts {
  base::UnixTime now;
  base::UnixTime built;          // the day this program was made
  bool is_synchronised = false;  // says the kernel
};
Finding check_clock(const ClockFacts& facts);

struct DatabaseFacts {
  bool exists = false;
  bool is_directory_writable = false;
  std::string directory;
  std::string error;   // it cannot be read
  std::string damage;  // what the integrity check says
  int schema_version = 0;
  int program_version = 0;
};
Finding check_database(const DatabaseFacts& facts);

struct DiskFacts {
  std::string directory;
  uint64_t free_bytes = 0;
};
Finding check_disk(const DiskFacts& facts);

struct MailFacts {
  enum class Transport : uint8_t { kNone, kLog, kSmtp };
  Transport transport = Transport::kNone;
  bool is_needed = false;            // rooms are created with a code by mail
  std::optional<std::string> error;  // what the attempt to connect gave
};
Finding check_mail(const MailFacts& facts);

struct LimitFacts {
  uint64_t open_files = 0;
  uint64_t receive_buffer = 0;  // net.core.rmem_max, bytes; 0: unknown
  uint64_t send_buffer = 0;
};
std::vector<Finding> check_limits(const LimitFacts& facts);

struct WebRootFacts {
  std::string directory;
  bool has_index = false;
};
Finding check_web_root(const WebRootFacts& facts);

Level worst_of(const std::vector<Finding>& findings);

}  // namespace server::doctor
