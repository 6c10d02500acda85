#include "domain/typed_line.hpp"

#include <optional>

#include "domain/name.hpp"
#include "domain/utf8.hpp"

namespace domain {
namespace {

constexpr std::unexpected<Refusal> refuse(RefusalCode code, std::string_view detail) {
  return std::unexpected(Refusal{code, detail});
}

std::string encoded(std::u32string_view text) {
  std::string out;
  for (const char32_t c : text) append_utf8(out, c);
  return out;
}

}  // namespace

std::expected<TypedLine, Refusal> edited(const TypedLine& before, const TypedEdit& edit) {
  // 1. It follows on what is there, or says the whole line.
  const bool is_new = edit.line > before.line;
  const bool is_running = edit.line == before.line && !before.finished;
  if (!is_new && !is_running) return refuse(RefusalCode::kWrongState, "that line is done");
  const bool is_whole = edit.step == 0;
  if (!is_whole && (is_new || edit.step != before.step + 1)) {
    return refuse(RefusalCode::kWrongState, "an edit is missing");
  }
  // 2. It is text that can stand in a line.
  if (edit.insert.size() > 4 * kLongestLine) return refuse(RefusalCode::kBadMessage, "too long");
  const auto insert = decode_utf8(edit.insert);
  if (!insert || !is_plain_line(*insert)) {
    return refuse(RefusalCode::kBadMessage, "not text of one line");
  }
  // 3. It falls into the line, which stays within its length.
  std::u32string text = is_whole ? std::u32string() : *decode_utf8(before.text);
  const uint32_t at = is_whole ? 0 : edit.at;
  const uint32_t erase = is_whole ? 0 : edit.erase;
  if (at > text.size() || erase > text.size() - at) {
    return refuse(RefusalCode::kWrongState, "beyond the end of the line");
  }
  text.replace(at, erase, *insert);
  if (text.size() > kLongestLine) return refuse(RefusalCode::kBadMessage, "too long");

  TypedLine after{before.person, edit.line, edit.step, {}, edit.finished};
  if (!edit.finished) after.text = encoded(text);
  return after;
}

}  // namespace domain
