#include "server/page_templates.hpp"

#include "server/operator_pages.hpp"

namespace server {

namespace {

void replace(std::string& text, std::string_view mark, std::string_view with) {
  for (size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + with.size()))
    text.replace(at, mark.size(), with);
}

std::string days(int count, PageLanguage language) {
  if (language == PageLanguage::kEnglish)
    return std::to_string(count) + (count == 1 ? " day" : " days");
  return std::to_string(count) + (count == 1 ? " Tag" : " Tage");
}

// As access_log.cpp writes it.
std::string access_log_sentence(const Config& config, PageLanguage language) {
  const bool german = language == PageLanguage::kGerman;
  if (config.log_access_days == 0)
    return german ? "Ein Zugriffsprotokoll führt der Server nicht." : "There is none.";
  std::string_view address;
  switch (config.log_access_address) {
    case LoggedAddress::kFull:
      address = german ? ", IP-Adresse" : ", IP address";
      break;
    case LoggedAddress::kShort:
      address = german ? ", gekürzte IP-Adresse" : ", shortened IP address";
      break;
    case LoggedAddress::kNone:
      break;
  }
  const std::string kept = days(config.log_access_days, language);
  if (german)
    return "Das Zugriffsprotokoll hält Zeitpunkt" + std::string(address) +
           " sowie Art und Version des Browsers fest, aber nicht, was aufgerufen wurde. Es dient "
           "der "
           "Sicherheit des Servers und wird nach spätestens " +
           kept + (config.log_access_days == 1 ? "" : "n") + " gelöscht.";
  return "time" + std::string(address) +
         " and kind and version of the browser, but not what was asked for; for the safety of the "
         "server. Deleted after " +
         kept + ".";
}

}  // namespace

std::string filled_in(const PageTemplate& page, const Config& config) {
  const bool german = !page.file.ends_with(".en.md");
  const PageLanguage language = german ? PageLanguage::kGerman : PageLanguage::kEnglish;
  std::string text(page.text);
  replace(text, "{{address}}",
          !config.http_public_url.empty() ? "<" + config.http_public_url + ">"
          : german                        ? "[[Adresse dieses Dienstes]]"
                                          : "[[address of this service]]");
  replace(text, "{{support}}",
          !config.service_support.empty() ? config.service_support
          : german                        ? "[[E-Mail-Adresse und Telefonnummer]]"
                                          : "[[e-mail address and telephone number]]");
  replace(text, "{{access_log}}", access_log_sentence(config, language));
  replace(text, "{{access_days}}",
          config.log_access_days == 0 ? (german ? "gibt es nicht" : "there is none")
                                      : days(config.log_access_days, language));
  return text;
}

}  // namespace server
