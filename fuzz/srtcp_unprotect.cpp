// Hostile RTCP at a peer that is in a call. The first byte picks the profile and whether the rest
// is one forged packet or edits to authentic packets: pairs of (offset, bits) and, by the top bit
// of the offset byte, resizing. No changed packet may be accepted.
#include "base/assert.hpp"
#include "proto/srtp/receive_context.hpp"
#include "proto/srtp/send_context.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 2) return 0;
  constexpr srtp::Profile kProfiles[] = {srtp::Profile::kAeadAes128Gcm,
                                         srtp::Profile::kAeadAes256Gcm,
                                         srtp::Profile::kAes128CmSha1_80};
  srtp::MasterKey master;
  master.profile = kProfiles[data[0] % 3];
  const bool edit = data[0] / 3 % 2;
  const base::BytesView rest(data + 1, size - 1);
  srtp::ReceiveContext receiver(master);

  if (!edit) {
    base::Bytes packet = base::to_bytes(rest);
    ASSERT(!receiver.unprotect_rtcp(packet));
    return 0;
  }
  srtp::SendContext sender(master);
  for (size_t i = 0; i + 1 < rest.size(); i += 2) {
    base::Bytes wire(28 + srtp::kMaxRtcpOverhead, 0x80);
    wire.resize(sender.protect_rtcp(wire, 28).value());
    const base::Bytes original = wire;
    if (rest[i] & 0x80) {
      wire.resize(rest[i + 1], 0);
    } else {
      wire[rest[i] % wire.size()] ^= rest[i + 1];
    }
    if (wire == original) continue;
    ASSERT(!receiver.unprotect_rtcp(wire));
  }
  ASSERT(receiver.state().rtcp.empty());
  return 0;
}
