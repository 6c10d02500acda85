// The doctor's judgement of ports, of addresses for media and of the name of the service.
#include <algorithm>

#include "net/interfaces.hpp"
#include "server/doctor_checks.hpp"

namespace server::doctor {
namespace {

using Scope = net::InterfaceAddress::Scope;

std::string list_of(const std::vector<base::IpAddress>& addresses) {
  std::string list;
  for (const base::IpAddress& address : addresses)
    list += (list.empty() ? "" : ", ") + address.to_string();
  return list;
}

Text remedy_for_holder(const std::string& holder) {
  if (holder == "turnserver")
    return {
        "Das ist coturn, das auf Debian von selbst startet; Plenum braucht es nicht: "
        "systemctl disable --now coturn.",
        "That is coturn, which Debian starts by itself; Plenum does not need it: "
        "systemctl disable --now coturn."};
  return {"Beenden Sie es (ss -lptun zeigt, welches es ist), oder wählen Sie einen anderen Port.",
          "End it (ss -lptun shows which it is), or choose another port."};
}

}  // namespace

Finding check_port(const PortFacts& facts) {
  constexpr std::string_view kCheck = "port";
  const std::string& name = facts.name;
  switch (facts.state) {
    case PortFacts::State::kFree:
      return {kCheck, Level::kOk, {name + " ist frei.", name + " is free."}, {}};
    case PortFacts::State::kOurs:
      return {
          kCheck, Level::kOk, {name + " gehört schon Plenum.", name + " is Plenum's already."}, {}};
    case PortFacts::State::kTaken: {
      const bool is_seen = !facts.holder.empty();
      return {
          kCheck,
          Level::kProblem,
          {name + " ist von " + (is_seen ? facts.holder : "einem anderen Programm") + " belegt.",
           name + " is taken by " + (is_seen ? facts.holder : "another program") + "."},
          remedy_for_holder(facts.holder)};
    }
    case PortFacts::State::kForbidden:
      return {kCheck,
              Level::kProblem,
              {"Dieser Benutzer darf " + name + " nicht öffnen.",
               "This user may not open " + name + "."},
              {"Geben Sie dem Dienst CAP_NET_BIND_SERVICE (systemd: AmbientCapabilities), und "
               "prüfen Sie als dessen Benutzer.",
               "Give the service CAP_NET_BIND_SERVICE (systemd: AmbientCapabilities), and check as "
               "its user."}};
    case PortFacts::State::kNoSuchAddress:
      break;
  }
  return {kCheck,
          Level::kProblem,
          {name + ": diese Adresse hat der Rechner nicht.", name + ": not this machine's address."},
          {"Nehmen Sie [::] für alle Adressen.", "Use [::] for every address."}};
}

Finding check_host(const HostFacts& facts) {
  constexpr std::string_view kCheck = "host";
  const std::string& host = facts.host;
  // 1. It leads somewhere.
  if (facts.addresses.empty())
    return {kCheck,
            Level::kProblem,
            {"Der Name " + host + " hat keine Adresse.", "The name " + host + " has no address."},
            {"Tragen Sie ihn im DNS ein, mit A und, wenn der Server IPv6 hat, mit AAAA; oder "
             "berichtigen Sie http.public_url.",
             "Enter it in the DNS, with A and, if the server has IPv6, with AAAA; or correct "
             "http.public_url."}};
  const std::string list = list_of(facts.addresses);
  // 2. /etc/hosts says 127.0.1.1 on a Debian machine that has this name itself.
  if (std::ranges::all_of(facts.addresses, &base::IpAddress::is_loopback))
    return {kCheck,
            Level::kWarning,
            {host + " ist hier " + list + " (/etc/hosts): was andere sehen, sagt das nicht.",
             host + " is " + list + " here (/etc/hosts): that does not tell what others see."},
            {"Prüfen Sie es auf einem anderen Rechner: getent ahosts " + host + ".",
             "Check it on another machine: getent ahosts " + host + "."}};
  // 3. To this machine, with each of its addresses.
  std::vector<base::IpAddress> strange;
  std::ranges::copy_if(facts.addresses, std::back_inserter(strange),
                       [&](const base::IpAddress& address) {
                         return std::ranges::find(facts.ours, address) == facts.ours.end();
                       });
  if (strange.empty())
    return {kCheck,
            Level::kOk,
            {host + " führt hierher: " + list + ".", host + " leads here: " + list + "."},
            {}};
  const std::string wrong = list_of(strange);
  const std::string ours = list_of(facts.ours);
  return {kCheck,
          Level::kWarning,
          {host + " führt zu " + wrong + ", der Server kennt von sich nur " + ours + ".",
           host + " leads to " + wrong + ", the server knows itself only as " + ours + "."},
          {"Hinter NAT nennen Sie die öffentliche Adresse oder den Namen in media.addresses; sonst "
           "berichtigen Sie den Eintrag im DNS.",
           "Behind NAT, name the public address or the host name in media.addresses; otherwise "
           "correct the DNS entry."}};
}

Finding check_media_addresses(const MediaAddresses& facts) {
  constexpr std::string_view kCheck = "media_addresses";
  if (!facts.unresolved.empty())
    return {kCheck,
            Level::kProblem,
            {"Ein Name in media.addresses hat keine Adresse: " + facts.unresolved.front() + ".",
             "A name in media.addresses has no address: " + facts.unresolved.front() + "."},
            {"Tragen Sie ihn im DNS ein, oder nennen Sie die Adresse selbst.",
             "Enter it in the DNS, or name the address itself."}};
  const bool is_set = !facts.configured.empty();
  const auto& addresses = is_set ? facts.configured : facts.local;
  const bool has_four = std::ranges::any_of(addresses, [](const base::IpAddress& a) {
    return a.is_v4() && net::scope_of(a) != Scope::kLoopback;
  });
  const bool has_public_four = std::ranges::any_of(addresses, [](const base::IpAddress& a) {
    return a.is_v4() && net::scope_of(a) == Scope::kGlobal;
  });
  const std::string list = list_of(addresses);
  if (is_set && !has_four)
    return {kCheck,
            Level::kProblem,
            {"media.addresses hat keine IPv4-Adresse, die andere erreichen: " + list + ".",
             "media.addresses has no IPv4 address that others can reach: " + list + "."},
            {"Nennen Sie auch eine IPv4-Adresse; manche Netze haben kein IPv6.",
             "Name an IPv4 address as well; some networks have no IPv6."}};
  if (!is_set && !has_public_four)
    return {kCheck,
            Level::kWarning,
            {"Dieser Rechner hat keine öffentliche IPv4-Adresse (" + list +
                 "): aus dem Internet kommt so kein Bild und kein Ton an.",
             "This machine has no public IPv4 address (" + list +
                 "): no picture and no sound will arrive from the Internet."},
            {"Steht er hinter NAT, setzen Sie media.addresses auf die öffentliche Adresse oder "
             "ihren Namen und leiten den UDP-Port media.port unverändert weiter.",
             "Behind NAT, set media.addresses to the public address or its name and forward the "
             "UDP port media.port unchanged."}};
  return {kCheck,
          Level::kOk,
          {"Bild und Ton erreichen den Server unter " + list + ".",
           "Pictures and sound reach the server at " + list + "."},
          {}};
}

}  // namespace server::doctor
