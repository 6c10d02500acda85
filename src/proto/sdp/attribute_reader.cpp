#include "proto/sdp/attribute_reader.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "proto/sdp/fields.hpp"

namespace sdp {
namespace {

constexpr auto kMalformed = ParseErrorCode::kMalformedAttribute;
constexpr auto kTooMany = ParseErrorCode::kTooManyAttributes;

ReadResult require(bool condition) {
  if (!condition) return std::unexpected(kMalformed);
  return {};
}

template <typename T>
ReadResult append(std::vector<T>& list, T entry) {
  if (list.size() >= kMaxListEntries) return std::unexpected(kTooMany);
  list.push_back(std::move(entry));
  return {};
}

bool is_short_token(std::string_view text) {
  return text.size() <= kMaxTokenLength && is_token(text);
}

// RFC 8839 allows letters, digits, "+" and "/"; clients with other visible characters exist and
// do no harm.
bool is_ice_credential(std::string_view text, size_t min_length) {
  constexpr size_t kMaxIceLength = 256;
  return text.size() >= min_length && text.size() <= kMaxIceLength &&
         std::ranges::all_of(text, [](char c) { return c > ' ' && c < '\x7f'; });
}

// --- transport: RFC 8839 (ICE), RFC 8122 (fingerprint), RFC 4145 (setup) ------------------------

ReadResult read_ice_ufrag(std::string_view value, TransportAttributes& transport) {
  transport.ice_ufrag = value;
  return require(is_ice_credential(value, 4));
}

ReadResult read_ice_pwd(std::string_view value, TransportAttributes& transport) {
  transport.ice_pwd = value;
  return require(is_ice_credential(value, 22));
}

ReadResult read_ice_options(std::string_view value, TransportAttributes& transport) {
  transport.ice_options = value;
  return {};
}

// a=fingerprint:sha-256 AB:CD:...
ReadResult read_fingerprint(std::string_view value, TransportAttributes& transport) {
  Fields fields(value);
  Fingerprint fingerprint;
  fingerprint.algorithm = fields.next_word();
  fingerprint.value = trimmed(fields.rest());
  const bool hexadecimal = std::ranges::all_of(fingerprint.value, [](char c) {
    return c == ':' || (c >= '0' && c <= '9') || (to_lower(c) >= 'a' && to_lower(c) <= 'f');
  });
  if (!is_short_token(fingerprint.algorithm) || fingerprint.value.empty() || !hexadecimal)
    return std::unexpected(kMalformed);
  return append(transport.fingerprints, std::move(fingerprint));
}

ReadResult read_setup(std::string_view value, TransportAttributes& transport) {
  constexpr std::array<std::pair<std::string_view, Setup>, 4> kNames{{
      {"active", Setup::kActive},
      {"passive", Setup::kPassive},
      {"actpass", Setup::kActpass},
      {"holdconn", Setup::kHoldconn},
  }};
  const auto* found =
      std::ranges::find(kNames, value, [](const auto& entry) { return entry.first; });
  if (found == kNames.end()) return std::unexpected(kMalformed);
  transport.setup = found->second;
  return {};
}

// --- payload types: RFC 8866 section 6.6 and 6.15, RFC 4585 -------------------------------------

// The section's payload with this number; null for numbers that the m= line does not list, whose
// attributes are left over and mean nothing.
Payload* find_payload(MediaSection& section, std::string_view number) {
  const auto type = parse_number<uint8_t>(number);
  if (!type) return nullptr;
  const auto found = std::ranges::find(section.payloads, *type, &Payload::type);
  return found == section.payloads.end() ? nullptr : &*found;
}

// a=rtpmap:111 opus/48000/2
ReadResult read_rtpmap(std::string_view value, MediaSection& section) {
  Fields fields(value);
  Payload* payload = find_payload(section, fields.next_word());
  if (payload == nullptr) return {};
  Fields format(trimmed(fields.rest()));
  payload->encoding = format.next('/');
  const auto clock_rate = parse_number<uint32_t>(format.next('/'));
  payload->clock_rate = clock_rate.value_or(0);
  payload->channels =
      format.empty() ? uint8_t{1} : parse_number<uint8_t>(format.rest()).value_or(0);
  return require(is_short_token(payload->encoding) && clock_rate.value_or(0) > 0 &&
                 payload->channels > 0);
}

// a=fmtp:102 level-asymmetry-allowed=1;packetization-mode=1. Several lines add up.
ReadResult read_fmtp(std::string_view value, MediaSection& section) {
  Fields fields(value);
  Payload* payload = find_payload(section, fields.next_word());
  if (payload == nullptr) return {};
  std::string& text = payload->fmtp.text;
  if (!text.empty()) text += ';';
  text += trimmed(fields.rest());
  if (text.size() > kMaxFormatLength) return std::unexpected(kTooMany);
  return {};
}

// a=rtcp-fb:96 nack pli, or with "*" for every payload type of the section
ReadResult read_rtcp_fb(std::string_view value, MediaSection& section) {
  Fields fields(value);
  const std::string_view number = fields.next_word();
  std::string feedback(trimmed(fields.rest()));
  if (number == "*") return append(section.wildcard_feedback, std::move(feedback));
  Payload* payload = find_payload(section, number);
  if (payload == nullptr) return {};
  return append(payload->feedback, std::move(feedback));
}

// --- header extensions, simulcast, sources ------------------------------------------------------

// a=extmap:8/sendonly https://... with optional attributes behind the URI (RFC 8285, section 5)
ReadResult read_extmap(std::string_view value, MediaSection& section) {
  constexpr uint16_t kMaxId = 4351;  // 1-14, 16-255, and 4096-4351 that the answerer may renumber
  Fields fields(value);
  Fields key(fields.next_word());
  Extension extension;
  extension.id = parse_number<uint16_t>(key.next('/')).value_or(0);
  if (!key.empty()) {
    extension.direction = direction_named(key.rest());
    if (!extension.direction) return std::unexpected(kMalformed);
  }
  extension.uri = fields.next_word();
  if (extension.id == 0 || extension.id > kMaxId || extension.uri.empty())
    return std::unexpected(kMalformed);
  return append(section.extensions, std::move(extension));
}

// a=rid:q send pt=96;max-width=320
ReadResult read_rid(std::string_view value, MediaSection& section) {
  Fields fields(value);
  Rid rid;
  rid.id = fields.next_word();
  const std::string_view direction = fields.next_word();
  rid.send = direction == "send";
  rid.restrictions = trimmed(fields.rest());
  if (!is_short_token(rid.id) || (!rid.send && direction != "recv"))
    return std::unexpected(kMalformed);
  if (std::ranges::find(section.rids, rid.id, &Rid::id) != section.rids.end())
    return std::unexpected(kMalformed);
  return append(section.rids, std::move(rid));
}

// "q;h,x;~f": streams by semicolon, alternatives by comma, "~" means initially paused
ReadResult read_simulcast_streams(std::string_view value, std::vector<SimulcastStream>& out) {
  Fields streams(value);
  while (!streams.empty()) {
    Fields alternatives(streams.next(';'));
    std::string_view rid = alternatives.next(',');
    SimulcastStream stream;
    if (rid.starts_with('~')) {
      stream.paused = true;
      rid.remove_prefix(1);
    }
    stream.rid = rid;
    if (!is_short_token(rid)) return std::unexpected(kMalformed);
    if (const ReadResult added = append(out, std::move(stream)); !added) return added;
  }
  return {};
}

// a=simulcast:send q;h;f recv a (RFC 8853, section 5.1)
ReadResult read_simulcast(std::string_view value, MediaSection& section) {
  if (!section.simulcast.empty()) return std::unexpected(kMalformed);
  Fields fields(value);
  while (!trimmed(fields.rest()).empty()) {
    const std::string_view direction = fields.next_word();
    if (direction != "send" && direction != "recv") return std::unexpected(kMalformed);
    auto& list = direction == "send" ? section.simulcast.send : section.simulcast.receive;
    const std::string_view streams = fields.next_word();
    if (streams.empty() || !list.empty()) return std::unexpected(kMalformed);
    if (const ReadResult read = read_simulcast_streams(streams, list); !read) return read;
  }
  return require(!section.simulcast.empty());
}

// a=ssrc:1298995595 cname:WsthLuI+gdy+4xJZ (RFC 5576, section 4.1)
ReadResult read_ssrc(std::string_view value, MediaSection& section) {
  Fields fields(value);
  const auto ssrc = parse_number<uint32_t>(fields.next_word());
  if (!ssrc) return std::unexpected(kMalformed);
  auto source = std::ranges::find(section.sources, *ssrc, &Source::ssrc);
  if (source == section.sources.end()) {
    if (const ReadResult added = append(section.sources, Source{*ssrc, {}}); !added) return added;
    source = section.sources.end() - 1;
  }
  Fields attribute(trimmed(fields.rest()));
  if (attribute.next(':') == "cname") source->cname = attribute.rest();
  return {};
}

// a=ssrc-group:FID 321660169 269991009 (RFC 5576, section 4.2)
ReadResult read_ssrc_group(std::string_view value, MediaSection& section) {
  Fields fields(value);
  SourceGroup group;
  group.semantics = fields.next_word();
  while (!trimmed(fields.rest()).empty()) {
    const auto ssrc = parse_number<uint32_t>(fields.next_word());
    if (!ssrc) return std::unexpected(kMalformed);
    if (const ReadResult added = append(group.ssrcs, *ssrc); !added) return added;
  }
  if (!is_short_token(group.semantics) || group.ssrcs.empty()) return std::unexpected(kMalformed);
  return append(section.source_groups, std::move(group));
}

// a=msid:stream track (RFC 8830). Of several lines, one per stream, the first is kept.
ReadResult read_msid(std::string_view value, MediaSection& section) {
  if (section.msid) return {};
  Fields fields(value);
  Msid msid;
  msid.stream = fields.next_word();
  msid.track = fields.next_word();
  if (msid.stream.empty()) return std::unexpected(kMalformed);
  section.msid = std::move(msid);
  return {};
}

ReadResult read_mid(std::string_view value, MediaSection& section) {
  if (!section.mid.empty()) return std::unexpected(kMalformed);
  section.mid = value;
  return require(is_short_token(value));
}

ReadResult read_ptime(std::string_view value, MediaSection& section) {
  section.ptime = parse_number<uint16_t>(value);
  return require(section.ptime.has_value());
}

// a=group:BUNDLE 0 1 2 (RFC 9143). Other groups do not concern us; of several BUNDLE groups only
// the first is used.
ReadResult read_group(std::string_view value, SessionDescription& session) {
  Fields fields(value);
  if (fields.next_word() != "BUNDLE" || !session.bundle.empty()) return {};
  while (!trimmed(fields.rest()).empty()) {
    const std::string_view mid = fields.next_word();
    if (!is_short_token(mid)) return std::unexpected(kMalformed);
    if (session.bundle.size() >= kMaxSections) return std::unexpected(kTooMany);
    session.bundle.emplace_back(mid);
  }
  return {};
}

// --- tables -------------------------------------------------------------------------------------

template <typename T>
struct Attribute {
  std::string_view name;
  ReadResult (*read)(std::string_view value, T& target);
};

constexpr Attribute<TransportAttributes> kTransportAttributes[] = {
    {"ice-ufrag", read_ice_ufrag},     {"ice-pwd", read_ice_pwd}, {"ice-options", read_ice_options},
    {"fingerprint", read_fingerprint}, {"setup", read_setup},
};

constexpr Attribute<MediaSection> kMediaAttributes[] = {
    {"rtcp-fb", read_rtcp_fb},       {"rtpmap", read_rtpmap}, {"fmtp", read_fmtp},
    {"extmap", read_extmap},         {"mid", read_mid},       {"ssrc", read_ssrc},
    {"ssrc-group", read_ssrc_group}, {"msid", read_msid},     {"rid", read_rid},
    {"simulcast", read_simulcast},   {"ptime", read_ptime},
};

// Calls the reader of this name, if the table has one; says whether it had.
template <typename T>
bool read_from(std::span<const Attribute<T>> table, std::string_view name, std::string_view value,
               T& target, ReadResult& result) {
  for (const auto& attribute : table) {
    if (attribute.name != name) continue;
    result = attribute.read(value, target);
    return true;
  }
  return false;
}

}  // namespace

std::optional<Direction> direction_named(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, Direction>, 4> kNames{{
      {"sendrecv", Direction::kSendRecv},
      {"sendonly", Direction::kSendOnly},
      {"recvonly", Direction::kRecvOnly},
      {"inactive", Direction::kInactive},
  }};
  const auto* found =
      std::ranges::find(kNames, name, [](const auto& entry) { return entry.first; });
  if (found == kNames.end()) return std::nullopt;
  return found->second;
}

ReadResult read_session_attribute(std::string_view name, std::string_view value,
                                  SessionDescription& session) {
  ReadResult result;
  if (read_from<TransportAttributes>(kTransportAttributes, name, value, session.transport, result))
    return result;
  if (name == "group") return read_group(value, session);
  if (name == "ice-lite") session.ice_lite = true;
  if (name == "extmap-allow-mixed") session.extmap_allow_mixed = true;
  if (name == "msid-semantic") session.msid_semantic = trimmed(value);
  return {};
}

ReadResult read_media_attribute(std::string_view name, std::string_view value,
                                MediaSection& section) {
  ReadResult result;
  if (read_from<MediaSection>(kMediaAttributes, name, value, section, result)) return result;
  if (read_from<TransportAttributes>(kTransportAttributes, name, value, section.transport, result))
    return result;
  if (const auto direction = direction_named(name)) section.direction = *direction;
  if (name == "rtcp-mux") section.rtcp_mux = true;
  if (name == "rtcp-rsize") section.rtcp_rsize = true;
  if (name == "bundle-only") section.bundle_only = true;
  if (name == "extmap-allow-mixed") section.extmap_allow_mixed = true;
  if (name == "end-of-candidates") section.end_of_candidates = true;
  if (name == "candidate")
    return append(section.candidates, std::string("candidate:").append(value));
  return {};
}

}  // namespace sdp
