#include "proto/srtp/profile.hpp"

#include <gtest/gtest.h>

#include "base/bytes.hpp"
#include "proto/srtp/key_derivation.hpp"
#include "proto/srtp/rtp_header_size.hpp"

namespace srtp {
namespace {

TEST(Profile, SizesAreThoseOfTheRfcs) {
  static_assert(key_size(Profile::kAeadAes128Gcm) == 16 && key_size(Profile::kAeadAes256Gcm) == 32);
  static_assert(salt_size(Profile::kAeadAes128Gcm) == 12);
  static_assert(key_size(Profile::kAes128CmSha1_80) == 16);
  static_assert(salt_size(Profile::kAes128CmSha1_80) == 14);
  static_assert(tag_size(Profile::kAes128CmSha1_80) == 10);
  for (uint32_t id = 0; id <= 0xffff; ++id) {
    const auto profile = profile_from_dtls_id(static_cast<uint16_t>(id));
    EXPECT_EQ(profile.has_value(), id == 1 || id == 7 || id == 8) << id;
    EXPECT_EQ(profile ? static_cast<uint32_t>(*profile) : id, id);
  }
}

TEST(MasterKey, RefusesOtherLengths) {
  const base::Bytes bytes(64);
  const base::BytesView view(bytes);
  for (Profile p : {Profile::kAeadAes128Gcm, Profile::kAeadAes256Gcm, Profile::kAes128CmSha1_80})
    for (size_t key = 0; key <= 64; ++key)
      for (size_t salt = 0; salt <= 64; ++salt)
        EXPECT_EQ(MasterKey::from_bytes(p, view.first(key), view.first(salt)).has_value(),
                  key == key_size(p) && salt == salt_size(p));
}

TEST(RtpHeaderSize, CountsSourcesAndExtensionAndNeverLeavesThePacket) {
  for (size_t size = 0; size <= 96; ++size) {
    for (unsigned first = 0; first < 256; ++first) {
      for (uint16_t words : {0, 1, 3, 0xffff}) {
        base::Bytes packet(size);
        if (size > 0) packet[0] = static_cast<uint8_t>(first);
        const size_t sources = 12 + 4 * size_t{first & 15};
        size_t expected = sources;
        if (first & 0x10) {
          if (size >= sources + 4) base::store_u16(&packet[sources + 2], words);
          expected += 4 + 4 * size_t{words};
        }
        const auto found = rtp_header_size(packet);
        if (first >> 6 == 2 && size >= expected) {
          ASSERT_EQ(found, expected);
        } else {
          ASSERT_FALSE(found.has_value());
        }
      }
    }
  }
}

}  // namespace
}  // namespace srtp
