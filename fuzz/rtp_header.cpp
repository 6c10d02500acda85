// One RTP packet as a peer could send it: header, extension elements of both forms, typed readers,
// payload bounds, RTX and RED. Whatever is accepted must lie inside the packet.
#include <cstddef>
#include <cstdint>

#include "base/assert.hpp"
#include "proto/rtp/abs_send_time.hpp"
#include "proto/rtp/audio_level.hpp"
#include "proto/rtp/demux.hpp"
#include "proto/rtp/extension_writer.hpp"
#include "proto/rtp/header_extension.hpp"
#include "proto/rtp/packet.hpp"
#include "proto/rtp/red.hpp"
#include "proto/rtp/rtx.hpp"
#include "proto/rtp/stream_text.hpp"
#include "proto/rtp/transport_sequence_number.hpp"
#include "proto/rtp/video_orientation.hpp"

namespace {

rtp::ExtensionMap one_id_each() {
  rtp::ExtensionMap map;
  for (uint8_t i = 1; i < rtp::kExtensionKindCount; ++i)
    ASSERT(map.bind(i, static_cast<rtp::ExtensionKind>(i)));
  return map;
}

// Elements that were read are written again into a buffer of every shape and found again.
void rewrite(const rtp::HeaderView& header) {
  uint8_t buffer[300];
  const size_t room = header.sequence_number % sizeof(buffer);
  rtp::ExtensionWriter writer(base::MutableBytes(buffer, room), rtp::TwoByteForm::kAllowed);
  rtp::ExtensionReader reader(header);
  size_t added = 0;
  while (const auto element = reader.next())
    if (element->id != 15 && writer.add(element->id, element->data)) ++added;
  const size_t size = writer.finish();
  ASSERT(size <= room);
  if (added == 0) return;
  rtp::ExtensionReader again(base::load_u16(buffer), base::BytesView(buffer).subspan(4, size - 4));
  while (again.next()) --added;
  ASSERT(added == 0);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const base::BytesView packet(data, size);
  static_cast<void>(rtp::demultiplex(packet));
  static_cast<void>(rtp::RtxPayload::parse(packet));
  static_cast<void>(rtp::RedPayload::parse(packet));

  const auto header = rtp::parse_header(packet);
  if (!header) return 0;
  ASSERT(header->header_size <= size);
  for (size_t i = 0; i < header->csrc_count; ++i) static_cast<void>(header->csrc(i));
  rewrite(*header);

  static const rtp::ExtensionMap map = one_id_each();
  const rtp::ExtensionViews views(*header, map);
  using enum rtp::ExtensionKind;
  static_cast<void>(rtp::StreamText::parse(views.get(kMid)));
  static_cast<void>(rtp::AudioLevel::parse(views.get(kAudioLevel)));
  static_cast<void>(rtp::AbsSendTime::parse(views.get(kAbsSendTime)));
  static_cast<void>(rtp::TransportSequenceNumber::parse(views.get(kTransportSequenceNumber)));
  static_cast<void>(rtp::VideoOrientation::parse(views.get(kVideoOrientation)));

  const auto bounds = rtp::payload_bounds(*header, packet);
  if (!bounds) return 0;
  ASSERT(bounds->offset + bounds->size + bounds->padding == size);
  const auto red = rtp::RedPayload::parse(bounds->of(packet));
  if (red) ASSERT(red->primary().data.size() < bounds->size);
  return 0;
}
