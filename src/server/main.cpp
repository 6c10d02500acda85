// plenum serve [--config FILE] [--set section.key=value]…
// plenum account … (account_command.hpp)
// plenum pages … (pages_command.hpp)
// plenum doctor … (doctor_command.hpp, with exit codes of its own)
//
// Exit codes: 0 ended by a signal, 1 the world did not let it start (a used port, a data directory
// that cannot be written), 2 a wrong setting or command line. Each with one sentence.
#include <spdlog/spdlog.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <iostream>

#include "net/system_clock.hpp"
#include "net/system_random.hpp"
#include "server/account_command.hpp"
#include "server/config.hpp"
#include "server/doctor_command.hpp"
#include "server/pages_command.hpp"
#include "server/server.hpp"
#include "server/version.hpp"

namespace {

int serve(const std::optional<std::string>& file, const std::vector<std::string>& sets) {
  const auto config = server::load_config(file, sets);
  if (!config) {
    std::fprintf(stderr, "plenum: %s\n", config.error().sentence.c_str());
    return 2;
  }
  spdlog::set_level(spdlog::level::from_str(config->log_level));
  auto started = server::Server::start(*config);
  if (!started) {
    std::fprintf(stderr, "plenum: %s\n", started.error().sentence.c_str());
    return 1;
  }
  // Scripts and tests wait for this line.
  std::printf("Plenum %.*s: %s (media port %u)\n", static_cast<int>(server::kVersion.size()),
              server::kVersion.data(), (*started)->public_url().c_str(), (*started)->media_port());
  std::fflush(stdout);
  (*started)->run();
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Plenum: video conferences on your own server"};
  app.require_subcommand(1);
  app.set_version_flag("--version", std::string(server::kVersion));
  CLI::App* command = app.add_subcommand("serve", "Run the server");
  std::string file;
  std::vector<std::string> sets;
  command->add_option("--config", file, "Configuration file (TOML)");
  command->add_option("--set", sets, "section.key=value; may be repeated, wins over the file");
  net::SystemRandom random;
  server::AccountCommand account(app, {.in = std::cin,
                                       .out = std::cout,
                                       .err = std::cerr,
                                       .random = random,
                                       .now = net::unix_now(),
                                       .cost = {}});
  server::PagesCommand pages(app, std::cout, std::cerr);
  const server::DoctorCommand doctor(app, std::cout);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  if (account.chosen()) return account.run();
  if (pages.chosen()) return pages.run();
  if (doctor.chosen()) return doctor.run();
  return serve(file.empty() ? std::nullopt : std::optional(file), sets);
}
