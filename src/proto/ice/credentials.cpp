#include "proto/ice/credentials.hpp"

#include <algorithm>

#include "base/assert.hpp"

namespace ice {
namespace {

constexpr std::string_view kBase36 = "0123456789abcdefghijklmnopqrstuvwxyz";
constexpr size_t kWorkerDigits = 2;
constexpr size_t kRandomUfrag = 10;
constexpr size_t kRandomPassword = 24;

}  // namespace

Credentials make_credentials(base::Random& random, unsigned worker) {
  ASSERT(worker < kMaxWorkers);
  std::string ufrag = {kBase36[worker / 36], kBase36[worker % 36]};
  ufrag += random.text(kRandomUfrag, base::kAlphanumeric);
  return {std::move(ufrag), random.text(kRandomPassword, base::kAlphanumeric)};
}

std::optional<unsigned> worker_of_ufrag(std::string_view ufrag) {
  if (ufrag.size() < kWorkerDigits + kRandomUfrag) return std::nullopt;
  unsigned worker = 0;
  for (const char c : ufrag.substr(0, kWorkerDigits)) {
    const size_t digit = kBase36.find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    worker = worker * 36 + static_cast<unsigned>(digit);
  }
  return worker;
}

std::optional<std::string_view> receiver_ufrag(std::string_view username) {
  const size_t colon = username.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  return username.substr(0, colon);
}

bool is_well_formed(const Credentials& credentials) {
  const auto fits = [](std::string_view text, size_t min) {
    return text.size() >= min && text.size() <= 256 && std::ranges::all_of(text, is_ice_char);
  };
  return fits(credentials.ufrag, 4) && fits(credentials.pwd, 22);
}

bool is_ice_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' ||
         c == '/';
}

}  // namespace ice
