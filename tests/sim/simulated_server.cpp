#include "sim/simulated_server.hpp"

namespace sim {

namespace {

// 1 June 2026 at the beginning of virtual time.
constexpr base::UnixTime kWallStart{std::chrono::seconds(1'780'272'000)};
constexpr net::SecretKey kServerKey{0x50, 0x6C, 0x65, 0x6E, 0x75, 0x6D};

server::ConferenceSettings settings_of(const ServerSettings& settings, const Network& network,
                                       const dtls::Context& dtls) {
  server::ConferenceSettings result;
  result.policy = domain::policy_of(domain::Profile::kOffen);
  result.public_url = "https://sim.example";
  result.negotiation.candidates = {network.server()};
  result.negotiation.fingerprint = dtls.fingerprint();
  result.peers_on_home = settings.peers_on_home;
  return result;
}

}  // namespace

SimulatedServer::SimulatedServer(EventQueue& events, Network& network,
                                 const ServerSettings& settings, uint64_t seed)
    : events_(events),
      network_(network),
      random_(seed),
      sealer_(kServerKey),
      certificate_(dtls::Certificate::generate(kWallStart)),
      dtls_(certificate_),
      conference_timer_(events, [this] { arm_conference(); }) {
  for (size_t k = 0; k < settings.workers; ++k) {
    pools_.push_back(std::make_unique<sfu::PacketPool>());
    workers_.push_back(std::make_unique<Worker>(
        events, k, settings.workers, dtls_, *pools_.back(), random_.u64(), [this, k] {
          turn(k, [&](sfu::Worker& worker) { worker.on_timeout(events_.now(), out_); });
        }));
  }
  // Named here, where the private bases are known.
  server::MediaPlane& media = *this;
  server::Browsers& browsers = *this;
  server::RoomStore& store = *this;
  conference_ = std::make_unique<server::Conference>(settings_of(settings, network, dtls_), media,
                                                     browsers, store, sealer_, random_);
  network.on_server_receive([this](const base::Path& path, base::MutableBytes datagram) {
    receive_datagram(path, datagram);
  });
  arm_conference();
}

SimulatedServer::~SimulatedServer() { network_.on_server_receive(nullptr); }

server::Now SimulatedServer::now() const {
  return {events_.now(), kWallStart + std::chrono::duration_cast<std::chrono::seconds>(
                                          events_.now().time_since_epoch())};
}

uint64_t SimulatedServer::drops(sfu::DropReason reason) const {
  uint64_t sum = 0;
  for (const auto& worker : workers_) sum += worker->sfu.statistics().drops.of(reason);
  return sum;
}

// ---------------------------------------------------------------------------------------- media

void SimulatedServer::receive_datagram(const base::Path& path, base::MutableBytes datagram) {
  // As SO_REUSEPORT does: by the flow, not by who owns it.
  const size_t hash = std::hash<base::Endpoint>{}(path.remote) * 0x9E3779B97F4A7C15ull;
  const size_t index = (hash >> 32) % workers_.size();
  turn(index, [&](sfu::Worker& worker) { worker.receive(events_.now(), path, datagram, out_); });
}

template <typename Work>
void SimulatedServer::turn(size_t index, Work work) {
  Worker& worker = *workers_[index];
  work(worker.sfu);
  // 1. Datagrams.
  for (const auto& [path, bytes] : out_) network_.send_from_server(path, bytes);
  out_.clear();
  // 2. Messages to the other workers.
  for (size_t other = 0; other < workers_.size(); ++other) {
    if (other == index) continue;
    auto messages = worker.sfu.take_messages(static_cast<sfu::WorkerIndex>(other));
    if (messages.empty()) continue;
    workers_[other]->mail.push_back({index, std::move(messages)});
    events_.after(kMailbox, [this, other] { take_mail(other); });
  }
  // 3. Events to the control thread.
  while (auto event = worker.sfu.poll_event())
    events_.after(kMailbox,
                  [this, event = std::move(*event)] { conference_->on_media_event(now(), event); });
  worker.timer.set(worker.sfu.next_timeout());
}

void SimulatedServer::take_mail(size_t index) {
  Mail mail = std::move(workers_[index]->mail.front());
  workers_[index]->mail.pop_front();
  turn(index, [&](sfu::Worker& worker) {
    for (sfu::WorkerMessage& message : mail.messages)
      worker.receive(static_cast<sfu::WorkerIndex>(mail.from), std::move(message), events_.now(),
                     out_);
  });
}

void SimulatedServer::post(sfu::WorkerIndex index, sfu::WorkerCommand command) {
  events_.after(kMailbox, [this, index, command = std::move(command)]() mutable {
    turn(index,
         [&](sfu::Worker& worker) { worker.apply(std::move(command), events_.now(), out_); });
  });
}

// ----------------------------------------------------------------------------------- signalling

net::ConnectionId SimulatedServer::open(Line line) {
  const net::ConnectionId connection{++last_connection_};
  connections_[connection] = {.line = std::move(line), .frames = {}};
  conference_->opened(connection);
  return connection;
}

void SimulatedServer::receive(net::ConnectionId connection, base::BytesView frame) {
  const auto found = connections_.find(connection);
  if (found == connections_.end()) return;
  const auto received =
      found->second.frames.receive(events_.now(), signalling::Format::kProtobuf, frame);
  if (const auto* message = std::get_if<signalling::ClientMessage>(&received))
    return conference_->received(now(), connection, *message);
  send(connection, {.number = 0, .body = std::get<signalling::Violation>(received).refusal});
  close(connection);
  conference_->closed(now(), connection);
}

void SimulatedServer::closed(net::ConnectionId connection) {
  if (connections_.erase(connection) > 0) conference_->closed(now(), connection);
}

void SimulatedServer::send(net::ConnectionId connection, const signalling::ServerMessage& message) {
  const auto found = connections_.find(connection);
  if (found == connections_.end()) return;
  for (base::Bytes& frame : found->second.frames.send(events_.now(), message))
    write(connection, found->second, std::move(frame));
  set_timer(connection, found->second);
}

void SimulatedServer::write(net::ConnectionId connection, Connection& to, base::Bytes frame) {
  digest_.add(static_cast<uint64_t>(base::to_us(events_.now())));
  digest_.add(connection.value);
  digest_.add(base::BytesView(frame));
  ++to.sent;
  to.line.frame(std::move(frame));
}

void SimulatedServer::set_timer(net::ConnectionId connection, Connection& to) {
  if (to.has_timer || to.frames.next_timeout() == base::kNever) return;
  to.has_timer = true;
  events_.after(to.frames.next_timeout() - events_.now(), [this, connection] {
    const auto found = connections_.find(connection);
    if (found == connections_.end()) return;
    found->second.has_timer = false;
    if (auto news = found->second.frames.on_timeout(events_.now()))
      write(connection, found->second, std::move(*news));
    set_timer(connection, found->second);
  });
}

void SimulatedServer::close(net::ConnectionId connection) {
  const auto found = connections_.find(connection);
  if (found == connections_.end()) return;
  const Line line = std::move(found->second.line);
  connections_.erase(found);
  line.closed();
}

// ------------------------------------------------------------------------------ store and clock

// Nothing is read back in one run, so nothing is kept.
void SimulatedServer::save(domain::RoomRecord, Done done) {
  events_.after(kDisk, [done = std::move(done)] { done(true); });
}

void SimulatedServer::remove(domain::RoomId, Done done) {
  events_.after(kDisk, [done = std::move(done)] { done(true); });
}

void SimulatedServer::arm_conference() {
  conference_->on_timeout(now());
  conference_timer_.set(conference_->next_timeout());
}

}  // namespace sim
