// The published vectors, byte-exact: RFC 3711 appendix B.2 and B.3, RFC 7714 sections 16 and 17.
#include <gtest/gtest.h>

#include <algorithm>

#include "proto/srtp/key_derivation.hpp"
#include "proto/srtp/receive_context.hpp"
#include "proto/srtp/send_context.hpp"

namespace srtp {
namespace {

using base::Bytes;
using base::BytesView;
using base::MutableBytes;

Bytes hex(std::string_view text) {
  const auto digit = [](char c) { return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10; };
  Bytes out;
  for (size_t i = 0; i + 1 < text.size(); i += 2)
    out.push_back(static_cast<uint8_t>(digit(text[i]) << 4 | digit(text[i + 1])));
  return out;
}

template <size_t N>
void set(std::array<uint8_t, N>& target, std::string_view text) {
  const Bytes bytes = hex(text);
  std::copy(bytes.begin(), bytes.end(), target.begin());
}

TEST(Rfc3711, AppendixB2KeystreamOfAesCounterMode) {
  SessionKeys keys;
  keys.profile = Profile::kAes128CmSha1_80;
  set(keys.rtp.cipher_key, "2B7E151628AED2A6ABF7158809CF4F3C");
  set(keys.rtp.salt, "F0F1F2F3F4F5F6F7F8F9FAFBFCFD");
  // SSRC 0 and index 0; the vector's segment is 1,044,512 bytes, so zeros show the keystream.
  constexpr size_t kSegment = 1044512;
  Bytes packet(12 + kSegment + 10);
  packet[0] = 0x80;
  SendContext context(keys);
  ASSERT_EQ(context.stream(0).protect(packet, 12, kSegment), packet.size());
  const BytesView keystream = BytesView(packet).subspan(12, kSegment);
  EXPECT_TRUE(std::ranges::equal(keystream.first(48), hex("E03EAD0935C95E80E166B16DD92B4EB4"
                                                          "D23513162B02D0F72A43A2FE4A5F97AB"
                                                          "41E95B3BB0A2E8DD477901E4FCA894C0")));
  EXPECT_TRUE(std::ranges::equal(keystream.last(48), hex("EC8CDF7398607CB0F2D21675EA9EA1E4"
                                                         "362B7C3C6773516318A077D7FC5073AE"
                                                         "6A2CC3787889374FBEB4C81B17BA6C44")));
}

TEST(Rfc3711, AppendixB3KeyDerivation) {
  const auto master =
      MasterKey::from_bytes(Profile::kAes128CmSha1_80, hex("E1F97A0D3E018BE0D64FA32C06DE4139"),
                            hex("0EC675AD498AFEEBB6960B3AABE6"));
  const SessionKeys keys = derive_session_keys(*master);
  SessionKey expected;
  set(expected.cipher_key, "C61E7A93744F39EE10734AFE3FF7A087");
  set(expected.salt, "30CBBC08863D8C85D49DB34A9AE1");
  set(expected.auth_key, "CEBE321F6FF7716B6FD4AB49AF256A156D38BAA4");
  EXPECT_EQ(keys.rtp, expected);
}

// The reference packet of libsrtp's own test program: the master key above and one packet, so that
// derivation, cipher and tag are seen together.
TEST(Rfc3711, WholePacketUnderAMasterKey) {
  const auto master =
      MasterKey::from_bytes(Profile::kAes128CmSha1_80, hex("E1F97A0D3E018BE0D64FA32C06DE4139"),
                            hex("0EC675AD498AFEEBB6960B3AABE6"));
  Bytes packet = hex("800f1234decafbadcafebabeabababababababababababababababab");
  packet.resize(packet.size() + 10);
  SendContext context(*master);
  ASSERT_EQ(context.stream(0xcafebabe).protect(packet, 12, 16), packet.size());
  EXPECT_EQ(packet, hex("800f1234decafbadcafebabe4e55dc4ce79978d88ca4d215949d2402"
                        "b78d6acc99ea179b8dbb"));
}

constexpr std::string_view kRtpHeader = "8040f17b8041f8d35501a0b2";
constexpr std::string_view kRtpPayload =  // "Gallia est omnis divisa in partes tres"
    "47616c6c696120657374206f6d6e69732064697669736120696e207061727465732074726573";
constexpr std::string_view kRtcp =
    "81c8000d4d6172734e5450314e545032525450200000042a0000e9304c756e61"
    "deadbeefdeadbeefdeadbeefdeadbeefdeadbeef";

struct AeadVector {
  Profile profile;
  std::string_view srtp;         // sections 16.1.1 and 16.2.1
  std::string_view srtcp;        // sections 17.1 and 17.2
  std::string_view srtcp_clear;  // sections 17.3 and 17.4: authenticated, not encrypted
};

const AeadVector kAeadVectors[] = {
    {Profile::kAeadAes128Gcm,
     "8040f17b8041f8d35501a0b2f24de3a3fb34de6cacba861c9d7e4bcabe633bd50d294e6f42a5f47a51c7d19b"
     "36de3adf8833899d7f27beb16a9152cf765ee4390cce",
     "81c8000d4d61727363e94885dcdab67ca727d7662f6b7e997ff5c0f76c06f32dc676a5f1730d6fda4ce09b46"
     "86303ded0bb9275bc84aa45896cf4d2fc5abf87245d9eade800005d4",
     "81c8000d4d6172734e5450314e545032525450200000042a0000e9304c756e61"
     "deadbeefdeadbeefdeadbeefdeadbeefdeadbeef841dd9683dd78ec92ae58790125f62b3000005d4"},
    {Profile::kAeadAes256Gcm,
     "8040f17b8041f8d35501a0b232b1de78a822fe12ef9f78fa332e33aab18012389a58e2f3b50b2a0276ffae0f"
     "1ba63799b87b7aa3db36dfffd6b0f9bb7878d7a76c13",
     "81c8000d4d617273d50ae4d1f5ce5d304ba297e47d470c282c3ece5dbffe0a50a2eaa5c1110555be8415f658"
     "c61de0476f1b6fad1d1eb30c4446839f57ff6f6cb26ac3be800005d4",
     "81c8000d4d6172734e5450314e545032525450200000042a0000e9304c756e61"
     "deadbeefdeadbeefdeadbeefdeadbeefdeadbeef91db4afbfeee5a978fab4393ed2615fe000005d4"},
};

// The vectors give session keys, the same for RTP and RTCP.
SessionKeys aead_keys(Profile profile) {
  SessionKeys keys;
  keys.profile = profile;
  for (size_t i = 0; i < key_size(profile); ++i) keys.rtp.cipher_key[i] = static_cast<uint8_t>(i);
  set(keys.rtp.salt, "517569642070726f2071756f");  // "Quid pro quo"
  keys.rtcp = keys.rtp;
  return keys;
}

TEST(Rfc7714, Section16SrtpInPlaceAndGathered) {
  for (const AeadVector& vector : kAeadVectors) {
    const Bytes header = hex(kRtpHeader), payload = hex(kRtpPayload), expected = hex(vector.srtp);
    Bytes packet = header;
    packet.insert(packet.end(), payload.begin(), payload.end());
    packet.resize(packet.size() + 16);
    SendContext context(aead_keys(vector.profile));
    ASSERT_EQ(context.stream(0x5501a0b2).protect(packet, 12, payload.size()), expected.size());
    EXPECT_EQ(packet, expected);
    for (size_t head = 0; head <= payload.size(); ++head) {
      SendContext fresh(aead_keys(vector.profile));
      Bytes out(expected.size());
      ASSERT_EQ(fresh.stream(0x5501a0b2)
                    .protect(header, BytesView(payload).first(head),
                             BytesView(payload).subspan(head), out),
                expected.size());
      EXPECT_EQ(out, expected) << "head of " << head;
    }
    ReceiveContext receiver(aead_keys(vector.profile));
    ASSERT_EQ(receiver.unprotect_rtp(packet), 12 + payload.size());
    EXPECT_TRUE(std::ranges::equal(BytesView(packet).subspan(12, payload.size()), payload));
  }
}

TEST(Rfc7714, Section17SrtcpEncryptedAndAuthenticatedOnly) {
  for (const AeadVector& vector : kAeadVectors) {
    const Bytes plain = hex(kRtcp);
    SendContext::State state{aead_keys(vector.profile), 0x5d4, {}};
    SendContext sender(state);
    Bytes packet = plain;
    packet.resize(plain.size() + kMaxRtcpOverhead);
    ASSERT_EQ(sender.protect_rtcp(packet, plain.size()), packet.size());
    EXPECT_EQ(packet, hex(vector.srtcp));
    for (std::string_view wire : {vector.srtcp, vector.srtcp_clear}) {
      ReceiveContext receiver(aead_keys(vector.profile));
      Bytes received = hex(wire);
      ASSERT_EQ(receiver.unprotect_rtcp(received), plain.size());
      received.resize(plain.size());
      EXPECT_EQ(received, plain);
    }
  }
}

}  // namespace
}  // namespace srtp
