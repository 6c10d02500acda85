#include "proto/srtp/send_context.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "proto/srtp/packet_index.hpp"
#include "proto/srtp/rtp_header_size.hpp"

namespace srtp {

using base::BytesView;
using base::MutableBytes;
using std::unexpected;

std::string_view name(ProtectError error) {
  switch (error) {
    case ProtectError::kNoRoom:
      return "no room";
    case ProtectError::kIndexUsed:
      return "index used";
    case ProtectError::kIndexExhausted:
      return "index exhausted";
  }
  return "";
}

std::expected<size_t, ProtectError> SendStream::seal(uint8_t* packet, size_t header_size,
                                                     BytesView head, BytesView tail) {
  ASSERT(base::load_u32(packet + 8) == ssrc_);
  const auto index = guess_packet_index(sent_, base::load_u16(packet + 2));
  if (!index) return unexpected(ProtectError::kIndexExhausted);
  if (sent_.check(*index) != ReplayWindow::Verdict::kFresh)
    return unexpected(ProtectError::kIndexUsed);
  sent_.commit(*index);
  if (auto* gcm = std::get_if<GcmTransform>(&transform_)) {
    gcm->seal_rtp(ssrc_, *index, BytesView(packet, header_size), head, tail, packet + header_size);
  } else {
    std::get<CmSha1Transform>(transform_).seal_rtp(ssrc_, *index, packet, header_size, head, tail);
  }
  return header_size + head.size() + tail.size() + tag_size_;
}

std::expected<size_t, ProtectError> SendStream::protect(MutableBytes packet, size_t header_size,
                                                        size_t payload_size) {
  ASSERT(header_size >= kRtpFixedHeaderSize);
  if (packet.size() < header_size + payload_size + tag_size_)
    return unexpected(ProtectError::kNoRoom);
  return seal(packet.data(), header_size, packet.subspan(header_size, payload_size), {});
}

std::expected<size_t, ProtectError> SendStream::protect(BytesView header, BytesView payload_head,
                                                        BytesView payload_tail, MutableBytes out) {
  ASSERT(header.size() >= kRtpFixedHeaderSize);
  if (out.size() < header.size() + payload_head.size() + payload_tail.size() + tag_size_)
    return unexpected(ProtectError::kNoRoom);
  std::copy(header.begin(), header.end(), out.begin());
  return seal(out.data(), header.size(), payload_head, payload_tail);
}

SendContext::SendContext(const SessionKeys& keys)
    : keys_(keys), transform_(make_transform(keys, AesGcm::Direction::kSeal)) {}

SendContext::SendContext(const State& state) : SendContext(state.keys) {
  next_rtcp_index_ = state.next_rtcp_index;
  for (const State::Stream& saved : state.streams) stream(saved.ssrc).sent_ = saved.sent;
}

SendStream& SendContext::stream(uint32_t ssrc) {
  const auto found = std::ranges::find(streams_, ssrc, &SendStream::ssrc);
  if (found != streams_.end()) return **found;
  streams_.emplace_back(new SendStream(transform_, tag_size(keys_.profile), ssrc));
  return *streams_.back();
}

std::expected<size_t, ProtectError> SendContext::protect_rtcp(MutableBytes packet, size_t size) {
  ASSERT(size >= 8);
  if (packet.size() < size + kSrtcpIndexSize + tag_size(keys_.profile))
    return unexpected(ProtectError::kNoRoom);
  if (next_rtcp_index_ > kMaxSrtcpIndex) return unexpected(ProtectError::kIndexExhausted);
  const uint32_t ssrc = base::load_u32(&packet[4]);
  const uint32_t index = next_rtcp_index_++;
  std::visit([&](auto& t) { t.seal_rtcp(ssrc, index, packet.data(), size); }, transform_);
  return size + kSrtcpIndexSize + tag_size(keys_.profile);
}

SendContext::State SendContext::state() const {
  State state{keys_, next_rtcp_index_, {}};
  for (const auto& stream : streams_) state.streams.push_back({stream->ssrc_, stream->sent_});
  return state;
}

}  // namespace srtp
