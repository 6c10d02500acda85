// Hostile RTP at a peer that is in a call. The first byte picks the profile and whether the rest is
// taken as one forged packet, as a header size with a packet, or as edits to authentic packets:
// pairs of (offset, bits) and, by the top bit of the offset byte, resizing. No changed packet may
// be accepted.
#include <algorithm>

#include "base/assert.hpp"
#include "proto/srtp/receive_context.hpp"
#include "proto/srtp/send_context.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 3) return 0;
  constexpr srtp::Profile kProfiles[] = {srtp::Profile::kAeadAes128Gcm,
                                         srtp::Profile::kAeadAes256Gcm,
                                         srtp::Profile::kAes128CmSha1_80};
  srtp::MasterKey master;
  master.profile = kProfiles[data[0] % 3];
  const unsigned mode = data[0] / 3 % 3;
  const base::BytesView rest(data + 1, size - 1);
  srtp::ReceiveContext receiver(master);

  if (mode == 0) {
    base::Bytes packet = base::to_bytes(rest);
    // A tag of 80 bits is not found by chance.
    ASSERT(!receiver.unprotect_rtp(packet));
  } else if (mode == 1) {
    base::Bytes packet = base::to_bytes(rest.subspan(1));
    ASSERT(!receiver.unprotect_rtp(packet, rest[0]));
  } else {
    srtp::SendContext sender(master);
    for (size_t i = 0; i + 1 < rest.size(); i += 2) {
      base::Bytes wire(12 + 30 + srtp::kMaxRtpOverhead, 0x44);
      wire[0] = 0x80;
      base::store_u16(&wire[2], static_cast<uint16_t>(i * 977));
      const auto sealed = sender.stream(0x44444444).protect(wire, 12, 30);
      if (!sealed) continue;
      wire.resize(*sealed);
      const base::Bytes original = wire;
      if (rest[i] & 0x80) {
        wire.resize(rest[i + 1], 0);
      } else {
        wire[rest[i] % wire.size()] ^= rest[i + 1];
      }
      if (wire == original) continue;
      ASSERT(!receiver.unprotect_rtp(wire));
    }
    ASSERT(receiver.state().rtp.empty());
  }
  return 0;
}
