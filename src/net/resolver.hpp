// Host names to addresses, as the system does it (hosts file, DNS). Blocks for as long as that
// takes: at the start, in `plenum doctor` and on a job thread only. Name servers have two seconds
// each, where the system would wait for half a minute: nobody's shutdown waits for that.
#pragma once

#include <expected>
#include <string>
#include <vector>

#include "base/endpoint.hpp"
#include "net/failure.hpp"

namespace net {

// Each address once, IPv4 before IPv6, never none. An address as text is its own name.
std::expected<std::vector<base::IpAddress>, Failure> resolve_host(const std::string& name);

}  // namespace net
