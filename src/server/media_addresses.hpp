// The addresses that browsers are told to send media to: what media.addresses names, or those of
// the interfaces. A host name stands for all of its addresses and is looked up at the start and
// every few minutes again: a server at home has another public address tomorrow.
//
// Thread: AddressWatch on the control thread; look-ups block, on a job thread of their own:
// nobody's sign-in waits for a name server.
#pragma once

#include <expected>
#include <functional>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "base/endpoint.hpp"
#include "net/failure.hpp"
#include "server/job_thread.hpp"
#include "server/now.hpp"

namespace server {

struct HostName {
  std::string text;
  friend bool operator==(const HostName&, const HostName&) = default;
};
using MediaAddress = std::variant<base::IpAddress, HostName>;

// RFC 1123: labels of letters, digits and hyphens. The last one has a letter: 192.0.2 is no name.
bool is_host_name(std::string_view text);

using Resolve =
    std::function<std::expected<std::vector<base::IpAddress>, net::Failure>(const std::string&)>;

using AddressesOfNames = std::map<std::string, std::vector<base::IpAddress>>;
struct ResolvedAddresses {
  std::vector<base::IpAddress> addresses;  // each once, in the order of what was named
  AddressesOfNames of_names;               // without those that have none
  std::vector<HostName> unresolved;        // names without an address now
};
// A name without an address now keeps those that it had before.
ResolvedAddresses resolve_all(const std::vector<MediaAddress>& named, const Resolve& resolve,
                              const AddressesOfNames& before = {});

// Those of the interfaces where nothing is named. Fails where there would be none; a name that
// fails beside others that do not is said to `warn`.
std::expected<ResolvedAddresses, net::Failure> media_addresses(
    const std::vector<MediaAddress>& named, const Resolve& resolve,
    const std::function<void(const std::string&)>& warn);

class AddressWatch {
 public:
  static constexpr base::Duration kInterval = std::chrono::minutes(5);
  using Changed = std::function<void(const std::vector<base::IpAddress>&)>;

  // `known`: what the names were at the start.
  AddressWatch(const Now& now, std::vector<MediaAddress> named, ResolvedAddresses known,
               Resolve resolve, Jobs& jobs, Changed changed);

  // Nothing to do where no host is named. In which order a name server tells them is no change.
  void on_timeout(const Now& now);

 private:
  const std::vector<MediaAddress> named_;
  ResolvedAddresses known_;
  const Resolve resolve_;
  Jobs& jobs_;
  const Changed changed_;
  base::Instant next_;
};

}  // namespace server
