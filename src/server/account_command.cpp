#include "server/account_command.hpp"

#include <CLI/CLI.hpp>
#include <fstream>
#include <iterator>

#include "server/config.hpp"
#include "server/data_directory.hpp"
#include "server/new_file.hpp"

namespace server {

namespace {

using accounts::Account;
using accounts::AccountRequest;
using accounts::IssuedPassword;

constexpr int kWorldFailed = 1;
constexpr int kWrongCommand = 2;
// 10,000 lines of any reasonable length.
constexpr size_t kLongestListFile = 4 * 1024 * 1024;

std::string no_such(const std::string& login) { return "There is no account " + login + "."; }

}  // namespace

AccountCommand::AccountCommand(CLI::App& app, World world) : world_(world) {
  CLI::App* account = app.add_subcommand("account", "Accounts of organisers and administrators");
  account->require_subcommand(1);
  account->add_option("--config", words_.config_file, "Configuration file (TOML)");
  account
      ->add_option("--set", words_.sets, "section.key=value; may be repeated, wins over the file")
      ->allow_extra_args(false);

  CLI::App* add =
      declare(*account, "add", "Make one account, or --count of them", &AccountCommand::add);
  add->add_option("login", words_.login, "3 to 60 of a-z, 0-9, dot, underscore and hyphen");
  auto* prefix =
      add->add_option("--prefix", words_.prefix, "Many accounts: PREFIX-01, PREFIX-02, …");
  auto* count = add->add_option("--count", words_.count, "How many");
  prefix->needs(count)->excludes("login");
  count->needs(prefix);
  add->add_option("--role", words_.role, "organiser (default) or administrator")
      ->check(CLI::IsMember({"organiser", "administrator"}));
  add->add_flag("--released", words_.released,
                "May create rooms where policy.create is released_account");
  add->add_flag("--may-change-password", words_.may_change_password,
                "The user may set another password");
  declare_output(*add);

  CLI::App* import =
      declare(*account, "import", "Make the accounts of a list (CSV)", &AccountCommand::import);
  import
      ->add_option("file", words_.list_file,
                   "Columns login, role, released, password; - reads the standard input")
      ->required();
  declare_output(*import);

  declare(*account, "list", "Print all accounts as CSV", &AccountCommand::list);

  const auto of_one = [&](const char* name, const char* description, Step step) {
    CLI::App* command = declare(*account, name, description, step);
    command->add_option("login", words_.login, "The account")->required();
    return command;
  };
  of_one("release", "Let an account create rooms (policy.create = released_account)",
         &AccountCommand::release)
      ->add_flag("--withdraw", words_.withdraw, "Take the permission back");
  of_one("disable", "Lock an account out; its sessions end at once", &AccountCommand::disable);
  of_one("enable", "Let a disabled account in again", &AccountCommand::enable);
  of_one("delete", "Delete an account", &AccountCommand::remove);
  of_one("password", "Give an account a new password; its sessions end at once",
         &AccountCommand::password)
      ->add_flag("--from-input", words_.from_input, "Read it from the standard input (one line)");
}

CLI::App* AccountCommand::declare(CLI::App& account, const char* name, const char* description,
                                  Step step) {
  CLI::App* command = account.add_subcommand(name, description);
  command->fallthrough();  // --config and --set may stand behind it
  command->callback([this, step] { step_ = step; });
  return command;
}

void AccountCommand::declare_output(CLI::App& command) {
  command.add_option("--csv", words_.csv_file,
                     "Write logins and passwords to this new file instead of printing them");
  command.add_option("--sheet", words_.sheet_file,
                     "Write a page (HTML) to print and cut into slips to this new file");
}

int AccountCommand::run() {
  Done done = open();
  if (done) done = (this->*step_)();
  if (done) return 0;
  world_.err << "plenum: " << done.error().sentence << "\n";
  return done.error().exit_code;
}

AccountCommand::Done AccountCommand::open() {
  const auto file = words_.config_file.empty() ? std::nullopt : std::optional(words_.config_file);
  const auto config = load_config(file, words_.sets);
  if (!config) return std::unexpected(Refused{kWrongCommand, config.error().sentence});
  public_url_ = config->http_public_url;
  const auto directory = make_data_directory(config->data_dir);
  if (!directory) return std::unexpected(Refused{kWorldFailed, directory.error()});
  auto database = storage::Database::open(database_path(*directory));
  if (!database) return std::unexpected(Refused{kWorldFailed, database.error().sentence});
  store_.emplace(std::move(*database));
  return {};
}

AccountCommand::Done AccountCommand::add() {
  AccountRequest request{.role = *accounts::role_from_name(words_.role),
                         .released = words_.released};
  std::vector<AccountRequest> requests;
  if (words_.prefix.empty()) {
    const auto one = login();
    if (!one) return std::unexpected(one.error());
    request.login = *one;
    return make({request});
  }
  const auto logins = accounts::numbered_logins(words_.prefix, words_.count);
  if (!logins)
    return std::unexpected(
        Refused{kWrongCommand,
                "--prefix must begin a login (a-z, 0-9, dot, underscore, hyphen) and --count "
                "be from 1 to " +
                    std::to_string(accounts::kLongestList) + "."});
  for (const std::string& numbered : *logins) {
    request.login = numbered;
    requests.push_back(request);
  }
  return make(requests);
}

AccountCommand::Done AccountCommand::import() {
  const auto text = list_text();
  if (!text) return std::unexpected(text.error());
  const auto requests = accounts::read_account_list(*text);
  if (!requests) return std::unexpected(Refused{kWrongCommand, requests.error()});
  return make(*requests);
}

AccountCommand::Done AccountCommand::make(const std::vector<AccountRequest>& requests) {
  std::vector<Account> made;
  std::vector<IssuedPassword> issued;
  for (const AccountRequest& request : requests) {
    issued.push_back(
        {request.login, request.password.value_or(accounts::random_password(world_.random))});
    const auto hashed = hash(issued.back().password);
    if (!hashed) return std::unexpected(hashed.error());
    made.push_back(
        accounts::new_account(request.login, request.role, *hashed, world_.now, world_.random));
    made.back().released = request.released;
    made.back().may_change_password = words_.may_change_password;
  }
  return hand_out(issued, [&]() -> Done {
    const auto taken = store_->add(made);
    if (!taken) return std::unexpected(Refused{kWorldFailed, taken.error().sentence});
    if (taken->empty()) return {};
    const std::string more =
        taken->size() > 1 ? " and " + std::to_string(taken->size() - 1) + " more" : "";
    return std::unexpected(Refused{kWrongCommand, "There is an account " + taken->front() +
                                                      " already" + more + "; nothing was added."});
  });
}

// The files come first: an account whose password reached nobody would be of no use.
AccountCommand::Done AccountCommand::hand_out(const std::vector<IssuedPassword>& issued,
                                              const std::function<Done()>& commit) {
  if (!words_.sheet_file.empty() && public_url_.empty())
    return std::unexpected(
        Refused{kWrongCommand, "--sheet needs the setting http.public_url, which the slips show."});
  std::vector<NewFile> files;
  const auto write = [&](const std::string& path, const std::string& content) -> Done {
    if (path.empty()) return {};
    auto file = NewFile::write(path, content);
    if (!file) return std::unexpected(Refused{kWorldFailed, file.error()});
    files.push_back(std::move(*file));
    return {};
  };
  Done done = write(words_.csv_file, accounts::write_password_list(issued));
  if (done) done = write(words_.sheet_file, accounts::write_password_sheet(issued, public_url_));
  if (done) done = commit();
  if (!done) return done;
  for (NewFile& file : files) file.keep();
  if (!files.empty()) {
    world_.out << issued.size() << (issued.size() == 1 ? " account" : " accounts")
               << " made; the passwords are in the file.\n";
    return {};
  }
  for (const IssuedPassword& one : issued) world_.out << one.login << "  " << one.password << "\n";
  return {};
}

AccountCommand::Done AccountCommand::list() {
  const auto all = store_->list();
  if (!all) return std::unexpected(Refused{kWorldFailed, all.error().sentence});
  world_.out << accounts::write_account_list(*all);
  return {};
}

AccountCommand::Done AccountCommand::release() {
  return change(words_.withdraw ? "no longer released" : "released",
                [this](Account& account) { account.released = !words_.withdraw; });
}

AccountCommand::Done AccountCommand::disable() {
  return change("disabled", [](Account& account) { set_disabled(account, true); });
}

AccountCommand::Done AccountCommand::enable() {
  return change("enabled", [](Account& account) { set_disabled(account, false); });
}

AccountCommand::Done AccountCommand::change(const char* said,
                                            const std::function<void(Account&)>& change) {
  const auto known = login();
  if (!known) return std::unexpected(known.error());
  const auto changed = store_->update(*known, change);
  if (!changed) return std::unexpected(Refused{kWorldFailed, changed.error().sentence});
  if (!*changed) return std::unexpected(Refused{kWrongCommand, no_such(*known)});
  world_.out << *known << ": " << said << "\n";
  return {};
}

AccountCommand::Done AccountCommand::remove() {
  const auto known = login();
  if (!known) return std::unexpected(known.error());
  const auto removed = store_->remove(*known);
  if (!removed) return std::unexpected(Refused{kWorldFailed, removed.error().sentence});
  if (*removed == storage::Removal::kNoSuchLogin)
    return std::unexpected(Refused{kWrongCommand, no_such(*known)});
  world_.out << *known << ": deleted\n";
  return {};
}

AccountCommand::Done AccountCommand::password() {
  const auto known = login();
  if (!known) return std::unexpected(known.error());
  std::string password = accounts::random_password(world_.random);
  if (words_.from_input) {
    std::getline(world_.in, password);
    if (const auto weak = accounts::weakness(password, *known))
      return std::unexpected(Refused{kWrongCommand, "The password " + std::string(*weak) + "."});
  }
  const auto hashed = hash(password);
  if (!hashed) return std::unexpected(hashed.error());
  const std::string said = words_.from_input ? "new password set" : "new password " + password;
  return change(said.c_str(), [&](Account& account) { set_password(account, *hashed); });
}

std::expected<std::string, AccountCommand::Refused> AccountCommand::login() const {
  if (auto clean = accounts::clean_login(words_.login)) return *clean;
  return std::unexpected(
      Refused{kWrongCommand,
              "A login is 3 to 60 of a-z, 0-9, dot, underscore and hyphen, a letter or digit "
              "first."});
}

std::expected<std::string, AccountCommand::Refused> AccountCommand::hash(
    const std::string& password) {
  const auto hashed =
      accounts::hash_password(password, accounts::random_salt(world_.random), world_.cost);
  if (hashed) return *hashed;
  return std::unexpected(Refused{kWorldFailed, "There is not enough memory to hash a password."});
}

std::expected<std::string, AccountCommand::Refused> AccountCommand::list_text() {
  std::ifstream file;
  const bool from_input = words_.list_file == "-";
  if (!from_input) file.open(words_.list_file, std::ios::binary);
  std::istream& source = from_input ? world_.in : file;
  std::string text(kLongestListFile + 1, '\0');
  if (source) source.read(text.data(), static_cast<std::streamsize>(text.size()));
  // A short read ends at the end of the file and nowhere else.
  if (!source.eof() && source.gcount() <= static_cast<std::streamsize>(kLongestListFile))
    return std::unexpected(
        Refused{kWorldFailed, "The list " + words_.list_file + " cannot be read."});
  if (source.gcount() > static_cast<std::streamsize>(kLongestListFile))
    return std::unexpected(
        Refused{kWrongCommand, "The list " + words_.list_file + " is longer than 4 MiB."});
  text.resize(static_cast<size_t>(source.gcount()));
  return text;
}

}  // namespace server
