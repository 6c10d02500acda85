// Streams of real browsers, kept as text (tests/recorded/README.md): of each packet what ingress
// and everything behind it looks at, without the picture itself. The recorder writes them
// (tests/recorded/main.cpp), tests replay them (recorded_streams_test.cpp).
#pragma once

#include <array>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "base/assert.hpp"
#include "base/bytes.hpp"
#include "base/instant.hpp"
#include "proto/codec/codec_kind.hpp"
#include "sfu/ids.hpp"

namespace sfu {

struct RecordedPacket {
  base::Duration arrival{};  // since the first packet
  LayerIndex encoding = 0;   // index of its rid
  uint16_t sequence_number = 0;
  uint32_t timestamp = 0;
  bool marker = false;
  uint16_t size = 0;       // of the payload; 0: a probe of padding alone
  base::Bytes descriptor;  // the dependency descriptor; empty: none
  base::Bytes head;        // the first bytes of the payload

  // As long as it was; zeros instead of what was not kept.
  base::Bytes payload() const {
    base::Bytes whole = head;
    whole.resize(size);
    return whole;
  }
};

struct Recording {
  codec::CodecKind codec = codec::CodecKind::kVp8;
  std::vector<std::string> rids;  // lowest encoding first; empty: one encoding
  std::string browser;            // and its version
  std::string mode;               // scalabilityMode, as the browser was asked
  std::vector<RecordedPacket> packets;
};

namespace recording_text {

inline std::string hex(base::BytesView bytes) {
  if (bytes.empty()) return "-";
  std::string text;
  for (const uint8_t byte : bytes) {
    std::array<char, 3> digits{};
    std::snprintf(digits.data(), digits.size(), "%02x", byte);
    text += digits.data();
  }
  return text;
}

inline base::Bytes bytes(const std::string& hex) {
  base::Bytes result;
  if (hex == "-") return result;
  for (size_t i = 0; i + 1 < hex.size(); i += 2)
    result.push_back(static_cast<uint8_t>(std::stoul(hex.substr(i, 2), nullptr, 16)));
  return result;
}

}  // namespace recording_text

// A number that follows from the packet before of the same encoding is a sign: "+" the next
// sequence number, "=" the same timestamp.
inline void write(const Recording& recording, std::ostream& out) {
  using recording_text::hex;
  out << "codec " << codec::name(recording.codec) << "\nrids";
  for (const std::string& rid : recording.rids) out << ' ' << rid;
  out << "\nmode " << recording.mode << "\nbrowser " << recording.browser << '\n';
  std::map<LayerIndex, const RecordedPacket*> newest;
  base::Duration before{};
  for (const RecordedPacket& packet : recording.packets) {
    const RecordedPacket* last = std::exchange(newest[packet.encoding], &packet);
    out << (packet.arrival - std::exchange(before, packet.arrival)).count() << ' '
        << unsigned{packet.encoding} << ' ';
    if (last && static_cast<uint16_t>(last->sequence_number + 1) == packet.sequence_number)
      out << "+ ";
    else
      out << packet.sequence_number << ' ';
    if (last && last->timestamp == packet.timestamp)
      out << "= ";
    else
      out << packet.timestamp << ' ';
    out << (packet.marker ? 'M' : '.') << ' ' << packet.size << ' ' << hex(packet.descriptor) << ' '
        << hex(packet.head) << '\n';
  }
}

inline Recording read_recording(const std::string& path) {
  std::ifstream file(path);
  ASSERT(file.is_open());
  Recording recording;
  const auto value = [&file](std::string_view key) {
    std::string line;
    std::getline(file, line);
    ASSERT(line.starts_with(key));
    return line.substr(std::min(line.size(), key.size() + 1));
  };
  recording.codec = codec::codec_from_name(value("codec")).value();
  std::istringstream rids(value("rids"));
  recording.rids.assign(std::istream_iterator<std::string>(rids), {});
  recording.mode = value("mode");
  recording.browser = value("browser");
  std::map<LayerIndex, RecordedPacket> newest;
  base::Duration now{};
  std::string line;
  while (std::getline(file, line)) {
    std::istringstream words(line);
    int64_t later = 0;
    unsigned encoding = 0;
    std::string sequence, timestamp, marker, descriptor, head;
    RecordedPacket packet;
    words >> later >> encoding >> sequence >> timestamp >> marker >> packet.size >> descriptor >>
        head;
    ASSERT(!words.fail());
    packet.arrival = now += base::Duration(later);
    packet.encoding = static_cast<LayerIndex>(encoding);
    const RecordedPacket& last = newest[packet.encoding];
    packet.sequence_number =
        static_cast<uint16_t>(sequence == "+" ? last.sequence_number + 1 : std::stoul(sequence));
    packet.timestamp =
        timestamp == "=" ? last.timestamp : static_cast<uint32_t>(std::stoul(timestamp));
    packet.marker = marker == "M";
    packet.descriptor = recording_text::bytes(descriptor);
    packet.head = recording_text::bytes(head);
    newest[packet.encoding] = packet;
    recording.packets.push_back(std::move(packet));
  }
  return recording;
}

}  // namespace sfu
