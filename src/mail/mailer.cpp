#include "mail/mailer.hpp"

#include <fmt/format.h>

#include <deque>

#include "base/assert.hpp"
#include "net/system_clock.hpp"

namespace mail {

Transport log_transport(std::function<void(const std::string&)> write) {
  return [write = std::move(write)](const Message& message, const std::atomic<bool>&) {
    write(fmt::format("mail that is not sent (transport \"log\")\nTo: {}\nSubject: {}\n\n{}{}",
                      message.to.text(), message.subject, message.text,
                      message.calendar.value_or("")));
    return Delivery{};
  };
}

Mailer::Mailer(net::EventLoop& loop, base::Random& random, Transport transport,
               std::vector<base::Duration> pauses)
    : loop_(loop),
      random_(random),
      transport_(std::move(transport)),
      pauses_(std::move(pauses)),
      jobs_(kMaxMails, [this] { work_.release(); }),
      thread_([this] { run(); }) {}

Mailer::~Mailer() {
  *alive_ = false;
  stopping_ = true;
  work_.release();
  thread_.join();
}

bool Mailer::post(base::UnixTime now, Message message, Urgency urgency, Done done) {
  if (free() == 0) return false;
  message.date = now;
  message.id = random_.text(24, base::kAlphanumeric);
  const uint64_t number = ++last_number_;
  under_way_[number] = std::move(done);
  enqueue({number, std::move(message), urgency});
  return true;
}

void Mailer::enqueue(Job job) {
  // It has room for all that are under way.
  ASSERT(jobs_.post(std::move(job)));
}

void Mailer::run() {
  std::vector<Job> arrived;
  std::deque<Job> urgent, ordinary;
  while (!stopping_) {
    arrived.clear();
    jobs_.drain(arrived);
    for (Job& job : arrived)
      (job.urgency == Urgency::kUrgent ? urgent : ordinary).push_back(std::move(job));
    std::deque<Job>& queue = urgent.empty() ? ordinary : urgent;
    if (queue.empty()) {
      work_.acquire();
      continue;
    }
    Job job = std::move(queue.front());
    queue.pop_front();
    Delivery delivery = transport_(job.message, stopping_);
    loop_.post([this, alive = alive_, job = std::move(job), delivery = std::move(delivery)] {
      if (*alive) attempted(job, delivery);
    });
  }
}

void Mailer::attempted(Job job, Delivery delivery) {
  if (delivery.state == Delivery::State::kTryAgain && job.attempts < pauses_.size()) {
    ++counters_.tried_again;
    const base::Duration pause = pauses_[job.attempts++];
    loop_.call_at(net::now() + pause, [this, alive = alive_, job = std::move(job)] {
      if (*alive) enqueue(job);
    });
    return;
  }
  ++(delivery.state == Delivery::State::kSent ? counters_.sent : counters_.given_up);
  const auto done = under_way_.extract(job.number);
  done.mapped()(delivery);
}

}  // namespace mail
