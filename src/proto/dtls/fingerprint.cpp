#include "proto/dtls/fingerprint.hpp"

namespace dtls {

namespace {

constexpr std::string_view kDigits = "0123456789ABCDEF";

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

bool is_sha256(std::string_view hash) {
  constexpr std::string_view kName = "SHA-256";
  if (hash.size() != kName.size()) return false;
  for (size_t i = 0; i < hash.size(); ++i)
    if (upper(hash[i]) != kName[i]) return false;
  return true;
}

}  // namespace

std::optional<Fingerprint> Fingerprint::parse(std::string_view hash, std::string_view value) {
  if (!is_sha256(hash) || value.size() != 32 * 3 - 1) return std::nullopt;
  Fingerprint fingerprint;
  for (size_t i = 0; i < fingerprint.sha256.size(); ++i) {
    const size_t high = kDigits.find(upper(value[3 * i]));
    const size_t low = kDigits.find(upper(value[3 * i + 1]));
    if (high == kDigits.npos || low == kDigits.npos) return std::nullopt;
    if (i > 0 && value[3 * i - 1] != ':') return std::nullopt;
    fingerprint.sha256[i] = static_cast<uint8_t>(high << 4 | low);
  }
  return fingerprint;
}

std::string Fingerprint::to_string() const {
  std::string text;
  for (uint8_t byte : sha256) {
    if (!text.empty()) text += ':';
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

}  // namespace dtls
