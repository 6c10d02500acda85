// For the tests of this folder only: accounts in a database of the test's own, and requests as a
// browser sends them.
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <boost/json.hpp>
#include <filesystem>

#include "server/admin_api.hpp"
#include "server/session_api.hpp"
#include "server/test_conference.hpp"
#include "server/test_jobs.hpp"

namespace server::testing {

// The database without the storage thread; it can be broken.
struct DirectAccounts final : AccountAccess {
  explicit DirectAccounts(storage::AccountStore s) : store(std::move(s)) {}
  Found find(const std::string& login) const override {
    ++reads;
    if (broken) return std::unexpected(domain::StoreError{"broken"});
    return store.load(login);
  }
  std::expected<storage::AccountPage, domain::StoreError> search(
      const storage::AccountSearch& search) const override {
    if (broken) return std::unexpected(domain::StoreError{"broken"});
    return store.find(search);
  }
  using AccountAccess::update;
  void update(std::string login, Change change, storage::Rule rule,
              std::function<void(Found)> done) override {
    if (broken) return done(std::unexpected(domain::StoreError{"broken"}));
    done(store.update(login, change, rule));
  }
  void add(std::vector<accounts::Account> accounts, std::function<void(Added)> done) override {
    if (broken) return done(std::unexpected(domain::StoreError{"broken"}));
    done(store.add(accounts));
  }
  void remove(std::string login, storage::Rule rule, std::function<void(Removed)> done) override {
    if (broken) return done(std::unexpected(domain::StoreError{"broken"}));
    done(store.remove(login, rule));
  }
  storage::AccountStore store;
  bool broken = false;
  mutable int reads = 0;
};

// The last Set-Cookie, as a browser keeps it.
struct Browser {
  std::string cookie;  // "plenum=…"
  std::string origin;
  base::IpAddress address = base::IpAddress::v4(198, 51, 100, 1);
};

class AccountsTest : public ::testing::Test {
 protected:
  static constexpr accounts::HashCost kCheap{.mebibytes = 1, .passes = 1};

  explicit AccountsTest(std::string public_url = {})
      : directory_(make_directory()),
        accounts_(storage::AccountStore(storage::Database::open(directory_ / "plenum.db").value())),
        sessions_({.public_url = std::move(public_url),
                   .create = domain::Creators::kAccountsWithPermission,
                   .cost = kCheap},
                  accounts_, jobs_, random_),
        audit_({.folder = directory_ / "audit"}, jobs_),
        service_(
            {.version = "1.2", .profile = "offen", .policy = open_policy()}, world_.conference,
            [this](std::optional<std::string> notice, std::function<void(bool)> done) {
              if (world_.store.works) notice_on_disk_ = std::move(notice);
              done(world_.store.works);
            },
            audit_),
        admin_accounts_({.public_url = "https://conf.example.org", .cost = kCheap}, accounts_,
                        jobs_, random_, audit_),
        admin_(sessions_, service_, admin_accounts_) {}
  ~AccountsTest() override { std::filesystem::remove_all(directory_); }

  void add(
      const std::string& login, const std::string& password,
      const std::function<void(accounts::Account&)>& change = [](accounts::Account&) {},
      const accounts::HashCost& cost = kCheap) {
    accounts::Account account = accounts::new_account(
        login, accounts::Role::kOrganiser,
        accounts::hash_password(password, accounts::random_salt(random_), cost).value(), now_.wall,
        random_);
    change(account);
    ASSERT_TRUE(accounts_.store.add(std::span(&account, 1))->empty());
  }
  // As `plenum account` does it, beside the running server.
  void change(const std::string& login, const AccountAccess::Change& change) {
    ASSERT_TRUE(accounts_.store.update(login, change).value());
  }

  static net::HttpRequest request(const Browser& browser, const std::string& method,
                                  const std::string& path, const std::string& body = {}) {
    const size_t mark = path.find('?');
    net::HttpRequest request{.method = method,
                             .path = path.substr(0, mark),
                             .query = mark == std::string::npos ? "" : path.substr(mark + 1),
                             .headers = {{"host", "localhost:8080"}},
                             .body = body,
                             .remote = browser.address};
    if (!browser.cookie.empty()) request.headers.push_back({"cookie", browser.cookie});
    if (!browser.origin.empty()) request.headers.push_back({"origin", browser.origin});
    return request;
  }

  // The answer may come later; see run_all.
  using Answer = std::shared_ptr<std::optional<net::HttpResponse>>;
  Answer send(const net::HttpRequest& request) {
    struct Pending final : net::HttpResponder::Pending {
      explicit Pending(Answer a) : answer(std::move(a)) {}
      void respond(net::HttpResponse response) override { *answer = std::move(response); }
      Answer answer;
    };
    const auto answer = std::make_shared<std::optional<net::HttpResponse>>();
    const net::HttpResponder responder(std::make_shared<Pending>(answer));
    if (SessionApi::takes(request.path)) sessions_.handle(now_, request, responder);
    if (AdminApi::takes(request.path)) admin_.handle(now_, request, responder);
    return answer;
  }
  // With all jobs done; the browser keeps the cookie.
  net::HttpResponse ask(Browser& browser, const std::string& method, const std::string& path,
                        const std::string& body = {}) {
    const Answer answer = send(request(browser, method, path, body));
    jobs_.run_all();
    if (!*answer) return net::text_response(0, "no answer");
    for (const net::HttpHeader& header : (*answer)->headers)
      if (header.name == "Set-Cookie")
        browser.cookie = header.value.substr(0, header.value.find(';'));
    return **answer;
  }
  int status(Browser& browser, const std::string& method, const std::string& path,
             const std::string& body = {}) {
    return ask(browser, method, path, body).status;
  }
  int sign_in(Browser& browser, const std::string& login, const std::string& password) {
    return status(browser, "POST", "/api/session", credentials(login, password));
  }
  // What the audit log holds, without times.
  std::string acts() const {
    std::string acts;
    std::ifstream file(directory_ / "audit" / daily_file(now_.wall));
    for (std::string line; std::getline(file, line);)
      acts += line.substr(line.find(' ') + 1) + "\n";
    return acts;
  }
  static std::string credentials(const std::string& login, const std::string& password) {
    return boost::json::serialize(boost::json::object{{"login", login}, {"password", password}});
  }

  std::filesystem::path directory_;
  base::SeededRandom random_{1};
  Now now_{base::Instant(std::chrono::hours(1)),
           base::UnixTime(std::chrono::seconds(1'750'000'000))};
  DirectAccounts accounts_;
  FakeJobs jobs_;
  SessionApi sessions_;
  World world_;
  std::optional<std::string> notice_on_disk_;
  AuditLog audit_;
  AdminService service_;
  AdminAccounts admin_accounts_;
  AdminApi admin_;

 private:
  static std::filesystem::path make_directory() {
    std::string pattern = (std::filesystem::temp_directory_path() / "plenum-XXXXXX").string();
    return ::mkdtemp(pattern.data());
  }
};

}  // namespace server::testing
