#include "proto/srtp/receive_context.hpp"

#include "proto/srtp/packet_index.hpp"
#include "proto/srtp/rtp_header_size.hpp"

namespace srtp {

using base::BytesView;
using base::MutableBytes;
using std::unexpected;

namespace {

constexpr size_t kRtcpHeaderSize = 8;
constexpr ReplayWindow kNothingSeen{};

std::expected<void, UnprotectError> check_fresh(const ReplayWindow& window, uint64_t index) {
  switch (window.check(index)) {
    case ReplayWindow::Verdict::kFresh:
      break;
    case ReplayWindow::Verdict::kSeen:
      return unexpected(UnprotectError::kReplayed);
    case ReplayWindow::Verdict::kTooOld:
      return unexpected(UnprotectError::kTooOld);
  }
  return {};
}

void commit(StreamTable& table, ReplayWindow* known, uint32_t ssrc, uint64_t index) {
  if (known) {
    table.touch();
    known->commit(index);
  } else {
    table.add(ssrc).commit(index);
  }
}

}  // namespace

std::string_view name(UnprotectError error) {
  switch (error) {
    case UnprotectError::kMalformed:
      return "malformed";
    case UnprotectError::kTooShort:
      return "too short";
    case UnprotectError::kReplayed:
      return "replayed";
    case UnprotectError::kTooOld:
      return "too old";
    case UnprotectError::kIndexExhausted:
      return "index exhausted";
    case UnprotectError::kNotAuthentic:
      return "not authentic";
  }
  return "";
}

ReceiveContext::ReceiveContext(const SessionKeys& keys)
    : keys_(keys),
      tag_size_(tag_size(keys.profile)),
      transform_(make_transform(keys, AesGcm::Direction::kOpen)) {}

ReceiveContext::ReceiveContext(const State& state) : ReceiveContext(state.keys) {
  for (const StreamTable::Stream& saved : state.rtp) rtp_.add(saved.ssrc) = saved.window;
  for (const StreamTable::Stream& saved : state.rtcp) rtcp_.add(saved.ssrc) = saved.window;
}

std::expected<size_t, UnprotectError> ReceiveContext::unprotect_rtp(MutableBytes packet) {
  const auto header_size = rtp_header_size(packet);
  if (!header_size) return unexpected(UnprotectError::kMalformed);
  return unprotect_rtp(packet, *header_size);
}

// The steps of RFC 3711 section 3.3 on the receiver's side.
std::expected<size_t, UnprotectError> ReceiveContext::unprotect_rtp(MutableBytes packet,
                                                                    size_t header_size) {
  if (header_size < kRtpFixedHeaderSize || header_size > packet.size())
    return unexpected(UnprotectError::kMalformed);
  if (packet.size() - header_size < tag_size_) return unexpected(UnprotectError::kTooShort);
  // 1. and 2. The stream, and the packet's index.
  const uint32_t ssrc = base::load_u32(&packet[8]);
  ReplayWindow* const known = rtp_.find(ssrc);
  const ReplayWindow& window = known ? *known : kNothingSeen;
  const auto index = guess_packet_index(window, base::load_u16(&packet[2]));
  if (!index) return unexpected(UnprotectError::kIndexExhausted);
  // 3. and 4. Session keys are fixed: no derivation rate, no MKI.
  // 5. Replay, authentication; 6. decryption.
  if (auto fresh = check_fresh(window, *index); !fresh) return unexpected(fresh.error());
  bool authentic = false;
  if (auto* gcm = std::get_if<GcmTransform>(&transform_)) {
    authentic = gcm->open_rtp(ssrc, *index, packet.first(header_size), packet.subspan(header_size));
  } else {
    authentic = std::get<CmSha1Transform>(transform_).open_rtp(ssrc, *index, header_size, packet);
  }
  if (!authentic) return unexpected(UnprotectError::kNotAuthentic);
  // 7. ROC, newest sequence number and replay list. 8. Remove the tag.
  commit(rtp_, known, ssrc, *index);
  return packet.size() - tag_size_;
}

std::expected<size_t, UnprotectError> ReceiveContext::unprotect_rtcp(MutableBytes packet) {
  if (packet.size() < kRtcpHeaderSize + kSrtcpIndexSize + tag_size_)
    return unexpected(UnprotectError::kTooShort);
  if (packet[0] >> 6 != 2) return unexpected(UnprotectError::kMalformed);
  const uint32_t ssrc = base::load_u32(&packet[4]);
  const uint32_t index =
      std::visit([&](auto& t) { return t.index_word(packet); }, transform_) & kMaxSrtcpIndex;
  ReplayWindow* const known = rtcp_.find(ssrc);
  if (auto fresh = check_fresh(known ? *known : kNothingSeen, index); !fresh)
    return unexpected(fresh.error());
  if (!std::visit([&](auto& t) { return t.open_rtcp(ssrc, packet); }, transform_))
    return unexpected(UnprotectError::kNotAuthentic);
  commit(rtcp_, known, ssrc, index);
  return packet.size() - tag_size_ - kSrtcpIndexSize;
}

}  // namespace srtp
