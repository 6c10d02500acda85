// What carries a mail away: a mail server (smtp.hpp) or, to try things at home, the server's log.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>

#include "mail/message.hpp"

namespace mail {

struct Delivery {
  enum class State : uint8_t {
    kSent,      // the mail server has it
    kTryAgain,  // it may be taken later
    kRefused,   // it never will
  };
  State state = State::kSent;
  std::string sentence;  // why not, for the operator; holds no address and no text of the mail
};

// Called on the mailer's thread and may wait; gives up soon after `stopping` has become true.
using Transport = std::function<Delivery(const Message&, const std::atomic<bool>& stopping)>;

// Hands every mail to `write` as readable text. Codes and addresses included: never for a service.
Transport log_transport(std::function<void(const std::string&)> write);

}  // namespace mail
