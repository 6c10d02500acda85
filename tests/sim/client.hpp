// One participant, from the link to the call: asks for a token, says hello, offers, connects, sends
// and receives. What a browser with our web client does, without the browser.
//
// Lives as long as its simulation; what happens to it is said by the calls below.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/media_connection.hpp"
#include "sim/publisher.hpp"
#include "sim/receiver.hpp"
#include "sim/signalling_line.hpp"

namespace sim {

struct ClientSettings {
  PublisherPlan sends;
  size_t video_slots = 9;
  size_t sound_slots = 12;
  bool redundant_sound = false;  // offers RED, as Chromium does; Firefox does not
  uint32_t view_height = 360;    // of everybody's camera, until look_at()
  base::Duration signalling_delay = std::chrono::milliseconds(25);
};

class Client {
 public:
  Client(EventQueue& events, SimulatedServer& server, Host& host, uint32_t id, uint64_t seed,
         ClientSettings settings);

  void join(const std::string& room);
  void leave();
  // Power cut: nobody is told.
  void vanish();
  // The WebSocket breaks, media does not.
  void lose_signalling();
  // A new WebSocket with the resume ticket. When the seat is gone, a new one and new media.
  void resume();
  // From now on this and nothing else, most important first.
  void look_at(std::vector<signalling::Wanted> wanted);
  // As at the beginning.
  void look_at_all();
  // Whatever a client of somebody else might say, beside our own reports.
  void say_rtcp(base::BytesView compound) {
    if (is_connected()) media_->send_rtcp(compound);
  }

  uint32_t id() const { return publisher_.id(); }
  const std::string& name() const { return name_; }
  Host& host() { return host_; }
  const Host& host() const { return host_; }
  Publisher& publisher() { return publisher_; }
  const Publisher& publisher() const { return publisher_; }
  const Receiver& receiver() const { return receiver_; }

  bool is_connected() const { return media_ && media_->is_connected() && !media_failed_; }
  base::Instant connected_at() const { return connected_at_; }
  domain::PersonId person() const { return self_; }
  bool was_resumed() const { return resumed_; }
  size_t answers() const { return answers_; }
  const std::map<uint32_t, domain::Person>& people() const { return people_; }
  const signalling::Slots& slots() const { return slots_; }
  const signalling::Speakers& speakers() const { return speakers_; }
  size_t frames() const { return line_ ? line_->frames() : 0; }  // that this connection has brought
  const std::optional<signalling::EndReason>& ended() const { return ended_; }
  // Offers so far: more than one after a failed connection or a lost seat.
  uint32_t connections() const { return connections_; }
  // Refusals and failed joins.
  const std::vector<std::string>& refusals() const { return refusals_; }

 private:
  void open_line(const signalling::Hello& hello);
  void say(decltype(signalling::ClientMessage::body) body);
  void on_message(const signalling::ServerMessage& message);
  void on(const signalling::Welcome& welcome);
  void on(const signalling::Admitted& admitted);
  void on(const signalling::Answer& answer);
  void on(const domain::PersonJoined& joined) { person_changed(joined.person); }
  void on(const domain::PersonChanged& changed) { person_changed(changed.person); }
  void on(const domain::PersonLeft& left);
  void on(const signalling::RoomChanged&) {}
  void on(const signalling::SentToWait&) { vanish_media(); }
  void on(const signalling::AccessData&) {}
  void on(const signalling::GuessingLocked&) {}
  void on(const domain::TextTyped&) {}
  void on(const domain::PollChanged&) {}
  void on(const domain::PollRemoved&) {}
  void on(const signalling::Relay&) {}
  void on(const domain::AskedToSwitchOn&) {}
  void on(const signalling::ChatSaid&) {}
  void on(const domain::Reacted&) {}
  void on(const signalling::Slots& slots) { slots_ = slots; }
  void on(const signalling::Speakers& speakers) { speakers_ = speakers; }
  void on(const signalling::Watched& watched) {
    if (watched.connection == connections_) publisher_.send_only(watched.rids);
  }
  void on(const signalling::Ended& ended);
  void on(const signalling::Done&) {}
  void on(const signalling::Refused& refused);
  void enter(const std::vector<domain::Person>& people);
  void person_changed(const domain::Person& person);
  void look_at_everybody();
  void offer();
  void on_connected();
  void on_failed();
  void reconnect();
  void on_rtcp(base::BytesView compound);
  void on_tick();
  void stop_media();
  void vanish_media();
  // Before media is tried anew.
  static constexpr base::Duration kRetry = std::chrono::milliseconds(500);

  EventQueue& events_;
  SimulatedServer& server_;
  Host& host_;
  base::SeededRandom random_;
  const ClientSettings settings_;
  const std::string name_;

  std::unique_ptr<SignallingLine> line_;
  std::unique_ptr<MediaConnection> media_;
  Publisher publisher_;
  Receiver receiver_;
  Timer tick_;
  std::vector<std::string> sending_mids_;
  std::vector<std::string> video_mids_;
  std::vector<std::string> sound_mids_;
  rtp::ExtensionMap extensions_;
  bool sends_redundancy_ = false;

  domain::PersonId self_;
  std::string resume_ticket_;
  bool resumed_ = false;
  uint32_t last_message_ = 0;
  uint32_t connections_ = 0;
  bool media_failed_ = false;
  size_t answers_ = 0;
  base::Instant connected_at_ = base::kNever;
  std::map<uint32_t, domain::Person> people_;
  signalling::Slots slots_;
  signalling::Speakers speakers_;
  bool looks_at_everybody_ = true;
  std::optional<signalling::EndReason> ended_;
  std::vector<std::string> refusals_;
};

}  // namespace sim
