// The value of the SDP attribute "candidate" (RFC 8839 §5.1, RFC 6544 §4.5 for TCP): parsed and
// written. Extensions are skipped, but for tcptype and ufrag (RFC 8838 §4.4).
//
// A host name, such as the "….local" that browsers put for their addresses, is kept as text and
// never resolved: an ICE-lite server does not need the peer's candidates, it answers whoever proves
// to be the peer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/endpoint.hpp"

namespace ice {

enum class CandidateType : uint8_t { kHost, kServerReflexive, kPeerReflexive, kRelayed };
enum class Transport : uint8_t { kUdp, kTcp };
enum class TcpType : uint8_t { kActive, kPassive, kSimultaneousOpen };

// An address or a name not resolved.
using ConnectionAddress = std::variant<base::IpAddress, std::string>;

struct RelatedAddress {
  ConnectionAddress address;
  uint16_t port = 0;
  friend bool operator==(const RelatedAddress&, const RelatedAddress&) = default;
};

struct Candidate {
  std::string foundation;
  uint16_t component = 1;  // 1–256
  Transport transport = Transport::kUdp;
  uint32_t priority = 0;  // 1–2^31−1
  ConnectionAddress address;
  uint16_t port = 0;
  CandidateType type = CandidateType::kHost;
  std::optional<RelatedAddress> related;
  std::optional<TcpType> tcp_type;
  std::string ufrag;  // empty: not given

  // Where to send to, when the address is one.
  std::optional<base::Endpoint> endpoint() const;
  friend bool operator==(const Candidate&, const Candidate&) = default;
};

enum class CandidateError : uint8_t {
  kTooLong,         // more than kMaxCandidateLength
  kIncomplete,      // a field or the value of an extension is missing
  kFoundation,      // not 1–32 ice-chars
  kComponent,       // not 1–256
  kTransport,       // neither UDP nor TCP
  kPriority,        // not 1–2^31−1
  kAddress,         // neither an address nor a host name
  kPort,            // not 0–65535
  kType,            // none of host, srflx, prflx, relay
  kRelatedAddress,  // rport without raddr or the other way round, or malformed
  kTcpType,         // none of active, passive, so
  kUfrag,           // not 4–256 ice-chars
};

inline constexpr size_t kMaxCandidateLength = 1024;

// The value with or without "candidate:" before it, as signalling carries it in both forms.
std::expected<Candidate, CandidateError> parse_candidate(std::string_view text);

// Without "candidate:".
std::string to_string(const Candidate& candidate);

}  // namespace ice
