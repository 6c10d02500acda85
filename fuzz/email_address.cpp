// Bytes as an e-mail address: whatever passes is ASCII without spaces, brackets or commas, and is
// itself when it is typed again.
#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "base/assert.hpp"
#include "base/bytes.hpp"
#include "domain/email_address.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using domain::EmailAddress;
  const auto address = EmailAddress::parse(base::as_text({data, size}));
  if (!address) {
    ASSERT(!address.error().detail.empty());
    return 0;
  }
  const std::string& text = address->text();
  ASSERT(text.size() <= EmailAddress::kLongest);
  ASSERT(std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7F; }));
  ASSERT(text.find_first_of("<>()[],;:\\\"%!") == std::string::npos);
  ASSERT(std::ranges::count(text, '@') == 1);
  ASSERT(EmailAddress::parse(text) == address);
  // A mailbox need not be an address ("a.+b@c.de" is "a.@c.de"); where it is, it is its own.
  const auto mailbox = EmailAddress::parse(address->mailbox());
  ASSERT(!mailbox || mailbox->mailbox() == address->mailbox());
  return 0;
}
