#include "server/doctor_checks.hpp"

#include <gmock/gmock.h>

namespace server::doctor {
namespace {

using std::chrono::days;
using ::testing::HasSubstr;

const base::UnixTime kNow = std::chrono::sys_days(std::chrono::days(20'000));

// What every finding keeps to: both languages, one sentence each, advice exactly where it is
// needed.
Level level_of(const Finding& finding) {
  for (const std::string* text : {&finding.found.de, &finding.found.en}) {
    EXPECT_TRUE(text->ends_with('.')) << *text;
    EXPECT_GT(text->size(), 10u);
  }
  EXPECT_EQ(finding.remedy.de.empty(), finding.level == Level::kOk) << finding.found.en;
  EXPECT_EQ(finding.remedy.en.empty(), finding.level == Level::kOk) << finding.found.en;
  return finding.level;
}

TEST(Doctor, AWrongSettingIsQuoted) {
  EXPECT_EQ(level_of(check_configuration(std::nullopt)), Level::kOk);
  const Finding finding = check_configuration("plenum.toml, line 3: media.port must be a number.");
  EXPECT_EQ(level_of(finding), Level::kProblem);
  EXPECT_THAT(finding.found.de, HasSubstr("plenum.toml, line 3"));
}

TEST(Doctor, BrowsersWantHttps) {
  EXPECT_EQ(level_of(check_public_url({"https://conf.example.org", true})), Level::kOk);
  EXPECT_EQ(level_of(check_public_url({"https://conf.example.org", false})), Level::kOk);
  EXPECT_EQ(level_of(check_public_url({"http://localhost:8080", false})), Level::kOk);
  EXPECT_EQ(level_of(check_public_url({"http://conf.example.org", false})), Level::kProblem);
  EXPECT_EQ(level_of(check_public_url({"", false})), Level::kWarning);
}

class DoctorCertificate : public ::testing::Test {
 protected:
  DoctorCertificate() {
    facts_.host = "conf.example.org";
    facts_.report = net::CertificateReport{.valid_from = kNow - days(10),
                                           .valid_until = kNow + days(80),
                                           .covers_host = true,
                                           .is_self_signed = false,
                                           .is_trusted = true,
                                           .distrust = {}};
  }
  Level level() const { return level_of(check_certificate(facts_, kNow)); }
  CertificateFacts facts_;
};

TEST_F(DoctorCertificate, ARightOneSaysForHowLong) {
  EXPECT_EQ(level(), Level::kOk);
  EXPECT_THAT(check_certificate(facts_, kNow).found.en, HasSubstr("80 more days"));
}
TEST_F(DoctorCertificate, TwentyDaysBeforeTheEndItWarns) {
  facts_.report->valid_until = kNow + days(21);
  EXPECT_EQ(level(), Level::kOk);
  facts_.report->valid_until = kNow + days(20);
  EXPECT_EQ(level(), Level::kWarning);
}
TEST_F(DoctorCertificate, ExpiredAndNotYetValidAreProblems) {
  facts_.report->valid_until = kNow;
  EXPECT_EQ(level(), Level::kProblem);
  facts_.report->valid_until = kNow + days(300);
  facts_.report->valid_from = kNow + days(1);
  EXPECT_EQ(level(), Level::kProblem);
}
TEST_F(DoctorCertificate, AnotherNameIsAProblem) {
  facts_.report->covers_host = false;
  EXPECT_EQ(level(), Level::kProblem);
}
TEST_F(DoctorCertificate, AMissingIntermediateIsAProblemASelfSignedOneAWarning) {
  facts_.report->is_trusted = false;
  facts_.report->distrust = "unable to get local issuer certificate";
  EXPECT_EQ(level(), Level::kProblem);
  EXPECT_THAT(check_certificate(facts_, kNow).remedy.de, HasSubstr("fullchain.pem"));
  facts_.report->is_self_signed = true;
  EXPECT_EQ(level(), Level::kWarning);
}
TEST_F(DoctorCertificate, WhatCannotBeLoadedIsAProblem) {
  facts_.report.reset();
  facts_.usable = std::unexpected("Cannot read /etc/cert.pem: Permission denied.");
  EXPECT_EQ(level(), Level::kProblem);
}

TEST(Doctor, PortsAreFreeOursOrAProblem) {
  using State = PortFacts::State;
  const std::string name = "TCP 443 (tls.listen)";
  EXPECT_EQ(level_of(check_port({name, State::kFree})), Level::kOk);
  EXPECT_EQ(level_of(check_port({name, State::kOurs})), Level::kOk);
  for (const State state : {State::kTaken, State::kForbidden, State::kNoSuchAddress}) {
    EXPECT_EQ(level_of(check_port({name, state})), Level::kProblem);
    EXPECT_THAT(check_port({name, state}).found.de, HasSubstr(name));
  }
}

TEST(Doctor, WhoHoldsAPortIsNamedAndCoturnIsKnown) {
  using State = PortFacts::State;
  const std::string name = "UDP 3478 (relay.listen)";
  const Finding coturn = check_port({name, State::kTaken, "turnserver"});
  EXPECT_EQ(level_of(coturn), Level::kProblem);
  EXPECT_THAT(coturn.found.de, HasSubstr(name + " ist von turnserver belegt"));
  EXPECT_THAT(coturn.remedy.en, HasSubstr("systemctl disable --now coturn"));
  const Finding other = check_port({name, State::kTaken, "named"});
  EXPECT_THAT(other.found.en, HasSubstr("taken by named"));
  EXPECT_THAT(other.remedy.en, HasSubstr("another port"));
  EXPECT_THAT(check_port({name, State::kTaken}).found.en, HasSubstr("by another program"));
}

TEST(Doctor, TheNameOfTheServiceLeadsToThisMachine) {
  const auto address = [](std::string_view text) { return *base::IpAddress::parse(text); };
  const auto finding = [&](std::vector<base::IpAddress> addresses,
                           std::vector<base::IpAddress> ours) {
    return check_host({"conf.example.org", std::move(addresses), std::move(ours)});
  };
  const auto four = address("203.0.113.9"), six = address("2001:db8::9");
  EXPECT_EQ(level_of(finding({four, six}, {four, six})), Level::kOk);
  EXPECT_EQ(level_of(finding({four}, {four, six})), Level::kOk);
  EXPECT_EQ(level_of(finding({}, {four})), Level::kProblem);
  EXPECT_THAT(finding({}, {four}).found.de, HasSubstr("conf.example.org"));
  // Behind NAT, or moved: the remedy names both.
  EXPECT_EQ(level_of(finding({four}, {address("192.168.1.5")})), Level::kWarning);
  EXPECT_THAT(finding({four}, {address("192.168.1.5")}).remedy.en, HasSubstr("media.addresses"));
  // An AAAA record of another machine: some browsers go there.
  const Finding half = finding({four, six}, {four});
  EXPECT_EQ(level_of(half), Level::kWarning);
  EXPECT_THAT(half.found.en, HasSubstr("leads to 2001:db8::9, "));
  const Finding hosts = finding({address("127.0.1.1")}, {four});
  EXPECT_EQ(level_of(hosts), Level::kWarning);
  EXPECT_THAT(hosts.remedy.de, HasSubstr("getent ahosts conf.example.org"));
}

TEST(Doctor, ANameForMediaWithoutAnAddressIsAProblem) {
  const Finding finding = check_media_addresses({{}, {}, {"typo.example.org"}});
  EXPECT_EQ(level_of(finding), Level::kProblem);
  EXPECT_THAT(finding.found.de, HasSubstr("typo.example.org"));
}

TEST(Doctor, WithoutAPublicIpv4AddressNatIsSuspected) {
  const auto address = [](std::string_view text) { return *base::IpAddress::parse(text); };
  const auto level = [&](std::vector<base::IpAddress> configured,
                         std::vector<base::IpAddress> local) {
    return level_of(check_media_addresses({std::move(configured), std::move(local)}));
  };
  EXPECT_EQ(level({}, {address("127.0.0.1"), address("8.8.8.8")}), Level::kOk);
  EXPECT_EQ(level({}, {address("127.0.0.1"), address("192.168.1.5")}), Level::kWarning);
  EXPECT_EQ(level({}, {address("2a00::1")}), Level::kWarning);
  EXPECT_EQ(level({address("8.8.8.8")}, {address("192.168.1.5")}), Level::kOk);
  EXPECT_EQ(level({address("10.1.2.3")}, {}), Level::kOk);  // a network without the Internet
  EXPECT_EQ(level({address("2a00::1")}, {address("8.8.8.8")}), Level::kProblem);
  EXPECT_EQ(level({address("127.0.0.1")}, {}), Level::kProblem);
}

TEST(Doctor, AClockBeforeTheBuildIsWrong) {
  EXPECT_EQ(level_of(check_clock({kNow, kNow, true})), Level::kOk);
  EXPECT_EQ(level_of(check_clock({kNow, kNow, false})), Level::kWarning);
  EXPECT_EQ(level_of(check_clock({kNow - days(2), kNow, true})), Level::kProblem);
}

TEST(Doctor, TheDatabaseIsSoundOrAProblem) {
  const DatabaseFacts sound{.exists = true,
                            .is_directory_writable = true,
                            .directory = "/var/lib/plenum",
                            .error = {},
                            .damage = {},
                            .schema_version = 3,
                            .program_version = 3};
  EXPECT_EQ(level_of(check_database(sound)), Level::kOk);
  const auto changed = [&](auto change) {
    DatabaseFacts facts = sound;
    change(facts);
    return level_of(check_database(facts));
  };
  EXPECT_EQ(changed([](auto& f) { f.exists = false; }), Level::kOk);
  EXPECT_EQ(changed([](auto& f) { f.schema_version = 2; }), Level::kOk);
  EXPECT_EQ(changed([](auto& f) { f.schema_version = 4; }), Level::kProblem);
  EXPECT_EQ(changed([](auto& f) { f.damage = "wrong # of entries in index"; }), Level::kProblem);
  EXPECT_EQ(changed([](auto& f) { f.error = "no database"; }), Level::kProblem);
  EXPECT_EQ(changed([](auto& f) { f.is_directory_writable = false; }), Level::kProblem);
}

TEST(Doctor, LittleSpaceWarnsBeforeThereIsNone) {
  constexpr uint64_t kMebi = 1024 * 1024;
  EXPECT_EQ(level_of(check_disk({"/var", 1024 * kMebi})), Level::kOk);
  EXPECT_EQ(level_of(check_disk({"/var", 1023 * kMebi})), Level::kWarning);
  EXPECT_EQ(level_of(check_disk({"/var", 99 * kMebi})), Level::kProblem);
}

TEST(Doctor, MailIsAProblemWhereItIsNeededAndDoesNotWork) {
  using Transport = MailFacts::Transport;
  EXPECT_EQ(level_of(check_mail({Transport::kNone, false, std::nullopt})), Level::kOk);
  EXPECT_EQ(level_of(check_mail({Transport::kNone, true, std::nullopt})), Level::kProblem);
  EXPECT_EQ(level_of(check_mail({Transport::kLog, true, std::nullopt})), Level::kWarning);
  EXPECT_EQ(level_of(check_mail({Transport::kSmtp, true, std::nullopt})), Level::kOk);
  EXPECT_EQ(level_of(check_mail({Transport::kSmtp, false, "Login denied."})), Level::kProblem);
}

TEST(Doctor, LimitsOfTheSystemAreCompared) {
  const auto levels = [](const LimitFacts& facts) {
    std::vector<Level> all;
    for (const Finding& finding : check_limits(facts)) all.push_back(level_of(finding));
    return all;
  };
  using ::testing::ElementsAre;
  constexpr uint64_t kFour = 4 << 20;
  EXPECT_THAT(levels({65536, kFour, kFour}), ElementsAre(Level::kOk, Level::kOk));
  EXPECT_THAT(levels({4096, kFour, 212992}), ElementsAre(Level::kWarning, Level::kWarning));
  EXPECT_THAT(levels({256, 0, 0}), ElementsAre(Level::kProblem));
}

TEST(Doctor, WithoutPagesThereIsNothingToSee) {
  EXPECT_EQ(level_of(check_web_root({"web/dist", true})), Level::kOk);
  EXPECT_EQ(level_of(check_web_root({"web/dist", false})), Level::kProblem);
}

TEST(Doctor, TheWorstFindingCounts) {
  EXPECT_EQ(worst_of({}), Level::kOk);
  EXPECT_EQ(worst_of({check_web_root({"x", true}), check_disk({"/var", 0}),
                      check_clock({kNow, kNow, false})}),
            Level::kProblem);
}

}  // namespace
}  // namespace server::doctor
