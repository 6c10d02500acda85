#include "proto/ice/lite_agent.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "proto/ice/check.hpp"
#include "proto/stun/ice_attributes.hpp"
#include "proto/stun/text_attributes.hpp"

namespace ice {
namespace {

bool is_username_of(std::string_view username, const CredentialPair& pair) {
  return is_username(username, pair.local.ufrag, pair.remote.ufrag);
}

}  // namespace

LiteAgent::LiteAgent(base::Instant now, Credentials local, Credentials remote)
    : LiteAgent(LiteState{.current = {std::move(local), std::move(remote)},
                          .retiring = {},
                          .generation = 0,
                          .paths = {},
                          .selected = {},
                          .first_nomination = {},
                          .last_check = now,
                          .consent_lost = false}) {}

LiteAgent::LiteAgent(LiteState state)
    : state_(std::move(state)), key_(stun::HmacKey::short_term(state_.current.local.pwd)) {
  if (state_.retiring) retiring_key_ = stun::HmacKey::short_term(state_.retiring->local.pwd);
}

void LiteAgent::restart(Credentials local, Credentials remote) {
  retire_old_credentials();  // of a restart before this one, which the peer never followed
  state_.retiring = std::exchange(state_.current, {std::move(local), std::move(remote)});
  retiring_key_ = std::exchange(key_, stun::HmacKey::short_term(state_.current.local.pwd));
  ++state_.generation;
  state_.first_nomination.reset();
}

// Numbered after RFC 8445 §7.3, for a lite agent.
std::optional<DropReason> LiteAgent::receive(base::Instant now, const base::Path& path,
                                             base::BytesView datagram) {
  expire(now);

  // 1. It is a Binding request and names the peer and us.
  const auto request = parse_binding(datagram);
  if (!request) return request.error();
  if (request->message_class() != stun::Class::kRequest) return DropReason::kNotARequest;
  const auto username = stun::username(*request);
  if (!username) return DropReason::kMissingUsername;
  const bool is_current = is_username_of(*username, state_.current);
  if (!is_current) {
    if (!state_.retiring || !is_username_of(*username, *state_.retiring)) {
      return DropReason::kUnknownUsername;
    }
    if (find(path) == nullptr) return DropReason::kRetiringCredentials;
  }

  // 2. The sender knows our password.
  stun::HmacKey& key = is_current ? key_ : *retiring_key_;
  if (const auto reason = authenticate(*request, key)) return reason;

  // 3. (§7.3.1.1) We understand it, and the roles differ. A lite agent keeps its role whatever the
  //    tie-breakers are, since it can do nothing in the other. Such a check verifies nothing.
  if (const auto code = objection(*request, Role::kControlled)) {
    outputs_.push(Transmit{path, make_error(*request, *code, key)});
    return std::nullopt;
  }

  // 4. (§7.3.2) The path is the peer's, and the peer consents to being sent to.
  VerifiedPath& verified = learn(path);
  verified.last_check = now;
  state_.last_check = now;
  state_.consent_lost = false;
  if (is_current) {
    if (verified.generation != state_.generation) verified.nominated = false;
    verified.generation = state_.generation;
    verified.priority = stun::priority(*request).value_or(verified.priority);
    retire_old_credentials();
    // 5. (§7.3.2) The nomination. With old credentials it would speak of what is over.
    if (stun::use_candidate(*request))
      nominate(now, verified);
    else
      follow(now, verified);
  }

  // 6. (§7.3.1.2) The answer.
  outputs_.push(Transmit{path, make_success(*request, path.remote, key)});
  return std::nullopt;
}

base::Instant LiteAgent::next_timeout() const {
  base::Instant earliest = state_.consent_lost ? base::kNever : state_.last_check + kConsentTimeout;
  for (const VerifiedPath& path : state_.paths) {
    earliest = std::min(earliest, path.last_check + kConsentTimeout);
  }
  return earliest;
}

void LiteAgent::on_timeout(base::Instant now) { expire(now); }

const VerifiedPath* LiteAgent::find(const base::Path& path) const {
  const auto found = std::ranges::find(state_.paths, path, &VerifiedPath::path);
  return found == state_.paths.end() ? nullptr : &*found;
}
VerifiedPath* LiteAgent::find(const base::Path& path) {
  return const_cast<VerifiedPath*>(std::as_const(*this).find(path));
}

VerifiedPath& LiteAgent::learn(const base::Path& path) {
  if (VerifiedPath* const known = find(path)) return *known;
  if (state_.paths.size() == kMaxPaths) {
    const auto oldest =
        std::ranges::min_element(state_.paths, {}, [this](const VerifiedPath& candidate) {
          return std::pair(candidate.path == state_.selected, candidate.last_check);
        });
    drop(static_cast<size_t>(oldest - state_.paths.begin()));
  }
  outputs_.push(PathVerified{path});
  return state_.paths.emplace_back(VerifiedPath{.path = path,
                                                .last_check = {},
                                                .priority = 0,
                                                .generation = state_.generation,
                                                .nominated = false});
}

void LiteAgent::retire_old_credentials() {
  if (!state_.retiring) return;
  outputs_.push(CredentialsRetired{std::move(state_.retiring->local.ufrag)});
  state_.retiring.reset();
  retiring_key_.reset();
}

// See kSettlingTime. What was selected before a restart gives way to the first nomination after it.
void LiteAgent::nominate(base::Instant now, VerifiedPath& path) {
  path.nominated = true;
  if (!state_.first_nomination) state_.first_nomination = now;
  const VerifiedPath* const selected = state_.selected ? find(*state_.selected) : nullptr;
  const bool is_settling = now - *state_.first_nomination < kSettlingTime;
  if (is_settling && selected != nullptr && selected->nominated &&
      selected->generation == state_.generation && selected->priority > path.priority) {
    return;
  }
  select(path.path);
}

// See kUncheckedTime.
void LiteAgent::follow(base::Instant now, const VerifiedPath& path) {
  const VerifiedPath* const selected = state_.selected ? find(*state_.selected) : nullptr;
  if (selected != nullptr && selected->generation == state_.generation &&
      now - selected->last_check >= kUncheckedTime)
    select(path.path);
}

void LiteAgent::select(const std::optional<base::Path>& path) {
  if (state_.selected == path) return;
  state_.selected = path;
  outputs_.push(SelectedPathChanged{path});
}

void LiteAgent::drop(size_t index) {
  outputs_.push(PathDropped{state_.paths[index].path});
  state_.paths.erase(state_.paths.begin() + static_cast<ptrdiff_t>(index));
}

void LiteAgent::expire(base::Instant now) {
  for (size_t i = state_.paths.size(); i-- > 0;) {
    if (now - state_.paths[i].last_check >= kConsentTimeout) drop(i);
  }
  // The best of the others takes over when the selected one is gone: the peer still checks it.
  if (state_.selected && !is_verified(*state_.selected)) {
    const auto best = std::ranges::max_element(state_.paths, {}, [](const VerifiedPath& path) {
      return std::tuple(path.generation, path.nominated, path.priority);
    });
    select(best == state_.paths.end() ? std::nullopt : std::optional(best->path));
  }
  if (!state_.consent_lost && now - state_.last_check >= kConsentTimeout) {
    state_.consent_lost = true;
    outputs_.push(ConsentLost{});
  }
}

}  // namespace ice
