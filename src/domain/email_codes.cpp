#include "domain/email_codes.hpp"

#include "domain/secret.hpp"

namespace domain {

namespace {

constexpr base::Duration kHour = std::chrono::hours(1);
static_assert(EmailCodes::kGoodFor <= kHour, "a mailbox is forgotten an hour after its last code");

}  // namespace

std::expected<std::string, Refusal> EmailCodes::issue(base::Instant now,
                                                      const EmailAddress& address) {
  forget_old_issues(now);
  const Hash key = hash_of(address);
  const auto known = mailboxes_.find(key);
  if (known != mailboxes_.end() && known->second.issues >= kIssuesAnHour)
    return std::unexpected(
        Refusal{RefusalCode::kTooFast, "this address has been sent three codes within an hour"});
  if (issues_.size() >= kMaxIssuesAnHour)
    return std::unexpected(Refusal{RefusalCode::kOverloaded, "too many codes were asked for"});

  std::string code = random_.text(kDigits, "0123456789");
  Mailbox& mailbox = mailboxes_[key];
  mailbox = {.issues = mailbox.issues + 1,
             .tries_left = kTries,
             .ends = now + kGoodFor,
             .code = hash_of(address, code)};
  issues_.push_back({now, key});
  return code;
}

bool EmailCodes::redeem(base::Instant now, const EmailAddress& address, std::string_view typed) {
  std::string digits(typed);
  std::erase(digits, ' ');
  const Hash hash = hash_of(address, digits);
  const auto found = mailboxes_.find(hash_of(address));
  if (found == mailboxes_.end()) return false;
  Mailbox& mailbox = found->second;
  if (mailbox.tries_left == 0 || now >= mailbox.ends) return false;
  const bool right = same_secret(base::as_text(mailbox.code), base::as_text(hash));
  mailbox.tries_left = right ? 0 : mailbox.tries_left - 1;
  return right;
}

EmailCodes::Hash EmailCodes::hash_of(const EmailAddress& address) const {
  return hash_("mailbox of an e-mail code", base::as_bytes(address.mailbox()));
}

// An address holds no space, so that the pair has one reading.
EmailCodes::Hash EmailCodes::hash_of(const EmailAddress& address, std::string_view code) const {
  return hash_("e-mail code", base::as_bytes(address.text() + " " + std::string(code)));
}

void EmailCodes::forget_old_issues(base::Instant now) {
  while (!issues_.empty() && issues_.front().at + kHour <= now) {
    const auto mailbox = mailboxes_.find(issues_.front().mailbox);
    if (--mailbox->second.issues == 0) mailboxes_.erase(mailbox);
    issues_.pop_front();
  }
}

}  // namespace domain
