#include "accounts/csv.hpp"

#include <algorithm>

namespace accounts {

namespace {

// Reads one field after the other; `line_` counts for the error.
class CsvReader {
 public:
  CsvReader(std::string_view text, char separator) : text_(text), separator_(separator) {}

  bool at_end() const { return at_ == text_.size(); }
  size_t line() const { return line_; }

  // One row; its line break is consumed.
  std::expected<CsvRow, CsvError> row() {
    CsvRow fields;
    while (true) {
      auto field = at('"') ? quoted() : plain();
      if (!field) return std::unexpected(field.error());
      fields.push_back(std::move(*field));
      if (at_end() || take_line_break()) return fields;
      if (!at(separator_)) return wrong("text after a closing quotation mark");
      ++at_;
    }
  }

 private:
  bool at(char c) const { return !at_end() && text_[at_] == c; }
  std::unexpected<CsvError> wrong(std::string_view what) const {
    return std::unexpected(CsvError{line_, what});
  }

  bool take_line_break() {
    const size_t length = text_.substr(at_).starts_with("\r\n") ? 2 : at('\n') ? 1 : 0;
    at_ += length;
    if (length > 0) ++line_;
    return length > 0;
  }

  std::expected<std::string, CsvError> plain() {
    const size_t start = at_;
    while (!at_end() && !at(separator_) && !at('\n') && !text_.substr(at_).starts_with("\r\n")) {
      if (at('"')) return wrong("a quotation mark inside a field without them");
      ++at_;
    }
    return std::string(text_.substr(start, at_ - start));
  }

  std::expected<std::string, CsvError> quoted() {
    std::string field;
    const size_t opened_in = line_;
    for (++at_; !at_end(); ++at_) {
      if (at('\n')) ++line_;
      if (!at('"')) {
        field += text_[at_];
        continue;
      }
      if (text_.substr(at_).starts_with("\"\"")) {
        ++at_;
        field += '"';
        continue;
      }
      ++at_;
      return field;
    }
    return std::unexpected(CsvError{opened_in, "a quotation mark that is never closed"});
  }

  std::string_view text_;
  char separator_;
  size_t at_ = 0;
  size_t line_ = 1;
};

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace

std::expected<std::vector<CsvRow>, CsvError> read_csv(std::string_view text, size_t most_rows) {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  const std::string_view first = text.substr(0, text.find('\n'));
  const bool semicolons = first.contains(';') && !first.contains(',');
  CsvReader reader(text, semicolons ? ';' : ',');
  std::vector<CsvRow> rows;
  while (!reader.at_end()) {
    const size_t line = reader.line();
    auto row = reader.row();
    if (!row) return std::unexpected(row.error());
    if (row->size() == 1 && row->front().empty()) continue;
    if (rows.size() == most_rows) return std::unexpected(CsvError{line, "more rows than allowed"});
    rows.push_back(std::move(*row));
  }
  return rows;
}

std::string csv_line(std::span<const std::string> fields) {
  std::string line;
  for (const std::string& field : fields) {
    if (&field != fields.data()) line += ',';
    const bool formula = !field.empty() && std::string_view("=+-@\t\r\n").contains(field.front());
    const std::string safe = formula ? "'" + field : field;
    if (safe.find_first_of(",;\"\r\n") == std::string::npos) {
      line += safe;
      continue;
    }
    line += '"';
    for (const char c : safe) line.append(c == '"' ? 2 : 1, c);
    line += '"';
  }
  return line + "\r\n";
}

}  // namespace accounts
