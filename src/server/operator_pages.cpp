#include "server/operator_pages.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <expected>
#include <system_error>

#include "domain/utf8.hpp"
#include "net/file_descriptor.hpp"
#include "net/sealer.hpp"

namespace server {

namespace {

// Why a file is not shown, as the end of a sentence; empty where there is none, which is no
// problem.
using Reading = std::expected<std::string, std::string>;

std::string of_errno() { return std::error_code(errno, std::generic_category()).message(); }

Reading read_file(const std::filesystem::path& path) {
  // Without O_NONBLOCK a pipe of that name would hold the thread until somebody writes.
  const net::FileDescriptor file(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  if (file.get() < 0) {
    const bool missing = errno == ENOENT || errno == ENOTDIR;
    return std::unexpected(missing ? "" : "cannot be read: " + of_errno());
  }
  struct stat status{};
  if (::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode))
    return std::unexpected("is not a file");
  std::string text(kLongestPage + 1, '\0');
  size_t length = 0;
  while (length < text.size()) {
    const ssize_t got = ::read(file.get(), text.data() + length, text.size() - length);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return std::unexpected("cannot be read: " + of_errno());
    if (got == 0) break;
    length += static_cast<size_t>(got);
  }
  text.resize(length);
  return text;
}

Reading read_page(const std::filesystem::path& path) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  constexpr std::string_view kPlace = "[[";
  auto text = read_file(path);
  if (!text) return text;
  if (text->size() > kLongestPage) return std::unexpected("is longer than 256 KiB");
  if (!domain::is_utf8(*text)) return std::unexpected("is not UTF-8");
  if (text->starts_with(kByteOrderMark)) text->erase(0, kByteOrderMark.size());
  if (text->find_first_not_of(" \t\r\n") == std::string::npos) return std::unexpected("is empty");
  if (const size_t place = text->find(kPlace); place != std::string::npos) {
    const auto line =
        1 + std::count(text->begin(), text->begin() + static_cast<ptrdiff_t>(place), '\n');
    return std::unexpected(fmt::format("still has a place to fill in, [[…]], in line {}", line));
  }
  return text;
}

std::string version_of(const OperatorPage& page) {
  constexpr size_t kBytes = 8;  // nobody gains by a collision: the texts are the operator's
  std::string both = page.german;
  both += '\0';
  both += page.english;
  const net::Sha256 hash = net::sha256(base::as_bytes(both));
  std::string version;
  for (size_t i = 0; i < kBytes; ++i) version += fmt::format("{:02x}", hash[i]);
  return version;
}

}  // namespace

std::string page_file(std::string_view name, PageLanguage language) {
  return std::string(name) + (language == PageLanguage::kEnglish ? ".en.md" : ".md");
}

PageLanguage OperatorPage::shown(PageLanguage wished) const {
  if (!text(wished).empty()) return wished;
  return german.empty() ? PageLanguage::kEnglish : PageLanguage::kGerman;
}

const OperatorPage* OperatorPages::find(std::string_view name) const {
  const auto found = std::ranges::find(pages, name, &OperatorPage::name);
  return found == pages.end() ? nullptr : &*found;
}

OperatorPages read_pages(const std::filesystem::path& folder) {
  OperatorPages all;
  const auto text_in = [&](std::string_view name, PageLanguage language) -> std::string {
    const std::filesystem::path path = folder / page_file(name, language);
    Reading reading = read_page(path);
    if (reading) return std::move(*reading);
    if (!reading.error().empty())
      all.problems.push_back("The page " + path.string() + " is not shown: it " + reading.error() +
                             ".");
    return {};
  };
  for (const std::string_view name : kPageNames) {
    OperatorPage page{.name = name,
                      .german = text_in(name, PageLanguage::kGerman),
                      .english = text_in(name, PageLanguage::kEnglish),
                      .version = {}};
    if (page.german.empty() && page.english.empty()) continue;
    page.version = version_of(page);
    all.pages.push_back(std::move(page));
  }
  return all;
}

}  // namespace server
