// Relay: clients over TCP and TLS.
#include <algorithm>

#include "server/relay.hpp"

namespace server {
namespace {

constexpr base::Duration kSweep = std::chrono::seconds(1);
// Whoever has no allocation yet, or has stopped within a message, is gone within ten seconds: the
// pause between two sweeps is included, and one more for a busy machine;
constexpr base::Duration kPatience = std::chrono::seconds(9) - kSweep;
// and to have an allocation within this one. One byte each 100 ms is fast enough for both.
constexpr base::Duration kLongestIntroduction = std::chrono::seconds(60);
// Of one worker. Allocations have quotas of their own.
constexpr size_t kMostStreams = 8192;
constexpr size_t kMostStrangersOfSource = 100;

}  // namespace

turn::Client Relay::client_of(uint32_t key, const RelayStream& stream) {
  return {{stream.remote(), stream.local().address}, key};
}

void Relay::accept_streams() {
  while (auto accepted = tcp_.accept()) add_stream(std::move(*accepted));
}

void Relay::add_stream(net::AcceptedStream accepted) {
  const auto source = turn::source_of(accepted.remote.address);
  const auto strangers = std::ranges::count_if(streams_, [&](const auto& entry) {
    const RelayStream& stream = entry.second.stream;
    return turn::source_of(stream.remote().address) == source &&
           !server_.has(client_of(entry.first, stream));
  });
  if (streams_.size() >= kMostStreams || static_cast<size_t>(strangers) >= kMostStrangersOfSource)
    return;  // closed with its descriptor
  const uint32_t key = next_stream_++;
  if (!poller_.add(accepted.fd.get(), key)) return;
  OpenStream& open =
      streams_.try_emplace(key, OpenStream{RelayStream(std::move(accepted), now_)}).first->second;
  if (streams_.size() == 1) next_sweep_ = now_ + kSweep;
  // What was read to tell its protocol.
  if (take_messages_of(key, open.stream)) to_flush_.push_back(key);
}

void Relay::use_stream(uint32_t key) {
  const auto found = streams_.find(key);
  if (found == streams_.end()) return;  // closed earlier in this turn
  RelayStream& stream = found->second.stream;
  if (stream.read(now_) == RelayStream::Alive::kNo) return close_stream(key);
  if (take_messages_of(key, stream)) to_flush_.push_back(key);
}

bool Relay::take_messages_of(uint32_t key, RelayStream& stream) {
  const turn::Client client = client_of(key, stream);
  for (;;) {
    const auto next = stream.framing().next();
    if (!next) {
      close_stream(key);
      collected_.clear();
      return false;
    }
    if (!*next) break;
    answer_.clear();
    const turn::Outcome outcome = server_.receive(now_, client, **next, answer_);
    announce();
    if (std::holds_alternative<turn::Answer>(outcome)) {
      stream.push(turn::Urgency::kUrgent, answer_);
    } else if (const auto* payload = std::get_if<turn::Payload>(&outcome)) {
      collected_.push_back({payload->path, payload->bytes});
    } else if (const auto* foreign = std::get_if<turn::Foreign>(&outcome)) {
      // Nobody signs before having read the answer that says with what: nothing waits here.
      poller_.remove(stream.fd());
      outboxes_[foreign->worker].messages.push_back(stream.release(**next));
      streams_.erase(key);
      return false;
    }
  }
  deliver_collected();
  stream.framing().release();
  return true;
}

void Relay::send_to_stream(uint32_t key, turn::Urgency urgency, base::Bytes message) {
  const auto found = streams_.find(key);
  if (found == streams_.end()) return;
  found->second.stream.push(urgency, std::move(message));
  if (to_flush_.empty() || to_flush_.back() != key) to_flush_.push_back(key);
}

void Relay::flush_streams() {
  for (size_t i = 0; i < to_flush_.size(); ++i) {
    const uint32_t key = to_flush_[i];
    const auto found = streams_.find(key);
    if (found == streams_.end()) continue;
    auto& [stream, watched] = found->second;
    if (stream.flush() == RelayStream::Alive::kNo) {
      close_stream(key);
      continue;
    }
    using enum net::Poller::Writable;
    const auto wanted = stream.wants_to_write() ? kYes : kNo;
    if (wanted == watched) continue;
    poller_.watch(stream.fd(), key, wanted);
    watched = wanted;
  }
  to_flush_.clear();
}

void Relay::close_stream(uint32_t key) {
  const auto found = streams_.find(key);
  const RelayStream& stream = found->second.stream;
  server_.remove(client_of(key, stream));
  announce();
  poller_.remove(stream.fd());
  streams_.erase(found);
}

void Relay::close_idle_streams() {
  next_sweep_ = now_ + kSweep;
  std::vector<uint32_t> idle;
  for (auto& [key, open] : streams_) {
    RelayStream& stream = open.stream;
    const bool silent = now_ - stream.heard() >= kPatience;
    const bool known = server_.has(client_of(key, stream));
    const bool over = known ? silent && stream.framing().is_waiting()
                            : silent || now_ - stream.opened() >= kLongestIntroduction;
    if (over) idle.push_back(key);
  }
  for (const uint32_t key : idle) close_stream(key);
}

}  // namespace server
