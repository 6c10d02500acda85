#include "domain/slug.hpp"

#include <algorithm>
#include <array>

#include "domain/name.hpp"
#include "domain/utf8.hpp"

namespace domain {
namespace {

bool in(char32_t c, char32_t first, char32_t last) { return c >= first && c <= last; }

// U+00C0–U+017F, lower and upper case alike, each as its ASCII spelling; '-' marks what is no
// letter.
constexpr std::string_view kLatin[] = {
    // U+00C0
    "a", "a", "a", "a", "ae", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i", "i", "d", "n", "o",
    "o", "o", "o", "oe", "-", "o", "u", "u", "u", "ue", "y", "th", "ss",
    // U+00E0
    "a", "a", "a", "a", "ae", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i", "i", "d", "n", "o",
    "o", "o", "o", "oe", "-", "o", "u", "u", "u", "ue", "y", "th", "y",
    // U+0100
    "a", "a", "a", "a", "a", "a", "c", "c", "c", "c", "c", "c", "c", "c", "d", "d", "d", "d", "e",
    "e", "e", "e", "e", "e", "e", "e", "e", "e", "g", "g", "g", "g", "g", "g", "g", "g", "h", "h",
    "h", "h", "i", "i", "i", "i", "i", "i", "i", "i", "i", "i", "ij", "ij", "j", "j", "k", "k", "k",
    "l", "l", "l", "l", "l", "l", "l", "l", "l", "l", "n", "n", "n", "n", "n", "n", "n", "n", "n",
    "o", "o", "o", "o", "o", "o", "oe", "oe", "r", "r", "r", "r", "r", "r", "s", "s", "s", "s", "s",
    "s", "s", "s", "t", "t", "t", "t", "t", "t", "u", "u", "u", "u", "u", "u", "u", "u", "u", "u",
    "u", "u", "w", "w", "y", "y", "y", "z", "z", "z", "z", "z", "z", "s"};
static_assert(std::size(kLatin) == 0x180 - 0xC0);

constexpr char32_t kCombiningDiaeresis = 0x0308;

// Greek and Cyrillic capitals; the scripts beyond have none or are rare in room names.
char32_t lower(char32_t c) {
  if (in(c, 0x0391, 0x03A9) || in(c, 0x0410, 0x042F)) return c + 0x20;
  if (in(c, 0x0400, 0x040F)) return c + 0x50;
  return c;
}

bool is_separator(char32_t c) {
  return in(c, 0x80, 0xBF) || in(c, 0x2000, 0x200B) || in(c, 0x200E, 0x20CF) ||
         in(c, 0x2190, 0x25FF) || in(c, 0x3000, 0x303F) || in(c, 0xFF00, 0xFF0F);
}

// Names that would hide a page of the server; sorted.
constexpr auto kReserved = std::to_array<std::string_view>({
    "accessibility",
    "account",
    "admin",
    "anmelden",
    "api",
    "app",
    "assets",
    "barrierefreiheit",
    "datenschutz",
    "erstellen",
    "faq",
    "favicon-ico",
    "fonts",
    "hausordnung",
    "healthz",
    "help",
    "hilfe",
    "icons",
    "impressum",
    "imprint",
    "index",
    "index-html",
    "join",
    "legal",
    "locales",
    "login",
    "logout",
    "manifest-webmanifest",
    "metrics",
    "models",
    "new",
    "nutzungsbedingungen",
    "privacy",
    "raum",
    "robots-txt",
    "room",
    "rooms",
    "static",
    "support",
    "sw-js",
    "terms",
    "well-known",
    "whep",
    "whip",
    "wiedereinstieg",
    "ws",
});
static_assert(std::is_sorted(kReserved.begin(), kReserved.end()));

// Builds the slug: hyphens only between two other characters.
class Writer {
 public:
  void letters(std::string_view ascii) {
    if (hyphen_due_ && !out_.empty()) out_.push_back('-');
    hyphen_due_ = false;
    out_ += ascii;
  }
  void letter(char32_t c) {
    letters("");
    append_utf8(out_, c);
  }
  void hyphen() { hyphen_due_ = true; }
  // "ä" may come as "a" and a combining diaeresis.
  void diaeresis() {
    if (!hyphen_due_ && !out_.empty() && std::string_view("aou").contains(out_.back())) {
      out_.push_back('e');
    }
  }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
  bool hyphen_due_ = false;
};

}  // namespace

std::string slug(std::string_view name) {
  Writer out;
  const auto decoded = decode_utf8(name);
  if (!decoded) return "ohne-namen";
  for (const char32_t c : *decoded) {
    if (in(c, 'A', 'Z')) {
      out.letter(c + ('a' - 'A'));
    } else if (in(c, 'a', 'z') || in(c, '0', '9')) {
      out.letter(c);
    } else if (in(c, 0xC0, 0x17F)) {
      const std::string_view ascii = kLatin[c - 0xC0];
      ascii == "-" ? out.hyphen() : out.letters(ascii);
    } else if (c == 0x1E9E) {  // capital ß
      out.letters("ss");
    } else if (c == kCombiningDiaeresis) {
      out.diaeresis();
    } else if (in(c, 0x0300, 0x036F)) {
      continue;  // any other accent
    } else if (c < 0x80 || is_separator(c)) {
      out.hyphen();
    } else {
      out.letter(lower(c));
    }
  }
  std::string result = out.take();
  if (result.empty()) return "ohne-namen";
  if (std::ranges::binary_search(kReserved, std::string_view(result))) result += "-raum";
  return result;
}

std::expected<RoomId, Refusal> room_id_for(LinkKind kind, std::string_view typed_name,
                                           base::Random& random) {
  const auto name = clean_name(typed_name, kLongestRoomName);
  if (!name) return std::unexpected(Refusal{RefusalCode::kBadName, "not a name for a room"});
  if (kind == LinkKind::kRandom) return random_room_id(random);
  return RoomId{slug(*name)};
}

}  // namespace domain
