// The short texts that name a stream in a header extension: MID (RFC 9143 section 15, formerly
// 8843), RID and repaired RID (RFC 8852 section 3). The same form on the wire for all three, plain
// characters without length or terminator; the element's own length bounds them.
//
// Deviation: at most 16 characters, what the one-byte form holds and all that browsers take. Longer
// texts are refused rather than cut, since a cut name is another name.
#pragma once

#include <algorithm>
#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/bytes.hpp"

namespace rtp {

class StreamText {
 public:
  static constexpr size_t kMaxSize = 16;

  StreamText() = default;

  // Nothing for an empty or too long text, or one with a character outside `token`.
  static std::optional<StreamText> from(std::string_view text) {
    if (text.empty() || text.size() > kMaxSize) return std::nullopt;
    if (!std::ranges::all_of(text, is_token_character)) return std::nullopt;
    StreamText result;
    std::ranges::copy(text, result.characters_.begin());
    result.size_ = static_cast<uint8_t>(text.size());
    return result;
  }
  static std::optional<StreamText> parse(base::BytesView element) {
    return from(base::as_text(element));
  }

  std::string_view view() const { return {characters_.data(), size_}; }
  base::BytesView bytes() const { return base::as_bytes(view()); }
  bool empty() const { return size_ == 0; }

  friend bool operator==(const StreamText&, const StreamText&) = default;

 private:
  // token-char of RFC 8866 section 9, which covers the narrower grammar of a rid.
  static constexpr bool is_token_character(char c) {
    constexpr std::string_view kSeparators = "\"(),/:;<=>?@[\\]";
    return c > 0x20 && c < 0x7F && kSeparators.find(c) == std::string_view::npos;
  }

  std::array<char, kMaxSize> characters_{};
  uint8_t size_ = 0;
};

}  // namespace rtp
