#include "domain/email_address.hpp"

#include <algorithm>

namespace domain {
namespace {

constexpr size_t kLongestLocalPart = 64;  // RFC 5321, section 4.5.3.1.1
constexpr size_t kLongestLabel = 63;      // RFC 1035, section 2.3.4

std::unexpected<Refusal> refused(std::string_view why) {
  return std::unexpected(Refusal{RefusalCode::kBadName, why});
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

// RFC 5322's atext but "!" and "%", with which old relays were told a route.
bool is_local(char c) {
  constexpr std::string_view kMarks = "#$&'*+-/=?^_`{|}~.";
  return is_letter(c) || is_digit(c) || kMarks.find(c) != std::string_view::npos;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

bool is_local_part(std::string_view local) {
  return !local.empty() && local.size() <= kLongestLocalPart && !local.starts_with('.') &&
         !local.ends_with('.') && local.find("..") == std::string_view::npos &&
         std::ranges::all_of(local, is_local);
}

bool is_label(std::string_view label) {
  return !label.empty() && label.size() <= kLongestLabel && !label.starts_with('-') &&
         !label.ends_with('-') &&
         std::ranges::all_of(label, [](char c) { return is_letter(c) || is_digit(c) || c == '-'; });
}

// Two labels or more; the last is no number, so that 192.0.2.1 is no domain.
bool is_domain(std::string_view domain) {
  const size_t last_dot = domain.rfind('.');
  if (last_dot == std::string_view::npos) return false;
  const std::string_view top = domain.substr(last_dot + 1);
  if (std::ranges::all_of(top, is_digit)) return false;
  while (true) {
    const size_t dot = domain.find('.');
    if (!is_label(domain.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    domain.remove_prefix(dot + 1);
  }
}

}  // namespace

std::expected<EmailAddress, Refusal> EmailAddress::parse(std::string_view typed) {
  while (!typed.empty() && is_space(typed.front())) typed.remove_prefix(1);
  while (!typed.empty() && is_space(typed.back())) typed.remove_suffix(1);
  if (typed.empty()) return refused("an e-mail address is needed");
  if (typed.size() > kLongest) return refused("an e-mail address has at most 254 bytes");
  const size_t at = typed.rfind('@');
  if (at == std::string_view::npos)
    return refused("an e-mail address has the form name@example.org");
  const std::string_view local = typed.substr(0, at);
  const std::string_view domain = typed.substr(at + 1);
  if (!std::ranges::all_of(local, is_ascii))
    return refused("the part before the @ can hold ASCII characters only");
  if (!std::ranges::all_of(domain, is_ascii))
    return refused("the part after the @ must be in its ASCII form, such as xn--mnchen-3ya.de");
  if (!is_local_part(local)) return refused("the part before the @ is not right");
  if (!is_domain(domain)) return refused("the part after the @ is not a domain name");
  return EmailAddress(std::string(local) + "@" + lower(domain));
}

std::string_view EmailAddress::domain() const {
  return std::string_view(text_).substr(text_.rfind('@') + 1);
}

std::string EmailAddress::mailbox() const {
  const size_t at = text_.rfind('@');
  // "+a@example.org" has no name before the detail: then it is one.
  const size_t plus = text_.find('+');
  const size_t end = plus == 0 || plus == std::string::npos ? at : std::min(plus, at);
  return lower(text_.substr(0, end) + text_.substr(at));
}

}  // namespace domain
