#include "sim/client.hpp"

#include "base/assert.hpp"
#include "proto/rtcp/compound.hpp"
#include "proto/sdp/offer_writer.hpp"
#include "proto/sdp/parser.hpp"
#include "proto/sdp/writer.hpp"

namespace sim {

Client::Client(EventQueue& events, SimulatedServer& server, Host& host, uint32_t id, uint64_t seed,
               ClientSettings settings)
    : events_(events),
      server_(server),
      host_(host),
      random_(seed),
      settings_(std::move(settings)),
      name_("Client " + std::to_string(id)),
      publisher_(
          events, id, settings_.sends, random_,
          [this](base::BytesView packet) { media_->send_rtp(packet); },
          [this](base::BytesView packet) { media_->send_rtcp(packet); }),
      receiver_(random_.u32(), name_,
                [this](base::BytesView packet) { media_->send_rtcp(packet); }),
      tick_(events, [this] { on_tick(); }) {}

// ----------------------------------------------------------------------------------- signalling

void Client::join(const std::string& room) {
  // The HTTP request, its answer, then the WebSocket.
  events_.after(settings_.signalling_delay, [this, room] {
    server_.conference().join(server_.now(), {room}, {.name = name_}, [this](const auto& joined) {
      if (!joined) return refusals_.emplace_back(joined.error().detail), void();
      events_.after(settings_.signalling_delay, [this, token = joined->token] {
        open_line({.version = 1, .token = token, .resume_ticket = {}});
      });
    });
  });
}

void Client::open_line(const signalling::Hello& hello) {
  line_ = std::make_unique<SignallingLine>(
      events_, server_, settings_.signalling_delay,
      SignallingLine::Handlers{
          .message = [this](const signalling::ServerMessage& message) { on_message(message); },
          .closed = [this] { line_.reset(); }});
  say(hello);
}

void Client::say(decltype(signalling::ClientMessage::body) body) {
  if (line_) line_->send({.id = ++last_message_, .body = std::move(body)});
}

void Client::on_message(const signalling::ServerMessage& message) {
  std::visit([this](const auto& body) { on(body); }, message.body);
}

void Client::on(const signalling::Welcome& welcome) {
  self_ = welcome.self;
  resume_ticket_ = welcome.resume_ticket;
  resumed_ = welcome.resumed;
  if (!resumed_) vanish_media();
  if (welcome.state == domain::SeatState::kInside) enter(welcome.people);
}

void Client::on(const signalling::Admitted& admitted) { enter(admitted.people); }

void Client::enter(const std::vector<domain::Person>& people) {
  people_.clear();
  for (const domain::Person& person : people) people_[person.id.value] = person;
  if (!media_)
    offer();
  else if (media_failed_)
    reconnect();
  look_at_everybody();
}

void Client::on(const domain::PersonLeft& left) {
  people_.erase(left.person.value);
  look_at_everybody();
}

void Client::person_changed(const domain::Person& person) {
  people_[person.id.value] = person;
  look_at_everybody();
}

void Client::on(const signalling::Ended& ended) {
  ended_ = ended.reason;
  stop_media();
}

void Client::on(const signalling::Refused& refused) { refusals_.push_back(refused.detail); }

void Client::look_at_everybody() {
  if (!looks_at_everybody_) return;
  signalling::View view;
  for (const auto& [id, person] : people_)
    if (id != self_.value && person.media.camera && view.wanted.size() < settings_.video_slots)
      view.wanted.push_back({id, SourceKind::kCamera, settings_.view_height});
  say(view);
}

void Client::look_at_all() {
  looks_at_everybody_ = true;
  look_at_everybody();
}

void Client::look_at(std::vector<signalling::Wanted> wanted) {
  looks_at_everybody_ = false;
  say(signalling::View{std::move(wanted)});
}

void Client::leave() {
  say(domain::Leave{});
  stop_media();
}

void Client::vanish() {
  vanish_media();
  if (line_) line_->die();
  line_.reset();
}

void Client::vanish_media() {
  media_failed_ = false;
  publisher_.stop();
  tick_.set(base::kNever);
  media_.reset();
  sending_mids_.clear();
  video_mids_.clear();
  sound_mids_.clear();
}

void Client::lose_signalling() {
  if (line_) line_->close();
  line_.reset();
}

void Client::resume() {
  resumed_ = false;
  open_line({.version = 1, .token = {}, .resume_ticket = resume_ticket_});
}

// ---------------------------------------------------------------------------------------- media

void Client::on_failed() {
  media_failed_ = true;
  events_.after(kRetry, [this] { reconnect(); });
}

// Without signalling it has to wait until that is back.
void Client::reconnect() {
  if (!media_failed_ || !line_ || ended_) return;
  vanish_media();
  offer();
}

void Client::offer() {
  media_failed_ = false;
  media_ = std::make_unique<MediaConnection>(
      events_, host_, random_, server_.now().wall,
      MediaConnection::Handlers{
          .connected = [this] { on_connected(); },
          .rtp = [this](base::BytesView packet) { receiver_.receive_rtp(packet, events_.now()); },
          .rtcp = [this](base::BytesView compound) { on_rtcp(compound); },
          .failed = [this] { on_failed(); }});
  sdp::OfferPlan plan;
  plan.ice_ufrag = media_->credentials().ufrag;
  plan.ice_pwd = media_->credentials().pwd;
  plan.fingerprint = media_->fingerprint().to_string();
  plan.redundant_sound = settings_.redundant_sound;
  plan.microphone = settings_.sends.microphone;
  plan.camera = settings_.sends.camera;
  plan.camera_rids = settings_.sends.camera_rids;
  plan.slots = {{settings_.video_slots, settings_.sound_slots}};
  const sdp::SessionDescription offer = sdp::make_offer(plan);
  signalling::Offer message{.connection = ++connections_, .sdp = sdp::write(offer), .sections = {}};
  for (const sdp::MediaSection& section : offer.sections) {
    const bool video = section.kind == sdp::MediaKind::kVideo;
    if (section.direction == sdp::Direction::kRecvOnly) {
      (video ? video_mids_ : sound_mids_).push_back(section.mid);
    } else {
      sending_mids_.push_back(section.mid);
      message.sections.push_back(
          {section.mid, video ? SourceKind::kCamera : SourceKind::kMicrophone});
    }
  }
  say(std::move(message));
  say(domain::SetMedia{{.microphone = plan.microphone, .camera = plan.camera}});
}

void Client::on(const signalling::Answer& answer) {
  ++answers_;
  if (answer.connection != connections_) return;
  const auto description = sdp::parse(answer.sdp);
  ASSERT(description && !description->sections.empty());
  std::map<std::string, SlotSsrcs> slots;
  for (const sdp::MediaSection& section : description->sections) {
    for (const sdp::Extension& extension : section.extensions)
      extensions_.bind(static_cast<uint8_t>(extension.id), rtp::kind_of(extension.uri));
    // Browsers send what the answer has first.
    if (section.kind == sdp::MediaKind::kAudio && section.direction == sdp::Direction::kRecvOnly)
      sends_redundancy_ = section.payloads.at(0).type == sdp::kRedPayloadType;
    if (!section.sources.empty())
      slots[section.mid] = {section.mid, section.sources[0].ssrc,
                            section.sources.size() > 1 ? section.sources[1].ssrc : 0};
  }
  std::vector<SlotSsrcs> video, sound;
  for (const std::string& mid : video_mids_) video.push_back(slots.at(mid));
  for (const std::string& mid : sound_mids_) sound.push_back(slots.at(mid));
  receiver_.set_slots(video, sound, extensions_);
  media_->start(remote_end_of(*description));
}

void Client::on_connected() {
  connected_at_ = events_.now();
  publisher_.start(sending_mids_, extensions_, sends_redundancy_);
  tick_.set(events_.now());
}

void Client::on_rtcp(base::BytesView bytes) {
  const auto compound = rtcp::Compound::parse(bytes);
  ASSERT(compound);  // authenticated: what our own server says
  for (const rtcp::PacketView& packet : *compound) {
    publisher_.receive(packet);
    receiver_.receive(packet, events_.now());
  }
}

void Client::on_tick() {
  receiver_.on_tick(events_.now(), publisher_.round_trip());
  tick_.set(events_.now() + Receiver::kTick);
}

void Client::stop_media() {
  publisher_.stop();
  tick_.set(base::kNever);
  if (media_) media_->close();
}

}  // namespace sim
