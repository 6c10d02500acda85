// plenum doctor [--config FILE] [--set …] [--language de|en] [--json]: what is right with this
// installation, what is not, and what to do about it.
//
// Exit codes, as monitoring systems want them: 0 all is well, 1 warnings, 2 problems.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "server/doctor_checks.hpp"

namespace CLI {
class App;
}

namespace server {

enum class Language : uint8_t { kGerman, kEnglish };

// "de", "de_DE.UTF-8": German; everything else English.
Language language_of(std::string_view name);

std::string findings_as_text(const std::vector<doctor::Finding>& findings, Language language);
std::string findings_as_json(const std::vector<doctor::Finding>& findings, Language language);

class DoctorCommand {
 public:
  // Adds "doctor" to the command line.
  DoctorCommand(CLI::App& app, std::ostream& out);

  bool chosen() const;
  // After parsing, when chosen. The exit code.
  int run() const;

 private:
  std::ostream& out_;
  CLI::App* command_;
  std::string config_file_;
  std::vector<std::string> sets_;
  std::string language_;
  bool json_ = false;
};

}  // namespace server
