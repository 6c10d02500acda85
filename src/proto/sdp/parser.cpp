#include "proto/sdp/parser.hpp"

#include <algorithm>
#include <bitset>
#include <utility>

#include "proto/sdp/attribute_reader.hpp"
#include "proto/sdp/fields.hpp"

namespace sdp {
namespace {

constexpr uint8_t kMaxPayloadType = 127;

MediaKind kind_named(std::string_view media) {
  if (media == "audio") return MediaKind::kAudio;
  if (media == "video") return MediaKind::kVideo;
  if (media == "application") return MediaKind::kApplication;
  return MediaKind::kOther;
}

ReadResult read_payload_types(Fields& fields, MediaSection& section) {
  std::bitset<kMaxPayloadType + 1> seen;
  while (!trimmed(fields.rest()).empty()) {
    const auto type = parse_number<uint8_t>(fields.next_word());
    if (!type || *type > kMaxPayloadType)
      return std::unexpected(ParseErrorCode::kMalformedMediaLine);
    if (seen.test(*type)) return std::unexpected(ParseErrorCode::kDuplicatePayloadType);
    seen.set(*type);
    Payload payload;
    payload.type = *type;
    section.payloads.push_back(std::move(payload));
  }
  return {};
}

// m=<media> <port>[/<count>] <protocol> <format> ... (RFC 8866, section 5.14)
ReadResult read_media_line(std::string_view value, MediaSection& section) {
  Fields fields(value);
  const std::string_view media = fields.next_word();
  Fields port(fields.next_word());
  const auto number = parse_number<uint16_t>(port.next('/'));
  section.kind = kind_named(media);
  if (section.kind == MediaKind::kOther) section.other_kind = media;
  section.port = number.value_or(0);
  section.protocol = fields.next_word();
  const std::string_view formats = trimmed(fields.rest());
  if (!is_token(media) || !number || section.protocol.empty() || formats.empty())
    return std::unexpected(ParseErrorCode::kMalformedMediaLine);
  // Payload types are numbers where the protocol is RTP; a data channel names a word.
  const bool rtp = section.protocol.find("RTP/") != std::string::npos;
  if (rtp && (section.kind == MediaKind::kAudio || section.kind == MediaKind::kVideo))
    return read_payload_types(fields, section);
  section.formats = formats;
  return {};
}

bool has_control_byte(std::string_view line) {
  return std::ranges::any_of(line, [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == '\x7f';
  });
}

class Parser {
 public:
  std::expected<SessionDescription, ParseError> parse(std::string_view text) {
    if (text.size() > kMaxSize) return std::unexpected(ParseError{ParseErrorCode::kTooLarge, 0});
    Fields lines(text);
    while (!lines.empty()) {
      ++line_number_;
      std::string_view line = lines.next('\n');
      if (line.ends_with('\r')) line.remove_suffix(1);
      if (const ReadResult result = read_line(line); !result)
        return std::unexpected(ParseError{result.error(), line_number_});
    }
    if (!saw_version_) return std::unexpected(ParseError{ParseErrorCode::kNoVersion, line_number_});
    return std::move(session_);
  }

 private:
  ReadResult read_line(std::string_view line) {
    if (line_number_ > kMaxLines) return std::unexpected(ParseErrorCode::kTooManyLines);
    if (line.empty()) return {};
    if (line.size() > kMaxLineLength) return std::unexpected(ParseErrorCode::kLineTooLong);
    if (has_control_byte(line)) return std::unexpected(ParseErrorCode::kControlByte);
    if (line.size() < 2 || line[1] != '=') return std::unexpected(ParseErrorCode::kMalformedLine);
    const std::string_view value = line.substr(2);
    if (!saw_version_) {
      saw_version_ = line == "v=0";
      if (!saw_version_) return std::unexpected(ParseErrorCode::kNoVersion);
      return {};
    }
    switch (line[0]) {
      case 'm':
        return begin_section(value);
      case 'a':
        return read_attribute(value);
      case 'o':
        session_.origin = value;
        return {};
      default:
        return {};  // s=, t=, c=, b=: WebRTC says all this elsewhere
    }
  }

  ReadResult begin_section(std::string_view value) {
    if (session_.sections.size() >= kMaxSections)
      return std::unexpected(ParseErrorCode::kTooManySections);
    MediaSection& section = session_.sections.emplace_back();
    section.direction = default_direction_;
    return read_media_line(value, section);
  }

  ReadResult read_attribute(std::string_view attribute) {
    Fields fields(attribute);
    const std::string_view name = fields.next(':');
    const std::string_view value = fields.rest();
    if (session_.sections.empty()) {
      default_direction_ = direction_named(name).value_or(default_direction_);
      return read_session_attribute(name, value, session_);
    }
    if (name == "mid" && !value.empty() && has_mid(value))
      return std::unexpected(ParseErrorCode::kDuplicateMid);
    return read_media_attribute(name, value, session_.sections.back());
  }

  bool has_mid(std::string_view mid) const {
    return std::ranges::find(session_.sections, mid, &MediaSection::mid) != session_.sections.end();
  }

  SessionDescription session_;
  Direction default_direction_ = Direction::kSendRecv;
  size_t line_number_ = 0;
  bool saw_version_ = false;
};

}  // namespace

std::string_view to_text(ParseErrorCode code) {
  switch (code) {
    case ParseErrorCode::kTooLarge:
      return "description too large";
    case ParseErrorCode::kTooManyLines:
      return "too many lines";
    case ParseErrorCode::kLineTooLong:
      return "line too long";
    case ParseErrorCode::kControlByte:
      return "control character";
    case ParseErrorCode::kMalformedLine:
      return "malformed line";
    case ParseErrorCode::kNoVersion:
      return "does not begin with v=0";
    case ParseErrorCode::kMalformedMediaLine:
      return "malformed m= line";
    case ParseErrorCode::kTooManySections:
      return "too many media sections";
    case ParseErrorCode::kDuplicatePayloadType:
      return "payload type listed twice";
    case ParseErrorCode::kDuplicateMid:
      return "two sections with the same mid";
    case ParseErrorCode::kMalformedAttribute:
      return "malformed attribute";
    case ParseErrorCode::kTooManyAttributes:
      return "too many attributes of one kind";
  }
  return "";
}

std::expected<SessionDescription, ParseError> parse(std::string_view text) {
  return Parser().parse(text);
}

}  // namespace sdp
