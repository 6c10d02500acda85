#include "mail/mailer.hpp"

#include <gtest/gtest.h>

#include <deque>
#include <latch>
#include <set>

namespace mail {
namespace {

using State = Delivery::State;

Message message(std::string subject) {
  return {.to = *domain::EmailAddress::parse("anna@example.org"),
          .subject = std::move(subject),
          .text = "text",
          .calendar = std::nullopt,
          .date = {},
          .id = {}};
}

class MailerTest : public ::testing::Test {
 protected:
  // Runs the loop until `count` mails have their outcome.
  void run_until_done(size_t count) {
    wanted_ = count;
    if (outcomes_.size() < wanted_) loop_.run();
  }
  Mailer::Done note() {
    return [this](const Delivery& delivery) {
      outcomes_.push_back(delivery.state);
      if (outcomes_.size() >= wanted_) loop_.stop();
    };
  }

  net::EventLoop loop_;
  base::SeededRandom random_{1};
  std::vector<State> outcomes_;
  size_t wanted_ = SIZE_MAX;
  const std::vector<base::Duration> no_pauses_{base::Duration{}, base::Duration{}};
};

TEST_F(MailerTest, TheOutcomeComesBackToTheControlThread) {
  const auto control = std::this_thread::get_id();
  std::thread::id carried, heard;
  Mailer mailer(loop_, random_, [&](const Message&, const std::atomic<bool>&) {
    carried = std::this_thread::get_id();
    return Delivery{};
  });
  ASSERT_TRUE(mailer.post({}, message("a"), Urgency::kOrdinary, [&](const Delivery& delivery) {
    heard = std::this_thread::get_id();
    EXPECT_EQ(delivery.state, State::kSent);
    loop_.stop();
  }));
  loop_.run();
  EXPECT_NE(carried, control);
  EXPECT_EQ(heard, control);
  EXPECT_EQ(mailer.counters().sent, 1u);
}

TEST_F(MailerTest, EveryAttemptSendsTheSameMail) {
  std::vector<Message> carried;
  Mailer mailer(
      loop_, random_,
      [&](const Message& mail, const std::atomic<bool>&) {
        carried.push_back(mail);
        return Delivery{carried.size() < 3 ? State::kTryAgain : State::kSent, "busy"};
      },
      no_pauses_);
  const base::UnixTime date(std::chrono::seconds(1'782'928'800));
  ASSERT_TRUE(mailer.post(date, message("a"), Urgency::kOrdinary, note()));
  run_until_done(1);
  EXPECT_EQ(outcomes_, std::vector{State::kSent});
  ASSERT_EQ(carried.size(), 3u);
  EXPECT_EQ(carried[0], carried[2]);
  EXPECT_EQ(carried[0].date, date);
  EXPECT_EQ(carried[0].id.size(), 24u);
  EXPECT_EQ(mailer.counters().tried_again, 2u);
}

TEST_F(MailerTest, AThirdFailureAndARefusalAreFinal) {
  std::atomic<int> attempts = 0;
  Mailer mailer(
      loop_, random_,
      [&](const Message& mail, const std::atomic<bool>&) {
        ++attempts;
        return Delivery{mail.subject == "busy" ? State::kTryAgain : State::kRefused, "no"};
      },
      no_pauses_);
  ASSERT_TRUE(mailer.post({}, message("busy"), Urgency::kOrdinary, note()));
  run_until_done(1);
  EXPECT_EQ(attempts, 3);
  ASSERT_TRUE(mailer.post({}, message("refused"), Urgency::kOrdinary, note()));
  run_until_done(2);
  EXPECT_EQ(attempts, 4);
  EXPECT_EQ(outcomes_, (std::vector{State::kTryAgain, State::kRefused}));
  EXPECT_EQ(mailer.counters().given_up, 2u);
}

TEST_F(MailerTest, UrgentMailsPassTheOthersAndTheRestKeepsItsOrder) {
  std::latch posted(1);
  std::vector<std::string> carried;
  Mailer mailer(loop_, random_, [&](const Message& mail, const std::atomic<bool>&) {
    posted.wait();  // with the first mail in hand, whichever that is
    carried.push_back(mail.subject);
    return Delivery{};
  });
  for (const char* subject : {"a", "b", "c"})
    ASSERT_TRUE(mailer.post({}, message(subject), Urgency::kOrdinary, note()));
  for (const char* subject : {"1", "2"})
    ASSERT_TRUE(mailer.post({}, message(subject), Urgency::kUrgent, note()));
  posted.count_down();
  run_until_done(5);
  std::erase(carried, "a");  // may have been in hand before the urgent ones came
  EXPECT_EQ(carried, (std::vector<std::string>{"1", "2", "b", "c"}));
}

TEST_F(MailerTest, TwoHundredAreTakenAndNoMoreUntilOneIsDone) {
  std::latch filled(1);
  Mailer mailer(loop_, random_, [&](const Message&, const std::atomic<bool>&) {
    filled.wait();
    return Delivery{};
  });
  for (int i = 0; i < 200; ++i)
    ASSERT_TRUE(mailer.post({}, message("a"), Urgency::kOrdinary, note()));
  EXPECT_EQ(mailer.free(), 0u);
  EXPECT_FALSE(mailer.post({}, message("a"), Urgency::kUrgent, note()));
  filled.count_down();
  run_until_done(200);
  EXPECT_EQ(outcomes_.size(), 200u);
  EXPECT_EQ(mailer.free(), 200u);
  EXPECT_TRUE(mailer.post({}, message("a"), Urgency::kUrgent, note()));
}

TEST_F(MailerTest, TheEndGivesUpWhatIsUnderWayAndReportsNothing) {
  std::latch started(1);
  {
    Mailer mailer(loop_, random_, [&](const Message&, const std::atomic<bool>& stopping) {
      started.count_down();
      while (!stopping) std::this_thread::yield();
      return Delivery{};
    });
    ASSERT_TRUE(mailer.post({}, message("a"), Urgency::kOrdinary, note()));
    ASSERT_TRUE(mailer.post({}, message("b"), Urgency::kOrdinary, note()));
    started.wait();
  }
  loop_.poll();
  EXPECT_TRUE(outcomes_.empty());
}

TEST(LogTransport, ShowsTheWholeMail) {
  std::string written;
  const Transport transport = log_transport([&](const std::string& text) { written = text; });
  const std::atomic<bool> stopping = false;
  EXPECT_EQ(transport(message("Ihr Code"), stopping).state, State::kSent);
  EXPECT_EQ(written,
            "mail that is not sent (transport \"log\")\nTo: anna@example.org\n"
            "Subject: Ihr Code\n\ntext");
}

}  // namespace
}  // namespace mail
