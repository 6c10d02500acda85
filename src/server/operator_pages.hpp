// The operator's own pages (R16, R50, R66): Markdown files in one folder, German and, where there
// is one, English beside it ("impressum.md", "impressum.en.md"). Read as they are; the browser
// renders them and lets no HTML through.
//
// What is shown is complete: a file that is too long, not UTF-8, no regular file, empty or that
// still has a place to fill in ("[[…]]", as the templates of `plenum pages init` have) counts as
// missing, and a sentence says why. Names come from the list below and never from a request.
//
// read_pages blocks on the disk: job thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace server {

inline constexpr std::array<std::string_view, 5> kPageNames{
    "impressum", "datenschutz", "nutzungsbedingungen", "barrierefreiheit", "hausordnung"};
inline constexpr size_t kLongestPage = 256 * 1024;

enum class PageLanguage : uint8_t { kGerman, kEnglish };

// "impressum.md", "impressum.en.md".
std::string page_file(std::string_view name, PageLanguage language);

// At least one of the texts is there.
struct OperatorPage {
  std::string_view name;  // one of kPageNames
  std::string german;     // Markdown; empty: missing
  std::string english;
  std::string version;  // changes with either text: 16 hexadecimal digits

  // The text in the wished language, else the one that there is.
  PageLanguage shown(PageLanguage wished) const;
  const std::string& text(PageLanguage language) const {
    return language == PageLanguage::kEnglish ? english : german;
  }
};

struct OperatorPages {
  std::vector<OperatorPage> pages;    // in the order of kPageNames
  std::vector<std::string> problems;  // one sentence for each file that is there and not shown

  const OperatorPage* find(std::string_view name) const;
};

// A folder that is not there has no pages.
OperatorPages read_pages(const std::filesystem::path& folder);

}  // namespace server
