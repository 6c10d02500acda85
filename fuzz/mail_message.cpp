// Bytes as what people put into a mail: subject, text and name of a room, in three parts. Whatever
// they are, the mail has our header and short ASCII lines, and the calendar file one event, which
// says the name again when it is read back.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/assert.hpp"
#include "base/bytes.hpp"
#include "mail/calendar.hpp"
#include "mail/message.hpp"

namespace {

// Calls `check` with every line, without its CRLF; there is no CR or LF elsewhere.
template <typename Check>
void for_each_line(std::string_view text, Check check) {
  while (!text.empty()) {
    const size_t end = text.find("\r\n");
    ASSERT(end != std::string_view::npos);
    const std::string_view line = text.substr(0, end);
    ASSERT(line.find_first_of("\r\n") == std::string_view::npos);
    check(line);
    text.remove_prefix(end + 2);
  }
}

void check_mail(const std::string& mail) {
  int fields = 0, boundaries = 0;
  bool header = true;
  for_each_line(mail, [&](std::string_view line) {
    ASSERT(line.size() <= 76);
    ASSERT(std::ranges::all_of(line, [](char c) { return c == '\t' || (c >= ' ' && c <= '~'); }));
    header = header && !line.empty();
    if (header && !line.starts_with(' ')) ++fields;
    if (line.starts_with("--=_boundary")) ++boundaries;
  });
  ASSERT(fields == 8);
  ASSERT(boundaries == 3);
}

// What a calendar shows: TEXT unescaped.
std::string unescaped(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      out += text[i];
      continue;
    }
    ASSERT(++i < text.size());
    out += text[i] == 'n' ? '\n' : text[i];
  }
  return out;
}

std::string as_shown(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\r' && text.substr(i + 1).starts_with('\n')) continue;
    if (c == '\r' || c == '\n') {
      out += '\n';
    } else if (c == '\t' || (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F)) {
      out += c;
    }
  }
  return out;
}

void check_calendar(const std::string& file, std::string_view summary) {
  std::string unfolded;
  for_each_line(file, [&](std::string_view line) {
    ASSERT(line.size() <= 75 && !line.empty());
    if (line.starts_with(' ')) {
      unfolded += line.substr(1);
    } else {
      unfolded.append("\n").append(line);
    }
  });
  ASSERT(std::ranges::count(unfolded, '\n') == 16);
  constexpr std::string_view kSummary = "\nSUMMARY:";
  const size_t from = unfolded.find(kSummary) + kSummary.size();
  ASSERT(unescaped(std::string_view(unfolded).substr(from, unfolded.find('\n', from) - from)) ==
         as_shown(summary));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  base::ByteReader bytes({data, size});
  const auto part = [&] {
    const size_t length = std::min<size_t>(bytes.u8(), bytes.remaining());
    return std::string(base::as_text(bytes.bytes(length)));
  };
  const std::string subject = part(), name = part();
  const std::string text(base::as_text(bytes.bytes(bytes.remaining())));
  const std::string calendar = mail::calendar_file({.uid = name,
                                                    .stamp = {},
                                                    .start = {},
                                                    .end = {},
                                                    .summary = name,
                                                    .description = "x" + text,
                                                    .location = "x" + subject,
                                                    .url = "https://" + subject});
  check_calendar(calendar, name);
  check_mail(mail::compose({.to = *domain::EmailAddress::parse("a@example.org"),
                            .subject = subject,
                            .text = text,
                            .calendar = calendar,
                            .date = {},
                            .id = "boundary"},
                           *mail::Sender::parse("plenum@example.org")));
  return 0;
}
