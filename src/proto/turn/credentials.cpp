#include "proto/turn/credentials.hpp"

#include <algorithm>
#include <charconv>

#include "base/assert.hpp"
#include "proto/turn/hex.hpp"

namespace turn {
namespace {

constexpr std::string_view kBase36 = "0123456789abcdefghijklmnopqrstuvwxyz";
constexpr size_t kPasswordBytes = 16;
constexpr std::string_view kTestEnding = ".t";

// Without the ending of a test.
std::string name_of(base::Instant expires, unsigned worker, uint64_t participant) {
  ASSERT(worker < kMaxWorkers);
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(expires.time_since_epoch());
  const std::string digits = {kBase36[worker / 36], kBase36[worker % 36], '.'};
  return digits + hex(static_cast<uint64_t>(seconds.count()), 8) + '.' + hex(participant, 16);
}

std::optional<uint64_t> parse_hex(std::string_view text, size_t least, size_t most) {
  if (text.size() < least || text.size() > most) return std::nullopt;
  for (const char c : text)
    if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) return std::nullopt;
  uint64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value, 16);
  return value;
}

}  // namespace

std::optional<Identity> parse_username(std::string_view username) {
  if (username.size() < 3 || username[2] != '.') return std::nullopt;
  const size_t high = kBase36.find(username[0]), low = kBase36.find(username[1]);
  const size_t dot = username.find('.', 3);
  if (high == std::string_view::npos || low == std::string_view::npos ||
      dot == std::string_view::npos)
    return std::nullopt;
  const auto expires = parse_hex(username.substr(3, dot - 3), 8, 11);
  const bool tests = username.ends_with(kTestEnding);
  if (tests) username.remove_suffix(kTestEnding.size());
  const auto participant = parse_hex(username.substr(std::min(dot + 1, username.size())), 16, 16);
  if (!expires || !participant) return std::nullopt;
  return Identity{static_cast<unsigned>(high * 36 + low),
                  std::chrono::seconds(static_cast<int64_t>(*expires)), *participant,
                  tests ? Purpose::kTest : Purpose::kMeeting};
}

CredentialIssuer::CredentialIssuer(const Key& key) : key_(stun::Hash::kSha256, key) {}

Credentials CredentialIssuer::issue(base::Instant now, unsigned worker, uint64_t participant) {
  return sign(name_of(now + kCredentialLife, worker, participant));
}

Credentials CredentialIssuer::issue_for_test(base::Instant end, unsigned worker,
                                             uint64_t participant) {
  return sign(name_of(end, worker, participant) + std::string(kTestEnding));
}

Credentials CredentialIssuer::sign(std::string username) {
  std::string password = password_of(username);
  return {std::move(username), std::move(password)};
}

std::string CredentialIssuer::password_of(std::string_view username) {
  std::array<uint8_t, 32> digest;
  key_.sign({base::as_bytes("relay password"), base::as_bytes(username)}, digest);
  return hex(base::BytesView(digest).first(kPasswordBytes));
}

}  // namespace turn
