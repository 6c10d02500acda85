#include "proto/sdp/codec_selection.hpp"

#include <algorithm>
#include <ranges>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "proto/sdp/fields.hpp"

namespace sdp {
namespace {

using codec::CodecKind;

bool is_usable_payload_type(uint8_t type) { return type < 64 || type > 95; }

bool is_forwarded_profile(const Codec& codec) {
  switch (codec.kind) {
    case CodecKind::kOpus:
      return codec.channels == 2;  // RFC 7587, section 4.1: always, even for mono
    case CodecKind::kVp8:
      return true;
    case CodecKind::kVp9:
      return vp9_profile(codec.fmtp) == 0;
    case CodecKind::kAv1:
      return av1_profile(codec.fmtp) == 0;
    case CodecKind::kH264:
      return codec.h264.profile() != H264Profile::kMain &&
             codec.h264.profile() != H264Profile::kOther;
  }
  return false;
}

FeedbackKinds common_feedback(const MediaSection& section, const Payload& payload,
                              bool transport_cc) {
  const auto offered = [&](std::string_view feedback) {
    return std::ranges::find(payload.feedback, feedback) != payload.feedback.end() ||
           std::ranges::find(section.wildcard_feedback, feedback) !=
               section.wildcard_feedback.end();
  };
  FeedbackKinds kinds;
  kinds.nack = offered("nack");
  kinds.pli = offered("nack pli");
  kinds.fir = offered("ccm fir");
  kinds.transport_cc = transport_cc && offered("transport-cc");
  kinds.remb = !kinds.transport_cc && offered("goog-remb");
  return kinds;
}

// The payload as a codec of ours; nothing if it is none, or in a form that we do not forward.
std::optional<Codec> as_codec(const MediaSection& section, const Payload& payload,
                              const AnswerParameters& parameters, bool transport_cc) {
  const auto kind = codec::codec_from_name(payload.encoding);
  if (!kind || std::ranges::find(parameters.codecs, *kind) == parameters.codecs.end())
    return std::nullopt;
  if (codec::is_video(*kind) != (section.kind == MediaKind::kVideo)) return std::nullopt;
  if (payload.clock_rate != codec::clock_rate(*kind) || !is_usable_payload_type(payload.type))
    return std::nullopt;
  Codec codec;
  codec.kind = *kind;
  codec.payload_type = payload.type;
  codec.clock_rate = payload.clock_rate;
  codec.channels = payload.channels;
  codec.fmtp = payload.fmtp;
  if (*kind == CodecKind::kOpus) codec.opus = opus_format(payload.fmtp);
  if (*kind == CodecKind::kH264) {
    const auto format = h264_format(payload.fmtp);
    if (!format) return std::nullopt;
    codec.h264 = *format;
  }
  if (!is_forwarded_profile(codec)) return std::nullopt;
  codec.feedback = common_feedback(section, payload, transport_cc);
  return codec;
}

bool same_profile(const Codec& a, const Codec& b) {
  return a.kind == b.kind && a.h264.profile() == b.h264.profile();
}

// Adds a codec unless its profile is there already. Of the two packetization modes of one H.264
// profile the non-interleaved one stays (RFC 6184, section 6.3): mode 0 has no fragments, and this
// server cannot join those of another sender.
void add_best_mode(std::vector<Codec>& codecs, Codec candidate) {
  const auto known = std::ranges::find_if(
      codecs, [&](const Codec& codec) { return same_profile(codec, candidate); });
  if (known == codecs.end())
    codecs.push_back(std::move(candidate));
  else if (known->h264.packetization_mode < candidate.h264.packetization_mode)
    *known = std::move(candidate);
}

// Most wanted first: the preferred kind, then the kinds in the client's order; within H.264 the
// packetization mode, then the profile that most receivers decode. No two codecs are equal in this.
void sort_by_preference(std::vector<Codec>& codecs, std::optional<CodecKind> preferred) {
  std::vector<CodecKind> order;
  if (preferred) order.push_back(*preferred);
  for (const Codec& codec : codecs) order.push_back(codec.kind);
  std::ranges::sort(codecs, {}, [&](const Codec& codec) {
    return std::tuple(std::ranges::find(order, codec.kind) - order.begin(),
                      -static_cast<int>(codec.h264.packetization_mode), codec.h264.profile());
  });
}

// Gives every codec the first retransmission format whose "apt" names it (RFC 4588, section 8.6).
void pair_retransmissions(const MediaSection& section, std::vector<Codec>& codecs) {
  for (const Payload& payload : section.payloads) {
    if (!equal_ignoring_case(payload.encoding, "rtx") || !is_usable_payload_type(payload.type))
      continue;
    const auto apt = payload.fmtp.number("apt");
    const auto codec = std::ranges::find_if(
        codecs, [&](const Codec& candidate) { return candidate.payload_type == apt; });
    if (codec == codecs.end() || codec->rtx_payload_type ||
        codec->clock_rate != payload.clock_rate || !codec->feedback.nack)
      continue;
    codec->rtx_payload_type = payload.type;
  }
}

// "111/111": the primary block and at least one copy, all of this payload type.
bool carries_only(const Fmtp& fmtp, uint8_t payload_type) {
  const std::string one = std::to_string(payload_type);
  size_t blocks = 0;
  for (const auto part : std::views::split(std::string_view(fmtp.text), '/')) {
    if (std::string_view(part.begin(), part.end()) != one) return false;
    ++blocks;
  }
  return blocks >= 2;
}

// Gives Opus the first RED format that carries it and nothing else (RFC 2198, section 5).
void pair_redundancy(const MediaSection& section, std::vector<Codec>& codecs) {
  for (const Payload& payload : section.payloads) {
    if (!equal_ignoring_case(payload.encoding, "red") || !is_usable_payload_type(payload.type))
      continue;
    for (Codec& codec : codecs)
      if (codec.kind == CodecKind::kOpus && !codec.red_payload_type &&
          payload.clock_rate == codec.clock_rate && payload.channels == codec.channels &&
          carries_only(payload.fmtp, codec.payload_type))
        codec.red_payload_type = payload.type;
  }
}

std::string hexadecimal(uint32_t value, size_t digits) {
  std::string text(digits, '0');
  for (size_t i = 0; i < digits; ++i)
    text[digits - 1 - i] = "0123456789abcdef"[value >> (4 * i) & 0xf];
  return text;
}

// What the server wants to receive. It forwards, so for most formats the offer's word is good; the
// limits that a VP8 receiver states (max-fs, max-fr) are its own and not repeated.
std::string answered_fmtp(const Codec& codec, const AnswerParameters& parameters) {
  switch (codec.kind) {
    case CodecKind::kOpus: {
      std::string text = "minptime=10;useinbandfec=1";
      // RFC 7587, section 6.1: who is likely to send in stereo is told that it is wanted; from the
      // others a voice in one channel costs half as much.
      if (codec.fmtp.number("sprop-stereo") == 1u) text += ";stereo=1";
      if (parameters.opus_dtx) text += ";usedtx=1";
      if (const auto rate = parameters.opus_max_average_bitrate)
        text += ";maxaveragebitrate=" + std::to_string(*rate);
      return text;
    }
    case CodecKind::kVp8:
      return {};
    case CodecKind::kVp9:
      return codec.fmtp.find("profile-id") ? "profile-id=0" : "";
    case CodecKind::kAv1:
      return codec.fmtp.text;
    case CodecKind::kH264:
      return "level-asymmetry-allowed=1;packetization-mode=" +
             std::to_string(codec.h264.packetization_mode) +
             ";profile-level-id=" + hexadecimal(codec.h264.profile_level_id, 6);
  }
  return {};
}

std::vector<std::string> answered_feedback(const FeedbackKinds& kinds) {
  std::vector<std::string> lines;
  if (kinds.remb) lines.emplace_back("goog-remb");
  if (kinds.transport_cc) lines.emplace_back("transport-cc");
  if (kinds.fir) lines.emplace_back("ccm fir");
  if (kinds.nack) lines.emplace_back("nack");
  if (kinds.pli) lines.emplace_back("nack pli");
  return lines;
}

Payload redundant_format(const Codec& codec) {
  const std::string carried = std::to_string(codec.payload_type);
  return {.type = *codec.red_payload_type,
          .encoding = "red",
          .clock_rate = codec.clock_rate,
          .channels = codec.channels,
          .fmtp = {carried + "/" + carried},
          .feedback = {}};
}

}  // namespace

std::vector<Codec> common_codecs(const MediaSection& offered, const AnswerParameters& parameters,
                                 bool transport_cc) {
  std::vector<Codec> codecs;
  for (const Payload& payload : offered.payloads)
    if (auto codec = as_codec(offered, payload, parameters, transport_cc))
      add_best_mode(codecs, *std::move(codec));
  sort_by_preference(codecs, parameters.preferred_video);
  pair_retransmissions(offered, codecs);
  if (parameters.opus_red) pair_redundancy(offered, codecs);
  return codecs;
}

std::vector<Payload> answered_payloads(const std::vector<Codec>& codecs,
                                       const AnswerParameters& parameters, Direction ours) {
  std::vector<Payload> payloads;
  for (const Codec& codec : codecs) {
    if (codec.red_payload_type && receives(ours)) payloads.push_back(redundant_format(codec));
    payloads.push_back({.type = codec.payload_type,
                        .encoding = std::string(codec::name(codec.kind)),
                        .clock_rate = codec.clock_rate,
                        .channels = codec.channels,
                        .fmtp = {answered_fmtp(codec, parameters)},
                        .feedback = answered_feedback(codec.feedback)});
    if (codec.rtx_payload_type)
      payloads.push_back({.type = *codec.rtx_payload_type,
                          .encoding = "rtx",
                          .clock_rate = codec.clock_rate,
                          .channels = 1,
                          .fmtp = {"apt=" + std::to_string(codec.payload_type)},
                          .feedback = {}});
    if (codec.red_payload_type && !receives(ours)) payloads.push_back(redundant_format(codec));
  }
  return payloads;
}

}  // namespace sdp
