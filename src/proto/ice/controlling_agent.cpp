#include "proto/ice/controlling_agent.hpp"

#include <algorithm>
#include <utility>

#include "base/assert.hpp"
#include "proto/ice/priority.hpp"
#include "proto/stun/text_attributes.hpp"

namespace ice {
namespace {

bool can_reach(const base::IpAddress& local, const base::IpAddress& remote) {
  return local.is_unspecified() || local.is_v4() == remote.is_v4();
}

}  // namespace

ControllingAgent::ControllingAgent(base::Random& random,
                                   std::vector<base::IpAddress> local_addresses, Credentials local,
                                   Credentials remote)
    : random_(random), local_addresses_(std::move(local_addresses)), tie_breaker_(random.u64()) {
  set_credentials(std::move(local), std::move(remote));
}

void ControllingAgent::set_credentials(Credentials local, Credentials remote) {
  local_ = std::move(local);
  remote_ = std::move(remote);
  local_key_ = stun::HmacKey::short_term(local_.pwd);
  remote_key_ = stun::HmacKey::short_term(remote_.pwd);
}

void ControllingAgent::add_remote_candidate(base::Instant now, const Candidate& candidate) {
  ASSERT(outputs_.empty());
  const auto remote = candidate.endpoint();
  if (!remote || candidate.transport != Transport::kUdp || candidate.component != 1) return;
  for (size_t i = 0; i < local_addresses_.size() && pairs_.size() < kMaxPairs; ++i) {
    const base::Path path{*remote, local_addresses_[i]};
    if (!can_reach(path.local, remote->address)) continue;
    if (std::ranges::find(pairs_, path, &Pair::path) != pairs_.end()) continue;
    const auto preference = static_cast<uint16_t>(65535 - i);
    const uint32_t own = candidate_priority(kHostPreference, preference, 1);
    pairs_.push_back({.path = path,
                      .priority = pair_priority(own, candidate.priority),
                      .check_priority = candidate_priority(kPeerReflexivePreference, preference, 1),
                      .state = PairState::kWaiting});
  }
  if (state_ == State::kFailed) state_ = State::kChecking;
  advance(now);
}

void ControllingAgent::restart(base::Instant now, Credentials local, Credentials remote) {
  ASSERT(outputs_.empty());
  set_credentials(std::move(local), std::move(remote));
  transactions_.clear();
  for (Pair& pair : pairs_) pair.state = PairState::kWaiting;
  nominate_at_.reset();
  consent_pair_.reset();
  next_consent_check_ = base::kNever;
  state_ = State::kChecking;
  advance(now);
}

std::optional<DropReason> ControllingAgent::receive(base::Instant now, const base::Path& path,
                                                    base::BytesView datagram) {
  ASSERT(outputs_.empty());
  const auto message = parse_binding(datagram);
  if (!message) return message.error();
  switch (message->message_class()) {
    case stun::Class::kRequest:
      return answer(*message, path);
    case stun::Class::kIndication:
      return DropReason::kNotARequest;
    case stun::Class::kSuccess:
    case stun::Class::kError:
      break;
  }
  return on_response(now, *message, path);
}

std::optional<DropReason> ControllingAgent::answer(const stun::MessageView& request,
                                                   const base::Path& path) {
  const auto username = stun::username(request);
  if (!username) return DropReason::kMissingUsername;
  if (!is_username(*username, local_.ufrag, remote_.ufrag)) return DropReason::kUnknownUsername;
  if (const auto reason = authenticate(request, *local_key_)) return reason;
  const auto code = objection(request, Role::kControlling);
  outputs_.push(Transmit{path, code ? make_error(request, *code, *local_key_)
                                    : make_success(request, path.remote, *local_key_)});
  return std::nullopt;
}

std::optional<DropReason> ControllingAgent::on_response(base::Instant now,
                                                        const stun::MessageView& response,
                                                        const base::Path& path) {
  const auto found = std::ranges::find(transactions_, response.transaction_id(), &Transaction::id);
  if (found == transactions_.end()) return DropReason::kUnknownTransaction;
  if (const auto reason = authenticate(response, *remote_key_)) return reason;
  // §7.2.5.2.1: only a symmetric path is any good.
  if (path.remote != pairs_[found->pair].path.remote) return DropReason::kUnexpectedSource;

  const Transaction transaction = std::move(*found);
  transactions_.erase(found);
  if (response.message_class() == stun::Class::kSuccess) {
    on_success(now, transaction);
  } else {
    on_failure(transaction);
  }
  advance(now);
  return std::nullopt;
}

void ControllingAgent::on_success(base::Instant now, const Transaction& transaction) {
  Pair& pair = pairs_[transaction.pair];
  switch (transaction.purpose) {
    case Purpose::kCheck:
      pair.state = PairState::kSucceeded;
      if (!nominate_at_) nominate_at_ = now + kNominationDelay;
      return;
    case Purpose::kNomination:
      state_ = State::kConnected;
      transactions_.clear();
      consent_pair_ = transaction.pair;
      consent_until_ = now + kConsentTimeout;
      schedule_consent_check(now);
      if (selected_ != pair.path) {
        selected_ = pair.path;
        outputs_.push(SelectedPathChanged{selected_});
      }
      return;
    case Purpose::kConsent:
      consent_until_ = now + kConsentTimeout;
      return;
  }
}

// An error answer or none at all. For consent only time counts.
void ControllingAgent::on_failure(const Transaction& transaction) {
  if (transaction.purpose == Purpose::kConsent) return;
  pairs_[transaction.pair].state = PairState::kFailed;
  if (transaction.purpose == Purpose::kNomination) state_ = State::kChecking;
}

void ControllingAgent::start(base::Instant now, size_t pair, Purpose purpose) {
  const Check check{.id = stun::TransactionId::random(random_),
                    .priority = pairs_[pair].check_priority,
                    .tie_breaker = tie_breaker_,
                    .nominate = purpose == Purpose::kNomination ? Nominate::kYes : Nominate::kNo};
  const bool is_consent = purpose == Purpose::kConsent;
  Transaction transaction{
      .id = check.id,
      .purpose = purpose,
      .pair = pair,
      .datagram = make_check(check, remote_.ufrag + ':' + local_.ufrag, *remote_key_),
      .due = now + (is_consent ? kConsentTimeout : kFirstRto),
      .rto = kFirstRto,
      .sends = is_consent ? kMaxSends : 1};  // never sent again, RFC 7675 §5.1
  outputs_.push(Transmit{pairs_[pair].path, transaction.datagram});
  transactions_.push_back(std::move(transaction));
}

base::Instant ControllingAgent::next_timeout() const {
  base::Instant earliest = selected_ ? std::min(consent_until_, next_consent_check_) : base::kNever;
  for (const Transaction& transaction : transactions_) {
    earliest = std::min(earliest, transaction.due);
  }
  if (state_ == State::kChecking) {
    if (best(PairState::kWaiting)) earliest = std::min(earliest, next_check_);
    if (nominate_at_ && best(PairState::kSucceeded)) earliest = std::min(earliest, *nominate_at_);
  }
  return earliest;
}

void ControllingAgent::on_timeout(base::Instant now) {
  ASSERT(outputs_.empty());
  expire_consent(now);
  retransmit(now);
  if (consent_pair_ && now >= next_consent_check_) {
    start(now, *consent_pair_, Purpose::kConsent);
    schedule_consent_check(now);
  }
  advance(now);
}

void ControllingAgent::retransmit(base::Instant now) {
  for (size_t i = transactions_.size(); i-- > 0;) {
    Transaction& transaction = transactions_[i];
    if (now < transaction.due) continue;
    if (transaction.sends == kMaxSends) {
      const Transaction given_up = std::move(transaction);
      transactions_.erase(transactions_.begin() + static_cast<ptrdiff_t>(i));
      on_failure(given_up);
      continue;
    }
    transaction.rto = std::min(2 * transaction.rto, kMaxRto);
    transaction.due = now + transaction.rto;
    ++transaction.sends;
    outputs_.push(Transmit{pairs_[transaction.pair].path, transaction.datagram});
  }
}

// The pair of the highest priority in a state.
std::optional<size_t> ControllingAgent::best(PairState state) const {
  std::optional<size_t> best;
  for (size_t i = 0; i < pairs_.size(); ++i) {
    if (pairs_[i].state != state) continue;
    if (!best || pairs_[i].priority > pairs_[*best].priority) best = i;
  }
  return best;
}

// Whether a pair above this one is still being tried.
bool ControllingAgent::may_improve(size_t pair) const {
  return std::ranges::any_of(pairs_, [&](const Pair& other) {
    return other.priority > pairs_[pair].priority &&
           (other.state == PairState::kWaiting || other.state == PairState::kInProgress);
  });
}

void ControllingAgent::start_next_check(base::Instant now) {
  const auto waiting = best(PairState::kWaiting);
  if (!waiting || now < next_check_) return;
  pairs_[*waiting].state = PairState::kInProgress;
  next_check_ = now + kPacing;
  start(now, *waiting, Purpose::kCheck);
}

// Does what the state allows now: the next check, the nomination, giving up.
void ControllingAgent::advance(base::Instant now) {
  if (state_ != State::kChecking) return;
  const auto succeeded = best(PairState::kSucceeded);
  if (succeeded && (!may_improve(*succeeded) || now >= *nominate_at_)) {
    state_ = State::kNominating;
    start(now, *succeeded, Purpose::kNomination);
    return;
  }
  start_next_check(now);
  const bool all_failed = !pairs_.empty() && std::ranges::all_of(pairs_, [](const Pair& pair) {
    return pair.state == PairState::kFailed;
  });
  if (all_failed) {
    state_ = State::kFailed;
    outputs_.push(ChecksFailed{});
  }
}

void ControllingAgent::schedule_consent_check(base::Instant now) {
  // 0.8–1.2 of the interval, in steps of a thousandth.
  const auto permille = 800 + static_cast<int64_t>(random_.below(401));
  next_consent_check_ = now + kConsentInterval * permille / 1000;
}

void ControllingAgent::expire_consent(base::Instant now) {
  if (!selected_ || now < consent_until_) return;
  selected_.reset();
  outputs_.push(SelectedPathChanged{});
  outputs_.push(ConsentLost{});
  consent_pair_.reset();
  next_consent_check_ = base::kNever;
  if (state_ == State::kConnected) {
    transactions_.clear();
    state_ = State::kConsentLost;
  }
}

}  // namespace ice
