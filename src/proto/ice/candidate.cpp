#include "proto/ice/candidate.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "proto/ice/credentials.hpp"

namespace ice {
namespace {

constexpr std::array<std::pair<std::string_view, CandidateType>, 4> kTypes = {{
    {"host", CandidateType::kHost},
    {"srflx", CandidateType::kServerReflexive},
    {"prflx", CandidateType::kPeerReflexive},
    {"relay", CandidateType::kRelayed},
}};
constexpr std::array<std::pair<std::string_view, TcpType>, 3> kTcpTypes = {{
    {"active", TcpType::kActive},
    {"passive", TcpType::kPassive},
    {"so", TcpType::kSimultaneousOpen},
}};

template <typename Table>
auto value_of(const Table& table, std::string_view name) {
  const auto row = std::ranges::find(table, name, [](const auto& entry) { return entry.first; });
  return row == table.end() ? std::nullopt : std::optional(row->second);
}
template <typename Table, typename Value>
std::string_view name_of(const Table& table, Value value) {
  return std::ranges::find(table, value, [](const auto& entry) { return entry.second; })->first;
}

// Fields separated by one or more blanks; an empty view when there are no more.
class Fields {
 public:
  explicit Fields(std::string_view text) : text_(text) {}

  std::string_view next() {
    const size_t start = std::min(text_.find_first_not_of(' '), text_.size());
    const size_t end = std::min(text_.find(' ', start), text_.size());
    const std::string_view field = text_.substr(start, end - start);
    text_.remove_prefix(end);
    return field;
  }

 private:
  std::string_view text_;
};

std::optional<uint32_t> number(std::string_view text, uint32_t min, uint32_t max) {
  uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value >= min && value <= max ? std::optional(value) : std::nullopt;
}

bool is_host_name(std::string_view text) {
  const auto allowed = [](char c) {
    return (is_ice_char(c) && c != '+' && c != '/') || c == '-' || c == '.' || c == '_';
  };
  return !text.empty() && text.size() <= 253 && std::ranges::all_of(text, allowed);
}

std::optional<ConnectionAddress> connection_address(std::string_view text) {
  if (const auto address = base::IpAddress::parse(text)) return *address;
  if (is_host_name(text)) return std::string(text);
  return std::nullopt;
}

std::optional<Transport> transport(std::string_view text) {
  const auto is = [text](std::string_view lower) {
    return std::ranges::equal(text, lower, {}, [](char c) {
      return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
  };
  if (is("udp")) return Transport::kUdp;
  return is("tcp") ? std::optional(Transport::kTcp) : std::nullopt;
}

bool are_ice_chars(std::string_view text, size_t min, size_t max) {
  return text.size() >= min && text.size() <= max && std::ranges::all_of(text, is_ice_char);
}

// foundation SP component SP transport SP priority SP address SP port SP "typ" SP type
std::optional<CandidateError> parse_fixed_part(Fields& fields, Candidate& out) {
  const std::string_view foundation = fields.next();
  const auto component = number(fields.next(), 1, 256);
  const auto protocol = transport(fields.next());
  const auto priority = number(fields.next(), 1, 0x7FFFFFFF);
  const auto address = connection_address(fields.next());
  const auto port = number(fields.next(), 0, 65535);
  const std::string_view typ = fields.next();
  const std::string_view type_name = fields.next();
  const auto type = value_of(kTypes, type_name);

  if (type_name.empty()) return CandidateError::kIncomplete;
  if (!are_ice_chars(foundation, 1, 32)) return CandidateError::kFoundation;
  if (!component) return CandidateError::kComponent;
  if (!protocol) return CandidateError::kTransport;
  if (!priority) return CandidateError::kPriority;
  if (!address) return CandidateError::kAddress;
  if (!port) return CandidateError::kPort;
  if (typ != "typ" || !type) return CandidateError::kType;

  out.foundation = foundation;
  out.component = static_cast<uint16_t>(*component);
  out.transport = *protocol;
  out.priority = *priority;
  out.address = *address;
  out.port = static_cast<uint16_t>(*port);
  out.type = *type;
  return std::nullopt;
}

// *(SP name SP value), of which raddr and rport belong together
std::optional<CandidateError> parse_extensions(Fields& fields, Candidate& out) {
  std::optional<ConnectionAddress> related_address;
  std::optional<uint32_t> related_port;
  for (std::string_view name = fields.next(); !name.empty(); name = fields.next()) {
    const std::string_view value = fields.next();
    if (value.empty()) return CandidateError::kIncomplete;
    if (name == "raddr") {
      if (!(related_address = connection_address(value))) return CandidateError::kRelatedAddress;
    } else if (name == "rport") {
      if (!(related_port = number(value, 0, 65535))) return CandidateError::kRelatedAddress;
    } else if (name == "tcptype") {
      if (!(out.tcp_type = value_of(kTcpTypes, value))) return CandidateError::kTcpType;
    } else if (name == "ufrag") {
      if (!are_ice_chars(value, 4, 256)) return CandidateError::kUfrag;
      out.ufrag = value;
    }
  }
  if (related_address.has_value() != related_port.has_value()) {
    return CandidateError::kRelatedAddress;
  }
  if (related_address) out.related = {*related_address, static_cast<uint16_t>(*related_port)};
  return std::nullopt;
}

std::string to_text(const ConnectionAddress& address) {
  const auto* ip = std::get_if<base::IpAddress>(&address);
  return ip != nullptr ? ip->to_string() : std::get<std::string>(address);
}

}  // namespace

std::optional<base::Endpoint> Candidate::endpoint() const {
  const auto* ip = std::get_if<base::IpAddress>(&address);
  return ip != nullptr ? std::optional(base::Endpoint{*ip, port}) : std::nullopt;
}

// candidate:842163049 1 udp 1677729535 203.0.113.7 46154 typ srflx raddr 192.0.2.5 rport 46154 …
// https://www.rfc-editor.org/rfc/rfc8839#section-5.1
std::expected<Candidate, CandidateError> parse_candidate(std::string_view text) {
  constexpr std::string_view kPrefix = "candidate:";
  if (text.size() > kMaxCandidateLength) return std::unexpected(CandidateError::kTooLong);
  if (text.starts_with(kPrefix)) text.remove_prefix(kPrefix.size());
  Fields fields(text);
  Candidate candidate;
  if (const auto error = parse_fixed_part(fields, candidate)) return std::unexpected(*error);
  if (const auto error = parse_extensions(fields, candidate)) return std::unexpected(*error);
  return candidate;
}

std::string to_string(const Candidate& c) {
  std::string text = c.foundation + ' ' + std::to_string(c.component) +
                     (c.transport == Transport::kUdp ? " udp " : " tcp ") +
                     std::to_string(c.priority) + ' ' + to_text(c.address) + ' ' +
                     std::to_string(c.port) + " typ ";
  text += name_of(kTypes, c.type);
  if (c.related) {
    text += " raddr " + to_text(c.related->address) + " rport " + std::to_string(c.related->port);
  }
  if (c.tcp_type) text.append(" tcptype ") += name_of(kTcpTypes, *c.tcp_type);
  if (!c.ufrag.empty()) text += " ufrag " + c.ufrag;
  return text;
}

}  // namespace ice
