#include "server/doctor_command.hpp"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <cstdlib>

#include "server/config.hpp"
#include "server/doctor_world.hpp"

namespace server {
namespace {

using doctor::Finding;
using doctor::Level;
using doctor::Text;

const std::string& in(Language language, const Text& text) {
  return language == Language::kGerman ? text.de : text.en;
}

std::string_view word_of(Level level) {
  switch (level) {
    case Level::kOk:
      return "ok";
    case Level::kWarning:
      return "warning";
    case Level::kProblem:
      break;
  }
  return "problem";
}

// LC_ALL over LC_MESSAGES over LANG (POSIX 8.2).
std::string_view language_of_environment() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* const value = std::getenv(name);
    if (value && *value) return value;
  }
  return {};
}

}  // namespace

Language language_of(std::string_view name) {
  const bool is_german = name == "de" || name.starts_with("de_") || name.starts_with("de.");
  return is_german ? Language::kGerman : Language::kEnglish;
}

std::string findings_as_text(const std::vector<Finding>& findings, Language language) {
  static const Text kMarks[] = {{"  ok       ", "  ok       "},
                                {"  Warnung  ", "  warning  "},
                                {"  Problem  ", "  problem  "}};
  std::string text;
  size_t warnings = 0, problems = 0;
  for (const Finding& finding : findings) {
    warnings += finding.level == Level::kWarning ? 1 : 0;
    problems += finding.level == Level::kProblem ? 1 : 0;
    text += in(language, kMarks[static_cast<size_t>(finding.level)]);
    text += in(language, finding.found) + "\n";
    const std::string& remedy = in(language, finding.remedy);
    if (!remedy.empty()) text += "           → " + remedy + "\n";
  }
  const Text sum = {
      "Probleme: " + std::to_string(problems) + ", Warnungen: " + std::to_string(warnings),
      "Problems: " + std::to_string(problems) + ", warnings: " + std::to_string(warnings)};
  return text + in(language, sum) + "\n";
}

std::string findings_as_json(const std::vector<Finding>& findings, Language language) {
  boost::json::array list;
  for (const Finding& finding : findings)
    list.push_back({{"check", finding.check},
                    {"level", word_of(finding.level)},
                    {"found", in(language, finding.found)},
                    {"remedy", in(language, finding.remedy)}});
  const boost::json::object all = {{"level", word_of(doctor::worst_of(findings))},
                                   {"findings", std::move(list)}};
  return boost::json::serialize(all) + "\n";
}

DoctorCommand::DoctorCommand(CLI::App& app, std::ostream& out)
    : out_(out), command_(app.add_subcommand("doctor", "Check this installation")) {
  command_->add_option("--config", config_file_, "Configuration file (TOML)");
  command_->add_option("--set", sets_, "section.key=value; may be repeated, wins over the file")
      ->allow_extra_args(false);
  command_->add_option("--language", language_, "de or en; else that of the environment")
      ->check(CLI::IsMember({"de", "en"}));
  command_->add_flag("--json", json_, "For programs");
}

bool DoctorCommand::chosen() const { return command_->parsed(); }

int DoctorCommand::run() const {
  const Language language =
      language_of(language_.empty() ? language_of_environment() : std::string_view(language_));
  const auto config =
      load_config(config_file_.empty() ? std::nullopt : std::optional(config_file_), sets_);
  std::vector<Finding> findings = {
      doctor::check_configuration(config ? std::nullopt : std::optional(config.error().sentence))};
  if (config)
    for (Finding& finding : doctor::examine(*config)) findings.push_back(std::move(finding));
  out_ << (json_ ? findings_as_json(findings, language) : findings_as_text(findings, language));
  return static_cast<int>(doctor::worst_of(findings));
}

}  // namespace server
