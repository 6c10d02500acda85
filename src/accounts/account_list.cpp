#include "accounts/account_list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <set>

#include "accounts/csv.hpp"
#include "accounts/password.hpp"

namespace accounts {

namespace {

constexpr std::array<std::string_view, 4> kColumns = {"login", "role", "released", "password"};
enum Column : size_t { kLogin, kRole, kReleased, kPassword };

// Which field of a row holds which column.
using Places = std::array<std::optional<size_t>, kColumns.size()>;

std::expected<Places, std::string> places_of(const CsvRow& first) {
  Places places;
  for (size_t field = 0; field < first.size(); ++field) {
    const auto column = std::ranges::find(kColumns, first[field]);
    if (column == kColumns.end())
      return std::unexpected(
          "The first line must name the columns: login, role, released, password.");
    auto& place = places[static_cast<size_t>(column - kColumns.begin())];
    if (place) return std::unexpected(fmt::format("The column {} is there twice.", *column));
    place = field;
  }
  if (!places[kLogin]) return std::unexpected("The list has no column login.");
  return places;
}

std::unexpected<std::string> wrong_row(size_t number, std::string_view why) {
  return std::unexpected(fmt::format("Account {} of the list: {}.", number, why));
}

// `number` counts the accounts of the list from 1.
std::expected<AccountRequest, std::string> request_of(const CsvRow& row, const Places& places,
                                                      size_t number) {
  const auto field = [&](Column column) -> std::string {
    return places[column] ? row[*places[column]] : std::string();
  };
  const auto login = clean_login(field(kLogin));
  if (!login)
    return wrong_row(number, "a login is 3 to 60 of a–z, 0–9, dot, underscore and hyphen");
  AccountRequest request{.login = *login};
  if (const std::string role = field(kRole); !role.empty()) {
    const auto known = role_from_name(role);
    if (!known) return wrong_row(number, "the role must be organiser or administrator");
    request.role = *known;
  }
  const std::string released = field(kReleased);
  if (!released.empty() && released != "yes" && released != "no")
    return wrong_row(number, "released must be yes or no");
  request.released = released == "yes";
  if (std::string password = field(kPassword); !password.empty()) {
    if (const auto weak = weakness(password, *login))
      return wrong_row(number, fmt::format("the password {}", *weak));
    request.password = std::move(password);
  }
  return request;
}

std::string html_text(std::string_view text) {
  std::string safe;
  for (const char c : text) {
    switch (c) {
      case '&':
        safe += "&amp;";
        break;
      case '<':
        safe += "&lt;";
        break;
      case '>':
        safe += "&gt;";
        break;
      case '"':
        safe += "&quot;";
        break;
      case '\'':
        safe += "&#39;";
        break;
      default:
        safe += c;
    }
  }
  return safe;
}

constexpr std::string_view kSheetHead = R"html(<!DOCTYPE html>
<html lang="de">
<head>
<meta charset="utf-8">
<title>Zugangsdaten für Videokonferenzen</title>
<style>
body { font: 12pt/1.4 sans-serif; margin: 1cm; color: #000; background: #fff; }
.slip { border: 1px dashed #000; padding: 0.6cm; margin-bottom: 0.4cm; break-inside: avoid; }
h2 { font-size: 13pt; margin: 0 0 0.2cm; }
dl { display: grid; grid-template-columns: 3.5cm auto; gap: 0.1cm 0.4cm; margin: 0; }
dd { margin: 0; }
.secret { font: 14pt monospace; }
p { margin: 0.3cm 0 0; font-size: 10pt; }
@media print { .note { display: none; } }
</style>
</head>
<body>
<p class="note">Bitte ausdrucken, die Abschnitte auseinanderschneiden und diese Datei danach löschen:
Sie enthält Passwörter im Klartext.</p>
)html";

constexpr std::string_view kSlip = R"html(<section class="slip">
<h2>Zugang zu Videokonferenzen</h2>
<dl>
<dt>Adresse</dt><dd>{url}</dd>
<dt>Anmeldename</dt><dd class="secret">{login}</dd>
<dt>Passwort</dt><dd class="secret">{password}</dd>
</dl>
<p>Wer sich damit anmeldet, kann Konferenzen organisieren. Bitte nicht weitergeben und sicher aufbewahren.
Ist der Zettel verloren gegangen, stellt die Administration ein neues Passwort aus.</p>
</section>
)html";

}  // namespace

std::optional<std::vector<std::string>> numbered_logins(std::string_view prefix, size_t count) {
  if (count == 0 || count > kLongestList) return std::nullopt;
  const size_t digits = std::max<size_t>(2, std::to_string(count).size());
  std::vector<std::string> logins;
  for (size_t number = 1; number <= count; ++number) {
    const auto login = clean_login(fmt::format("{}-{:0{}}", prefix, number, digits));
    if (!login) return std::nullopt;
    logins.push_back(*login);
  }
  return logins;
}

std::expected<std::vector<AccountRequest>, std::string> read_account_list(std::string_view csv) {
  const auto rows = read_csv(csv, kLongestList + 1);
  if (!rows)
    return std::unexpected(fmt::format("Line {}: {}.", rows.error().line, rows.error().what));
  if (rows->size() < 2) return std::unexpected("The list holds no account.");
  const auto places = places_of(rows->front());
  if (!places) return std::unexpected(places.error());
  std::vector<AccountRequest> requests;
  std::set<std::string> seen;
  for (size_t number = 1; number < rows->size(); ++number) {
    const CsvRow& row = (*rows)[number];
    if (row.size() != rows->front().size())
      return wrong_row(number, "it has more or fewer fields than the first line");
    auto request = request_of(row, *places, number);
    if (!request) return std::unexpected(request.error());
    if (!seen.insert(request->login).second)
      return wrong_row(number, fmt::format("{} is in the list twice", request->login));
    requests.push_back(std::move(*request));
  }
  return requests;
}

std::string write_account_list(std::span<const Account> accounts) {
  const auto yes_or_no = [](bool yes) -> std::string { return yes ? "yes" : "no"; };
  std::string out = "login,role,released,disabled,created\r\n";
  for (const Account& account : accounts) {
    const CsvRow fields = {account.login, std::string(name(account.role)),
                           yes_or_no(account.released), yes_or_no(account.disabled),
                           date_text(account.created_at)};
    out += csv_line(fields);
  }
  return out;
}

std::string write_password_list(std::span<const IssuedPassword> issued) {
  std::string out = "login,password\r\n";
  for (const IssuedPassword& one : issued) out += csv_line(CsvRow{one.login, one.password});
  return out;
}

std::string write_password_sheet(std::span<const IssuedPassword> issued,
                                 std::string_view public_url) {
  std::string out(kSheetHead);
  for (const IssuedPassword& one : issued)
    out += fmt::format(fmt::runtime(kSlip), fmt::arg("url", html_text(public_url)),
                       fmt::arg("login", html_text(one.login)),
                       fmt::arg("password", html_text(one.password)));
  return out + "</body>\n</html>\n";
}

std::string date_text(base::UnixTime time) {
  const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(time));
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()),
                     static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
}

}  // namespace accounts
