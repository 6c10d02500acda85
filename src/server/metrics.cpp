#include "server/metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

namespace server {

namespace {

using Labels = std::map<std::string, std::string>;

// A registry filled for one answer: the sums are kept where the work is done, not here.
class Page {
 public:
  void gauge(const std::string& name, const std::string& help, double value) {
    gauges(name, help).Add({}).Set(value);
  }
  prometheus::Family<prometheus::Gauge>& gauges(const std::string& name, const std::string& help) {
    return prometheus::BuildGauge().Name(name).Help(help).Register(registry_);
  }
  prometheus::Family<prometheus::Counter>& counters(const std::string& name,
                                                    const std::string& help) {
    return prometheus::BuildCounter().Name(name).Help(help).Register(registry_);
  }
  void counter(const std::string& name, const std::string& help, uint64_t value) {
    counters(name, help).Add({}).Increment(static_cast<double>(value));
  }
  std::string text() const { return prometheus::TextSerializer().Serialize(registry_.Collect()); }

 private:
  prometheus::Registry registry_;
};

// Sums over all receivers, without names.
void add_lines(Page& page, const sfu::LineReport& lines) {
  page.gauge("plenum_media_lines", "Receivers.", static_cast<double>(lines.receivers));
  page.gauge("plenum_media_lines_estimated", "Receivers whose line is estimated.",
             static_cast<double>(lines.estimated));
  page.gauge("plenum_media_line_estimate_bits", "Estimates of their lines, bits per second.",
             lines.estimate_bps);
  page.gauge("plenum_media_line_granted_bits", "What pictures are given of them.",
             lines.granted_bps);
  page.gauge("plenum_media_line_sent_bits", "What was sent to all receivers in the last second.",
             lines.sent_bps);
  page.gauge("plenum_media_slots_paused", "Pictures that a line has no room for.",
             static_cast<double>(lines.paused));
  page.gauge("plenum_media_waiting_bytes", "Bytes that wait in pacers.",
             static_cast<double>(lines.waiting_bytes));
  page.gauge("plenum_media_line_round_trip_seconds", "Round trips of all receivers, added up.",
             static_cast<double>(lines.round_trip.count()) / 1e6);
  page.gauge("plenum_media_line_loss", "Shares that their lines lose, added up.", lines.lost);
  auto& pictures =
      page.gauges("plenum_media_pictures", "Pictures granted, by layer (0: smallest).");
  for (size_t layer = 0; layer < lines.layers.size(); ++layer)
    pictures.Add({{"layer", std::to_string(layer)}}).Set(static_cast<double>(lines.layers[layer]));
}

void add_repairs(Page& page, std::span<const MediaWorkerReport> workers) {
  const auto add = [&](const std::string& name, const std::string& help, sfu::PacketEvent event) {
    uint64_t sum = 0;
    for (const MediaWorkerReport& worker : workers) sum += worker.sfu.drops.of(event);
    page.counter(name, help, sum);
  };
  using enum sfu::PacketEvent;
  add("plenum_media_sound_restored_total",
      "Packets of sound lost on the way in and made good by the copy in the next (RED).",
      kSoundRestored);
  add("plenum_media_packets_reported_lost_total", "Packets that did not reach their receivers.",
      kReportedLost);
  add("plenum_media_packets_sent_again_total", "Repairs sent to receivers that asked for them.",
      kSentAgain);
  add("plenum_media_key_frames_wanted_total",
      "Receivers' requests for a key frame: a picture stands still.", kKeyFrameWanted);
  add("plenum_media_key_frames_asked_total", "Key frames asked of publishers.", kKeyFrameAsked);
}

void add_media(Page& page, std::span<const MediaWorkerReport> workers) {
  MediaWorkerReport sum;
  for (const MediaWorkerReport& worker : workers) {
    sum.sfu.datagrams_received += worker.sfu.datagrams_received;
    sum.sfu.packets_routed += worker.sfu.packets_routed;
    sum.sfu.datagrams_handed_over += worker.sfu.datagrams_handed_over;
    sum.relay.allocations += worker.relay.allocations;
    sum.relay.streams += worker.relay.streams;
    sum.relay.turn.refused += worker.relay.turn.refused;
    sum.relay.turn.dropped += worker.relay.turn.dropped;
    sum.sfu.lines += worker.sfu.lines;
    sum.udp.sent += worker.udp.sent;
    sum.udp.send_messages += worker.udp.send_messages;
    sum.udp.dropped_full += worker.udp.dropped_full;
    sum.udp.dropped_error += worker.udp.dropped_error;
  }
  page.gauge("plenum_media_workers", "Media workers.", static_cast<double>(workers.size()));
  page.counter("plenum_media_datagrams_received_total", "Datagrams received on the media port.",
               sum.sfu.datagrams_received);
  page.counter("plenum_media_datagrams_sent_total", "Datagrams sent from the media port.",
               sum.udp.sent);
  page.counter("plenum_media_send_messages_total",
               "Messages given to the kernel for them; fewer where segmentation is offloaded.",
               sum.udp.send_messages);
  page.counter("plenum_media_packets_routed_total", "Packets of sources that reached their router.",
               sum.sfu.packets_routed);
  page.counter("plenum_media_handed_over_total", "Datagrams passed to the worker of their peer.",
               sum.sfu.datagrams_handed_over);
  page.counter("plenum_media_send_dropped_total", "Datagrams that the kernel did not take.",
               sum.udp.dropped_full + sum.udp.dropped_error);
  page.gauge("plenum_relay_allocations", "Relayed addresses in use.",
             static_cast<double>(sum.relay.allocations));
  page.gauge("plenum_relay_streams", "Clients of the relay over TCP or TLS.",
             static_cast<double>(sum.relay.streams));
  page.counter("plenum_relay_refused_total", "Requests to the relay answered with an error.",
               sum.relay.turn.refused);
  page.counter("plenum_relay_dropped_total", "Messages to the relay that got no answer.",
               sum.relay.turn.dropped);
  add_lines(page, sum.sfu.lines);
  add_repairs(page, workers);
  auto& dropped = page.counters("plenum_media_dropped_total", "Packets dropped, by reason.");
  for (size_t i = 0; i < static_cast<size_t>(sfu::DropReason::kCount); ++i) {
    const auto reason = static_cast<sfu::DropReason>(i);
    uint64_t count = 0;
    for (const MediaWorkerReport& worker : workers) count += worker.sfu.drops.of(reason);
    dropped.Add({{"reason", std::string(sfu::name(reason))}}).Increment(static_cast<double>(count));
  }
}

}  // namespace

std::string metrics_text(const MetricsInput& input) {
  Page page;
  page.gauge("plenum_rooms", "Rooms that exist.", static_cast<double>(input.conference.rooms));
  page.gauge("plenum_people", "People inside rooms.", static_cast<double>(input.conference.people));
  page.gauge("plenum_people_waiting", "People in waiting rooms.",
             static_cast<double>(input.conference.waiting));
  page.gauge("plenum_peers", "Peer connections.", static_cast<double>(input.conference.peers));
  page.gauge("plenum_http_connections", "Open HTTP and WebSocket connections.",
             static_cast<double>(input.http.open));
  page.counter("plenum_http_requests_total", "HTTP requests answered.", input.http.requests);
  page.counter("plenum_http_refused_total", "HTTP requests and connections refused.",
               input.http.refused_full + input.http.refused_rate + input.http.refused_request);
  page.gauge("plenum_connection_tests_running", "Browsers that test their line.",
             static_cast<double>(input.tests.running));
  page.counter("plenum_connection_tests_total", "Connection tests.", input.tests.started);
  page.counter("plenum_connection_tests_refused_total",
               "Connection tests over the limit of one address, or of all.", input.tests.refused);
  add_media(page, input.workers);
  return page.text();
}

}  // namespace server
