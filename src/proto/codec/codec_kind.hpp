// CodecKind: which codec a payload type stands for, under the names of SDP rtpmap lines. The SFU
// never decodes; the kind chooses the payload descriptor to read (payload.hpp) and the counters to
// rewrite (counter_rewriter.hpp). Payload type numbers and fmtp parameters live in proto/sdp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace codec {

enum class CodecKind : uint8_t { kOpus, kVp8, kVp9, kH264, kAv1 };

// The encoding name of the media subtype (RFC 7587, 7741, 9628, 6184, AV1 RTP specification).
constexpr std::string_view name(CodecKind kind) {
  switch (kind) {
    case CodecKind::kOpus:
      return "opus";
    case CodecKind::kVp8:
      return "VP8";
    case CodecKind::kVp9:
      return "VP9";
    case CodecKind::kH264:
      return "H264";
    case CodecKind::kAv1:
      return "AV1";
  }
  return "";
}

// RTP timestamp ticks per second.
constexpr uint32_t clock_rate(CodecKind kind) { return kind == CodecKind::kOpus ? 48'000 : 90'000; }

constexpr bool is_video(CodecKind kind) { return kind != CodecKind::kOpus; }

// The kind with this encoding name; upper and lower case are the same (RFC 4855, section 3).
constexpr std::optional<CodecKind> codec_from_name(std::string_view text) {
  constexpr auto same = [](std::string_view a, std::string_view b) {
    constexpr auto lower = [](char c) {
      return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    };
    if (a.size() != b.size()) return false;
    for (size_t i = 0; i < a.size(); ++i)
      if (lower(a[i]) != lower(b[i])) return false;
    return true;
  };
  for (const CodecKind kind :
       {CodecKind::kOpus, CodecKind::kVp8, CodecKind::kVp9, CodecKind::kH264, CodecKind::kAv1})
    if (same(text, name(kind))) return kind;
  return std::nullopt;
}

}  // namespace codec
