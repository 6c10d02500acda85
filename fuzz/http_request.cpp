// Bytes of an HTTP connection through net::HttpParser, in pieces whose size the first byte chooses.
// Whatever comes out must keep the parser's promises: a normal path, one framing, bounded sizes.
// How the input is cut must not matter.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/assert.hpp"
#include "net/http_parser.hpp"

namespace {

using net::HttpParser;

struct Outcome {
  HttpParser::State state;
  std::string path;
  std::string body;
};

Outcome parse(std::string_view input, size_t piece) {
  const net::HttpParserLimits limits{.header_bytes = 4096,
                                     .header_lines = 20,
                                     .body_bytes = [](const auto&) { return size_t{1000}; }};
  HttpParser parser(limits);
  std::string buffer;
  const auto is_open = [&] {
    return parser.state() == HttpParser::State::kHeader ||
           parser.state() == HttpParser::State::kBody;
  };
  while (is_open() && !input.empty()) {
    buffer += input.substr(0, piece);
    input.remove_prefix(std::min(piece, input.size()));
    // As http_connection does: once more behind the header, then for more input.
    for (HttpParser::State before = parser.state();;) {
      const size_t used = parser.feed(buffer);
      ASSERT(used <= buffer.size());
      buffer.erase(0, used);
      if (parser.state() == before || !is_open()) break;
      before = parser.state();
    }
  }
  return {parser.state(), parser.request().path, parser.request().body};
}

void check(const Outcome& outcome) {
  if (outcome.state != HttpParser::State::kDone) return;
  ASSERT(outcome.path.starts_with('/'));
  ASSERT(outcome.path.find("/../") == std::string::npos && !outcome.path.ends_with("/.."));
  ASSERT(outcome.path.find("//") == std::string::npos);
  ASSERT(outcome.body.size() <= 1000);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const std::string_view input(reinterpret_cast<const char*>(data + 1), size - 1);
  const Outcome pieces = parse(input, 1 + data[0] % 64);
  const Outcome whole = parse(input, std::max<size_t>(input.size(), 1));
  check(pieces);
  check(whole);
  if (pieces.state == HttpParser::State::kDone && whole.state == HttpParser::State::kDone) {
    ASSERT(pieces.path == whole.path && pieces.body == whole.body);
  }
  return 0;
}
