#include "server/media_addresses.hpp"

#include <algorithm>
#include <memory>

#include "net/interfaces.hpp"

namespace server {
namespace {

constexpr size_t kLongestName = 253;
constexpr size_t kLongestLabel = 63;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_label(std::string_view label) {
  if (label.empty() || label.size() > kLongestLabel) return false;
  if (label.starts_with('-') || label.ends_with('-')) return false;
  return std::ranges::all_of(label, [](char c) { return is_letter(c) || is_digit(c) || c == '-'; });
}

bool names_a_host(const MediaAddress& address) { return std::holds_alternative<HostName>(address); }

// Link-local addresses need a zone that no answer can carry. Loopback is announced too: a browser
// on the same machine may have nothing else.
std::expected<std::vector<base::IpAddress>, net::Failure> addresses_of_interfaces() {
  const auto interfaces = net::interface_addresses();
  if (!interfaces) return std::unexpected(interfaces.error());
  std::vector<base::IpAddress> addresses;
  for (const net::InterfaceAddress& interface : *interfaces)
    if (interface.scope != net::InterfaceAddress::Scope::kLinkLocal)
      addresses.push_back(interface.address);
  return addresses;
}

}  // namespace

bool is_host_name(std::string_view text) {
  if (text.size() > kLongestName) return false;
  std::string_view last;
  for (std::string_view rest = text;;) {
    const size_t dot = std::min(rest.find('.'), rest.size());
    last = rest.substr(0, dot);
    if (!is_label(last)) return false;
    if (dot == rest.size()) break;
    rest.remove_prefix(dot + 1);
  }
  return std::ranges::any_of(last, is_letter);
}

ResolvedAddresses resolve_all(const std::vector<MediaAddress>& named, const Resolve& resolve,
                              const AddressesOfNames& before) {
  ResolvedAddresses result;
  const auto add = [&](const base::IpAddress& address) {
    if (std::ranges::find(result.addresses, address) == result.addresses.end())
      result.addresses.push_back(address);
  };
  for (const MediaAddress& one : named) {
    if (const auto* address = std::get_if<base::IpAddress>(&one)) {
      add(*address);
      continue;
    }
    const HostName& host = std::get<HostName>(one);
    auto found = resolve(host.text).value_or(std::vector<base::IpAddress>{});
    // Debian's installer gives a machine's own name 127.0.1.1: nobody else reaches that.
    std::erase_if(found, &base::IpAddress::is_loopback);
    if (found.empty()) {
      result.unresolved.push_back(host);
      if (const auto former = before.find(host.text); former != before.end())
        found = former->second;
    }
    if (found.empty()) continue;
    std::ranges::for_each(found, add);
    result.of_names[host.text] = std::move(found);
  }
  return result;
}

std::expected<ResolvedAddresses, net::Failure> media_addresses(
    const std::vector<MediaAddress>& named, const Resolve& resolve,
    const std::function<void(const std::string&)>& warn) {
  if (named.empty()) {
    auto own = addresses_of_interfaces();
    if (!own) return std::unexpected(own.error());
    return ResolvedAddresses{std::move(*own), {}, {}};
  }
  ResolvedAddresses resolved = resolve_all(named, resolve);
  const auto sentence = [](const HostName& host) {
    return "media.addresses: the name " + host.text + " has no address that others reach.";
  };
  if (resolved.addresses.empty())
    return std::unexpected(net::Failure{std::make_error_code(std::errc::host_unreachable),
                                        sentence(resolved.unresolved.front())});
  for (const HostName& host : resolved.unresolved) warn(sentence(host));
  return resolved;
}

AddressWatch::AddressWatch(const Now& now, std::vector<MediaAddress> named, ResolvedAddresses known,
                           Resolve resolve, Jobs& jobs, Changed changed)
    : named_(std::move(named)),
      known_(std::move(known)),
      resolve_(std::move(resolve)),
      jobs_(jobs),
      changed_(std::move(changed)),
      next_(std::ranges::any_of(named_, names_a_host) ? now.instant + kInterval : base::kNever) {}

void AddressWatch::on_timeout(const Now& now) {
  if (now.instant < next_ || jobs_.is_full()) return;
  next_ = now.instant + kInterval;
  const auto result = std::make_shared<ResolvedAddresses>();
  jobs_.start([result, named = named_, resolve = resolve_,
               before = known_.of_names] { *result = resolve_all(named, resolve, before); },
              [this, result] {
                const bool same = std::ranges::is_permutation(result->addresses, known_.addresses);
                known_ = std::move(*result);
                if (!same) changed_(known_.addresses);
              });
}

}  // namespace server
