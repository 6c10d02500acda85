// Protects what we send to one peer: RTP per stream, RTCP for all of them. One thread; neither
// copied nor moved, since its streams point into it.
//
// Invariant: no (SSRC, index) is sealed twice, whatever the caller does, because with GCM a second
// packet under the same IV would reveal the authentication key. A sequence number sent before is
// refused, so a retransmission is either a byte-wise copy kept by the caller or an RTX packet with
// a number of its own. No allocation per packet.
#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <vector>

#include "base/bytes.hpp"
#include "proto/srtp/key_derivation.hpp"
#include "proto/srtp/replay_window.hpp"
#include "proto/srtp/transform.hpp"

namespace srtp {

enum class ProtectError {
  kNoRoom,          // the buffer does not hold the packet and its tag
  kIndexUsed,       // this sequence number was sent before, or is too old to know
  kIndexExhausted,  // 2^48 packets or 2^31 RTCP packets: the key is used up (RFC 3711 section 9.2)
};
std::string_view name(ProtectError error);

// One SSRC. Obtained once from SendContext::stream and valid as long as the context.
class SendStream {
 public:
  uint32_t ssrc() const { return ssrc_; }

  // Encrypts in place and appends the tag. `packet` begins with a header of `header_size` bytes
  // and holds at least tag_size() bytes behind the payload. Returns the size of the protected
  // packet. The header must carry this stream's SSRC.
  std::expected<size_t, ProtectError> protect(base::MutableBytes packet, size_t header_size,
                                              size_t payload_size);

  // media path: 26. the same from pieces into `out`, so that one immutable packet goes to a hundred
  // receivers without a copy of its payload: a header and a codec descriptor written per receiver,
  // then the shared rest. `out` must not overlap the payload.
  std::expected<size_t, ProtectError> protect(base::BytesView header, base::BytesView payload_head,
                                              base::BytesView payload_tail, base::MutableBytes out);

 private:
  friend class SendContext;
  SendStream(Transform& transform, size_t tag_size, uint32_t ssrc)
      : transform_(transform), tag_size_(tag_size), ssrc_(ssrc) {}

  // `packet` holds the header.
  std::expected<size_t, ProtectError> seal(uint8_t* packet, size_t header_size,
                                           base::BytesView head, base::BytesView tail);

  Transform& transform_;
  const size_t tag_size_;
  const uint32_t ssrc_;
  ReplayWindow sent_;
};

class SendContext {
 public:
  // Plain data: all that another process needs to go on sending.
  struct State {
    struct Stream {
      uint32_t ssrc = 0;
      ReplayWindow sent;
    };
    SessionKeys keys;
    uint32_t next_rtcp_index = 0;
    std::vector<Stream> streams;
  };

  explicit SendContext(const MasterKey& master) : SendContext(derive_session_keys(master)) {}
  explicit SendContext(const SessionKeys& keys);
  explicit SendContext(const State& state);
  SendContext(const SendContext&) = delete;
  SendContext& operator=(const SendContext&) = delete;

  Profile profile() const { return keys_.profile; }

  // The stream of this SSRC, created with ROC 0 at the first call. An SSRC used again continues.
  SendStream& stream(uint32_t ssrc);

  // Encrypts a compound RTCP packet of `size` bytes (at least 8) in place; `packet` holds
  // kMaxRtcpOverhead bytes more. One index counts for all sender SSRCs of this context.
  std::expected<size_t, ProtectError> protect_rtcp(base::MutableBytes packet, size_t size);

  State state() const;

 private:
  SessionKeys keys_;
  Transform transform_;
  uint32_t next_rtcp_index_ = 0;
  std::vector<std::unique_ptr<SendStream>> streams_;
};

}  // namespace srtp
