#include "proto/stun/long_term_key.hpp"

#include <openssl/evp.h>

#include <initializer_list>
#include <string>

#include "base/assert.hpp"

namespace stun {
namespace {

template <size_t N>
std::array<uint8_t, N> digest(const EVP_MD* type, std::initializer_list<std::string_view> fields) {
  std::string text;
  for (const std::string_view field : fields) text.append(field) += ':';
  text.pop_back();
  std::array<uint8_t, N> out;
  unsigned size = 0;
  ASSERT(EVP_Digest(text.data(), text.size(), out.data(), &size, type, nullptr) == 1 && size == N);
  return out;
}

}  // namespace

std::array<uint8_t, 16> long_term_key_md5(std::string_view username, std::string_view realm,
                                          std::string_view password) {
  return digest<16>(EVP_md5(), {username, realm, password});
}

std::array<uint8_t, 32> long_term_key_sha256(std::string_view username, std::string_view realm,
                                             std::string_view password) {
  return digest<32>(EVP_sha256(), {username, realm, password});
}

std::array<uint8_t, 32> userhash(std::string_view username, std::string_view realm) {
  return digest<32>(EVP_sha256(), {username, realm});
}

}  // namespace stun
