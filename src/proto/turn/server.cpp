#include "proto/turn/server.hpp"

#include "base/assert.hpp"
#include "proto/stun/fingerprint.hpp"
#include "proto/stun/text_attributes.hpp"
#include "proto/stun/unknown_attributes.hpp"
#include "proto/stun/xor_address.hpp"
#include "proto/turn/attributes.hpp"
#include "proto/turn/request.hpp"

namespace turn {

using enum stun::AttributeType;
using stun::ErrorCode;

Server::Server(ServerSettings settings, base::Random& random)
    : settings_(std::move(settings)),
      allowed_(settings_.peers),
      random_(random),
      credentials_(settings_.key),
      nonces_(settings_.key),
      budget_(settings_.answers_per_second, random) {}

// --------------------------------------------------------------------------------- from clients

Outcome Server::receive(base::Instant now, const Client& client, base::MutableBytes message,
                        base::Bytes& out) {
  on_timeout(now);
  if (looks_like_channel_data(message)) return receive_channel_data(now, client, message);
  const auto parsed = stun::parse(message);
  if (!parsed || stun::check_fingerprint(*parsed) == stun::Fingerprint::kWrong) return drop();
  if (parsed->message_class() == stun::Class::kIndication)
    return receive_send(now, client, message, *parsed);
  if (parsed->message_class() != stun::Class::kRequest) return drop();
  Request request{now, client, *parsed, out};
  return receive_request(request);
}

// §12.6
Outcome Server::receive_channel_data(base::Instant now, const Client& client,
                                     base::MutableBytes message) {
  const auto data = parse_channel_data(message);
  Allocation* const allocation = find(client);
  if (!data || allocation == nullptr) return drop();
  const auto peer = allocation->peer_of_channel(now, data->channel);
  if (!peer) return drop();
  return Payload{{allocation->relayed(), peer->address}, data->payload};
}

// §11.2. Of a repeated attribute the first one counts, here and in all requests.
Outcome Server::receive_send(base::Instant now, const Client& client, base::MutableBytes message,
                             const stun::MessageView& send) {
  Allocation* const allocation = find(client);
  if (send.method() != stun::Method::kSend || allocation == nullptr) return drop();
  const auto address = send.find(kXorPeerAddress);
  const auto data = send.find_attribute(kData);
  if (!address || !data) return drop();
  if (!stun::unknown_required(send, {kXorPeerAddress, kData, kDontFragment}).empty()) return drop();
  const auto peer = peer_of(*address, send.transaction_id(), allowed_);
  if (!peer || !allocation->is_permitted(now, *peer)) return drop();
  return Payload{{allocation->relayed(), peer->address},
                 message.subspan(data->offset + stun::kAttributeHeaderSize, data->value.size())};
}

Outcome Server::receive_request(Request& request) {
  using enum stun::Method;
  switch (request.message.method()) {
    case kBinding:
      return answer_binding(request);
    case kAllocate:
    case kRefresh:
    case kCreatePermission:
    case kChannelBind:
      break;
    default:
      return drop();  // RFC 8489 §6.3; RFC 6062's methods are among them
  }
  // 1. Another worker's: the user name says so, whether it is true is for that one to find out.
  //    Where there is an allocation already, the five-tuple is ours.
  if (!has(request.client)) {
    const auto username = stun::username(request.message);
    const auto identity = username ? parse_username(*username) : std::nullopt;
    if (identity && identity->worker != settings_.worker &&
        identity->worker < settings_.worker_count)
      return Foreign{identity->worker};
  }
  // 2. Who asks? 3. Do we understand it?
  if (const auto code = authenticate(request)) return fail(request, *code);
  if (!unknown_to_us(request.message).empty()) return fail(request, ErrorCode::kUnknownAttribute);
  // 4. What is asked.
  if (request.message.method() == kAllocate) return allocate(request);
  Allocation* const allocation = find(request.client);
  if (allocation == nullptr) return fail(request, ErrorCode::kAllocationMismatch);
  if (allocation->username() != request.username)
    return fail(request, ErrorCode::kWrongCredentials);
  switch (request.message.method()) {
    case kRefresh:
      return refresh(request, *allocation);
    case kCreatePermission:
      return create_permission(request, *allocation);
    default:
      return bind_channel(request, *allocation);
  }
}

// The way to ask for one's own address (RFC 8489 §12): answered, within the budget, to everybody.
Outcome Server::answer_binding(Request& request) {
  if (!within_budget(request)) return drop();
  if (!stun::unknown_required(request.message,
                              {kUsername, kMessageIntegrity, kPriority, kUseCandidate})
           .empty())
    return fail(request, ErrorCode::kUnknownAttribute);
  stun::MessageBuilder builder = request.success();
  stun::add_xor_address(builder, kXorMappedAddress, request.client.path.remote);
  return request.finish(builder);
}

// ----------------------------------------------------------------------------------- allocations

// The steps of §7.2, without their order among errors that exclude each other.
std::optional<ErrorCode> Server::objection_to_allocate(const Request& request) const {
  const stun::MessageView& message = request.message;
  if (const auto known = allocations_.find(request.client); known != allocations_.end())
    return ErrorCode::kAllocationMismatch;
  if (request.identity.is_expired(request.now)) return ErrorCode::kUnauthenticated;
  if (!message.has(kRequestedTransport)) return ErrorCode::kBadRequest;
  const auto transport = requested_transport(message);
  if (!transport) return ErrorCode::kBadRequest;
  if (*transport != kProtocolUdp) return ErrorCode::kUnsupportedTransport;
  if (const auto code = objection_to_families(message)) return code;
  if (message.has(kLifetime) && !lifetime(message)) return ErrorCode::kBadRequest;
  // Two ports in a row are reserved for nobody, so that no token is good (§7.2, steps 6 and 7).
  if (message.has(kReservationToken))
    return message.has(kEvenPort) ? ErrorCode::kBadRequest : ErrorCode::kInsufficientCapacity;
  if (message.has(kEvenPort)) {
    const auto next = even_port(message);
    if (!next) return ErrorCode::kBadRequest;
    if (*next == ReserveNext::kYes) return ErrorCode::kInsufficientCapacity;
  }
  const auto count = [](const auto& counts, const auto& key) {
    const auto found = counts.find(key);
    return found == counts.end() ? size_t{0} : found->second;
  };
  const base::IpAddress source = source_of(request.client.path.remote.address);
  const bool tests = request.identity.purpose == Purpose::kTest;
  if (count(per_participant_, request.identity.participant) >=
          (tests ? settings_.allocations_per_test : settings_.allocations_per_participant) ||
      count(per_source_, source) >= settings_.allocations_per_source)
    return ErrorCode::kAllocationQuotaReached;
  return std::nullopt;
}

// §7.2
Outcome Server::allocate(Request& request) {
  Allocation* known = find(request.client);
  const bool repeated = known != nullptr && known->username() == request.username &&
                        known->made_by() == request.message.transaction_id();
  if (!repeated) {
    if (const auto code = objection_to_allocate(request)) return fail(request, *code);
    const auto port = free_port(request.message);
    if (!port) return fail(request, ErrorCode::kInsufficientCapacity);
    known = &add(request, *port);
  }
  stun::MessageBuilder builder = request.success();
  stun::add_xor_address(builder, kXorRelayedAddress, known->relayed());
  add_lifetime(builder,
               std::chrono::duration_cast<std::chrono::seconds>(known->expires() - request.now));
  stun::add_xor_address(builder, kXorMappedAddress, request.client.path.remote);
  if (request.message.has(kAdditionalAddressFamily))
    add_address_error_code(builder, Family::kIpv6,
                           static_cast<unsigned>(ErrorCode::kAddressFamilyNotSupported));
  return request.finish(builder, known->key());
}

Allocation& Server::add(Request& request, uint16_t port) {
  const bool tests = request.identity.purpose == Purpose::kTest;
  const base::Instant end =
      tests ? base::Instant(request.identity.expires) : request.now + kLongestUse;
  const auto [found, added] = allocations_.try_emplace(
      request.client,
      Allocation(request.client, {settings_.relayed_address, port}, request.username,
                 request.identity.participant, std::move(*request.key),
                 request.message.transaction_id(), request.now, end));
  ASSERT(added);
  Allocation& allocation = found->second;
  allocation.refresh(request.now, lifetime(request.message).value_or(kDefaultLifetime));
  deadlines_.emplace(allocation.expires(), request.client);
  by_port_[port] = request.client;
  ++per_participant_[allocation.participant()];
  ++per_source_[source_of(request.client.path.remote.address)];
  ++counters_.allocations;
  events_.push_back(AllocationMade{{request.client, port}});
  return allocation;
}

// Ports of this worker are those with its remainder, so that an even one may not exist.
std::optional<uint16_t> Server::free_port(const stun::MessageView& message) {
  const unsigned step = settings_.worker_count;
  const unsigned first =
      kFirstVirtualPort + (settings_.worker + step - kFirstVirtualPort % step) % step;
  const unsigned count = (kLastVirtualPort - first) / step + 1;
  const bool wants_even = message.has(kEvenPort);
  const auto start = static_cast<unsigned>(random_.below(count));
  for (unsigned i = 0; i < count; ++i) {
    const auto port = static_cast<uint16_t>(first + (start + i) % count * step);
    if ((!wants_even || port % 2 == 0) && !by_port_.contains(port)) return port;
  }
  return std::nullopt;
}

// §8.2
Outcome Server::refresh(Request& request, Allocation& allocation) {
  if (const auto family = address_family(request.message, kRequestedAddressFamily);
      family && *family != Family::kIpv4)
    return fail(request, ErrorCode::kPeerAddressFamilyMismatch);
  if (request.message.has(kLifetime) && !lifetime(request.message))
    return fail(request, ErrorCode::kBadRequest);
  const std::chrono::seconds wanted = lifetime(request.message).value_or(kDefaultLifetime);
  std::chrono::seconds granted{0};
  deadlines_.erase({allocation.expires(), request.client});
  if (wanted.count() > 0) granted = allocation.refresh(request.now, wanted);
  deadlines_.emplace(allocation.expires(), request.client);
  stun::MessageBuilder builder = request.success();
  add_lifetime(builder, granted);
  const Outcome outcome = request.finish(builder, allocation.key());
  if (granted.count() == 0) end(request.client);
  return outcome;
}

// §10.2. All of the peers or none.
Outcome Server::create_permission(Request& request, Allocation& allocation) {
  std::vector<base::Endpoint> peers;
  for (const stun::Attribute& attribute : request.message) {
    if (attribute.type != kXorPeerAddress) continue;
    const auto peer = peer_of(attribute.value, request.message.transaction_id(), allowed_);
    if (!peer) return fail(request, peer.error());
    peers.push_back(*peer);
  }
  if (peers.empty()) return fail(request, ErrorCode::kBadRequest);
  for (const base::Endpoint& peer : peers) allocation.permit(request.now, peer);
  stun::MessageBuilder builder = request.success();
  return request.finish(builder, allocation.key());
}

// §12.2
Outcome Server::bind_channel(Request& request, Allocation& allocation) {
  const auto number = channel_number(request.message);
  const auto address = request.message.find(kXorPeerAddress);
  if (!number || !is_channel(*number) || !address) return fail(request, ErrorCode::kBadRequest);
  const auto peer = peer_of(*address, request.message.transaction_id(), allowed_);
  if (!peer) return fail(request, peer.error());
  if (!allocation.bind(request.now, *number, *peer)) return fail(request, ErrorCode::kBadRequest);
  stun::MessageBuilder builder = request.success();
  return request.finish(builder, allocation.key());
}

// --------------------------------------------------------------------------- from the media plane

std::optional<Route> Server::route(base::Instant now, const base::Path& path) const {
  const auto client = by_port_.find(path.remote.port);
  if (client == by_port_.end() || path.remote.address != settings_.relayed_address)
    return std::nullopt;
  const Allocation& allocation = allocations_.at(client->second);
  for (const base::Endpoint& peer : allowed_.endpoints()) {
    if (peer.address != path.local) continue;
    if (now >= allocation.expires() || !allocation.is_permitted(now, peer)) return std::nullopt;
    return Route{allocation.client(), peer, allocation.channel_of_peer(now, peer).value_or(0)};
  }
  return std::nullopt;
}

// ------------------------------------------------------------------------------------------ ends

void Server::remove(const Client& client) {
  if (has(client)) end(client);
}

void Server::end(const Client& client) {
  const auto found = allocations_.find(client);
  const Allocation& allocation = found->second;
  const auto release = [](auto& counts, const auto& key) {
    const auto counted = counts.find(key);
    if (--counted->second == 0) counts.erase(counted);
  };
  release(per_participant_, allocation.participant());
  release(per_source_, source_of(client.path.remote.address));
  deadlines_.erase({allocation.expires(), client});
  by_port_.erase(allocation.relayed().port);
  events_.push_back(AllocationEnded{{client, allocation.relayed().port}});
  allocations_.erase(found);
}

base::Instant Server::next_timeout() const {
  return deadlines_.empty() ? base::kNever : deadlines_.begin()->first;
}

void Server::on_timeout(base::Instant now) {
  while (next_timeout() <= now) {
    const Client client = deadlines_.begin()->second;
    end(client);
  }
}

std::optional<Event> Server::poll_event() {
  if (events_.empty()) return std::nullopt;
  Event event = std::move(events_.front());
  events_.pop_front();
  return event;
}

Allocation* Server::find(const Client& client) {
  const auto found = allocations_.find(client);
  return found == allocations_.end() ? nullptr : &found->second;
}

Outcome Server::drop() {
  ++counters_.dropped;
  return Nothing{};
}

}  // namespace turn
