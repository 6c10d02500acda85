// Authenticates and decrypts what one peer sends: RFC 3711 sections 3.3 and 3.4, RFC 7714 sections
// 8 and 9. One thread. Input is hostile until it is authentic: a packet that fails changes no
// state, and an SSRC gets a stream (ROC, replay window) only with its first authentic packet.
//
// Bounded: StreamTable::kCapacity SSRCs each for RTP and RTCP. A stream pushed out forgets its ROC
// and what it saw; only a peer that authentically uses hundreds of SSRCs can do that, to itself.
#pragma once

#include <cstdint>
#include <expected>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "proto/srtp/key_derivation.hpp"
#include "proto/srtp/stream_table.hpp"
#include "proto/srtp/transform.hpp"

namespace srtp {

enum class UnprotectError {
  kMalformed,       // version not 2, or a header that does not fit
  kTooShort,        // no room for the tag
  kReplayed,        // authentic before
  kTooOld,          // behind the replay window
  kIndexExhausted,  // before ROC 0 or behind the last index
  kNotAuthentic,
};
std::string_view name(UnprotectError error);

class ReceiveContext {
 public:
  // Plain data: all that another process needs to go on receiving.
  struct State {
    SessionKeys keys;
    std::vector<StreamTable::Stream> rtp;
    std::vector<StreamTable::Stream> rtcp;
  };

  explicit ReceiveContext(const MasterKey& master) : ReceiveContext(derive_session_keys(master)) {}
  explicit ReceiveContext(const SessionKeys& keys);
  explicit ReceiveContext(const State& state);

  Profile profile() const { return keys_.profile; }

  // media path: 8. decrypts in place and returns the size of the plain RTP packet, header included.
  // After a failure the payload bytes are not meaningful. `header_size` is what proto/rtp found in
  // this packet; one that cannot be is refused.
  std::expected<size_t, UnprotectError> unprotect_rtp(base::MutableBytes packet,
                                                      size_t header_size);
  // The same, finding the header's size itself.
  std::expected<size_t, UnprotectError> unprotect_rtp(base::MutableBytes packet);

  // Decrypts a compound RTCP packet in place and returns its plain size.
  std::expected<size_t, UnprotectError> unprotect_rtcp(base::MutableBytes packet);

  State state() const { return {keys_, rtp_.streams(), rtcp_.streams()}; }

 private:
  SessionKeys keys_;
  size_t tag_size_;
  Transform transform_;
  StreamTable rtp_;
  StreamTable rtcp_;
};

}  // namespace srtp
