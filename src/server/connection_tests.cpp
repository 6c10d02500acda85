#include "server/connection_tests.hpp"

namespace server {

namespace {

using domain::Refusal;
using domain::RefusalCode;

// Ids of peers and rooms on the media plane from here on are those of tests; the conference counts
// its own from one.
constexpr uint64_t kFirstId = uint64_t{1} << 63;

}  // namespace

ConnectionTests::ConnectionTests(Settings settings, MediaPlane& media, base::Random& random)
    : settings_(std::move(settings)),
      media_(media),
      random_(random),
      credentials_(settings_.relay_key),
      last_peer_(kFirstId) {}

void ConnectionTests::announce(std::vector<base::Endpoint> candidates,
                               std::vector<std::string> relay_urls) {
  settings_.negotiation.candidates = std::move(candidates);
  settings_.relay_urls = std::move(relay_urls);
}

std::expected<StartedConnectionTest, Refusal> ConnectionTests::start(
    base::Instant now, const base::IpAddress& source) {
  const auto refuse = [this](const Refusal& refusal) {
    ++refused_;
    return std::unexpected(refusal);
  };
  on_timeout(now);
  const bool limited = settings_.limit_loopback || !source.is_loopback();
  if (limited && !sources_.allow(now, source))
    return refuse({RefusalCode::kTooFast, "too many tests from one address"});
  while (!starts_.empty() && starts_.front() + kLife <= now) starts_.pop_front();
  if (starts_.size() >= kMostInItsLife)
    return refuse({RefusalCode::kOverloaded, "too many tests at present"});
  starts_.push_back(now);
  ++started_;
  const auto worker = static_cast<sfu::WorkerIndex>(random_.below(media_.worker_count()));
  std::string token = random_.text(32, base::kAlphanumeric);
  tests_.emplace(token, Test{.end = now + kLife, .worker = worker});
  StartedConnectionTest started{std::move(token), settings_.relay_urls, {}};
  if (!settings_.relay_urls.empty())
    started.relay = credentials_.issue_for_test(now + kLife, worker, random_.u64());
  return started;
}

std::expected<std::string, Refusal> ConnectionTests::connect(base::Instant now,
                                                             std::string_view token,
                                                             std::string_view offer) {
  const auto test = find(now, token);
  if (!test) return std::unexpected(test.error());
  if ((*test)->peers.size() >= kMostPeers)
    return std::unexpected(Refusal{RefusalCode::kTooFast, "this test has its peers already"});
  NegotiationState state;
  state.setup.peer = {++last_peer_};
  state.setup.room = {last_peer_};
  state.setup.person = {1};
  const auto answer =
      negotiate(offer, {}, settings_.negotiation, (*test)->worker, source_ids_, random_, state);
  if (!answer)
    return std::unexpected(Refusal{RefusalCode::kBadOffer, "the offer was not accepted"});
  // It is there to be reached. Nobody sends it anything, and nobody hears what it sends.
  state.setup.sending.clear();
  state.setup.sound_slots.clear();
  state.setup.video_slots.clear();
  (*test)->peers.push_back(state.setup.peer);
  media_.post((*test)->worker, sfu::AddPeer{std::move(state.setup), (*test)->worker});
  return *answer;
}

std::expected<void, Refusal> ConnectionTests::take(base::Instant now, std::string_view token,
                                                   Direction direction, size_t bytes) {
  const auto test = find(now, token);
  if (!test) return std::unexpected(test.error());
  size_t& used = direction == Direction::kToBrowser ? (*test)->to_browser : (*test)->from_browser;
  if (bytes > kBytes - used)
    return std::unexpected(Refusal{RefusalCode::kTooFast, "this test has had its bytes"});
  used += bytes;
  return {};
}

void ConnectionTests::end(std::string_view token) {
  const auto found = tests_.find(std::string(token));
  if (found == tests_.end()) return;
  remove_peers(found->second);
  tests_.erase(found);
}

void ConnectionTests::on_timeout(base::Instant now) {
  std::erase_if(tests_, [&](const auto& entry) {
    if (entry.second.end > now) return false;
    remove_peers(entry.second);
    return true;
  });
}

std::expected<ConnectionTests::Test*, Refusal> ConnectionTests::find(base::Instant now,
                                                                     std::string_view token) {
  on_timeout(now);
  const auto found = tests_.find(std::string(token));
  if (found == tests_.end())
    return std::unexpected(Refusal{RefusalCode::kBadToken, "no such test, or it is over"});
  return &found->second;
}

void ConnectionTests::remove_peers(const Test& test) {
  for (const sfu::PeerId peer : test.peers) media_.post(test.worker, sfu::RemovePeer{peer});
}

}  // namespace server
