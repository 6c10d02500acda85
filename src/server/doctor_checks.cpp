#include "server/doctor_checks.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace server::doctor {
namespace {

using std::chrono::days;

constexpr int64_t kFewDays = 21;  // certbot renews thirty days before the end
constexpr uint64_t kMebi = 1024 * 1024;
constexpr uint64_t kLittleSpace = 1024 * kMebi;
constexpr uint64_t kNoSpace = 100 * kMebi;
// Each person at a browser is one open connection, and a page loads over six for a moment.
constexpr uint64_t kFewFiles = 1024;
constexpr uint64_t kEnoughFiles = 8192;
constexpr uint64_t kSocketBuffer = 4 * kMebi;  // what net/udp_port asks for

Finding ok(std::string_view check, Text found) { return {check, Level::kOk, std::move(found), {}}; }

int64_t days_between(base::UnixTime from, base::UnixTime to) {
  return std::chrono::floor<days>(to - from).count();
}

}  // namespace

Finding check_configuration(const std::optional<std::string>& error) {
  constexpr std::string_view kCheck = "configuration";
  if (!error)
    return ok(kCheck, {"Die Einstellungen sind lesbar und passen zusammen.",
                       "The settings can be read and fit together."});
  return {kCheck,
          Level::kProblem,
          {"Die Einstellungen sind falsch: " + *error, "The settings are wrong: " + *error},
          {"Berichtigen Sie diese Einstellung; docs/operating/configuration.md erklärt sie.",
           "Correct this setting; docs/operating/configuration.md explains it."}};
}

Finding check_public_url(const AddressOfService& facts) {
  constexpr std::string_view kCheck = "public_url";
  const std::string& url = facts.public_url;
  if (url.empty())
    return {kCheck,
            Level::kWarning,
            {"http.public_url ist leer: Einladungen nennen diesen Rechner „localhost“.",
             "http.public_url is empty: invitations call this machine \"localhost\"."},
            {"Setzen Sie http.public_url auf die Adresse, die man eingibt, z. B. "
             "\"https://konferenz.example.org\".",
             "Set http.public_url to the address that people type, such as "
             "\"https://conf.example.org\"."}};
  if (!url.starts_with("https://") && !url.starts_with("http://localhost"))
    return {kCheck,
            Level::kProblem,
            {"Die öffentliche Adresse " + url +
                 " beginnt nicht mit https: Browser geben ihr weder Kamera noch Mikrofon.",
             "The public address " + url +
                 " does not begin with https: browsers give it neither camera nor microphone."},
            {"Richten Sie TLS ein (docs/operating/tls.md) und setzen Sie http.public_url auf die "
             "https-Adresse.",
             "Set up TLS (docs/operating/tls.md) and set http.public_url to the https address."}};
  const bool behind_proxy = url.starts_with("https://") && !facts.has_own_tls;
  return ok(kCheck, {"Die öffentliche Adresse ist " + url +
                         (behind_proxy ? "; TLS macht ein Proxy davor." : "."),
                     "The public address is " + url +
                         (behind_proxy ? "; TLS is done by a proxy in front." : ".")});
}

Finding check_certificate(const CertificateFacts& facts, base::UnixTime now) {
  constexpr std::string_view kCheck = "certificate";
  const Text renew = {
      "Erneuern Sie das Zertifikat (z. B. certbot renew); der Server übernimmt es "
      "ohne Neustart.",
      "Renew the certificate (certbot renew, say); the server takes it without a "
      "restart."};
  if (!facts.usable || !facts.report) {
    const std::string why = facts.usable ? std::string("?") : facts.usable.error();
    return {
        kCheck,
        Level::kProblem,
        {"Das Zertifikat ist nicht brauchbar: " + why, "The certificate cannot be used: " + why},
        {"Prüfen Sie tls.certificate und tls.key: PEM, zueinander passend, lesbar für den "
         "Benutzer des Servers.",
         "Check tls.certificate and tls.key: PEM, a pair, readable by the server's user."}};
  }
  const net::CertificateReport& report = *facts.report;
  if (now >= report.valid_until)
    return {kCheck,
            Level::kProblem,
            {fmt::format("Das Zertifikat ist seit {} Tagen abgelaufen.",
                         days_between(report.valid_until, now)),
             fmt::format("The certificate expired {} days ago.",
                         days_between(report.valid_until, now))},
            renew};
  if (now < report.valid_from)
    return {kCheck,
            Level::kProblem,
            {"Das Zertifikat gilt noch nicht.", "The certificate is not valid yet."},
            {"Prüfen Sie die Uhr dieses Rechners und das Zertifikat.",
             "Check this machine's clock and the certificate."}};
  if (!report.covers_host)
    return {kCheck,
            Level::kProblem,
            {"Das Zertifikat gilt nicht für " + facts.host + ".",
             "The certificate is not for " + facts.host + "."},
            {"Beantragen Sie eines für diesen Namen, oder berichtigen Sie http.public_url.",
             "Get one for this name, or correct http.public_url."}};
  if (!report.is_trusted)
    return {kCheck,
            report.is_self_signed ? Level::kWarning : Level::kProblem,
            {"Browser werden dem Zertifikat nicht trauen: " + report.distrust + ".",
             "Browsers will not trust the certificate: " + report.distrust + "."},
            report.is_self_signed
                ? Text{"Nehmen Sie das Zertifikat einer öffentlichen Stelle, etwa Let’s Encrypt.",
                       "Use a public authority's certificate, such as Let's Encrypt's."}
                : Text{"Hängen Sie die Zwischenzertifikate an die Datei an (bei certbot: "
                       "fullchain.pem).",
                       "Append the intermediate certificates to the file (certbot's is "
                       "fullchain.pem)."}};
  const int64_t left = days_between(now, report.valid_until);
  const Text found = {
      fmt::format("Das Zertifikat gilt für {}, noch {} Tage.", facts.host, left),
      fmt::format("The certificate is for {} and valid for {} more days.", facts.host, left)};
  if (left < kFewDays) return {kCheck, Level::kWarning, found, renew};
  return ok(kCheck, found);
}

Finding check_clock(const ClockFacts& facts) {
  constexpr std::string_view kCheck = "clock";
  const Text remedy = {"Schalten Sie die Zeitsynchronisation ein: timedatectl set-ntp true.",
                       "Switch time synchronisation on: timedatectl set-ntp true."};
  if (facts.now + days(1) < facts.built)
    return {kCheck,
            Level::kProblem,
            {"Die Uhr geht falsch: sie zeigt einen Tag, an dem es diese Version noch nicht gab.",
             "The clock is wrong: it shows a day on which this version did not exist."},
            remedy};
  if (!facts.is_synchronised)
    return {kCheck,
            Level::kWarning,
            {"Niemand stellt die Uhr dieses Rechners; Zertifikate und Termine hängen von ihr ab.",
             "Nobody sets this machine's clock; certificates and appointments depend on it."},
            remedy};
  return ok(kCheck, {"Die Uhr wird gestellt.", "The clock is synchronised."});
}

Finding check_database(const DatabaseFacts& facts) {
  constexpr std::string_view kCheck = "database";
  if (!facts.is_directory_writable)
    return {kCheck,
            Level::kProblem,
            {"In " + facts.directory + " darf dieser Benutzer nicht schreiben.",
             "This user may not write in " + facts.directory + "."},
            {"Legen Sie das Verzeichnis für den Benutzer des Servers an, oder prüfen Sie als "
             "dieser.",
             "Make the directory for the server's user, or check as that user."}};
  if (!facts.exists)
    return ok(kCheck, {"Die Datenbank wird beim ersten Start angelegt.",
                       "The database will be made at the first start."});
  const Text restore = {"Halten Sie den Server an und spielen Sie eine Sicherung ein.",
                        "Stop the server and restore a backup."};
  const std::string& wrong = facts.error.empty() ? facts.damage : facts.error;
  if (!wrong.empty())
    return {kCheck,
            Level::kProblem,
            {"Die Datenbank ist beschädigt oder nicht lesbar: " + wrong + ".",
             "The database is damaged or cannot be read: " + wrong + "."},
            restore};
  if (facts.schema_version > facts.program_version)
    return {
        kCheck,
        Level::kProblem,
        {"Die Datenbank stammt von einer neueren Version.", "The database is a newer version's."},
        {"Spielen Sie diese neuere Version wieder ein.", "Install that newer version again."}};
  if (facts.schema_version < facts.program_version)
    return ok(kCheck, {"Die Datenbank ist heil; der nächste Start bringt sie auf den neuen Stand.",
                       "The database is sound; the next start brings it up to date."});
  return ok(kCheck, {"Die Datenbank ist heil.", "The database is sound."});
}

Finding check_disk(const DiskFacts& facts) {
  constexpr std::string_view kCheck = "disk";
  const uint64_t mebi = facts.free_bytes / kMebi;
  const Text found = {fmt::format("In {} sind {} MiB frei.", facts.directory, mebi),
                      fmt::format("{} has {} MiB free.", facts.directory, mebi)};
  if (facts.free_bytes >= kLittleSpace) return ok(kCheck, found);
  return {kCheck,
          facts.free_bytes < kNoSpace ? Level::kProblem : Level::kWarning,
          found,
          {"Schaffen Sie Platz: ohne ihn werden keine Räume mehr gespeichert.",
           "Make room: without it no rooms are stored any more."}};
}

Finding check_mail(const MailFacts& facts) {
  constexpr std::string_view kCheck = "mail";
  using Transport = MailFacts::Transport;
  if (facts.error)
    return {kCheck,
            Level::kProblem,
            {"Der Mailserver nimmt uns nicht an: " + *facts.error,
             "The mail server does not take us: " + *facts.error},
            {"Prüfen Sie mail.url, Anmeldung und Zertifikat des Mailservers "
             "(docs/operating/mail.md).",
             "Check mail.url, the login and the mail server's certificate "
             "(docs/operating/mail.md)."}};
  if (facts.transport == Transport::kSmtp)
    return ok(kCheck, {"Der Mailserver nimmt Verbindung und Anmeldung an.",
                       "The mail server takes the connection and the login."});
  if (facts.transport == Transport::kLog)
    return {kCheck,
            Level::kWarning,
            {"Mails gehen nicht hinaus, sondern mit ihren Codes ins Protokoll.",
             "Mails do not leave; they go to the log, with their codes."},
            {"Setzen Sie mail.transport = \"smtp\".", "Set mail.transport = \"smtp\"."}};
  if (facts.is_needed)
    return {kCheck,
            Level::kProblem,
            {"Räume werden mit einem Code per Mail angelegt, aber es ist kein Mailserver "
             "eingestellt.",
             "Rooms are created with a code by mail, but no mail server is set."},
            {"Richten Sie Mail ein (docs/operating/mail.md), oder ändern Sie policy.create.",
             "Set up mail (docs/operating/mail.md), or change policy.create."}};
  return ok(kCheck, {"Mail wird nicht verwendet.", "Mail is not used."});
}

std::vector<Finding> check_limits(const LimitFacts& facts) {
  std::vector<Finding> findings;
  const Text files = {
      fmt::format("Der Server darf {} Dateien und Verbindungen öffnen.", facts.open_files),
      fmt::format("The server may open {} files and connections.", facts.open_files)};
  if (facts.open_files >= kEnoughFiles) {
    findings.push_back(ok("open_files", files));
  } else {
    findings.push_back({"open_files",
                        facts.open_files < kFewFiles ? Level::kProblem : Level::kWarning,
                        files,
                        {"Erlauben Sie mehr (systemd: LimitNOFILE=65536).",
                         "Allow more (systemd: LimitNOFILE=65536)."}});
  }
  const uint64_t buffer = std::min(facts.receive_buffer, facts.send_buffer);
  if (buffer == 0) return findings;
  const Text found = {fmt::format("Der UDP-Port darf {} KiB puffern.", buffer / 1024),
                      fmt::format("The UDP port may buffer {} KiB.", buffer / 1024)};
  if (buffer >= kSocketBuffer) {
    findings.push_back(ok("udp_buffers", found));
  } else {
    findings.push_back({"udp_buffers",
                        Level::kWarning,
                        found,
                        {"Für große Konferenzen: sysctl -w net.core.rmem_max=4194304 "
                         "net.core.wmem_max=4194304, dauerhaft in /etc/sysctl.d.",
                         "For large conferences: sysctl -w net.core.rmem_max=4194304 "
                         "net.core.wmem_max=4194304, for good in /etc/sysctl.d."}});
  }
  return findings;
}

Finding check_web_root(const WebRootFacts& facts) {
  constexpr std::string_view kCheck = "web_root";
  if (facts.has_index)
    return ok(kCheck, {"Die Webseiten liegen in " + facts.directory + ".",
                       "The web pages are in " + facts.directory + "."});
  return {kCheck,
          Level::kProblem,
          {"In " + facts.directory + " liegen keine Webseiten (index.html fehlt).",
           "There are no web pages in " + facts.directory + " (no index.html)."},
          {"Setzen Sie http.web_root auf das Verzeichnis der gebauten Webseiten.",
           "Set http.web_root to the directory of the built web pages."}};
}

Level worst_of(const std::vector<Finding>& findings) {
  Level worst = Level::kOk;
  for (const Finding& finding : findings) worst = std::max(worst, finding.level);
  return worst;
}

}  // namespace server::doctor
