#include "server/negotiation.hpp"

#include <algorithm>

#include "proto/ice/candidate.hpp"
#include "proto/ice/priority.hpp"
#include "proto/rtp/extension_map.hpp"
#include "proto/sdp/codec_format.hpp"
#include "proto/sdp/parser.hpp"

namespace server {

namespace {

using rtp::ExtensionKind;

std::vector<std::string> uris(std::initializer_list<ExtensionKind> kinds) {
  std::vector<std::string> result;
  for (const ExtensionKind kind : kinds) result.emplace_back(rtp::uri_of(kind));
  return result;
}

std::vector<std::string> candidate_lines(const std::vector<base::Endpoint>& endpoints) {
  std::vector<std::string> lines;
  uint16_t local_preference = 65'535;
  for (const base::Endpoint& endpoint : endpoints) {
    const ice::Candidate candidate{
        .foundation = std::to_string(lines.size() + 1),
        .component = 1,
        .transport = ice::Transport::kUdp,
        .priority = ice::candidate_priority(ice::kHostPreference, local_preference--, 1),
        .address = endpoint.address,
        .port = endpoint.port,
        .type = ice::CandidateType::kHost,
        .related = std::nullopt,
        .tcp_type = std::nullopt,
        .ufrag = {}};
    lines.push_back("candidate:" + ice::to_string(candidate));
  }
  return lines;
}

sdp::AnswerParameters parameters(const NegotiationSettings& settings,
                                 const NegotiationState& state) {
  sdp::AnswerParameters result;
  result.session_id = state.session_id;
  result.session_version = state.session_version + 1;
  result.ice_ufrag = state.setup.local_ice.ufrag;
  result.ice_pwd = state.setup.local_ice.pwd;
  result.fingerprint = settings.fingerprint.to_string();
  result.candidates = candidate_lines(settings.candidates);
  result.codecs = {codec::CodecKind::kOpus, codec::CodecKind::kVp8, codec::CodecKind::kVp9,
                   codec::CodecKind::kH264, codec::CodecKind::kAv1};
  result.preferred_video = settings.preferred_video;
  result.audio_extensions =
      uris({ExtensionKind::kMid, ExtensionKind::kAudioLevel,
            ExtensionKind::kTransportSequenceNumber, ExtensionKind::kAbsSendTime});
  result.video_extensions =
      uris({ExtensionKind::kMid, ExtensionKind::kRid, ExtensionKind::kRepairedRid,
            ExtensionKind::kTransportSequenceNumber, ExtensionKind::kAbsSendTime,
            ExtensionKind::kVideoOrientation, ExtensionKind::kDependencyDescriptor});
  result.opus_dtx = true;
  result.opus_red = true;
  result.cname = state.setup.cname;
  result.slots = state.slots;
  return result;
}

// Tells apart what decoders of one kind cannot exchange. The H.264 level is not part of it: streams
// of conferences stay below what every decoder takes.
uint32_t variant_of(const sdp::Codec& codec) {
  switch (codec.kind) {
    case codec::CodecKind::kH264:
      return static_cast<uint32_t>(codec.h264.profile()) << 8 | codec.h264.packetization_mode;
    case codec::CodecKind::kVp9:
      return sdp::vp9_profile(codec.fmtp);
    case codec::CodecKind::kAv1:
      return sdp::av1_profile(codec.fmtp);
    default:
      return 0;
  }
}

std::vector<sfu::CodecBinding> bindings(const std::vector<sdp::Codec>& codecs) {
  std::vector<sfu::CodecBinding> result;
  for (const sdp::Codec& codec : codecs)
    result.push_back({.payload_type = codec.payload_type,
                      .rtx_payload_type = codec.rtx_payload_type,
                      .red_payload_type = codec.red_payload_type,
                      .kind = codec.kind,
                      .variant = variant_of(codec),
                      .clock_rate = codec.clock_rate,
                      .nack = codec.feedback.nack});
  return result;
}

sfu::SourceKind to_sfu(signalling::SourceKind kind) {
  switch (kind) {
    case signalling::SourceKind::kMicrophone:
      return sfu::SourceKind::kMicrophone;
    case signalling::SourceKind::kCamera:
      return sfu::SourceKind::kCamera;
    case signalling::SourceKind::kScreen:
      return sfu::SourceKind::kScreen;
    case signalling::SourceKind::kScreenSound:
      return sfu::SourceKind::kScreenSound;
  }
  return sfu::SourceKind::kCamera;
}

std::optional<sfu::SourceKind> kind_of(const sdp::NegotiatedSection& section,
                                       const SectionKinds& kinds, const sfu::PeerSetup& setup) {
  const bool sound = section.kind == sdp::MediaKind::kAudio;
  const auto named = std::ranges::find(kinds, section.mid, &signalling::Section::mid);
  const sfu::SourceKind kind = named != kinds.end() ? to_sfu(named->kind)
                               : sound              ? sfu::SourceKind::kMicrophone
                                                    : sfu::SourceKind::kCamera;
  if (sfu::is_sound(kind) != sound) return std::nullopt;
  // One of each kind: a second camera is not taken for the first.
  const bool taken = std::ranges::any_of(
      setup.sending, [kind](const sfu::SendingSection& other) { return other.kind == kind; });
  return taken ? std::nullopt : std::optional(kind);
}

void add_sending(const sdp::NegotiatedSection& section, const SectionKinds& kinds,
                 SourceIds& source_ids, sfu::PeerSetup& setup) {
  if (std::ranges::find(setup.sending, section.mid, &sfu::SendingSection::mid) !=
      setup.sending.end())
    return;  // of an earlier offer
  const auto kind = kind_of(section, kinds, setup);
  if (!kind) return;
  sfu::SendingSection sending;
  sending.mid = section.mid;
  sending.source = source_ids.next();
  sending.kind = *kind;
  sending.codecs = bindings(section.codecs);
  sending.rids = section.rids;
  for (const sdp::OfferedStream& stream : section.streams)
    sending.announced.push_back({stream.ssrc, stream.rtx_ssrc.value_or(0)});
  setup.sending.push_back(std::move(sending));
}

void add_slot(const sdp::NegotiatedSection& section, sfu::PeerSetup& setup) {
  std::deque<sfu::SlotSection>& slots =
      section.kind == sdp::MediaKind::kAudio ? setup.sound_slots : setup.video_slots;
  if (std::ranges::find(slots, section.slot->ssrc, &sfu::SlotSection::ssrc) != slots.end()) return;
  slots.push_back({.mid = section.mid,
                   .ssrc = section.slot->ssrc,
                   .rtx_ssrc = section.slot->rtx_ssrc,
                   .codecs = bindings(section.codecs)});
}

// Sections that a connection has had, over all its offers: those of the past are not forgotten.
bool is_too_much(const sfu::PeerSetup& setup) {
  return setup.video_slots.size() > kMostSlots || setup.sound_slots.size() > kMostSlots ||
         setup.sending.size() > kMostSending;
}

// The credentials stand at session level or in each section (RFC 8839 section 5.4).
bool restarts_ice(const sdp::SessionDescription& offer, const ice::Credentials& known) {
  if (!offer.transport.ice_ufrag.empty()) return offer.transport.ice_ufrag != known.ufrag;
  return std::ranges::none_of(offer.sections, [&](const sdp::MediaSection& section) {
    return section.transport.ice_ufrag == known.ufrag;
  });
}

}  // namespace

std::expected<std::string, NegotiationError> negotiate(
    std::string_view offer, const SectionKinds& kinds, const NegotiationSettings& settings,
    unsigned worker, SourceIds& source_ids, base::Random& random, NegotiationState& state) {
  // 1. Read.
  const auto description = sdp::parse(offer);
  if (!description)
    return std::unexpected(NegotiationError{std::string(sdp::to_text(description.error().code)) +
                                            " in line " +
                                            std::to_string(description.error().line)});
  // 2. A client that restarts ICE offers other credentials, and gets new ones.
  NegotiationState next = state;
  const bool first = state.session_id == 0;
  if (first) {
    next.session_id = random.u64() >> 1;
    next.setup.cname = random.text(16, base::kAlphanumeric);
  }
  if (first || restarts_ice(*description, state.setup.remote_ice))
    next.setup.local_ice = ice::make_credentials(random, worker);
  // 3. Answer.
  const auto answer = sdp::answer(*description, parameters(settings, next), random);
  if (!answer)
    return std::unexpected(NegotiationError{std::string(sdp::to_text(answer.error().code)) +
                                            " in section " + answer.error().mid});
  const sdp::Negotiated& negotiated = answer->negotiated;
  const ice::Credentials remote{negotiated.remote_ufrag, negotiated.remote_pwd};
  if (!ice::is_well_formed(remote)) return std::unexpected(NegotiationError{"ICE credentials"});
  const auto fingerprint = dtls::Fingerprint::parse(negotiated.remote_fingerprint.algorithm,
                                                    negotiated.remote_fingerprint.value);
  if (!fingerprint) return std::unexpected(NegotiationError{"fingerprint"});
  if (!first && *fingerprint != state.setup.remote_fingerprint)
    return std::unexpected(NegotiationError{"another certificate on the same connection"});
  // 4. What the media worker needs.
  next.setup.remote_ice = remote;
  next.setup.remote_fingerprint = *fingerprint;
  for (const sdp::ExtensionId& extension : negotiated.extensions)
    if (extension.id <= 255)
      next.setup.extensions.bind(static_cast<uint8_t>(extension.id), rtp::kind_of(extension.uri));
  for (const sdp::NegotiatedSection& section : negotiated.sections) {
    if (sdp::receives(section.direction)) add_sending(section, kinds, source_ids, next.setup);
    if (section.slot && sdp::sends(section.direction)) add_slot(section, next.setup);
  }
  if (is_too_much(next.setup))
    return std::unexpected(NegotiationError{"too many sections for one connection"});
  next.slots = negotiated.slots;
  ++next.session_version;
  state = std::move(next);
  return answer->sdp;
}

}  // namespace server
