#include "server/media_addresses.hpp"

#include <gmock/gmock.h>

#include <map>

#include "server/test_jobs.hpp"

namespace server {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

base::IpAddress ip(std::string_view text) { return *base::IpAddress::parse(text); }

class MediaAddressesTest : public ::testing::Test {
 protected:
  std::map<std::string, std::vector<base::IpAddress>> names_{
      {"conf.example.org", {ip("203.0.113.9"), ip("2001:db8::9")}}};
  Resolve resolve_ =
      [this](const std::string& name) -> std::expected<std::vector<base::IpAddress>, net::Failure> {
    const auto found = names_.find(name);
    if (found == names_.end()) return std::unexpected(net::Failure{{}, name + " has no address."});
    return found->second;
  };
  std::vector<std::string> warnings_;
  std::expected<std::vector<base::IpAddress>, net::Failure> addresses_of(
      const std::vector<MediaAddress>& named) {
    const auto resolved = media_addresses(
        named, resolve_, [this](const std::string& sentence) { warnings_.push_back(sentence); });
    if (!resolved) return std::unexpected(resolved.error());
    return resolved->addresses;
  }
};

TEST_F(MediaAddressesTest, AreAddressesAndNamesInOrderAndEachOnce) {
  const auto found =
      addresses_of({ip("192.0.2.7"), HostName{"conf.example.org"}, ip("203.0.113.9")});
  ASSERT_TRUE(found);
  EXPECT_THAT(*found, ElementsAre(ip("192.0.2.7"), ip("203.0.113.9"), ip("2001:db8::9")));
  EXPECT_THAT(warnings_, IsEmpty());
}

TEST_F(MediaAddressesTest, ANameThatFailsIsAWarningBesideOthersAndAnErrorAlone) {
  const auto some = addresses_of({HostName{"typo.example.org"}, ip("192.0.2.7")});
  ASSERT_TRUE(some);
  EXPECT_THAT(*some, ElementsAre(ip("192.0.2.7")));
  EXPECT_THAT(warnings_, ElementsAre(HasSubstr("typo.example.org has no address")));
  const auto none = addresses_of({HostName{"typo.example.org"}});
  ASSERT_FALSE(none);
  EXPECT_THAT(none.error().sentence, HasSubstr("typo.example.org"));
}

TEST_F(MediaAddressesTest, ANameThatLeadsToTheMachineItselfHasNone) {
  names_["conf"] = {ip("127.0.1.1")};
  names_["both.example.org"] = {ip("127.0.1.1"), ip("192.0.2.9")};
  EXPECT_FALSE(addresses_of({HostName{"conf"}}));
  const auto found = addresses_of({HostName{"both.example.org"}});
  ASSERT_TRUE(found);
  EXPECT_THAT(*found, ElementsAre(ip("192.0.2.9")));
}

TEST_F(MediaAddressesTest, AreThoseOfTheInterfacesWhereNoneAreNamed) {
  const auto found = addresses_of({});
  ASSERT_TRUE(found);
  EXPECT_FALSE(found->empty());
}

TEST(HostNames, AreToldFromAddressesAndNonsense) {
  for (const std::string_view name : {"conf.example.org", "localhost", "a-1.b2", "3com.de"})
    EXPECT_TRUE(is_host_name(name)) << name;
  for (const std::string_view other :
       {"", ".", "a..b", "-a.de", "a-.de", "a b", "192.0.2", "300.1.1.1", "ä.de", "a/b", "a:1"})
    EXPECT_FALSE(is_host_name(other)) << other;
  EXPECT_FALSE(is_host_name(std::string(64, 'a')));
  EXPECT_TRUE(is_host_name(std::string(63, 'a')));
}

class AddressWatchTest : public MediaAddressesTest {
 protected:
  void pass(base::Duration time) {
    now_.instant += time;
    watch_->on_timeout(now_);
    jobs_.run_all();
  }
  void watch(const std::vector<MediaAddress>& named) {
    watch_.emplace(now_, named, resolve_all(named, resolve_), resolve_, jobs_,
                   [this](const std::vector<base::IpAddress>& news) { told_.push_back(news); });
  }
  Now now_{base::Instant(1000s), base::UnixTime(0s)};
  testing::FakeJobs jobs_;
  std::vector<std::vector<base::IpAddress>> told_;
  std::optional<AddressWatch> watch_;
};

TEST_F(AddressWatchTest, TellsAChangeWithinFiveMinutesAndOnce) {
  watch({HostName{"conf.example.org"}});
  pass(5min);
  EXPECT_THAT(told_, IsEmpty());
  names_["conf.example.org"] = {ip("198.51.100.4")};
  pass(4min);
  EXPECT_THAT(told_, IsEmpty());
  pass(1min);
  pass(5min);
  EXPECT_THAT(told_, ElementsAre(ElementsAre(ip("198.51.100.4"))));
}

TEST_F(AddressWatchTest, WhatIsKnownStaysWhileANameHasNoAddress) {
  watch({HostName{"conf.example.org"}, ip("192.0.2.7")});
  names_.clear();
  pass(5min);
  EXPECT_THAT(told_, IsEmpty());
}

TEST_F(AddressWatchTest, ANameWithoutAnAddressFreezesNoOther) {
  names_["other.example.org"] = {ip("198.51.100.4")};
  watch({HostName{"conf.example.org"}, HostName{"other.example.org"}});
  names_.erase("conf.example.org");
  names_["other.example.org"] = {ip("198.51.100.5")};
  pass(5min);
  EXPECT_THAT(told_,
              ElementsAre(ElementsAre(ip("203.0.113.9"), ip("2001:db8::9"), ip("198.51.100.5"))));
}

TEST_F(AddressWatchTest, AnotherOrderIsNoChange) {
  names_["conf.example.org"] = {ip("203.0.113.9"), ip("198.51.100.4")};
  watch({HostName{"conf.example.org"}});
  names_["conf.example.org"] = {ip("198.51.100.4"), ip("203.0.113.9")};
  pass(5min);
  EXPECT_THAT(told_, IsEmpty());
}

TEST_F(AddressWatchTest, LooksNothingUpWhereNoHostIsNamed) {
  watch({ip("192.0.2.7")});
  now_.instant += 24h;
  watch_->on_timeout(now_);
  EXPECT_THAT(jobs_.waiting, IsEmpty());
}

}  // namespace
}  // namespace server
