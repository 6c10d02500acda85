#include "server/server.hpp"

#include <spdlog/spdlog.h>

#include <csignal>
#include <thread>

#include "net/key_file.hpp"
#include "net/resolver.hpp"
#include "net/system_clock.hpp"
#include "server/access_log.hpp"
#include "server/account_access.hpp"
#include "server/admin_api.hpp"
#include "server/api.hpp"
#include "server/browser_connections.hpp"
#include "server/connection_test_api.hpp"
#include "server/data_directory.hpp"
#include "server/job_thread.hpp"
#include "server/mail_api.hpp"
#include "server/mail_setup.hpp"
#include "server/media_addresses.hpp"
#include "server/media_threads.hpp"
#include "server/metrics.hpp"
#include "server/pages_api.hpp"
#include "server/pages_command.hpp"
#include "server/session_api.hpp"
#include "server/storage_thread.hpp"
#include "server/version.hpp"
#include "server/web_ports.hpp"
#include "storage/setting_store.hpp"
#include "storage/sqlite_store.hpp"

namespace server {

namespace {

Now now() { return {net::now(), net::unix_now()}; }

// The IPv4 addresses that browsers take for a relay (Firefox discards loopback, all discard IPv6
// here).
std::vector<base::IpAddress> for_relay(const std::vector<base::IpAddress>& addresses) {
  std::vector<base::IpAddress> usable;
  std::ranges::copy_if(addresses, std::back_inserter(usable), [](const base::IpAddress& address) {
    return address.is_v4() && !address.is_loopback();
  });
  // A machine without a network.
  if (usable.empty())
    std::ranges::copy_if(addresses, std::back_inserter(usable), &base::IpAddress::is_v4);
  return usable;
}

// The relay for media addresses; nothing where it is off.
std::optional<RelayOptions> relay_options(const Config& config,
                                          const std::vector<base::IpAddress>& addresses,
                                          base::Random& random) {
  if (!config.relay_listen) return std::nullopt;
  std::vector<base::IpAddress> usable = for_relay(addresses);
  if (usable.empty()) {
    spdlog::warn("no relay: it needs an IPv4 address among media.addresses");
    return std::nullopt;
  }
  RelayOptions options{*config.relay_listen, usable.front(), usable};
  random.fill(options.key);
  return options;
}

// "conf.example.org:443" of "https://conf.example.org"
std::string host_and_port(std::string_view https_url) {
  constexpr std::string_view kScheme = "https://";
  std::string authority(https_url.substr(kScheme.size()));
  authority.resize(std::min(authority.find('/'), authority.size()));
  const size_t after_address = authority.rfind(']') + 1;  // of IPv6; 0 for others
  if (authority.find(':', after_address) == std::string::npos) authority += ":443";
  return authority;
}

// At most three: every further one makes the browsers' gathering of addresses longer. The last goes
// through every firewall that lets the pages through.
std::vector<std::string> relay_urls(const base::Endpoint& relay, std::string_view public_url,
                                    bool over_tls) {
  const std::string server = "turn:" + relay.to_string();
  std::vector<std::string> urls{server + "?transport=udp", server + "?transport=tcp"};
  if (over_tls && public_url.starts_with("https://"))
    urls.push_back("turns:" + host_and_port(public_url) + "?transport=tcp");
  return urls;
}

size_t worker_count(const Config& config) {
  if (config.media_workers > 0) return config.media_workers;
  return std::clamp<size_t>(std::thread::hardware_concurrency(), 1, sfu::kMaxWorkers);
}

std::unexpected<StartError> failed(const net::Failure& failure) {
  return std::unexpected(StartError{failure.sentence});
}

}  // namespace

// In the order of construction; destroyed in reverse: first nobody new, then media, then storage.
struct Server::Parts {
  net::EventLoop loop;
  net::SystemRandom random;
  std::unique_ptr<net::Sealer> sealer;
  std::unique_ptr<net::StaticFiles> files;
  std::unique_ptr<dtls::Context> dtls;
  std::unique_ptr<StorageThread> storage;
  std::unique_ptr<mail::Mailer> mailer;  // null where no mail is sent
  std::unique_ptr<MailApi> mail;
  std::unique_ptr<StoredAccounts> accounts;
  std::unique_ptr<JobThread> jobs;
  std::unique_ptr<JobThread> lookups;  // of names: a name server may be slow
  std::unique_ptr<AccessLog> access_log;
  std::unique_ptr<AuditLog> audit_log;
  std::unique_ptr<SessionApi> sessions;
  std::unique_ptr<PagesApi> pages;
  std::unique_ptr<MediaThreads> media;
  BrowserConnections browsers;
  std::unique_ptr<Conference> conference;
  std::unique_ptr<ConnectionTests> connection_tests;
  std::unique_ptr<ConnectionTestApi> connection_test_api;
  std::unique_ptr<AdminService> admin_service;
  std::unique_ptr<AdminAccounts> admin_accounts;
  std::unique_ptr<AdminApi> admin;
  std::unique_ptr<Api> api;
  std::unique_ptr<WebPorts> web;
  std::unique_ptr<AddressWatch> address_watch;
  std::optional<RelayOptions> relay;
  bool has_tls = false;
  std::string public_url;
  net::TimerId tick;

  void make_admin(const Config& config, const std::shared_ptr<storage::Database>& database);
  std::vector<base::Endpoint> candidates(const std::vector<base::IpAddress>& addresses) const;
  std::vector<std::string> urls_of_relay(const std::vector<base::IpAddress>& addresses) const;
  void move_to(const std::vector<base::IpAddress>& addresses);
  void schedule();
  void stop(int signal);
  void route(const net::HttpRequest& request, const net::HttpResponder& responder);
};

// The administrator's page. What she closes the service with is written on the storage thread.
void Server::Parts::make_admin(const Config& config,
                               const std::shared_ptr<storage::Database>& database) {
  const auto settings = std::make_shared<storage::SettingStore>(database);
  admin_service = std::make_unique<AdminService>(
      AdminService::Settings{.version = std::string(kVersion),
                             .profile = config.policy_profile,
                             .access_log_days = config.log_access_days,
                             .policy = config.policy},
      *conference,
      [this, settings](std::optional<std::string> notice, std::function<void(bool)> done) {
        storage->ask(
            [settings, notice = std::move(notice)] {
              return settings->set(storage::kClosedNotice, notice);
            },
            std::move(done));
      },
      *audit_log);
  admin_accounts = std::make_unique<AdminAccounts>(
      AdminAccounts::Settings{.public_url = public_url}, *accounts, *jobs, random, *audit_log);
  admin = std::make_unique<AdminApi>(*sessions, *admin_service, *admin_accounts);
}

std::vector<base::Endpoint> Server::Parts::candidates(
    const std::vector<base::IpAddress>& addresses) const {
  std::vector<base::Endpoint> endpoints;
  for (const base::IpAddress& address : addresses) endpoints.push_back({address, media->port()});
  return endpoints;
}

std::vector<std::string> Server::Parts::urls_of_relay(
    const std::vector<base::IpAddress>& addresses) const {
  const std::vector<base::IpAddress> usable = for_relay(addresses);
  if (!relay || usable.empty()) return {};
  return relay_urls({usable.front(), media->relay_port()}, public_url, has_tls);
}

// A host name of media.addresses has other addresses than before. The relay goes on with the one of
// the start as its peer, which is a name for this process and nothing more: it stays a candidate.
void Server::Parts::move_to(const std::vector<base::IpAddress>& addresses) {
  spdlog::warn("the public address has changed");
  std::vector<base::IpAddress> announced = addresses;
  if (relay && std::ranges::find(announced, relay->relayed_address) == announced.end())
    announced.push_back(relay->relayed_address);
  conference->announce(candidates(announced), urls_of_relay(addresses));
  connection_tests->announce(candidates(announced), urls_of_relay(addresses));
}

void Server::Parts::schedule() {
  tick = loop.call_at(conference->next_timeout(), [this] {
    conference->on_timeout(now());
    connection_tests->on_timeout(net::now());
    access_log->on_timeout(now());
    audit_log->on_timeout(now());
    address_watch->on_timeout(now());
    schedule();
  });
}

void Server::Parts::route(const net::HttpRequest& request, const net::HttpResponder& responder) {
  access_log->note(now(), request.remote, request.header("user-agent"));
  if (MailApi::takes(request.path)) return mail->handle(now(), request, responder);
  if (SessionApi::takes(request.path)) return sessions->handle(now(), request, responder);
  if (AdminApi::takes(request.path)) return admin->handle(now(), request, responder);
  if (PagesApi::takes(request.path)) return pages->handle(now(), request, responder);
  if (ConnectionTestApi::takes(request.path))
    return connection_test_api->handle(now(), request, responder);
  api->handle(now(), request, responder);
}

void Server::Parts::stop(int signal) {
  spdlog::info("stopping on signal {}", signal);
  web->stop_listening();
  conference->say_goodbye();
  // The goodbyes are on their way; a second is more than closing handshakes take.
  loop.call_at(net::now() + std::chrono::seconds(1), [this] { loop.stop(); });
}

std::expected<std::unique_ptr<Server>, StartError> Server::start(const Config& config) {
  auto parts = std::make_unique<Parts>();
  Parts& p = *parts;
  // 1. Data: nothing of ours is readable by others.
  const auto data = make_data_directory(config.data_dir);
  if (!data) return std::unexpected(StartError{data.error()});
  const auto key = net::load_or_create_key(*data / "server.key", p.random);
  if (!key) return failed(key.error());
  p.sealer = std::make_unique<net::Sealer>(*key);
  const auto database = storage::Database::open(database_path(*data));
  if (!database) return std::unexpected(StartError{database.error().sentence});
  const auto reader = storage::Database::open_reader(database_path(*data));
  if (!reader) return std::unexpected(StartError{reader.error().sentence});
  auto store = std::make_unique<storage::SqliteStore>(*database);
  auto rooms = store->load_rooms();
  if (!rooms) return std::unexpected(StartError{rooms.error().sentence});
  auto closed = storage::SettingStore(*database).load(storage::kClosedNotice);
  if (!closed) return std::unexpected(StartError{closed.error().sentence});
  auto files = net::StaticFiles::load(config.http_web_root);
  if (!files) return failed(files.error());
  p.files = std::make_unique<net::StaticFiles>(std::move(*files));
  p.storage = std::make_unique<StorageThread>(
      p.loop, std::move(store),
      [](const domain::StoreError& error) { spdlog::error("storage: {}", error.sentence); });
  p.accounts = std::make_unique<StoredAccounts>(storage::AccountStore(*reader),
                                                storage::AccountStore(*database), *p.storage);
  p.jobs = std::make_unique<JobThread>(p.loop);
  p.lookups = std::make_unique<JobThread>(p.loop);
  p.access_log =
      std::make_unique<AccessLog>(DailyLog::Settings{*data / "access", config.log_access_days},
                                  config.log_access_address, *p.jobs);
  p.audit_log = std::make_unique<AuditLog>(
      DailyLog::Settings{*data / "audit", config.log_access_days}, *p.jobs);
  p.sessions = std::make_unique<SessionApi>(
      SessionApi::Settings{.public_url = config.http_public_url,
                           .limit_loopback = config.http_limit_loopback,
                           .create = config.policy.create},
      *p.accounts, *p.jobs, p.random);
  p.pages = std::make_unique<PagesApi>(pages_folder(config), *p.jobs);
  // 2. Media.
  const auto certificate = dtls::Certificate::generate(net::unix_now());
  p.dtls = std::make_unique<dtls::Context>(certificate);
  const auto announced =
      media_addresses(config.media_addresses, net::resolve_host,
                      [](const std::string& sentence) { spdlog::warn("{}", sentence); });
  if (!announced) return failed(announced.error());
  p.relay = relay_options(config, announced->addresses, p.random);
  auto media = MediaThreads::start(p.loop, {base::IpAddress{}, config.media_port},
                                   worker_count(config), *p.dtls, p.relay);
  if (!media) return failed(media.error());
  p.media = std::move(*media);
  // 3. HTTP and TLS: bound before the conference exists, because links carry the port; nothing is
  // served until run().
  auto web = WebPorts::open(
      p.loop, config,
      [&p](net::HttpRequest request, net::HttpResponder responder) { p.route(request, responder); },
      net::WebSocketHandlers{
          .on_open = [&p](net::ConnectionId id,
                          const net::WebSocketInfo&) { p.browsers.opened(id); },
          .on_message = [&p](
                            net::ConnectionId id, net::FrameKind kind,
                            base::BytesView frame) { p.browsers.received(now(), id, kind, frame); },
          .on_close = [&p](net::ConnectionId id, uint16_t) { p.browsers.closed(now(), id); }});
  if (!web) return failed(web.error());
  p.web = std::move(*web);
  p.public_url = config.http_public_url.empty() ? p.web->address() : config.http_public_url;
  p.has_tls = config.tls_listen.has_value();
  // 4. Mail, whose texts name the public address.
  auto mailer = make_mailer(config, p.loop, p.random);
  if (!mailer) return failed(mailer.error());
  p.mailer = std::move(*mailer);
  p.mail = std::make_unique<MailApi>(
      MailApi::Settings{
          .service = {p.public_url, config.service_support},
          .email_codes = config.policy.create == domain::Creators::kVerifiedEmailOrAccount,
          .creators_known = config.policy.create != domain::Creators::kAnyone,
          .limit_loopback = config.http_limit_loopback},
      p.mailer.get(), *p.sealer, p.random);
  // 5. The conference in the middle.
  ConferenceSettings settings;
  settings.policy = config.policy;
  settings.public_url = p.public_url;
  settings.negotiation.candidates = p.candidates(announced->addresses);
  settings.negotiation.fingerprint = p.dtls->fingerprint();
  settings.negotiation.preferred_video = config.media_preferred_video;
  settings.negotiation.congestion_control = config.media_congestion_control;
  settings.max_rooms = config.data_max_rooms;
  settings.limit_loopback = config.http_limit_loopback;
  settings.peers_on_home = config.media_peers_on_home;
  if (p.relay) {
    settings.relay_urls = p.urls_of_relay(announced->addresses);
    p.web->http().on_turn(
        [&p](net::AcceptedStream stream) { p.media->hand_over(std::move(stream)); });
    settings.relay_key = p.relay->key;
  }
  p.connection_tests = std::make_unique<ConnectionTests>(
      ConnectionTests::Settings{.negotiation = settings.negotiation,
                                .relay_urls = settings.relay_urls,
                                .relay_key = settings.relay_key,
                                .limit_loopback = settings.limit_loopback},
      *p.media, p.random);
  p.connection_test_api =
      std::make_unique<ConnectionTestApi>(*p.connection_tests, p.media->port(), p.random);
  p.conference = std::make_unique<Conference>(std::move(settings), *p.media, p.browsers, *p.storage,
                                              *p.sealer, p.random);
  p.conference->restore(now(), std::move(*rooms));
  p.conference->close_service(std::move(*closed));
  p.make_admin(config, *database);
  p.address_watch = std::make_unique<AddressWatch>(
      now(), config.media_addresses, *announced, net::resolve_host, *p.lookups,
      [&p](const std::vector<base::IpAddress>& found) { p.move_to(found); });
  p.media->on_event(
      [&p](const sfu::WorkerEvent& event) { p.conference->on_media_event(now(), event); });
  p.browsers.attach(p.loop, p.web->http().websockets(), *p.conference);
  p.api = std::make_unique<Api>(
      Api::Settings{config.policy_profile, std::string(kVersion), config.service_support,
                    config.policy},
      *p.conference, *p.sessions, *p.mail, *p.files, [&p] {
        const auto reports = p.media->reports();
        return metrics_text({p.conference->counts(), p.connection_tests->counts(),
                             p.web->http().counters(), reports});
      });
  p.loop.on_signals({SIGTERM, SIGINT}, [&p](int signal) { p.stop(signal); });
  p.schedule();
  return std::unique_ptr<Server>(new Server(std::move(parts)));
}

Server::Server(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Server::~Server() = default;

std::string Server::address() const { return parts_->web->address(); }
std::string Server::public_url() const { return parts_->public_url; }
uint16_t Server::media_port() const { return parts_->media->port(); }
void Server::run() { parts_->loop.run(); }

}  // namespace server
