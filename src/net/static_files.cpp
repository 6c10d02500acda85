#include "net/static_files.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <utility>

#include "net/base64url.hpp"
#include "net/sealer.hpp"

namespace net {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kIndex = "/index.html";
constexpr std::string_view kHashedFolder = "/assets/";
// The largest thing a web client holds is a model of a few MiB; more is somebody's mistake.
constexpr uintmax_t kMaxFile = 64u << 20;

bool has_hidden_segment(std::string_view path) { return path.find("/.") != path.npos; }

bool is_page_path(std::string_view path) {
  const std::string_view last = path.substr(path.rfind('/') + 1);
  return last.find('.') == last.npos && !has_hidden_segment(path);
}

// "gzip", not "gzip;q=0" (RFC 9110 section 12.5.3).
bool accepts(const HttpRequest& request, std::string_view coding) {
  std::string_view list = request.header("accept-encoding");
  while (!list.empty()) {
    std::string_view item = list.substr(0, list.find(','));
    list.remove_prefix(std::min(item.size() + 1, list.size()));
    item.remove_prefix(std::min(item.find_first_not_of(" \t"), item.size()));
    const std::string_view name = item.substr(0, item.find_first_of("; \t"));
    if (!equal_ignoring_case(name, coding)) continue;
    const size_t weight = item.find("q=");
    return weight == item.npos ||
           item.find_first_of("123456789", weight + 2) != std::string_view::npos;
  }
  return false;
}

std::expected<std::string, Failure> read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::string content{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (in.fail() && !in.eof()) {
    return std::unexpected(system_failure("Cannot read " + path.string(), EIO));
  }
  return content;
}

}  // namespace

std::string_view media_type(std::string_view name) {
  struct Type {
    std::string_view extension;
    std::string_view type;
  };
  static constexpr Type kTypes[] = {
      {".html", "text/html; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".mjs", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".json", "application/json"},
      {".webmanifest", "application/manifest+json"},
      {".wasm", "application/wasm"},
      {".woff2", "font/woff2"},
      {".woff", "font/woff"},
      {".ttf", "font/ttf"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".jpg", "image/jpeg"},
      {".jpeg", "image/jpeg"},
      {".webp", "image/webp"},
      {".avif", "image/avif"},
      {".ico", "image/x-icon"},
      {".mp3", "audio/mpeg"},
      {".ogg", "audio/ogg"},
      {".opus", "audio/ogg"},
      {".wav", "audio/wav"},
      {".mp4", "video/mp4"},
      {".webm", "video/webm"},
      {".txt", "text/plain; charset=utf-8"},
      {".md", "text/plain; charset=utf-8"},
      {".xml", "application/xml"},
      {".pdf", "application/pdf"},
  };
  const auto found =
      std::ranges::find_if(kTypes, [&](const Type& t) { return name.ends_with(t.extension); });
  return found == std::end(kTypes) ? std::string_view("application/octet-stream") : found->type;
}

std::expected<StaticFiles, Failure> StaticFiles::load(const fs::path& folder) {
  StaticFiles out;
  std::unordered_map<std::string, Content> contents;
  std::error_code error;
  // 1. Read everything.
  fs::recursive_directory_iterator entry(folder, error), end;
  for (; !error && entry != end; entry.increment(error)) {
    if (entry->is_symlink(error) || !entry->is_regular_file(error)) continue;
    const std::string path = "/" + entry->path().lexically_relative(folder).generic_string();
    if (has_hidden_segment(path) || path.ends_with(".map")) continue;
    if (entry->file_size(error) > kMaxFile) {
      return std::unexpected(Failure{std::make_error_code(std::errc::file_too_large),
                                     "The web client's file " + path + " is too large."});
    }
    auto content = read_file(entry->path());
    if (!content) return std::unexpected(content.error());
    contents.emplace(path, std::make_shared<const std::string>(std::move(*content)));
  }
  if (error) {
    return std::unexpected(Failure{
        error, "Cannot read the web client in " + folder.string() + ": " + error.message() + "."});
  }
  // 2. Put the compressed forms beside what they are compressed from.
  const auto lookup = [&](const std::string& path) {
    const auto found = contents.find(path);
    return found == contents.end() ? Content() : found->second;
  };
  for (const auto& [path, content] : contents) {
    const bool is_variant = (path.ends_with(".br") || path.ends_with(".gz")) &&
                            contents.contains(path.substr(0, path.size() - 3));
    if (is_variant) continue;
    const Sha256 hash = sha256(base::as_bytes(*content));
    // 96 bits of the hash: enough that two versions never share a tag.
    std::string etag = '"' + base64url_encode(base::BytesView(hash).first(12)) + '"';
    out.files_.emplace(path, File{content, lookup(path + ".br"), lookup(path + ".gz"),
                                  std::move(etag), media_type(path)});
  }
  if (!out.files_.contains(std::string(kIndex))) {
    return std::unexpected(
        Failure{std::make_error_code(std::errc::no_such_file_or_directory),
                "There is no index.html in " + folder.string() + "; build the web client first."});
  }
  return out;
}

const StaticFiles::File* StaticFiles::find(std::string_view path) const {
  auto found = files_.find(std::string(path));
  if (found == files_.end() && is_page_path(path) && !path.starts_with(kHashedFolder)) {
    found = files_.find(std::string(kIndex));
  }
  return found == files_.end() ? nullptr : &found->second;
}

HttpResponse StaticFiles::answer(const HttpRequest& request) const {
  if (!request.is("GET") && !request.is("HEAD")) {
    return text_response(405, "This address can only be read.").with("Allow", "GET, HEAD");
  }
  const File* const file = find(request.path);
  if (file == nullptr) return text_response(404, "There is nothing here.");
  HttpResponse response;
  const bool hashed = request.path.starts_with(kHashedFolder);
  response.with("Cache-Control", hashed ? "public, max-age=31536000, immutable" : "no-cache")
      .with("ETag", file->etag);
  if (file->brotli || file->gzip) response.with("Vary", "Accept-Encoding");
  if (request.header_has_token("if-none-match", file->etag) ||
      request.header_has_token("if-none-match", "W/" + file->etag)) {
    response.status = 304;
    return response;
  }
  response.with("Content-Type", std::string(file->type));
  if (file->brotli && accepts(request, "br")) {
    response.shared_body = file->brotli;
    response.with("Content-Encoding", "br");
  } else if (file->gzip && accepts(request, "gzip")) {
    response.shared_body = file->gzip;
    response.with("Content-Encoding", "gzip");
  } else {
    response.shared_body = file->plain;
  }
  return response;
}

}  // namespace net
