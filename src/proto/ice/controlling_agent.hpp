// The client's side of ICE: a full agent in the controlling role (RFC 8445), for the simulator and
// for native test peers; the server itself uses lite_agent.hpp.
//
//   checking ──best pair answered──▶ nominating ──answered──▶ connected ──30 s silence──▶ lost
//      │  ▲                              │
//      │  └──────────no answer───────────┘
//      └──every pair failed──▶ ChecksFailed (a further candidate starts it again)
//
// Pairs are our addresses × the peer's UDP candidates of the same family, in the order of their
// priority. Nomination is regular (§8.1.1): one pair, after checks, with USE-CANDIDATE. Consent
// (RFC 7675) is asked for on the selected pair.
//
// After any call, poll() until it gives nothing. `random` must outlive the agent.
//
// Deviations (RFC 8445), none of which an ICE-lite peer can notice:
// - never controlled: 487 fails the pair, and a check that claims our role is answered 487
// (§7.3.1.1)
// - no peer-reflexive candidates and no triggered checks (§7.2.5.3.1, §7.3.1.4)
// - no freezing (§6.1.2.6): one component, one stream
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/bytes.hpp"
#include "base/endpoint.hpp"
#include "base/instant.hpp"
#include "base/random.hpp"
#include "proto/ice/candidate.hpp"
#include "proto/ice/check.hpp"
#include "proto/ice/consent.hpp"
#include "proto/ice/credentials.hpp"
#include "proto/ice/drop_reason.hpp"
#include "proto/ice/output.hpp"

namespace ice {

inline constexpr size_t kMaxPairs = 64;
// Ta, §14.2: the least time between two new checks.
inline constexpr base::Duration kPacing = std::chrono::milliseconds(50);
// A check is sent fifteen times, at first after 50, 100, 200 and 400 ms, then each 800 ms, and has
// failed after 9.55 s: at a loss of a third each way one in eight thousand does (0.55^15).
// Deviation (§14.3): the RFC begins with 500 ms and sends seven times.
inline constexpr base::Duration kFirstRto = std::chrono::milliseconds(50);
inline constexpr base::Duration kMaxRto = std::chrono::milliseconds(800);
inline constexpr int kMaxSends = 15;
// How long the first answer waits for pairs of higher priority.
inline constexpr base::Duration kNominationDelay = std::chrono::milliseconds(200);

class ControllingAgent {
 public:
  using Output = std::variant<Transmit, SelectedPathChanged, ConsentLost, ChecksFailed>;
  enum class State : uint8_t { kChecking, kNominating, kConnected, kFailed, kConsentLost };

  // `local_addresses` in the order of preference; an unspecified one goes with both families.
  ControllingAgent(base::Random& random, std::vector<base::IpAddress> local_addresses,
                   Credentials local, Credentials remote);

  // Ignored when it is TCP, a name, known already or one too many.
  void add_remote_candidate(base::Instant now, const Candidate& candidate);
  // New credentials (§9): checks all pairs again. The selected path stays until another is
  // nominated, or until consent to it runs out.
  void restart(base::Instant now, Credentials local, Credentials remote);

  // Nothing when the datagram was a request that we answered or a response we waited for.
  std::optional<DropReason> receive(base::Instant now, const base::Path& path,
                                    base::BytesView datagram);
  base::Instant next_timeout() const;
  void on_timeout(base::Instant now);
  std::optional<Output> poll() { return outputs_.poll(); }

  State agent_state() const { return state_; }
  const std::optional<base::Path>& selected_path() const { return selected_; }

 private:
  enum class PairState : uint8_t { kWaiting, kInProgress, kSucceeded, kFailed };
  struct Pair {
    base::Path path;
    uint64_t priority = 0;
    uint32_t check_priority = 0;  // PRIORITY in its checks
    PairState state = PairState::kWaiting;
  };
  enum class Purpose : uint8_t { kCheck, kNomination, kConsent };
  struct Transaction {
    stun::TransactionId id;
    Purpose purpose{};
    size_t pair = 0;
    base::Bytes datagram;
    base::Instant due;  // sent again, or given up after the last time
    base::Duration rto{};
    int sends = 0;
  };

  void set_credentials(Credentials local, Credentials remote);
  void start(base::Instant now, size_t pair, Purpose purpose);
  std::optional<DropReason> answer(const stun::MessageView& request, const base::Path& path);
  std::optional<DropReason> on_response(base::Instant now, const stun::MessageView& response,
                                        const base::Path& path);
  void on_success(base::Instant now, const Transaction& transaction);
  void on_failure(const Transaction& transaction);
  void retransmit(base::Instant now);
  void start_next_check(base::Instant now);
  std::optional<size_t> best(PairState state) const;
  bool may_improve(size_t pair) const;
  void advance(base::Instant now);
  void schedule_consent_check(base::Instant now);
  void expire_consent(base::Instant now);

  base::Random& random_;
  const std::vector<base::IpAddress> local_addresses_;
  const uint64_t tie_breaker_;
  Credentials local_;
  Credentials remote_;
  std::optional<stun::HmacKey> local_key_;   // for requests to us and their answers
  std::optional<stun::HmacKey> remote_key_;  // for our requests and their answers
  State state_ = State::kChecking;
  std::vector<Pair> pairs_;
  std::vector<Transaction> transactions_;
  base::Instant next_check_;
  std::optional<base::Instant> nominate_at_;  // from the first answer on
  std::optional<base::Path> selected_;
  std::optional<size_t> consent_pair_;  // the selected one, while its credentials are current
  base::Instant next_consent_check_ = base::kNever;
  base::Instant consent_until_ = base::kNever;
  OutputQueue<Output> outputs_;
};

}  // namespace ice
