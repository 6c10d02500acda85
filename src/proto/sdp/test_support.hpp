// For the tests of this folder only: the recorded offers, the parameters of an ordinary server, and
// what it answers.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "proto/sdp/answer.hpp"
#include "proto/sdp/parser.hpp"

namespace sdp::testing {

inline constexpr std::string_view kAudioLevel = "urn:ietf:params:rtp-hdrext:ssrc-audio-level";
inline constexpr std::string_view kMid = "urn:ietf:params:rtp-hdrext:sdes:mid";
inline constexpr std::string_view kRid = "urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id";
inline constexpr std::string_view kTransportCc =
    "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";
inline constexpr std::string_view kDependencyDescriptor =
    "https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension";

inline std::string read_fixture(const std::string& name) {
  std::ifstream file("src/proto/sdp/testdata/" + name + ".sdp", std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// The names of all recorded offers, in a fixed order.
inline std::vector<std::string> fixture_names() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator("src/proto/sdp/testdata"))
    if (entry.path().extension() == ".sdp") names.push_back(entry.path().stem().string());
  std::ranges::sort(names);
  return names;
}

inline AnswerParameters server_parameters() {
  using enum codec::CodecKind;
  AnswerParameters parameters;
  parameters.session_id = 42;
  parameters.session_version = 1;
  parameters.ice_ufrag = "SrVu";
  parameters.ice_pwd = "0123456789abcdefghijkl";
  parameters.fingerprint =
      "00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:"
      "00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF";
  parameters.candidates = {"candidate:1 1 udp 2130706431 192.0.2.1 10000 typ host",
                           "candidate:2 1 udp 2130706175 2001:db8::1 10000 typ host"};
  parameters.codecs = {kOpus, kVp8, kVp9, kH264, kAv1};
  for (const auto uri : {kAudioLevel, kMid, kTransportCc})
    parameters.audio_extensions.emplace_back(uri);
  for (const auto uri : {kMid, kRid, kTransportCc, kDependencyDescriptor})
    parameters.video_extensions.emplace_back(uri);
  parameters.opus_red = true;
  parameters.cname = "plenum";
  return parameters;
}

struct Reply {
  Negotiated negotiated;
  SessionDescription sdp;
};

// The answer to an offer that is to be accepted; empty, and a failure of the test, if it is not.
inline Reply accepted(const SessionDescription& offer,
                      const AnswerParameters& parameters = server_parameters()) {
  base::SeededRandom random(1);
  auto reply = answer(offer, parameters, random);
  if (!reply) {
    ADD_FAILURE() << to_text(reply.error().code) << " in " << reply.error().mid;
    return {};
  }
  return {std::move(reply->negotiated), parse(reply->sdp).value_or(SessionDescription())};
}

}  // namespace sdp::testing
