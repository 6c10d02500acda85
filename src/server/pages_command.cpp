#include "server/pages_command.hpp"

#include <CLI/CLI.hpp>
#include <filesystem>

#include "server/data_directory.hpp"
#include "server/new_file.hpp"
#include "server/operator_pages.hpp"
#include "server/page_templates.hpp"

namespace server {

std::string pages_folder(const Config& config) {
  if (!config.pages_dir.empty()) return config.pages_dir;
  return std::filesystem::path(config.data_dir) / "pages";
}

PagesCommand::PagesCommand(CLI::App& app, std::ostream& out, std::ostream& err)
    : out_(out), err_(err) {
  CLI::App* pages = app.add_subcommand("pages", "Imprint, privacy notice and other own pages");
  pages->require_subcommand(1);
  pages->add_option("--config", config_file_, "Configuration file (TOML)");
  pages->add_option("--set", sets_, "section.key=value; may be repeated, wins over the file")
      ->allow_extra_args(false);
  declare(*pages, "init", "Write the templates that are missing", &PagesCommand::init);
  declare(*pages, "list", "Say which pages are shown, and why others are not", &PagesCommand::list);
}

void PagesCommand::declare(CLI::App& pages, const char* name, const char* description, Step step) {
  CLI::App* command = pages.add_subcommand(name, description);
  command->fallthrough();  // --config and --set may stand behind it
  command->callback([this, step] { step_ = step; });
}

int PagesCommand::run() {
  const auto file = config_file_.empty() ? std::nullopt : std::optional(config_file_);
  const auto config = load_config(file, sets_);
  if (!config) {
    err_ << "plenum: " << config.error().sentence << "\n";
    return 2;
  }
  const Done done = (this->*step_)(*config);
  if (done) return 0;
  err_ << "plenum: " << done.error() << "\n";
  return 1;
}

PagesCommand::Done PagesCommand::init(const Config& config) {
  if (const auto data = make_data_directory(config.data_dir); !data)
    return std::unexpected(data.error());
  const std::filesystem::path folder = pages_folder(config);
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed)
    return std::unexpected("The folder " + folder.string() +
                           " cannot be made: " + failed.message() + ".");
  for (const PageTemplate& page : page_templates()) {
    const std::filesystem::path path = folder / page.file;
    if (std::filesystem::exists(std::filesystem::symlink_status(path, failed))) {
      out_ << path.string() << ": there already, left as it is\n";
      continue;
    }
    auto written = NewFile::write(path, filled_in(page, config));
    if (!written) return std::unexpected(written.error());
    written->keep();
    out_ << path.string() << ": written\n";
  }
  out_ << "Fill in every place in [[double brackets]] and delete the pages that you do not want: "
          "until then they are not shown. `plenum pages list` says what is missing.\n";
  return {};
}

PagesCommand::Done PagesCommand::list(const Config& config) {
  const std::string folder = pages_folder(config);
  const OperatorPages all = read_pages(folder);
  for (const OperatorPage& page : all.pages)
    for (const PageLanguage language : {PageLanguage::kGerman, PageLanguage::kEnglish})
      if (!page.text(language).empty()) out_ << page_file(page.name, language) << ": shown\n";
  for (const std::string& problem : all.problems) out_ << problem << "\n";
  if (all.pages.empty() && all.problems.empty())
    out_ << "There are no pages in " << folder << ". `plenum pages init` writes templates.\n";
  return {};
}

}  // namespace server
