// Numbers that must mean one thing throughout a BUNDLE group, because a packet is read before it is
// known to which section it belongs: header extension ids (RFC 9143, section 9.2) and payload types
// (section 9.1). Internal to this folder.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "proto/sdp/negotiated.hpp"
#include "proto/sdp/session_description.hpp"

namespace sdp {

class ExtensionMap {
 public:
  // Takes in what a section offers. False if an id has another URI elsewhere in the group, or a URI
  // that is in `supported` another id.
  bool add(const MediaSection& offered, const std::vector<std::string>& supported);

 private:
  std::map<uint16_t, std::string> uri_of_;
  std::map<std::string, uint16_t> id_of_;
};

// The extensions that both sides know and that apply in the direction in which the section will
// flow, `ours` being the server's direction. Each with the direction to write into the answer.
std::vector<Extension> common_extensions(const MediaSection& offered,
                                         const std::vector<std::string>& supported, Direction ours);

class PayloadTypeMap {
 public:
  // False if a payload type of these codecs stands for another format elsewhere in the group.
  bool add(const std::vector<Codec>& codecs);

 private:
  struct Format {
    codec::CodecKind kind = codec::CodecKind::kOpus;
    H264Profile profile = H264Profile::kOther;
    uint8_t packetization_mode = 0;
    std::optional<uint8_t> retransmits;  // for RTX: the payload type that it repeats
    std::optional<uint8_t> carries;      // for RED: the payload type of its blocks
    friend bool operator==(const Format&, const Format&) = default;
  };
  bool add(uint8_t payload_type, const Format& format);

  std::array<std::optional<Format>, 128> formats_;
};

}  // namespace sdp
