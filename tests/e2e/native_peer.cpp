#include "e2e/native_peer.hpp"

#include "e2e/http_call.hpp"
#include "net/system_clock.hpp"
#include "proto/rtcp/compound.hpp"
#include "proto/sdp/offer_writer.hpp"
#include "proto/sdp/parser.hpp"
#include "proto/sdp/writer.hpp"

namespace e2e {

namespace {

const sim::PublisherPlan kPlan{.microphone = true, .camera = true, .camera_rids = {"q"}};

}  // namespace

NativePeer::NativePeer(sim::EventQueue& events, sim::Host& host, base::Random& random,
                       uint16_t http_port, base::Duration stay, uint32_t id)
    : events_(events),
      host_(host),
      http_port_(http_port),
      stay_(stay),
      name_("Native " + std::to_string(id)),
      media_(events, host, random, net::unix_now(),
             {.connected =
                  [this] {
                    state_ = State::kPublishing;
                    deadline_ = events_.now() + stay_;
                    publisher_.start(mids_, extensions_, /*redundant_sound=*/false);
                  },
              .rtp = [this](base::BytesView) { ++heard_; },
              .rtcp =
                  [this](base::BytesView bytes) {
                    const auto compound = rtcp::Compound::parse(bytes);
                    if (!compound) return;
                    for (const rtcp::PacketView& packet : *compound) publisher_.receive(packet);
                  },
              .failed = [this] { (void)fail("the media connection failed"); }}),
      publisher_(
          events, id, kPlan, random, [this](base::BytesView packet) { media_.send_rtp(packet); },
          [this](base::BytesView packet) { media_.send_rtcp(packet); }),
      deadline_(events.now() + kPatience) {}

void NativePeer::join(const std::string& room) { (void)(get_token(room) && publish(room)); }

bool NativePeer::get_token(const std::string& room) {
  const auto answer = call(http_port_, {.method = "POST",
                                        .target = "/api/rooms/" + room + "/join",
                                        .content_type = "application/json",
                                        .token = {},
                                        .body = "{\"name\":\"" + name_ + "\"}"});
  if (!answer) return fail(answer.error());
  constexpr std::string_view kKey = "\"token\":\"";
  const size_t at = answer->body.find(kKey);
  if (answer->status != 200 || at == std::string::npos)
    return fail("join answered " + std::to_string(answer->status) + " " + answer->body);
  token_ = answer->body.substr(at + kKey.size());
  token_.resize(token_.find('"'));
  return true;
}

bool NativePeer::publish(const std::string& room) {
  sdp::OfferPlan plan;
  plan.ice_ufrag = media_.credentials().ufrag;
  plan.ice_pwd = media_.credentials().pwd;
  plan.fingerprint = media_.fingerprint().to_string();
  plan.microphone = kPlan.microphone;
  plan.camera = kPlan.camera;
  plan.camera_rids = kPlan.camera_rids;
  plan.slots = {{.video = 0, .audio = 1}};
  const sdp::SessionDescription offer = sdp::make_offer(plan);
  for (const sdp::MediaSection& section : offer.sections) mids_.push_back(section.mid);
  const auto answer = call(http_port_, {.method = "POST",
                                        .target = "/whip/" + room,
                                        .content_type = "application/sdp",
                                        .token = token_,
                                        .body = sdp::write(offer)});
  if (!answer) return fail(answer.error());
  if (answer->status != 201)
    return fail("WHIP answered " + std::to_string(answer->status) + " " + answer->body);
  resource_ = answer->location;
  return understand(answer->body);
}

bool NativePeer::understand(const std::string& answer) {
  const auto description = sdp::parse(answer);
  if (!description) return fail("the answer is no SDP");
  for (const sdp::MediaSection& section : description->sections) {
    for (const sdp::Extension& extension : section.extensions)
      extensions_.bind(static_cast<uint8_t>(extension.id), rtp::kind_of(extension.uri));
  }
  media_.start(sim::remote_end_of(*description));
  return true;
}

void NativePeer::on_tick() {
  if (events_.now() < deadline_) return;
  if (state_ == State::kConnecting) (void)fail("not connected in time");
  if (state_ == State::kPublishing) leave();
}

void NativePeer::leave() {
  publisher_.stop();
  media_.close();
  const auto answer = call(
      http_port_,
      {.method = "DELETE", .target = resource_, .content_type = {}, .token = token_, .body = {}});
  if (!answer || answer->status != 200) return (void)fail("its resource was not deleted");
  state_ = State::kLeft;
}

bool NativePeer::fail(std::string problem) {
  problem_ = name_ + ": " + std::move(problem);
  state_ = State::kFailed;
  return false;
}

}  // namespace e2e
