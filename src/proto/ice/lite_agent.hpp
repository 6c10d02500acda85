// The server's side of ICE: an ICE-lite agent (RFC 8445 §2.5), always controlled. It sends no
// checks; it answers those of one peer, learns from them which paths are the peer's, and follows
// the peer's nomination. Full ICE is in controlling_agent.hpp, for test peers.
//
// Invariants
// 1. Only a check with our and the peer's user name fragments and a right MESSAGE-INTEGRITY is
//    answered, verifies a path or keeps consent; everything else is silent and named.
// 2. A path is learnt from such a check and from nothing else: not from media, not from DTLS.
// 3. No path stays verified for more than 30 seconds after its last valid check.
// 4. The selected path is always one of the verified ones.
// 5. At most kMaxPaths are verified; one more pushes out the one that was checked longest ago.
//
// After any call, poll() until it gives nothing. What is not taken waits, in order: when the next
// call comes is the peer's choice, so that a forgotten poll() must not be what ends the server. All
// state is in LiteState, so that another process can go on with it.
//
// Deviation (RFC 7675): a lite agent cannot ask for consent, so that a valid check of the peer's
// counts as consent. A peer that comes back with the same credentials is welcome.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include "base/bytes.hpp"
#include "base/endpoint.hpp"
#include "base/instant.hpp"
#include "proto/ice/consent.hpp"
#include "proto/ice/credentials.hpp"
#include "proto/ice/drop_reason.hpp"
#include "proto/ice/output.hpp"
#include "proto/stun/integrity.hpp"
#include "proto/stun/message.hpp"

namespace ice {

// Several interfaces × two families × direct and relayed: ten is many.
inline constexpr size_t kMaxPaths = 16;

// For so long after the first nomination, a further one wins only by a higher priority; later the
// newest wins. Peers that nominate each pair they check (aggressive nomination, RFC 5245 §8.1.1.2)
// are done by then, and mean the best pair; later nominations mean that the peer has moved.
inline constexpr base::Duration kSettlingTime = std::chrono::seconds(5);

// A peer that changes its address without knowing (a NAT that forgot the mapping) goes on checking
// its one pair, now from elsewhere, and not every client repeats the nomination then. After so long
// without a check on the selected path, the path that is checked takes its place. Clients check the
// selected pair every 2.5 s (Chromium) to 6 s (RFC 7675: 5 s, a fifth more or less); a lost check
// of the former may so move a peer to its second path, which works too, until the next one.
inline constexpr base::Duration kUncheckedTime = std::chrono::seconds(3);

struct VerifiedPath {
  base::Path path;
  base::Instant last_check;
  // PRIORITY of the last check. All our candidates are host candidates of one preference, so that
  // the order of these is the order of pair priorities.
  uint32_t priority = 0;
  uint32_t generation = 0;  // of the credentials that it was last checked with
  bool nominated = false;   // in this generation
};

struct CredentialPair {
  Credentials local;
  Credentials remote;  // of which the password is never needed: a lite agent sends no requests
};

struct LiteState {
  CredentialPair current;
  std::optional<CredentialPair> retiring;  // from a restart to the first check with the new ones
  uint32_t generation = 0;                 // counts restarts
  std::vector<VerifiedPath> paths;
  std::optional<base::Path> selected;
  std::optional<base::Instant> first_nomination;  // in this generation
  base::Instant last_check;                       // on any path; before the first, the beginning
  bool consent_lost = false;                      // was reported
};

class LiteAgent {
 public:
  using Output = std::variant<Transmit, PathVerified, PathDropped, SelectedPathChanged, ConsentLost,
                              CredentialsRetired>;

  LiteAgent(base::Instant now, Credentials local, Credentials remote);
  explicit LiteAgent(LiteState state);

  // New credentials from an offer and answer (RFC 8445 §9). The old ones keep the running paths
  // alive until the first valid check with the new ones.
  void restart(Credentials local, Credentials remote);

  // media path. Nothing, when the datagram was a valid check.
  std::optional<DropReason> receive(base::Instant now, const base::Path& path,
                                    base::BytesView datagram);
  base::Instant next_timeout() const;
  void on_timeout(base::Instant now);
  std::optional<Output> poll() { return outputs_.poll(); }

  bool is_verified(const base::Path& path) const { return find(path) != nullptr; }
  // The path to send to: what the peer nominated last. Nothing before the first nomination; DTLS
  // may answer to the verified path it was asked from.
  const std::optional<base::Path>& selected_path() const { return state_.selected; }
  const LiteState& state() const { return state_; }

 private:
  const VerifiedPath* find(const base::Path& path) const;
  VerifiedPath* find(const base::Path& path);
  VerifiedPath& learn(const base::Path& path);
  void retire_old_credentials();
  void nominate(base::Instant now, VerifiedPath& path);
  void follow(base::Instant now, const VerifiedPath& path);
  void select(const std::optional<base::Path>& path);
  void drop(size_t index);
  void expire(base::Instant now);

  LiteState state_;
  stun::HmacKey key_;                          // of state_.current.local.pwd
  std::optional<stun::HmacKey> retiring_key_;  // of state_.retiring->local.pwd
  OutputQueue<Output> outputs_;
};

}  // namespace ice
