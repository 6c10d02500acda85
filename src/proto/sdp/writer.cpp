#include "proto/sdp/writer.hpp"

#include <concepts>

namespace sdp {
namespace {

class Writer {
 public:
  std::string write(const SessionDescription& session) {
    line("v=0");
    line("o=", session.origin);
    line("s=-");
    line("t=0 0");
    if (!session.bundle.empty()) bundle(session.bundle);
    if (session.ice_lite) line("a=ice-lite");
    if (session.extmap_allow_mixed) line("a=extmap-allow-mixed");
    if (!session.msid_semantic.empty()) line("a=msid-semantic:", session.msid_semantic);
    transport(session.transport);
    for (const MediaSection& section : session.sections) media(section);
    return std::move(out_);
  }

 private:
  void put(std::string_view text) { out_ += text; }
  void put(std::integral auto number) { out_ += std::to_string(number); }

  template <typename... Parts>
  void line(const Parts&... parts) {
    (put(parts), ...);
    out_ += "\r\n";
  }

  void bundle(const std::vector<std::string>& mids) {
    out_ += "a=group:BUNDLE";
    for (const std::string& mid : mids) out_.append(" ").append(mid);
    out_ += "\r\n";
  }

  void transport(const TransportAttributes& attributes) {
    if (!attributes.ice_ufrag.empty()) line("a=ice-ufrag:", attributes.ice_ufrag);
    if (!attributes.ice_pwd.empty()) line("a=ice-pwd:", attributes.ice_pwd);
    if (!attributes.ice_options.empty()) line("a=ice-options:", attributes.ice_options);
    for (const auto& [algorithm, value] : attributes.fingerprints)
      line("a=fingerprint:", algorithm, " ", value);
    if (attributes.setup) line("a=setup:", to_text(*attributes.setup));
  }

  void media(const MediaSection& section) {
    media_line(section);
    line("c=IN IP4 0.0.0.0");
    for (const std::string& candidate : section.candidates) line("a=", candidate);
    if (section.end_of_candidates) line("a=end-of-candidates");
    transport(section.transport);
    if (section.bundle_only) line("a=bundle-only");
    if (!section.mid.empty()) line("a=mid:", section.mid);
    if (section.extmap_allow_mixed) line("a=extmap-allow-mixed");
    for (const Extension& entry : section.extensions) extension(entry);
    line("a=", to_text(section.direction));
    if (section.msid) msid(*section.msid);
    if (section.rtcp_mux) line("a=rtcp-mux");
    if (section.rtcp_rsize) line("a=rtcp-rsize");
    for (const std::string& feedback : section.wildcard_feedback) line("a=rtcp-fb:* ", feedback);
    for (const Payload& entry : section.payloads) payload(entry);
    if (section.ptime) line("a=ptime:", *section.ptime);
    simulcast(section);
    sources(section);
  }

  void media_line(const MediaSection& section) {
    put("m=");
    switch (section.kind) {
      case MediaKind::kAudio:
        put("audio ");
        break;
      case MediaKind::kVideo:
        put("video ");
        break;
      case MediaKind::kApplication:
        put("application ");
        break;
      case MediaKind::kOther:
        put(section.other_kind);
        put(" ");
        break;
    }
    put(section.port);
    put(" ");
    put(section.protocol);
    for (const Payload& entry : section.payloads) {
      put(" ");
      put(entry.type);
    }
    if (!section.formats.empty()) {
      put(" ");
      put(section.formats);
    }
    line("");
  }

  void extension(const Extension& entry) {
    if (entry.direction)
      line("a=extmap:", entry.id, "/", to_text(*entry.direction), " ", entry.uri);
    else
      line("a=extmap:", entry.id, " ", entry.uri);
  }

  void msid(const Msid& msid) {
    if (msid.track.empty())
      line("a=msid:", msid.stream);
    else
      line("a=msid:", msid.stream, " ", msid.track);
  }

  void payload(const Payload& entry) {
    if (!entry.encoding.empty()) {
      put("a=rtpmap:");
      put(entry.type);
      put(" ");
      put(entry.encoding);
      put("/");
      put(entry.clock_rate);
      if (entry.channels != 1) {
        put("/");
        put(entry.channels);
      }
      line("");
    }
    for (const std::string& feedback : entry.feedback)
      line("a=rtcp-fb:", entry.type, " ", feedback);
    if (!entry.fmtp.empty()) line("a=fmtp:", entry.type, " ", entry.fmtp.text);
  }

  void simulcast(const MediaSection& section) {
    for (const Rid& rid : section.rids) {
      const std::string_view separator = rid.restrictions.empty() ? "" : " ";
      line("a=rid:", rid.id, rid.send ? " send" : " recv", separator, rid.restrictions);
    }
    if (section.simulcast.empty()) return;
    put("a=simulcast:");
    simulcast_streams("send ", section.simulcast.send);
    if (!section.simulcast.send.empty() && !section.simulcast.receive.empty()) put(" ");
    simulcast_streams("recv ", section.simulcast.receive);
    line("");
  }

  void simulcast_streams(std::string_view direction, const std::vector<SimulcastStream>& streams) {
    std::string_view separator = direction;
    for (const SimulcastStream& stream : streams) {
      put(separator);
      if (stream.paused) put("~");
      put(stream.rid);
      separator = ";";
    }
  }

  void sources(const MediaSection& section) {
    for (const SourceGroup& group : section.source_groups) {
      put("a=ssrc-group:");
      put(group.semantics);
      for (const uint32_t ssrc : group.ssrcs) {
        put(" ");
        put(ssrc);
      }
      line("");
    }
    for (const Source& source : section.sources)
      line("a=ssrc:", source.ssrc, " cname:", source.cname);
  }

  std::string out_;
};

}  // namespace

std::string_view to_text(Direction direction) {
  switch (direction) {
    case Direction::kSendRecv:
      return "sendrecv";
    case Direction::kSendOnly:
      return "sendonly";
    case Direction::kRecvOnly:
      return "recvonly";
    case Direction::kInactive:
      return "inactive";
  }
  return "";
}

std::string_view to_text(Setup setup) {
  switch (setup) {
    case Setup::kActive:
      return "active";
    case Setup::kPassive:
      return "passive";
    case Setup::kActpass:
      return "actpass";
    case Setup::kHoldconn:
      return "holdconn";
  }
  return "";
}

std::string write(const SessionDescription& description) { return Writer().write(description); }

}  // namespace sdp
