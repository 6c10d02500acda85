#include "proto/sdp/parser.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "proto/sdp/writer.hpp"

namespace sdp {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Four lines of session, so that the line after it is line 5.
constexpr std::string_view kSession = "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n";
constexpr std::string_view kVideo = "m=video 9 UDP/TLS/RTP/SAVPF 96 97\r\n";

SessionDescription parse_valid(const std::string& text) {
  const auto parsed = parse(text);
  EXPECT_TRUE(parsed) << to_text(parsed.error().code) << " in line " << parsed.error().line;
  return parsed.value_or(SessionDescription());
}

// The only section of a description with this one attribute.
MediaSection section_with(std::string_view lines) {
  const auto parsed = parse_valid(std::string(kSession).append(kVideo).append(lines));
  return parsed.sections.empty() ? MediaSection() : parsed.sections.front();
}

ParseError error_of(std::string_view text) {
  const auto parsed = parse(text);
  EXPECT_FALSE(parsed.has_value());
  return parsed ? ParseError{} : parsed.error();
}

ParseError error_of_attribute(std::string_view line) {
  return error_of(std::string(kSession).append(kVideo).append(line));
}

std::string repeated(std::string_view line, size_t count) {
  std::string text;
  for (size_t i = 0; i < count; ++i) text += line;
  return text;
}

TEST(Parser, ReadsTheSession) {
  const auto parsed = parse_valid(std::string(kSession) +
                                  "a=group:LS a b\r\na=group:BUNDLE 0 x\r\na=ice-lite\r\n"
                                  "a=extmap-allow-mixed\r\na=msid-semantic: WMS *\r\n"
                                  "a=ice-ufrag:abcd\r\na=ice-pwd:0123456789012345678901\r\n"
                                  "a=fingerprint:sha-256 AB:cd\r\na=setup:actpass\r\n");
  EXPECT_EQ(parsed.origin, "- 1 2 IN IP4 127.0.0.1");
  EXPECT_THAT(parsed.bundle, ElementsAre("0", "x"));
  EXPECT_TRUE(parsed.ice_lite);
  EXPECT_TRUE(parsed.extmap_allow_mixed);
  EXPECT_EQ(parsed.msid_semantic, "WMS *");
  EXPECT_EQ(parsed.transport.ice_ufrag, "abcd");
  EXPECT_THAT(parsed.transport.fingerprints, ElementsAre(Fingerprint{"sha-256", "AB:cd"}));
  EXPECT_EQ(parsed.transport.setup, sdp::Setup::kActpass);
}

TEST(Parser, ReadsPayloadTypesInAnyOrderOfLines) {
  const auto section = section_with(
      "a=fmtp:97 apt=96\r\na=rtcp-fb:96 nack pli\r\na=rtcp-fb:96 nack\r\n"
      "a=rtpmap:97 rtx/90000\r\na=rtpmap:96 VP8/90000\r\na=rtcp-fb:* transport-cc\r\n");
  ASSERT_EQ(section.payloads.size(), 2u);
  EXPECT_EQ(section.payloads[0].encoding, "VP8");
  EXPECT_EQ(section.payloads[0].clock_rate, 90'000u);
  EXPECT_THAT(section.payloads[0].feedback, ElementsAre("nack pli", "nack"));
  EXPECT_EQ(section.payloads[1].fmtp.number("apt"), 96u);
  EXPECT_THAT(section.wildcard_feedback, ElementsAre("transport-cc"));
}

TEST(Parser, IgnoresAttributesOfPayloadTypesThatAreNotListed) {
  const auto section = section_with(
      "a=rtcp-fb:123 nack\r\na=rtpmap:123 ulpfec/90000\r\na=fmtp:300 x=1\r\na=rtpmap:x y\r\n");
  for (const Payload& payload : section.payloads) EXPECT_THAT(payload.feedback, IsEmpty());
}

TEST(Parser, ReadsSimulcast) {
  const auto section = section_with(
      "a=rid:q send\r\na=rid:h send pt=96;max-width=640\r\na=rid:r recv\r\n"
      "a=simulcast:send q;~h,x recv r\r\n");
  EXPECT_THAT(section.rids, ElementsAre(Rid{"q", true, ""}, Rid{"h", true, "pt=96;max-width=640"},
                                        Rid{"r", false, ""}));
  EXPECT_THAT(section.simulcast.send,
              ElementsAre(SimulcastStream{"q", false}, SimulcastStream{"h", true}));
  EXPECT_THAT(section.simulcast.receive, ElementsAre(SimulcastStream{"r", false}));
}

TEST(Parser, ReadsSourcesExtensionsAndTheRest) {
  const auto section = section_with(
      "a=ssrc:7 cname:me\r\na=ssrc:7 msid:a b\r\na=ssrc-group:FID 7 8\r\n"
      "a=extmap:8/sendonly urn:x attributes\r\na=msid:- track\r\na=ptime:20\r\na=inactive\r\n"
      "a=candidate:1 1 udp 1 192.0.2.1 9 typ host\r\na=end-of-candidates\r\na=rtcp-mux\r\n"
      "a=rtcp-rsize\r\na=bundle-only\r\na=mid:v0\r\nb=AS:100\r\na=unknown:x\r\n");
  EXPECT_THAT(section.sources, ElementsAre(Source{7, "me"}));
  EXPECT_THAT(section.source_groups, ElementsAre(SourceGroup{"FID", {7, 8}}));
  EXPECT_THAT(section.extensions, ElementsAre(Extension{8, Direction::kSendOnly, "urn:x"}));
  EXPECT_EQ(section.msid, (Msid{"-", "track"}));
  EXPECT_EQ(section.ptime, 20);
  EXPECT_EQ(section.direction, Direction::kInactive);
  EXPECT_THAT(section.candidates, ElementsAre("candidate:1 1 udp 1 192.0.2.1 9 typ host"));
  EXPECT_TRUE(section.end_of_candidates && section.rtcp_mux && section.rtcp_rsize);
  EXPECT_TRUE(section.bundle_only);
  EXPECT_EQ(section.mid, "v0");
}

TEST(Parser, TakesTheDirectionOfTheSessionWhereASectionHasNone) {
  const auto parsed = parse_valid(std::string(kSession) + "a=recvonly\r\n" + std::string(kVideo) +
                                  std::string(kVideo) + "a=sendonly\r\n");
  EXPECT_EQ(parsed.sections.at(0).direction, Direction::kRecvOnly);
  EXPECT_EQ(parsed.sections.at(1).direction, Direction::kSendOnly);
}

TEST(Parser, ReadsDataChannelsAndUnknownMediaAsText) {
  const auto parsed = parse_valid(std::string(kSession) +
                                  "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n"
                                  "m=text 0 RTP/AVP 98 99\n\n");
  EXPECT_EQ(parsed.sections.at(0).formats, "webrtc-datachannel");
  EXPECT_EQ(parsed.sections.at(1).other_kind, "text");
  EXPECT_TRUE(parsed.sections.at(1).rejected());
}

TEST(Parser, PortZeroRefusesOnlyASectionThatNeedNotBeBundled) {
  const std::string section = std::string(kSession) + "m=audio 0 UDP/TLS/RTP/SAVPF 111\r\n";
  EXPECT_TRUE(parse_valid(section).sections.at(0).rejected());
  EXPECT_FALSE(parse_valid(section + "a=bundle-only\r\n").sections.at(0).rejected());
}

struct Refusal {
  std::string_view line;  // the fifth or, below an m= line, the sixth
  ParseErrorCode code;
};

TEST(Parser, NamesTheLineOfAMalformedAttribute) {
  for (const std::string_view line : {"a=mid:",
                                      "a=mid:a b",
                                      "a=rtpmap:96 VP8",
                                      "a=rtpmap:96 VP8/0",
                                      "a=rtpmap:96 VP8/x",
                                      "a=rtpmap:96 opus/48000/0",
                                      "a=rtpmap:96 opus/48000/256",
                                      "a=rtpmap:96 /90000",
                                      "a=extmap:0 urn:x",
                                      "a=extmap:4352 urn:x",
                                      "a=extmap:1",
                                      "a=extmap:1/up urn:x",
                                      "a=extmap:x urn:x",
                                      "a=ssrc:",
                                      "a=ssrc:4294967296 cname:x",
                                      "a=ssrc-group:FID",
                                      "a=ssrc-group:FID 1 x",
                                      "a=rid:q",
                                      "a=rid:q up",
                                      "a=rid:q:1 send",
                                      "a=simulcast:",
                                      "a=simulcast:send",
                                      "a=simulcast:send q;;h",
                                      "a=simulcast:send q send h",
                                      "a=simulcast:both q",
                                      "a=msid:",
                                      "a=ptime:x",
                                      "a=ice-ufrag:abc",
                                      "a=ice-pwd:short",
                                      "a=ice-ufrag:ab d",
                                      "a=fingerprint:sha-256",
                                      "a=fingerprint:sha-256 xy",
                                      "a=setup:maybe",
                                      "a=setup:"}) {
    SCOPED_TRACE(line);
    EXPECT_EQ(error_of_attribute(line), (ParseError{ParseErrorCode::kMalformedAttribute, 6}));
  }
  EXPECT_EQ(error_of_attribute("a=rid:q send\na=rid:q send\n"),
            (ParseError{ParseErrorCode::kMalformedAttribute, 7}));
  EXPECT_EQ(error_of_attribute("a=mid:0\na=mid:1\n"),
            (ParseError{ParseErrorCode::kMalformedAttribute, 7}));
}

TEST(Parser, NamesTheLineOfEveryOtherRefusal) {
  using enum ParseErrorCode;
  const std::string long_line = "a=" + std::string(kMaxLineLength, 'x');
  for (const auto& [line, code] : {
           Refusal{"no type", kMalformedLine},
           Refusal{"v", kMalformedLine},
           Refusal{"a=x\ry", kControlByte},
           Refusal{std::string_view("a=x\0y", 5), kControlByte},
           Refusal{"a=x\x7f", kControlByte},
           Refusal{long_line, kLineTooLong},
           Refusal{"m=", kMalformedMediaLine},
           Refusal{"m=audio", kMalformedMediaLine},
           Refusal{"m=audio 9", kMalformedMediaLine},
           Refusal{"m=audio 9 UDP/TLS/RTP/SAVPF", kMalformedMediaLine},
           Refusal{"m=audio x UDP/TLS/RTP/SAVPF 1", kMalformedMediaLine},
           Refusal{"m=audio 65536 UDP/TLS/RTP/SAVPF 1", kMalformedMediaLine},
           Refusal{"m=audio 9 UDP/TLS/RTP/SAVPF 128", kMalformedMediaLine},
           Refusal{"m=audio 9 UDP/TLS/RTP/SAVPF -1", kMalformedMediaLine},
           Refusal{"m=audio 9 UDP/TLS/RTP/SAVPF opus", kMalformedMediaLine},
           Refusal{"m=audio 9 UDP/TLS/RTP/SAVPF 1 2 1", kDuplicatePayloadType},
       }) {
    SCOPED_TRACE(line);
    EXPECT_EQ(error_of(std::string(kSession).append(line)), (ParseError{code, 5}));
  }
  EXPECT_EQ(error_of(""), (ParseError{kNoVersion, 0}));
  EXPECT_EQ(error_of("\n\no=- 1 1 IN IP4 0.0.0.0\n"), (ParseError{kNoVersion, 3}));
  EXPECT_EQ(error_of("v=1\n"), (ParseError{kNoVersion, 1}));
}

TEST(Parser, RefusesASecondSectionWithTheSameMid) {
  const std::string twice = "m=audio 9 UDP/TLS/RTP/SAVPF 111\na=mid:0\n";
  EXPECT_EQ(error_of(std::string(kSession) + twice + twice),
            (ParseError{ParseErrorCode::kDuplicateMid, 8}));
}

TEST(Parser, StopsAtItsLimits) {
  using enum ParseErrorCode;
  const std::string session(kSession);
  EXPECT_EQ(error_of(std::string(kMaxSize + 1, 'v')), (ParseError{kTooLarge, 0}));
  EXPECT_TRUE(parse(session + repeated("a=x\n", kMaxLines - 4)));
  EXPECT_EQ(error_of(session + repeated("a=x\n", kMaxLines - 3)),
            (ParseError{kTooManyLines, kMaxLines + 1}));
  EXPECT_TRUE(parse(session + repeated(kVideo, kMaxSections)));
  EXPECT_EQ(error_of(session + repeated(kVideo, kMaxSections + 1)),
            (ParseError{kTooManySections, 5 + kMaxSections}));
}

TEST(Parser, BoundsEveryListOfASection) {
  for (const std::string_view line :
       {"a=rtcp-fb:96 nack\n", "a=rtcp-fb:* nack\n", "a=extmap:1 urn:x\n", "a=candidate:x\n",
        "a=ssrc-group:FID 1 2\n", "a=fingerprint:sha-256 AB\n"}) {
    SCOPED_TRACE(line);
    EXPECT_NO_FATAL_FAILURE(section_with(repeated(line, kMaxListEntries)));
    EXPECT_EQ(error_of_attribute(repeated(line, 15'000)),
              (ParseError{ParseErrorCode::kTooManyAttributes, 6 + kMaxListEntries}));
  }
  EXPECT_EQ(error_of_attribute(repeated("a=fmtp:96 x=" + std::string(99, '1') + "\n", 100)).code,
            ParseErrorCode::kTooManyAttributes);
}

TEST(Parser, RefusesAHundredThousandFeedbackLinesWithoutReadingThem) {
  const std::string flood = repeated("a=rtcp-fb:5 x\n", 100'000);
  EXPECT_EQ(error_of(std::string(kSession) + flood), (ParseError{ParseErrorCode::kTooLarge, 0}));
  const std::string many = repeated("a=ssrc:1 x\n", 40'000);
  EXPECT_EQ(error_of(std::string(kSession).append(kVideo) + many),
            (ParseError{ParseErrorCode::kTooManyLines, kMaxLines + 1}));
}

TEST(Writer, WritesWhatTheParserRead) {
  const auto section = section_with(
      "a=mid:v\na=rtpmap:96 VP8/90000\na=rtcp-fb:96 nack\na=rtcp-fb:* ccm fir\na=fmtp:96 a=b\n"
      "a=rid:q send pt=96\na=simulcast:send ~q;h recv r\na=ssrc:1 cname:c\na=ssrc:2 x\n"
      "a=ssrc-group:SIM 1 2\na=extmap:1/inactive urn:x\na=msid:a b\na=ptime:60\na=bundle-only\n"
      "a=setup:holdconn\na=ice-options:trickle\n");
  SessionDescription session;
  session.bundle = {"v"};
  session.sections = {section};
  EXPECT_EQ(parse_valid(write(session)), session);
}

}  // namespace
}  // namespace sdp
