// The elements inside an RTP header extension block (RFC 8285 section 4): walking them, and finding
// one. Not here: what an element means (audio_level.hpp and its neighbours), which id is which
// (extension_map.hpp), writing (extension_writer.hpp).
//
// An element that does not fit its block ends the walk; what stood before it counts (RFC 8285
// section 4.2: ignore from there on). There is therefore no error to report.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "base/bytes.hpp"
#include "proto/rtp/extension_map.hpp"
#include "proto/rtp/packet.hpp"

namespace rtp {

inline constexpr uint16_t kOneByteProfile = 0xBEDE;
inline constexpr uint16_t kTwoByteProfile = 0x1000;  // the low four bits belong to the application

enum class ExtensionForm : uint8_t { kUnknown, kOneByte, kTwoByte };

constexpr ExtensionForm form_of(uint16_t profile) {
  if (profile == kOneByteProfile) return ExtensionForm::kOneByte;
  if ((profile & 0xFFF0) == kTwoByteProfile) return ExtensionForm::kTwoByte;
  return ExtensionForm::kUnknown;
}

struct ExtensionElement {
  uint8_t id = 0;        // 1 to 14, or 1 to 255 in the two-byte form
  size_t offset = 0;     // of the data in the block
  base::BytesView data;  // 1 to 16 bytes, or 0 to 255 in the two-byte form
};

// Walks the elements of one block in order.
class ExtensionReader {
 public:
  ExtensionReader(uint16_t profile, base::BytesView block)
      : form_(form_of(profile)), block_(block) {}
  explicit ExtensionReader(const HeaderView& header)
      : ExtensionReader(header.extension_profile, header.extension_block) {}

  // The next element, or nothing at the end, at an unknown profile, or where the block is
  // malformed.
  std::optional<ExtensionElement> next();

 private:
  std::optional<ExtensionElement> next_one_byte();
  std::optional<ExtensionElement> next_two_byte();
  std::optional<ExtensionElement> element(uint8_t id, size_t size);
  std::optional<ExtensionElement> stop();

  ExtensionForm form_;
  base::BytesView block_;
  size_t offset_ = 0;
};

// All negotiated elements of one packet, one pass, by kind. The views point into the packet. When
// an id stands twice, the first one counts.
class ExtensionViews {
 public:
  ExtensionViews(const HeaderView& header, const ExtensionMap& map);

  bool has(ExtensionKind kind) const { return (present_ >> static_cast<unsigned>(kind) & 1) != 0; }
  // Empty when absent, or present with no bytes.
  base::BytesView get(ExtensionKind kind) const { return views_[static_cast<size_t>(kind)]; }

 private:
  std::array<base::BytesView, kExtensionKindCount> views_{};
  uint32_t present_ = 0;
};

// Where the data of element `id` begins in the packet, for values filled in at send time.
std::optional<size_t> element_offset(const HeaderView& header, uint8_t id);

}  // namespace rtp
