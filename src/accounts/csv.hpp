// Tables as text, comma-separated (RFC 4180): lists of accounts go out to a spreadsheet and come in
// from one.
//
// Deviation: lines may end in LF alone, a byte order mark at the start is skipped, and a semicolon
// separates when the first line has one and no comma: that is what spreadsheets in German write.
// Pure text; reading is strict and says in which line the text is wrong.
#pragma once

#include <expected>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace accounts {

using CsvRow = std::vector<std::string>;

struct CsvError {
  size_t line = 0;  // from 1
  std::string_view what;
};

// Rows as they stand, the first included; empty lines are left out. At most `most_rows`.
std::expected<std::vector<CsvRow>, CsvError> read_csv(std::string_view text, size_t most_rows);

// One line with CRLF. A field that a spreadsheet would take for a formula (it begins with = + - @,
// a tab or a line break) gets an apostrophe before it.
std::string csv_line(std::span<const std::string> fields);

}  // namespace accounts
