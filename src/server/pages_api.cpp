#include "server/pages_api.hpp"

#include <spdlog/spdlog.h>

#include <boost/json.hpp>

#include "server/json_answer.hpp"

namespace server {

namespace {

namespace json = boost::json;
using domain::Refusal;
using domain::RefusalCode;

constexpr std::string_view kPages = "/api/pages";
constexpr Refusal kNoSuchPage{RefusalCode::kNoSuchRoom, "no such page"};
constexpr Refusal kBusy{RefusalCode::kOverloaded, "too busy to read the page"};

std::string_view name(PageLanguage language) {
  return language == PageLanguage::kEnglish ? "en" : "de";
}

net::HttpResponse list(const OperatorPages& all) {
  json::array pages;
  for (const OperatorPage& page : all.pages) {
    json::array languages;
    for (const PageLanguage language : {PageLanguage::kGerman, PageLanguage::kEnglish})
      if (!page.text(language).empty()) languages.push_back(json::string(name(language)));
    pages.push_back(
        {{"name", page.name}, {"languages", std::move(languages)}, {"version", page.version}});
  }
  return json_answer(200, {{"pages", std::move(pages)}});
}

net::HttpResponse text(const OperatorPages& all, std::string_view wanted, PageLanguage wished) {
  const OperatorPage* page = all.find(wanted);
  if (!page) return json_error(kNoSuchPage);
  const PageLanguage shown = page->shown(wished);
  return json_answer(200, {{"name", page->name},
                           {"language", name(shown)},
                           {"version", page->version},
                           {"markdown", page->text(shown)}});
}

}  // namespace

bool PagesApi::takes(std::string_view path) {
  return path == kPages || (path.starts_with(kPages) && path[kPages.size()] == '/');
}

void PagesApi::handle(const Now& now, const net::HttpRequest& request,
                      const net::HttpResponder& responder) {
  if (!request.is("GET") && !request.is("HEAD"))
    return responder.respond(method_not_allowed("GET, HEAD"));
  if (request.path == kPages) return ask(now, list, responder);
  const std::string_view wanted = std::string_view(request.path).substr(kPages.size() + 1);
  const auto known = std::ranges::find(kPageNames, wanted);
  if (known == kPageNames.end()) return responder.respond(json_error(kNoSuchPage));
  const bool english = request.query_value("language") == "en";
  const PageLanguage wished = english ? PageLanguage::kEnglish : PageLanguage::kGerman;
  ask(
      now,
      [page = *known, wished](const OperatorPages& pages) { return text(pages, page, wished); },
      responder);
}

void PagesApi::ask(const Now& now, Answer answer, const net::HttpResponder& responder) {
  // Whoever finds a reading under way, or no room for one, gets what was read before: sign-ins in
  // front of it must not hold up those who join.
  const bool fresh = has_read_ && now.instant < read_at_ + kFresh;
  const bool blocked = reading_ || jobs_.is_full();
  if (fresh || (has_read_ && blocked)) return responder.respond(answer(pages_));
  if (!reading_ && jobs_.is_full()) return responder.respond(json_error(kBusy));
  waiting_.push_back({std::move(answer), responder});
  if (reading_) return;
  reading_ = true;
  const auto pages = std::make_shared<OperatorPages>();
  jobs_.start([pages, folder = folder_] { *pages = read_pages(folder); },
              [this, pages, at = now.instant] { take(at, std::move(*pages)); });
}

void PagesApi::take(base::Instant asked_at, OperatorPages pages) {
  // Each problem is told once, until it is another.
  if (pages.problems != pages_.problems)
    for (const std::string& problem : pages.problems) spdlog::warn("pages: {}", problem);
  pages_ = std::move(pages);
  read_at_ = asked_at;
  has_read_ = true;
  reading_ = false;
  for (const Waiting& waiting : std::exchange(waiting_, {}))
    waiting.responder.respond(waiting.answer(pages_));
}

}  // namespace server
