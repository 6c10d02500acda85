// plenum account add|import|list|release|disable|enable|delete|password: accounts on the command
// line (R12, R13, R41), in the database of the configuration's data.dir. A running server sees each
// change at its next request; nothing needs a restart.
//
// What was done is said after the commit. A password is printed once and exists nowhere else. Exit
// codes as in main.cpp: 0 done, 1 the world did not let it, 2 a wrong command line, list or login.
#pragma once

#include <expected>
#include <functional>
#include <istream>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "accounts/account_list.hpp"
#include "accounts/password.hpp"
#include "base/random.hpp"
#include "storage/account_store.hpp"

namespace CLI {
class App;
}

namespace server {

class AccountCommand {
 public:
  // What it needs from outside; all outlive the command.
  struct World {
    std::istream& in;
    std::ostream& out;
    std::ostream& err;
    base::Random& random;
    base::UnixTime now;
    accounts::HashCost cost;
  };

  // Adds "account" and what belongs to it to the command line.
  AccountCommand(CLI::App& app, World world);

  bool chosen() const { return step_ != nullptr; }
  // After parsing, when chosen. The exit code.
  int run();

 private:
  // Why it was not done: the exit code and one sentence.
  struct Refused {
    int exit_code;
    std::string sentence;
  };
  using Done = std::expected<void, Refused>;
  using Step = Done (AccountCommand::*)();

  // What the command line said.
  struct Words {
    std::string config_file;
    std::vector<std::string> sets;
    std::string login;
    std::string prefix;
    size_t count = 0;
    std::string role = "organiser";
    std::string list_file;
    std::string csv_file;
    std::string sheet_file;
    bool released = false;
    bool withdraw = false;
    bool may_change_password = false;
    bool from_input = false;
  };

  CLI::App* declare(CLI::App& account, const char* name, const char* description, Step step);
  void declare_output(CLI::App& command);

  Done add();
  Done import();
  Done list();
  Done release();
  Done disable();
  Done enable();
  Done remove();
  Done password();

  Done open();
  Done make(const std::vector<accounts::AccountRequest>& requests);
  // Writes the files that were asked for, runs `commit`, then keeps the files or prints.
  Done hand_out(const std::vector<accounts::IssuedPassword>& issued,
                const std::function<Done()>& commit);
  Done change(const char* said, const std::function<void(accounts::Account&)>& change);
  std::expected<std::string, Refused> login() const;
  std::expected<std::string, Refused> hash(const std::string& password);
  std::expected<std::string, Refused> list_text();

  World world_;
  Words words_;
  Step step_ = nullptr;
  std::optional<storage::AccountStore> store_;
  std::string public_url_;
};

}  // namespace server
