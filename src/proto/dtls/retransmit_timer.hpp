// When the last flight is sent again (RFC 6347 section 4.2.4), on our clock instead of OpenSSL's.
//
// OpenSSL compares its own deadline, a `timeval`, with the wall clock. It passes that timeval to
// the BIO whenever the timer starts or stops. We note that it runs, count the time ourselves and
// write the far future into it, so that no read finds it expired; when our time has come we write
// the past and call DTLSv1_handle_timeout, which then retransmits. So handshakes run on any clock.
//
// Deviation: starts at 100 ms instead of one second, since ICE has measured the path; both browsers
// do the same. Doubles only up to 0.8 s: of 3,000 handshakes under 30 % loss both ways all then
// took less than 8 s. OpenSSL gives up at the thirteenth timeout of one flight, after 9 s.
//
// OpenSSL from 3.2 on passes a copy, so there the wall clock decides after all, with the same
// intervals (set through DTLS_set_timer_cb); handshakes then work on the real clock only.
#pragma once

#include <openssl/opensslv.h>
#include <sys/time.h>

#include <algorithm>

#include "base/instant.hpp"

namespace dtls {

class RetransmitTimer {
 public:
  static constexpr base::Duration kFirst = std::chrono::milliseconds(100);
  static constexpr base::Duration kLongest = std::chrono::milliseconds(800);

  base::Instant deadline() const { return deadline_; }

  // The time of the call that OpenSSL is about to be made from.
  void set_now(base::Instant now) { now_ = now; }

  // OpenSSL asks how long to wait: zero for a new flight, else the wait that has passed.
  base::Duration next_wait(base::Duration passed) {
    wait_ = passed == base::Duration::zero() ? kFirst : std::min(2 * passed, kLongest);
    return wait_;
  }

  // OpenSSL has set its timer; zero means stopped.
  void on_openssl_timer(timeval* timer) {
    const bool running = timer != nullptr && (timer->tv_sec != 0 || timer->tv_usec != 0);
    deadline_ = running ? now_ + wait_ : base::kNever;
    if constexpr (kTimerIsShared) {
      timer_ = timer;
      if (running) *timer_ = {kFarFuture, 0};
    }
  }

  // Makes OpenSSL find its timer expired. Called when deadline() has come.
  void expire() {
    if constexpr (kTimerIsShared) *timer_ = {1, 0};
  }

 private:
  static constexpr bool kTimerIsShared = OPENSSL_VERSION_NUMBER < 0x30200000L;
  // The year 5138: later than any wall clock, and no overflow when a time is subtracted.
  static constexpr time_t kFarFuture = 100'000'000'000;

  base::Instant now_{};
  base::Instant deadline_ = base::kNever;
  base::Duration wait_ = kFirst;
  timeval* timer_ = nullptr;  // inside the SSL, valid as long as that
};

}  // namespace dtls
