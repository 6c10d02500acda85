// parse: SDP text to SessionDescription (RFC 8866, with the attributes named in
// session_description.hpp). Lenient with what WebRTC does not need: unknown lines and attributes,
// attributes of payload types that the section does not list (Firefox leaves such rtcp-fb lines
// behind), LF instead of CRLF, empty lines. Strict with what would be ambiguous or unbounded: every
// such refusal names its line. Work is linear in the input, memory a small multiple of it.
//
//   v=0                                   session level
//   o=- 5401103681276884265 2 IN IP4 127.0.0.1
//   a=group:BUNDLE 0 1
//   m=audio 9 UDP/TLS/RTP/SAVPF 111       a section begins
//   a=mid:0                               attributes of this section, in any order
//   m=video 9 UDP/TLS/RTP/SAVPF 96 97     the next one
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <string_view>

#include "proto/sdp/session_description.hpp"

namespace sdp {

// An offer of 49 + 4 sections with every codec of Chromium is 267 KB and 8,663 lines; twice that.
inline constexpr size_t kMaxSize = 512 * 1024;
inline constexpr size_t kMaxLines = 16'000;
// The longest line of a browser lists the mids of a BUNDLE group, four bytes each.
inline constexpr size_t kMaxLineLength = 4096;
inline constexpr size_t kMaxSections = 128;
// Entries of one list within a section (feedback: within a payload type). Browsers need 14
// extensions, 6 sources, 5 kinds of feedback.
inline constexpr size_t kMaxListEntries = 64;
inline constexpr size_t kMaxFormatLength = 2048;  // fmtp text of one payload type
inline constexpr size_t kMaxTokenLength = 64;     // mids and rids

enum class ParseErrorCode : uint8_t {
  kTooLarge,              // more than kMaxSize bytes
  kTooManyLines,          // more than kMaxLines
  kLineTooLong,           // more than kMaxLineLength bytes
  kControlByte,           // a NUL, a lone CR or another control character
  kMalformedLine,         // not of the form "x=..."
  kNoVersion,             // the first line is not "v=0"
  kMalformedMediaLine,    // m= without its four parts or with numbers out of range
  kTooManySections,       // more than kMaxSections
  kDuplicatePayloadType,  // twice the same number in one m= line
  kDuplicateMid,          // two sections with one mid
  kMalformedAttribute,    // an attribute that we rely on and cannot read
  kTooManyAttributes,     // a list within a section above its limit
};

std::string_view to_text(ParseErrorCode code);

struct ParseError {
  ParseErrorCode code;
  size_t line;  // from 1; 0 if it is about the whole text
  friend bool operator==(const ParseError&, const ParseError&) = default;
};

std::expected<SessionDescription, ParseError> parse(std::string_view text);

}  // namespace sdp
