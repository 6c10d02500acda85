#include "sim/publisher.hpp"

#include <algorithm>
#include <utility>

#include "proto/rtcp/fir.hpp"
#include "proto/rtcp/kind.hpp"
#include "proto/rtcp/nack.hpp"
#include "proto/rtcp/pli.hpp"
#include "proto/rtcp/receiver_report.hpp"
#include "proto/rtcp/sdes.hpp"
#include "proto/rtcp/transport_feedback.hpp"
#include "proto/rtp/red.hpp"
#include "proto/sdp/offer_writer.hpp"

namespace sim {

namespace {

// Somewhere in 2026, up to three hours wrong.
rtcp::NtpClock some_clock(base::Instant now, base::Random& random) {
  const uint64_t seconds = rtcp::NtpTime::kUnixEpoch + 1'780'000'000 + random.below(10'800);
  return {now, rtcp::NtpTime{seconds << 32 | random.u32()}};
}

StreamIdentity video_identity(std::string mid, std::string rid, base::Random& random) {
  const uint8_t payload_type = sdp::payload_type_of(codec::CodecKind::kVp8);
  return {.mid = std::move(mid),
          .rid = std::move(rid),
          .ssrc = random.u32(),
          .rtx_ssrc = random.u32(),
          .payload_type = payload_type,
          .rtx_payload_type = static_cast<uint8_t>(payload_type + 1),
          .clock_rate = 90'000};
}

// RED with the packet before, sent one interval ago.
base::Bytes with_copy(base::BytesView before, base::BytesView sound) {
  constexpr uint16_t kTicks = 960;
  base::Bytes payload(rtp::RedHead::kSize);
  rtp::RedHead{sdp::payload_type_of(codec::CodecKind::kOpus), kTicks,
               static_cast<uint16_t>(before.size())}
      .write(payload);
  base::ByteWriter writer(payload);
  writer.bytes(before);
  writer.bytes(sound);
  return payload;
}

}  // namespace

Publisher::Publisher(EventQueue& events, uint32_t id, PublisherPlan plan, base::Random& random,
                     Send send_rtp, Send send_rtcp)
    : events_(events),
      id_(id),
      plan_(std::move(plan)),
      random_(random),
      send_rtp_(std::move(send_rtp)),
      send_rtcp_(std::move(send_rtcp)),
      clock_(some_clock(events.now(), random)),
      sound_timer_(events, [this] { send_sound(); }),
      picture_timer_(events, [this] { send_picture(); }),
      report_timer_(events, [this] { send_reports(); }) {}

void Publisher::start(const std::vector<std::string>& mids, const rtp::ExtensionMap& extensions,
                      bool redundant_sound) {
  sound_.clear();
  sound_before_.clear();
  redundant_sound_ = redundant_sound;
  camera_.clear();
  auto mid = mids.begin();
  const auto phase = [this](base::Duration interval) {
    return events_.now() + base::Duration(static_cast<int64_t>(
                               random_.below(static_cast<uint64_t>(interval.count()))));
  };
  if (plan_.microphone) {
    sound_.emplace_back(
        StreamIdentity{.mid = *mid++,
                       .rid = {},
                       .ssrc = random_.u32(),
                       .payload_type = sdp::payload_type_of(codec::CodecKind::kOpus),
                       .clock_rate = 48'000},
        extensions, random_);
    first_sound_ = static_cast<uint16_t>(sound_[0].next_sequence_number() - sounds_.size());
    sound_timer_.set(next_sound_ = phase(kSoundInterval));
  }
  if (plan_.camera) {
    uint16_t height = 180;
    for (const std::string& rid : plan_.camera_rids) {
      camera_.push_back({SentStream(video_identity(*mid, rid, random_), extensions, random_),
                         Vp8Counters(random_.u16(), random_.u8()), height});
      height = static_cast<uint16_t>(height * 2);
    }
    picture_timer_.set(next_picture_ = phase(kPictureInterval));
  }
  report_timer_.set(next_report_ = phase(std::chrono::milliseconds(200)));
}

void Publisher::stop() {
  for (Timer* timer : {&sound_timer_, &picture_timer_, &report_timer_}) timer->set(base::kNever);
}

void Publisher::send_only(const std::vector<std::string>& rids) {
  for (Encoding& encoding : camera_) {
    const bool active = std::ranges::find(rids, encoding.stream.identity().rid) != rids.end();
    encoding.key_frame_wanted |= active && !encoding.active;
    encoding.active = active;
  }
}

void Publisher::send_sound() {
  const base::Instant captured = events_.now() - kSoundDelay;
  const Stamp stamp{.publisher = id_,
                    .kind = SourceKind::kMicrophone,
                    .layer = 0,
                    .key_frame = false,
                    .number = static_cast<uint32_t>(sounds_.size()),
                    .captured = captured};
  sounds_.push_back(captured);
  SentStream& stream = sound_[0];
  SentStream::Frame frame{
      .timestamp = stream.timestamp_at(captured), .marker = false, .level = level_};
  const base::Bytes sound = make_sound(stamp, kSoundSize);
  base::Bytes payload = sound;
  if (redundant_sound_ && !sound_before_.empty()) {
    frame.payload_type = sdp::kRedPayloadType;
    payload = with_copy(sound_before_, sound);
  }
  send_rtp_(stream.next(frame, payload, transport_number_++));
  sound_before_ = sound;
  sound_timer_.set(next_sound_ += kSoundInterval);
}

void Publisher::send_picture() {
  const base::Instant captured = events_.now() - kPictureDelay;
  const auto number = static_cast<uint32_t>(pictures_.size());
  pictures_.push_back(captured);
  for (size_t layer = 0; layer < camera_.size(); ++layer) {
    Encoding& encoding = camera_[layer];
    if (!encoding.active) continue;
    const bool key_frame = std::exchange(encoding.key_frame_wanted, false);
    const Stamp stamp{.publisher = id_,
                      .kind = SourceKind::kCamera,
                      .layer = static_cast<uint8_t>(layer),
                      .key_frame = key_frame,
                      .number = number,
                      .captured = captured};
    const base::Bytes frame =
        make_picture(stamp, encoding.height, picture_size(encoding, number, key_frame));
    const auto payloads = encoding.counters.packetize(frame, key_frame, kMaxPayload);
    for (const base::Bytes& payload : payloads)
      send_rtp_(encoding.stream.next({.timestamp = encoding.stream.timestamp_at(captured),
                                      .marker = &payload == &payloads.back(),
                                      .level = {}},
                                     payload, transport_number_++));
  }
  picture_timer_.set(next_picture_ += kPictureInterval);
}

// 150 kbit/s, 480 kbit/s and 1.4 Mbit/s, a third more or less; a key frame is four times as large.
size_t Publisher::picture_size(const Encoding& encoding, uint32_t number, bool key_frame) const {
  const size_t average = encoding.height <= 180 ? 620 : encoding.height <= 360 ? 2'000 : 5'800;
  const size_t varied = average * (67 + (number * 2'654'435'761u >> 20) % 67) / 100;
  return key_frame ? varied * 4 : varied;
}

void Publisher::send_reports() {
  const base::Instant now = events_.now();
  base::Bytes compound;
  each_stream([&](SentStream& stream) {
    if (!stream.is_empty()) stream.report(clock_.to_ntp(now), now).append(compound);
  });
  if (!compound.empty()) send_rtcp_(compound);
  report_timer_.set(next_report_ += kReportInterval);
}

template <typename Visit>
void Publisher::each_stream(Visit visit) {
  for (SentStream& stream : sound_) visit(stream);
  for (Encoding& encoding : camera_) visit(encoding.stream);
}

void Publisher::receive(const rtcp::PacketView& packet) {
  switch (rtcp::kind_of(packet)) {
    case rtcp::Kind::kNack:
      if (const auto nack = rtcp::Nack::parse(packet))
        nack->for_each_lost([&](uint16_t number) { resend(nack->media_ssrc, number); });
      return;
    case rtcp::Kind::kPli:
      if (const auto pli = rtcp::Pli::parse(packet)) want_key_frame(pli->media_ssrc);
      return;
    case rtcp::Kind::kFir:
      if (const auto fir = rtcp::Fir::parse(packet))
        for (const auto& request : fir->requests) want_key_frame(request.ssrc);
      return;
    case rtcp::Kind::kReceiverReport:
      if (const auto report = rtcp::ReceiverReport::parse(packet))
        for (const rtcp::ReportBlock& block : report->reports) {
          each_stream([&](SentStream& stream) {
            if (stream.identity().ssrc == block.ssrc) stream.known();
          });
          if (const auto measured = rtcp::round_trip_time(clock_.to_ntp(events_.now()).compact(),
                                                          block.last_sr, block.delay_since_last_sr))
            round_trip_ = (round_trip_ * 7 + *measured) / 8;
        }
      return;
    case rtcp::Kind::kTransportFeedback:
      if (const auto feedback = rtcp::TransportFeedback::parse(packet))
        feedback->for_each_status([&](uint16_t, const std::optional<base::Duration>& arrival) {
          ++(arrival ? counters_.feedback_received : counters_.feedback_lost);
        });
      return;
    default:
      return;
  }
}

void Publisher::want_key_frame(uint32_t ssrc) {
  ++counters_.key_frame_requests;
  for (Encoding& encoding : camera_)
    if (encoding.stream.identity().ssrc == ssrc) encoding.key_frame_wanted = true;
}

void Publisher::resend(uint32_t ssrc, uint16_t sequence_number) {
  ++counters_.nacked;
  for (Encoding& encoding : camera_) {
    if (encoding.stream.identity().ssrc != ssrc) continue;
    if (const auto packet = encoding.stream.again(sequence_number, transport_number_)) {
      ++transport_number_;
      ++counters_.retransmitted;
      send_rtp_(*packet);
    }
  }
}

}  // namespace sim
