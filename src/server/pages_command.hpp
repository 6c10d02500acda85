// plenum pages init|list: the operator's pages on the command line (R16, R66). `init` writes the
// templates that are not there yet into the folder and never over a file; `list` says which pages
// people see and why the others are not shown.
//
// Exit codes as in main.cpp: 0 done, 1 the world did not let it, 2 a wrong command line or setting.
#pragma once

#include <expected>
#include <ostream>
#include <string>
#include <vector>

#include "server/config.hpp"

namespace CLI {
class App;
}

namespace server {

// Where the pages lie: pages.dir, else "pages" in the data directory.
std::string pages_folder(const Config& config);

class PagesCommand {
 public:
  // Adds "pages" and what belongs to it to the command line. The streams outlive the command.
  PagesCommand(CLI::App& app, std::ostream& out, std::ostream& err);

  bool chosen() const { return step_ != nullptr; }
  // After parsing, when chosen. The exit code.
  int run();

 private:
  // Nothing, or one sentence about what the world did not let it do.
  using Done = std::expected<void, std::string>;
  using Step = Done (PagesCommand::*)(const Config& config);

  void declare(CLI::App& pages, const char* name, const char* description, Step step);
  Done init(const Config& config);
  Done list(const Config& config);

  std::ostream& out_;
  std::ostream& err_;
  std::string config_file_;
  std::vector<std::string> sets_;
  Step step_ = nullptr;
};

}  // namespace server
