#include "proto/sdp/bundle_numbers.hpp"

#include <algorithm>

namespace sdp {
namespace {

bool contains(const std::vector<std::string>& list, const std::string& text) {
  return std::ranges::find(list, text) != list.end();
}

// RFC 8285: the one-byte form has ids 1 to 14, 15 is reserved, the two-byte form goes to 255.
bool is_usable_id(uint16_t id) { return id >= 1 && id <= 255 && id != 15; }

}  // namespace

bool ExtensionMap::add(const MediaSection& offered, const std::vector<std::string>& supported) {
  for (const Extension& extension : offered.extensions) {
    const auto [known_uri, new_id] = uri_of_.try_emplace(extension.id, extension.uri);
    if (!new_id && known_uri->second != extension.uri) return false;
    if (!contains(supported, extension.uri)) continue;
    const auto [known_id, new_uri] = id_of_.try_emplace(extension.uri, extension.id);
    if (!new_uri && known_id->second != extension.id) return false;
  }
  return true;
}

std::vector<Extension> common_extensions(const MediaSection& offered,
                                         const std::vector<std::string>& supported,
                                         Direction ours) {
  std::vector<Extension> common;
  for (const Extension& extension : offered.extensions) {
    if (!is_usable_id(extension.id) || !contains(supported, extension.uri)) continue;
    const bool known = std::ranges::find(common, extension.uri, &Extension::uri) != common.end();
    if (known) continue;
    const Direction of_extension = reversed(extension.direction.value_or(Direction::kSendRecv));
    const bool sent = sends(of_extension) && sends(ours);
    const bool received = receives(of_extension) && receives(ours);
    // An inactive section keeps its list, so that it can be activated with the same numbers.
    if (!sent && !received && ours != Direction::kInactive) continue;
    // The answer may narrow a stated direction, not widen it (RFC 8285, section 7).
    common.push_back({extension.id,
                      extension.direction ? std::optional(of_extension) : std::nullopt,
                      extension.uri});
  }
  return common;
}

bool PayloadTypeMap::add(const std::vector<Codec>& codecs) {
  for (const Codec& codec : codecs) {
    const Format format{codec.kind, codec.h264.profile(), codec.h264.packetization_mode, {}, {}};
    if (!add(codec.payload_type, format)) return false;
    Format retransmission = format;
    retransmission.retransmits = codec.payload_type;
    if (codec.rtx_payload_type && !add(*codec.rtx_payload_type, retransmission)) return false;
    Format redundancy = format;
    redundancy.carries = codec.payload_type;
    if (codec.red_payload_type && !add(*codec.red_payload_type, redundancy)) return false;
  }
  return true;
}

bool PayloadTypeMap::add(uint8_t payload_type, const Format& format) {
  std::optional<Format>& known = formats_.at(payload_type);
  if (!known) known = format;
  return *known == format;
}

}  // namespace sdp
