// The service and its rooms in the administrator's page (R65).
#include "server/admin_service.hpp"

#include <gmock/gmock.h>

#include "server/test_accounts.hpp"

namespace server {
namespace {

using testing::Browser;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kPassword = "lomi-taru-keba-suno-fide";

class AdminServiceTest : public testing::AccountsTest {
 protected:
  void SetUp() override {
    add("leitung", kPassword,
        [](accounts::Account& account) { account.role = accounts::Role::kAdministrator; });
    ASSERT_EQ(sign_in(administrator_, "leitung", kPassword), 200);
  }
  std::string overview(const std::string& query = {}) {
    return ask(administrator_, "GET", "/api/admin/overview" + query).body;
  }
  net::HttpResponse put(const std::string& body) {
    return ask(administrator_, "PUT", "/api/admin/service", body);
  }
  Browser administrator_;
};

TEST_F(AdminServiceTest, OverviewTellsHowTheServiceStands) {
  const std::string body = overview();
  EXPECT_THAT(body, HasSubstr(R"("service":{"closed":null,"version":"1.2","profile":"offen",)"
                              R"("access_log_days":7,)"));
  EXPECT_THAT(body,
              HasSubstr(R"("counts":{"rooms":0,"people":0,"waiting":0},"rooms":[],"total":0)"));
}

TEST_F(AdminServiceTest, OverviewHoldsNoNameOfAPersonAndNoSecret) {
  world_.enter("rat", "Annegret");
  world_.enter("rat", "Benedikt");
  const auto anna = world_.enter("rat", "Annegret");
  world_.say(anna, domain::SetAccessCode{"geheimer-code"});
  now_.wall = world_.now().wall + std::chrono::seconds(90);
  const std::string body = overview();
  EXPECT_THAT(body, HasSubstr(R"("rooms":[{"id":"rat","name":"rat","state":"open","inside":3,)"
                              R"("waiting":0,"age":90}])"));
  for (const char* secret : {"Annegret", "Benedikt", "geheimer-code", "pin", "token"})
    EXPECT_THAT(body, Not(HasSubstr(secret)));
}

TEST_F(AdminServiceTest, OverviewIsPagedAndSearched) {
  for (const char* name : {"Rat", "Ratte", "Schule"}) ASSERT_TRUE(world_.create(name));
  EXPECT_THAT(overview("?search=rat&limit=1"), HasSubstr(R"("total":2)"));
  EXPECT_THAT(overview("?search=rat&limit=1&offset=2"), HasSubstr(R"("rooms":[],"total":2)"));
  EXPECT_THAT(overview("?limit=0"), HasSubstr(R"("rooms":[],"total":3)"));
  for (const char* odd : {"?limit=-1", "?limit=x", "?limit=", "?offset=99999999999999999999"})
    EXPECT_THAT(overview(odd), HasSubstr(R"("name":"Schule")")) << odd;
}

TEST_F(AdminServiceTest, EndsARoomAtOnceAndSaysSoAfterTheCommit) {
  const auto anna = world_.enter("rat", "Anna");
  world_.store.slow = true;
  const auto answer = send(request(administrator_, "DELETE", "/api/admin/rooms/rat"));
  EXPECT_FALSE(*answer);
  world_.store.release();
  jobs_.run_all();
  ASSERT_TRUE(*answer);
  EXPECT_EQ((*answer)->status, 204);
  EXPECT_EQ(world_.ended(anna), signalling::EndReason::kRoomEnded);
  EXPECT_EQ(acts(), "leitung end_room\n");
}

TEST_F(AdminServiceTest, ClosesWithANoticeThatIsOnDiskFirst) {
  const auto anna = world_.enter("rat", "Anna");
  const auto closed = put(R"({"closed":"  Umbau bis\nMontag "})");
  EXPECT_EQ(closed.status, 200);
  EXPECT_EQ(closed.body, R"({"closed":"Umbau bis Montag","ended_rooms":0})");
  EXPECT_EQ(notice_on_disk_, "Umbau bis Montag");
  EXPECT_EQ(world_.conference.closed_notice(), "Umbau bis Montag");
  EXPECT_FALSE(world_.ended(anna)) << "running conferences go on";
  EXPECT_THAT(overview(), HasSubstr(R"("closed":"Umbau bis Montag")"));
  EXPECT_EQ(put(R"({"closed":null})").status, 200);
  EXPECT_EQ(notice_on_disk_, std::nullopt);
  EXPECT_EQ(world_.conference.closed_notice(), std::nullopt);
  EXPECT_EQ(acts(), "leitung close_service\nleitung open_service\n");
}

TEST_F(AdminServiceTest, ClosingMayEndWhatRuns) {
  const auto anna = world_.enter("rat", "Anna");
  const auto closed = put(R"({"closed":"Notfall","end_running":true})");
  EXPECT_EQ(closed.body, R"({"closed":"Notfall","ended_rooms":1})");
  EXPECT_EQ(world_.ended(anna), signalling::EndReason::kRoomEnded);
  EXPECT_EQ(acts(), "leitung close_service\nleitung end_all_rooms\n");
}

TEST_F(AdminServiceTest, WhatWasNotStoredHasNotHappened) {
  world_.store.works = false;
  EXPECT_EQ(put(R"({"closed":"Umbau"})").status, 503);
  EXPECT_EQ(world_.conference.closed_notice(), std::nullopt);
  EXPECT_EQ(acts(), "");
}

TEST_F(AdminServiceTest, OddBodiesAreRefused) {
  for (const char* body :
       {"", "[]", "{}", R"({"closed":7})", R"({"closed":""})", R"({"closed":"   "})",
        R"({"closed":true})", R"({"closed":"x","end_running":"yes"})",
        R"({"closed":null,"end_running":true})", "{\"closed\":\"\xff\"}"})
    EXPECT_EQ(put(body).status, 400) << body;
  EXPECT_EQ(put(R"({"closed":")" + std::string(kLongestNotice + 1, 'x') + "\"}").status, 400);
  EXPECT_EQ(put(R"({"closed":")" + std::string(kLongestNotice, 'x') + "\"}").status, 200);
}

}  // namespace
}  // namespace server
