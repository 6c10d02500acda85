#include "proto/turn/nonce.hpp"

#include <charconv>

#include "proto/turn/hex.hpp"

namespace turn {
namespace {

constexpr size_t kTimeDigits = 8;
constexpr size_t kHashBytes = 8;

uint64_t seconds_of(base::Instant now) {
  return static_cast<uint64_t>(base::to_us(now) / 1'000'000);
}

// Takes as long for a wrong first character as for a wrong last one.
bool equal_constant_time(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  unsigned difference = 0;
  for (size_t k = 0; k < a.size(); ++k) difference |= static_cast<unsigned char>(a[k] ^ b[k]);
  return difference == 0;
}

}  // namespace

NonceMint::NonceMint(const Key& key) : key_(stun::Hash::kSha256, key) {}

std::string NonceMint::make(base::Instant now, const base::Endpoint& client) {
  return text(seconds_of(now), client);
}

std::string NonceMint::text(uint64_t seconds, const base::Endpoint& client) {
  std::array<uint8_t, 10> numbers;
  base::store_u64(numbers.data(), seconds);
  base::store_u16(numbers.data() + 8, client.port);
  std::array<uint8_t, 32> digest;
  key_.sign({base::as_bytes("relay nonce"), numbers, client.address.bytes}, digest);
  return hex(seconds, kTimeDigits) + hex(base::BytesView(digest).first(kHashBytes));
}

bool NonceMint::is_fresh(base::Instant now, const base::Endpoint& client, std::string_view nonce) {
  uint64_t made = 0;
  const size_t digits = nonce.size() - std::min(nonce.size(), 2 * kHashBytes);
  const auto [end, error] = std::from_chars(nonce.data(), nonce.data() + digits, made, 16);
  if (error != std::errc{} || end != nonce.data() + digits) return false;
  if (!equal_constant_time(text(made, client), nonce)) return false;
  const uint64_t life = static_cast<uint64_t>(kNonceLife / std::chrono::seconds(1));
  return made <= seconds_of(now) && seconds_of(now) - made < life;
}

}  // namespace turn
