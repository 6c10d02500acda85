// The templates of the operator's pages, compiled in from page_templates/*.md: what the software
// does stands in them as it is, what only the operator knows is a place to fill in, "[[…]]".
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "server/config.hpp"

namespace server {

struct PageTemplate {
  std::string_view file;  // "impressum.en.md"
  std::string_view text;
};

std::span<const PageTemplate> page_templates();

// What the configuration knows put in: {{address}}, {{support}}, {{access_log}}, {{access_days}}.
std::string filled_in(const PageTemplate& page, const Config& config);

}  // namespace server
