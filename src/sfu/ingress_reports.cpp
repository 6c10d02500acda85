// What ingress tells the publisher: receiver reports, NACKs, key frame requests and transport-wide
// feedback, each when it is due.
#include <algorithm>
#include <span>

#include "base/assert.hpp"
#include "proto/rtcp/compound.hpp"
#include "proto/rtcp/nack.hpp"
#include "proto/rtcp/pli.hpp"
#include "proto/rtcp/receiver_report.hpp"
#include "sfu/egress.hpp"
#include "sfu/ingress.hpp"

namespace sfu {

base::Instant Ingress::next_timeout(base::Duration round_trip) const {
  base::Instant next = transport_feedback_.next_timeout();
  for (const IncomingStream& stream : streams_) {
    if (stream.statistics.has_news()) next = std::min(next, report_due_);
    if (stream.sound()) continue;
    next = std::min({next, stream.nack.next_timeout(round_trip), stream.key_frame.next_timeout()});
  }
  return next;
}

void Ingress::on_timeout(base::Instant now, Egress& egress, base::PacketBatch& out) {
  append_requests(now, egress, out);
  for (const rtcp::TransportFeedback& feedback :
       transport_feedback_.take_due(now, egress.feedback_ssrc())) {
    base::Bytes bytes;
    feedback.append(bytes);
    egress.send_rtcp(bytes, out);
  }
  if (report_due_ <= now) append_reports(now, egress, out);
}

void Ingress::append_requests(base::Instant now, Egress& egress, base::PacketBatch& out) {
  base::Bytes bytes;
  rtcp::CompoundBuilder compound(bytes, Egress::kMaxRtcpSize);
  const auto add = [&](const auto& packet) {
    if (compound.add(packet)) return;
    egress.send_rtcp(bytes, out);
    bytes.clear();
    ASSERT(compound.add(packet));
  };
  for (IncomingStream& stream : streams_) {
    if (stream.sound()) continue;
    std::vector<uint16_t> lost;
    stream.nack.take_due(now, egress.round_trip(), lost);
    const bool is_newest = find_stream(stream.section, stream.layer) == &stream;
    if (stream.nack.take_key_frame_wanted() && is_newest && is_wanted(stream))
      stream.key_frame.want(now);
    if (stream.key_frame.take_due(now)) {
      drops_.count(PacketEvent::kKeyFrameAsked);
      add(rtcp::Pli{.sender_ssrc = egress.feedback_ssrc(), .media_ssrc = stream.ssrc});
    }
    // At worst a pair of four bytes for each lost packet: 250 of them fit.
    for (size_t at = 0; at < lost.size(); at += kLostPerNack) {
      rtcp::Nack nack{
          .sender_ssrc = egress.feedback_ssrc(), .media_ssrc = stream.ssrc, .items = {}};
      nack.add_lost(std::span(lost).subspan(at, std::min(kLostPerNack, lost.size() - at)));
      add(nack);
    }
  }
  if (!bytes.empty()) egress.send_rtcp(bytes, out);
}

void Ingress::append_reports(base::Instant now, Egress& egress, base::PacketBatch& out) {
  rtcp::ReceiverReport report{.sender_ssrc = egress.feedback_ssrc(), .reports = {}};
  const auto flush = [&] {
    if (report.reports.empty()) return;
    report_due_ = now + kReportInterval;
    base::Bytes bytes;
    report.append(bytes);
    egress.send_rtcp(bytes, out);
    report.reports.clear();
  };
  for (IncomingStream& stream : streams_) {
    if (!stream.statistics.has_news()) continue;
    report.reports.push_back(stream.statistics.take_report(stream.ssrc, now));
    if (report.reports.size() == rtcp::kMaxCount) flush();
  }
  flush();
}

}  // namespace sfu
