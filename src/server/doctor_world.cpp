#include "server/doctor_world.hpp"

#include <dirent.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/statvfs.h>
#include <sys/timex.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "mail/smtp.hpp"
#include "net/file_descriptor.hpp"
#include "net/interfaces.hpp"
#include "net/resolver.hpp"
#include "net/system_clock.hpp"
#include "net/tls_context.hpp"
#include "server/data_directory.hpp"
#include "server/mail_setup.hpp"
#include "server/plain_port.hpp"
#include "server/version.hpp"
#include "storage/inspection.hpp"

namespace server::doctor {
namespace {

namespace fs = std::filesystem;

enum class Protocol : uint8_t { kTcp, kUdp };

// The inodes of sockets on this local port, as /proc/net lists them (proc(5)).
std::set<std::string> sockets_on(Protocol protocol, uint16_t port) {
  std::set<std::string> inodes;
  const std::string table = protocol == Protocol::kTcp ? "/proc/net/tcp" : "/proc/net/udp";
  for (const std::string& path : {table, table + "6"}) {
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) {
      std::istringstream words(line);
      std::string number, local, skipped, inode;
      words >> number >> local;
      for (int i = 0; i < 7; ++i) words >> skipped;
      words >> inode;
      const size_t colon = local.rfind(':');
      if (colon == local.npos || local.size() != colon + 5) continue;
      if (std::strtoul(local.c_str() + colon + 1, nullptr, 16) == port) inodes.insert(inode);
    }
  }
  return inodes;
}

std::string name_of_process(const fs::path& process) {
  std::ifstream file(process / "comm");
  std::string name;
  std::getline(file, name);
  return name;
}

bool holds(const fs::path& process, const std::set<std::string>& inodes) {
  std::error_code unreadable;
  // Processes end while they are looked at: increment(), since ++ would throw.
  for (fs::directory_iterator file(process / "fd", unreadable), end; file != end && !unreadable;
       file.increment(unreadable)) {
    std::error_code gone;
    const std::string target = fs::read_symlink(file->path(), gone).string();
    if (target.starts_with("socket:[") && inodes.contains(target.substr(8, target.size() - 9)))
      return true;
  }
  return false;
}

// The name of a process, of ours or readable as root, that holds one of these; empty: none is seen.
std::string holder_of(const std::set<std::string>& inodes) {
  std::error_code error;
  for (fs::directory_iterator process("/proc", error), end; process != end && !error;
       process.increment(error))
    if (holds(process->path(), inodes)) return name_of_process(process->path());
  return {};
}

PortFacts port_facts(std::string name, Protocol protocol, const base::Endpoint& endpoint) {
  using State = PortFacts::State;
  const int type = protocol == Protocol::kTcp ? SOCK_STREAM : SOCK_DGRAM;
  const net::FileDescriptor socket(::socket(AF_INET6, type | SOCK_CLOEXEC, 0));
  // As the server does: a connection of an earlier run that is still ending is no obstacle.
  const int on = 1;
  if (protocol == Protocol::kTcp)
    setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  sockaddr_in6 local{};
  local.sin6_family = AF_INET6;
  local.sin6_port = htons(endpoint.port);
  std::memcpy(&local.sin6_addr, endpoint.address.bytes.data(), 16);
  if (endpoint.address == base::IpAddress::v4(0, 0, 0, 0)) local.sin6_addr = in6addr_any;
  if (bind(socket.get(), reinterpret_cast<const sockaddr*>(&local), sizeof local) == 0) {
    const bool listens = protocol == Protocol::kUdp || listen(socket.get(), 1) == 0;
    if (listens) return {std::move(name), State::kFree};
  }
  if (errno == EACCES || errno == EPERM) return {std::move(name), State::kForbidden};
  if (errno == EADDRNOTAVAIL) return {std::move(name), State::kNoSuchAddress};
  const std::string holder = holder_of(sockets_on(protocol, endpoint.port));
  if (holder == "plenum") return {std::move(name), State::kOurs};
  return {std::move(name), State::kTaken, holder};
}

void examine_ports(const Config& config, std::vector<Finding>& findings) {
  const auto examine_port = [&](Protocol protocol, const base::Endpoint& endpoint,
                                const std::string& setting) {
    if (endpoint.port == 0) return;  // any free one
    const std::string kind = protocol == Protocol::kTcp ? "TCP " : "UDP ";
    findings.push_back(check_port(port_facts(
        kind + std::to_string(endpoint.port) + " (" + setting + ")", protocol, endpoint)));
  };
  examine_port(Protocol::kTcp, config.http_listen, "http.listen");
  if (config.tls_listen) examine_port(Protocol::kTcp, *config.tls_listen, "tls.listen");
  examine_port(Protocol::kUdp, {{}, config.media_port}, "media.port");
  if (!config.relay_listen) return;
  examine_port(Protocol::kUdp, *config.relay_listen, "relay.listen");
  examine_port(Protocol::kTcp, *config.relay_listen, "relay.listen");
}

CertificateFacts certificate_facts(const Config& config) {
  CertificateFacts facts{.host = host_of_url(config.http_public_url), .usable = {}, .report = {}};
  const auto context =
      net::TlsContext::load(config.tls_certificate, config.tls_key, config.tls_groups);
  const auto report = net::report_certificate(config.tls_certificate, facts.host);
  if (!context) {
    facts.usable = std::unexpected(context.error().sentence);
  } else if (!report) {
    facts.usable = std::unexpected(report.error().sentence);
  } else {
    facts.report = *report;
  }
  return facts;
}

MediaAddresses media_facts(const Config& config) {
  ResolvedAddresses named = resolve_all(config.media_addresses, net::resolve_host);
  MediaAddresses facts{.configured = std::move(named.addresses), .local = {}};
  for (const HostName& host : named.unresolved) facts.unresolved.push_back(host.text);
  const auto interfaces = net::interface_addresses();
  if (!interfaces) return facts;
  for (const net::InterfaceAddress& interface : *interfaces)
    if (interface.scope != net::InterfaceAddress::Scope::kLinkLocal)
      facts.local.push_back(interface.address);
  return facts;
}

// Nothing where the URL holds an address, or no name that others use.
std::optional<HostFacts> host_facts(const Config& config, const MediaAddresses& media) {
  const std::string host = host_of_url(config.http_public_url);
  if (!is_host_name(host) || host == "localhost") return std::nullopt;
  HostFacts facts{.host = host, .addresses = {}, .ours = media.configured};
  facts.ours.insert(facts.ours.end(), media.local.begin(), media.local.end());
  std::erase_if(facts.ours, &base::IpAddress::is_loopback);
  if (auto found = net::resolve_host(host)) facts.addresses = std::move(*found);
  return facts;
}

ClockFacts clock_facts() {
  timex state{};
  const bool is_synchronised = adjtimex(&state) != TIME_ERROR && (state.status & STA_UNSYNC) == 0;
  return {net::unix_now(), kBuilt, is_synchronised};
}

// The directory itself, or the one it would be made in.
fs::path existing_directory(fs::path directory) {
  std::error_code error;
  directory = fs::absolute(directory, error);
  while (!fs::exists(directory, error) && directory.has_relative_path())
    directory = directory.parent_path();
  return directory;
}

DatabaseFacts database_facts(const Config& config) {
  const fs::path directory = existing_directory(config.data_dir);
  DatabaseFacts facts{.is_directory_writable = access(directory.c_str(), W_OK | X_OK) == 0,
                      .directory = directory.string(),
                      .error = {},
                      .damage = {}};
  const fs::path path = database_path(config.data_dir);
  std::error_code error;
  facts.exists = fs::exists(path, error);
  if (!facts.exists) return facts;
  const auto inspection = storage::inspect_database(path);
  if (!inspection) {
    facts.error = inspection.error().sentence;
    return facts;
  }
  facts.damage = inspection->damage;
  facts.schema_version = inspection->schema_version;
  facts.program_version = inspection->program_version;
  return facts;
}

MailFacts mail_facts(const Config& config) {
  MailFacts facts;
  facts.is_needed = config.policy.create == domain::Creators::kVerifiedEmailOrAccount;
  if (config.mail_transport == MailTransport::kLog) facts.transport = MailFacts::Transport::kLog;
  if (config.mail_transport != MailTransport::kSmtp) return facts;
  facts.transport = MailFacts::Transport::kSmtp;
  auto settings = smtp_settings(config);
  if (!settings) {
    facts.error = settings.error().sentence;
    return facts;
  }
  const mail::Delivery delivery = mail::try_smtp(std::move(*settings), *config.mail_from);
  if (delivery.state != mail::Delivery::State::kSent) facts.error = delivery.sentence;
  return facts;
}

uint64_t number_in(const char* path) {
  std::ifstream file(path);
  uint64_t number = 0;
  file >> number;
  return number;
}

LimitFacts limit_facts() {
  rlimit files{};
  getrlimit(RLIMIT_NOFILE, &files);
  return {files.rlim_cur, number_in("/proc/sys/net/core/rmem_max"),
          number_in("/proc/sys/net/core/wmem_max")};
}

}  // namespace

std::vector<Finding> examine(const Config& config) {
  std::vector<Finding> findings;
  findings.push_back(
      check_public_url({config.http_public_url, /*has_own_tls=*/config.tls_listen.has_value()}));
  if (config.tls_listen)
    findings.push_back(check_certificate(certificate_facts(config), net::unix_now()));
  const MediaAddresses media = media_facts(config);
  if (const auto host = host_facts(config, media)) findings.push_back(check_host(*host));
  examine_ports(config, findings);
  findings.push_back(check_media_addresses(media));
  findings.push_back(check_clock(clock_facts()));
  const DatabaseFacts database = database_facts(config);
  findings.push_back(check_database(database));
  struct statvfs disk{};
  if (statvfs(database.directory.c_str(), &disk) == 0)
    findings.push_back(
        check_disk({database.directory, uint64_t{disk.f_bavail} * uint64_t{disk.f_frsize}}));
  findings.push_back(check_mail(mail_facts(config)));
  for (Finding& finding : check_limits(limit_facts())) findings.push_back(std::move(finding));
  std::error_code error;
  const fs::path root = config.http_web_root;
  findings.push_back(check_web_root({root.string(), fs::exists(root / "index.html", error)}));
  return findings;
}

}  // namespace server::doctor
