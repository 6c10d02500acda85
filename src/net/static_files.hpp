// The built web client, read into memory at start. Only paths that were found then are answered, so
// there is nothing to traverse to: a request never becomes a file name.
//
// - "/assets/x-5f3a.js": from memory, cached for a year (the build puts a hash of the content into
//   names below /assets/).
// - index.html for "/" and for every page path of the client's router: one without a dot in its
// last
//   segment and without a hidden segment. Revalidated by ETag at each load, so that an update of
//   the server reaches everybody at once.
// - x.br or x.gz beside x is x precompressed, sent when the client accepts it.
#pragma once

#include <expected>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "net/failure.hpp"
#include "net/http_message.hpp"

namespace net {

class StaticFiles {
 public:
  // Everything below `folder`, links not followed. Hidden files and source maps are left out.
  static std::expected<StaticFiles, Failure> load(const std::filesystem::path& folder);

  // Answers GET and HEAD; 405 for other methods, 404 for unknown files.
  HttpResponse answer(const HttpRequest& request) const;

  size_t file_count() const { return files_.size(); }

 private:
  using Content = std::shared_ptr<const std::string>;
  struct File {
    Content plain;
    Content brotli;
    Content gzip;
    std::string etag;  // of the plain content, quoted
    std::string_view type;
  };

  const File* find(std::string_view path) const;

  std::unordered_map<std::string, File> files_;  // by path: "/index.html"
};

// Media type by file name, "application/octet-stream" when unknown.
std::string_view media_type(std::string_view name);

}  // namespace net
