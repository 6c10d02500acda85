// OpenSSL 3 deprecates the SHA1_* functions in favour of EVP, whose contexts allocate on each copy.
// This file asks for the interface of version 1.1.1, which is where they are not marked.
#define OPENSSL_API_COMPAT 10101
#include "proto/srtp/hmac_sha1.hpp"

#include <openssl/sha.h>

#include "base/assert.hpp"

namespace srtp {

using base::BytesView;

namespace {

constexpr size_t kBlockSize = 64;

SHA_CTX after_one_block(const std::array<uint32_t, 5>& h) {
  SHA_CTX context{};
  context.h0 = h[0];
  context.h1 = h[1];
  context.h2 = h[2];
  context.h3 = h[3];
  context.h4 = h[4];
  context.Nl = kBlockSize * 8;
  return context;
}

}  // namespace

HmacSha1::HmacSha1(BytesView key) {
  ASSERT(key.size() <= kBlockSize);
  const auto absorb_pad = [&](uint8_t pad) {
    std::array<uint8_t, kBlockSize> block;
    block.fill(pad);
    for (size_t i = 0; i < key.size(); ++i) block[i] ^= key[i];
    SHA_CTX context;
    SHA1_Init(&context);
    SHA1_Update(&context, block.data(), block.size());
    return State{context.h0, context.h1, context.h2, context.h3, context.h4};
  };
  inner_ = absorb_pad(0x36);
  outer_ = absorb_pad(0x5c);
}

HmacSha1::Digest HmacSha1::digest(BytesView message, BytesView suffix) const {
  Digest digest;
  SHA_CTX context = after_one_block(inner_);
  SHA1_Update(&context, message.data(), message.size());
  SHA1_Update(&context, suffix.data(), suffix.size());
  SHA1_Final(digest.data(), &context);
  context = after_one_block(outer_);
  SHA1_Update(&context, digest.data(), digest.size());
  SHA1_Final(digest.data(), &context);
  return digest;
}

}  // namespace srtp
