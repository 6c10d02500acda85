#include "proto/sdp/answer.hpp"

#include <algorithm>
#include <ranges>
#include <string>
#include <utility>

#include "proto/sdp/bundle_numbers.hpp"
#include "proto/sdp/codec_selection.hpp"
#include "proto/sdp/fields.hpp"
#include "proto/sdp/offered_streams.hpp"
#include "proto/sdp/slot_table.hpp"
#include "proto/sdp/writer.hpp"

namespace sdp {
namespace {

constexpr std::string_view kTransportCcUri =
    "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";
// Any port but 0; the candidates say the real one (RFC 8839, section 4.2.1.2).
constexpr uint16_t kDiscardPort = 9;

using Failure = std::unexpected<AnswerError>;

Failure failure(AnswerErrorCode code, std::string mid = {}) {
  return Failure({code, std::move(mid)});
}

bool contains(const auto& list, const auto& entry) {
  return std::ranges::find(list, entry) != std::ranges::end(list);
}

class Answerer {
 public:
  Answerer(const SessionDescription& offer, const AnswerParameters& parameters,
           base::Random& random)
      : offer_(offer), parameters_(parameters), slots_(parameters.slots, offer, random) {}

  std::expected<Answer, AnswerError> run() {
    // 1. One transport: its ICE credentials, fingerprint and role come from the tagged section.
    if (offer_.bundle.empty() && count_live_sections() > 1)
      return failure(AnswerErrorCode::kNotBundled);
    if (const auto agreed = agree_on_transport(); !agreed) return Failure(agreed.error());
    // 2. Each section is accepted or refused, in the order of the offer (RFC 3264, section 6).
    for (const MediaSection& offered : offer_.sections)
      if (const auto added = add_section(offered); !added) return Failure(added.error());
    if (negotiated_.sections.empty()) return failure(AnswerErrorCode::kNothingAccepted);
    // 3. What concerns all sections.
    finish_session();
    negotiated_.slots = std::move(slots_).take();
    return Answer{write(answer_), std::move(negotiated_)};
  }

 private:
  using Result = std::expected<void, AnswerError>;

  size_t count_live_sections() const {
    return static_cast<size_t>(std::ranges::count_if(
        offer_.sections, [](const MediaSection& section) { return !section.rejected(); }));
  }

  bool is_bundled(const MediaSection& section) const {
    return offer_.bundle.empty() || contains(offer_.bundle, section.mid);
  }

  // The first section of the BUNDLE group that is alive (RFC 9143, section 7.2.1).
  const MediaSection* tagged_section() const {
    for (const std::string& mid : offer_.bundle) {
      const auto found = std::ranges::find(offer_.sections, mid, &MediaSection::mid);
      if (found != offer_.sections.end() && !found->rejected()) return &*found;
    }
    for (const MediaSection& section : offer_.sections)
      if (offer_.bundle.empty() && !section.rejected()) return &section;
    return nullptr;
  }

  Result agree_on_transport() {
    tagged_ = tagged_section();
    if (tagged_ == nullptr) return failure(AnswerErrorCode::kNothingAccepted);
    const TransportAttributes& own = tagged_->transport;
    const TransportAttributes& session = offer_.transport;

    negotiated_.remote_ufrag = own.ice_ufrag.empty() ? session.ice_ufrag : own.ice_ufrag;
    negotiated_.remote_pwd = own.ice_pwd.empty() ? session.ice_pwd : own.ice_pwd;
    if (negotiated_.remote_ufrag.empty() || negotiated_.remote_pwd.empty())
      return failure(AnswerErrorCode::kNoIceCredentials, tagged_->mid);

    const auto& fingerprints = own.fingerprints.empty() ? session.fingerprints : own.fingerprints;
    const auto strong = std::ranges::find_if(fingerprints, [](const Fingerprint& fingerprint) {
      return equal_ignoring_case(fingerprint.algorithm, "sha-256") ||
             equal_ignoring_case(fingerprint.algorithm, "sha-384") ||
             equal_ignoring_case(fingerprint.algorithm, "sha-512");
    });
    if (strong == fingerprints.end()) return failure(AnswerErrorCode::kNoFingerprint, tagged_->mid);
    negotiated_.remote_fingerprint = *strong;

    // Without a=setup an offer means "active" (RFC 4145, section 4).
    const Setup setup = own.setup.value_or(session.setup.value_or(Setup::kActive));
    if (setup != Setup::kActpass && setup != Setup::kActive)
      return failure(AnswerErrorCode::kSetupNotActive, tagged_->mid);
    return {};
  }

  Result add_section(const MediaSection& offered) {
    const bool audio = offered.kind == MediaKind::kAudio;
    const auto& supported = audio ? parameters_.audio_extensions : parameters_.video_extensions;
    const bool known = audio || offered.kind == MediaKind::kVideo;
    if (offered.rejected() || !known || !is_bundled(offered) ||
        !offered.protocol.ends_with("/TLS/RTP/SAVPF")) {
      refuse(offered);
      return {};
    }
    const Direction direction = answered_direction(offered.direction);
    const auto extensions = common_extensions(offered, supported, direction);
    const bool transport_cc =
        contains(extensions | std::views::transform(&Extension::uri), kTransportCcUri);
    auto codecs = common_codecs(offered, parameters_, transport_cc);
    if (codecs.empty()) {
      if (&offered == tagged_ && !offered.payloads.empty()) {
        keep_inactive(offered);
      } else {
        refuse(offered);
      }
      return {};
    }
    if (!offered.rtcp_mux) return failure(AnswerErrorCode::kNoRtcpMux, offered.mid);
    if (!extension_map_.add(offered, supported))
      return failure(AnswerErrorCode::kExtensionConflict, offered.mid);
    if (!payload_types_.add(codecs))
      return failure(AnswerErrorCode::kPayloadTypeConflict, offered.mid);
    accept(offered, direction, extensions, std::move(codecs));
    return {};
  }

  Direction answered_direction(Direction offered) const {
    if (offered == Direction::kSendRecv && parameters_.sendrecv == SendRecvPolicy::kSourceOnly)
      return Direction::kRecvOnly;
    return reversed(offered);
  }

  void refuse(const MediaSection& offered) {
    MediaSection& section = answer_.sections.emplace_back();
    section.kind = offered.kind;
    section.other_kind = offered.other_kind;
    section.port = 0;
    section.protocol = offered.protocol;
    section.formats = offered.formats;
    // A refused section still lists a format, or it would not be SDP; one is enough.
    if (!offered.payloads.empty()) section.payloads.push_back(offered.payloads.front());
    section.mid = offered.mid;
    section.direction = Direction::kInactive;
  }

  // The section that carries the transport stays, though it will never carry media: Chromium does
  // not take an answer that moves the transport to another section.
  void keep_inactive(const MediaSection& offered) {
    refuse(offered);
    MediaSection& section = answer_.sections.back();
    const Payload& format = offered.payloads.front();
    section.port = kDiscardPort;
    section.payloads = {{.type = format.type,
                         .encoding = format.encoding,
                         .clock_rate = format.clock_rate,
                         .channels = format.channels,
                         .fmtp = format.fmtp,
                         .feedback = {}}};
    section.transport = local_transport();
    section.rtcp_mux = offered.rtcp_mux;
  }

  void accept(const MediaSection& offered, Direction direction,
              const std::vector<Extension>& extensions, std::vector<Codec> codecs) {
    NegotiatedSection agreed;
    agreed.mid = offered.mid;
    agreed.kind = offered.kind;
    agreed.direction = direction;
    agreed.codecs = std::move(codecs);
    agreed.reduced_size_rtcp = offered.rtcp_rsize;
    for (const Extension& extension : extensions) note_extension(extension, agreed);
    if (receives(direction)) {
      if (offered.kind == MediaKind::kVideo) agreed.rids = offered_rids(offered);
      agreed.streams = offered_streams(offered);
      if (offered.msid && offered.msid->stream != "-") agreed.client_stream = offered.msid->stream;
    }
    if (sends(direction)) agreed.slot = slots_.slot_for(offered);
    answer_.sections.push_back(answered_section(offered, agreed, extensions));
    negotiated_.sections.push_back(std::move(agreed));
  }

  void note_extension(const Extension& extension, NegotiatedSection& section) {
    section.extension_ids.push_back(extension.id);
    if (!contains(negotiated_.extensions | std::views::transform(&ExtensionId::id), extension.id))
      negotiated_.extensions.push_back({extension.id, extension.uri});
  }

  MediaSection answered_section(const MediaSection& offered, const NegotiatedSection& agreed,
                                const std::vector<Extension>& extensions) const {
    MediaSection section;
    section.kind = offered.kind;
    section.protocol = offered.protocol;
    section.payloads = answered_payloads(agreed.codecs, parameters_, agreed.direction);
    section.mid = offered.mid;
    section.direction = agreed.direction;
    section.transport = local_transport();
    section.extensions = extensions;
    section.extmap_allow_mixed = offered.extmap_allow_mixed;
    section.rtcp_mux = true;
    section.rtcp_rsize = offered.rtcp_rsize;
    for (const std::string& rid : agreed.rids) {
      section.rids.push_back({rid, /*send=*/false, {}});
      section.simulcast.receive.push_back({rid, /*paused=*/false});
    }
    if (agreed.slot) describe_slot(*agreed.slot, agreed.codecs, section);
    return section;
  }

  void describe_slot(const Slot& slot, const std::vector<Codec>& codecs,
                     MediaSection& section) const {
    section.msid = msid_of(slot);
    section.sources.push_back({slot.ssrc, parameters_.cname});
    const bool rtx = std::ranges::any_of(
        codecs, [](const Codec& codec) { return codec.rtx_payload_type.has_value(); });
    if (!rtx || slot.rtx_ssrc == 0) return;
    section.source_groups.push_back({"FID", {slot.ssrc, slot.rtx_ssrc}});
    section.sources.push_back({slot.rtx_ssrc, parameters_.cname});
  }

  // Repeated in every section: the bundled ones need not have it (RFC 9143, section 7.3), but some
  // clients look for it there.
  TransportAttributes local_transport() const {
    return {.ice_ufrag = parameters_.ice_ufrag,
            .ice_pwd = parameters_.ice_pwd,
            .ice_options = {},
            .fingerprints = {{"sha-256", parameters_.fingerprint}},
            .setup = Setup::kPassive};
  }

  void finish_session() {
    answer_.origin = "- " + std::to_string(parameters_.session_id) + " " +
                     std::to_string(parameters_.session_version) + " IN IP4 127.0.0.1";
    answer_.ice_lite = true;
    answer_.extmap_allow_mixed = offer_.extmap_allow_mixed;
    answer_.msid_semantic = "WMS *";
    bool mixed_everywhere = true;
    bool candidates_written = false;
    for (MediaSection& section : answer_.sections) {
      if (section.rejected()) continue;
      if (!offer_.bundle.empty()) answer_.bundle.push_back(section.mid);
      mixed_everywhere = mixed_everywhere && section.extmap_allow_mixed;
      if (std::exchange(candidates_written, true)) continue;
      section.candidates = parameters_.candidates;
      section.end_of_candidates = true;
    }
    negotiated_.two_byte_extensions = offer_.extmap_allow_mixed || mixed_everywhere;
  }

  const SessionDescription& offer_;
  const MediaSection* tagged_ = nullptr;
  const AnswerParameters& parameters_;
  SlotTable slots_;
  ExtensionMap extension_map_;
  PayloadTypeMap payload_types_;
  SessionDescription answer_;
  Negotiated negotiated_;
};

}  // namespace

std::string_view to_text(AnswerErrorCode code) {
  switch (code) {
    case AnswerErrorCode::kNothingAccepted:
      return "no section has a codec in common";
    case AnswerErrorCode::kNotBundled:
      return "several sections without a BUNDLE group";
    case AnswerErrorCode::kNoRtcpMux:
      return "rtcp-mux is missing";
    case AnswerErrorCode::kNoIceCredentials:
      return "ice-ufrag or ice-pwd is missing";
    case AnswerErrorCode::kNoFingerprint:
      return "no fingerprint of SHA-256 or stronger";
    case AnswerErrorCode::kSetupNotActive:
      return "the client must be able to be the DTLS client";
    case AnswerErrorCode::kExtensionConflict:
      return "header extension ids contradict each other";
    case AnswerErrorCode::kPayloadTypeConflict:
      return "payload types contradict each other";
  }
  return "";
}

std::expected<Answer, AnswerError> answer(const SessionDescription& offer,
                                          const AnswerParameters& parameters,
                                          base::Random& random) {
  return Answerer(offer, parameters, random).run();
}

}  // namespace sdp
