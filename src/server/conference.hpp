// Where the domain meets signalling and media: takes what browsers, standard clients and media
// workers say, asks the room, and tells everybody concerned. The only file that knows rooms and
// peer connections at once.
//
// Plain calls on one thread (the control thread), time as an argument, everything that leaves goes
// through the ports: the simulator runs it as it is. Split by topic: conference.cpp (rooms and the
// delivery of their events), conference_signalling.cpp (messages of a connection),
// conference_media.cpp (offers, slots, speakers), conference_api.cpp (the HTTP API),
// conference_invitations.cpp (personal links), conference_guessing.cpp (codes),
// conference_streams.cpp (WHIP and WHEP), conference_operator.cpp (the administrator's page),
// conference_relay.cpp (credentials of the relay).
//
// A seat is a person in a room as the room sees it, plus what belongs to it here: the connection
// (gone while the line is lost) and the media session (which outlives the connection).
#pragma once

#include <deque>
#include <expected>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "domain/attempt_limits.hpp"
#include "domain/room.hpp"
#include "net/sealer.hpp"
#include "proto/turn/credentials.hpp"
#include "server/negotiation.hpp"
#include "server/now.hpp"
#include "server/placement.hpp"
#include "server/ports.hpp"
#include "server/recent_chat.hpp"
#include "server/ticket.hpp"
#include "signalling/message.hpp"

namespace server {

struct ConferenceSettings {
  domain::Policy policy;
  std::string public_url;  // without a slash at the end
  NegotiationSettings negotiation;
  size_t max_rooms = 10'000;
  bool limit_loopback = false;  // the limit of new rooms holds for this machine too
  // Peers of one room that stay on its home worker before further ones go to others.
  size_t peers_on_home = 100;
  std::vector<std::string> relay_urls{};  // empty: no relay
  turn::Key relay_key{};
};

// Who asks over HTTP: an address, or the /64 of one. People of one house share it. Limits count by
// it, bars keep a hash of it; it is stored nowhere else.
using Source = std::string;

struct NewRoom {
  std::string name{};
  std::string own_name{};  // of the moderator; may be empty
  domain::CreatorIs creator = domain::CreatorIs::kUnknown;
  // Which account, in a form that is never given out twice; whoever is signed in there moderates
  // the room also when the token has expired. Empty: none.
  std::string account{};
  std::optional<domain::Appointment> appointment{};
  size_t personal_links = 0;  // wanted; made where one enters by them alone
  Source source{};
};
struct JoinRequest {
  std::string name{};
  std::string code{};
  std::string pin{};
  std::string moderator_token{};  // of this room: one joins as moderator, under a name of one's own
  std::string invitation{};       // the token of a personal link
  std::string account{};          // signed in there, as in NewRoom
  bool is_organiser = false;      // signed in
  Source source{};
};
struct CreatedRoom {
  domain::RoomView room;
  std::string link;
  std::string token;  // the moderator's
  std::vector<std::string> personal_links{};
};
struct JoinedRoom {
  std::string token;
  domain::SeatState state = domain::SeatState::kInside;
};
struct ModeratorsData {
  std::string name;
  std::string code;  // empty: none
  std::optional<domain::Appointment> appointment;
};
struct FoundRoom {
  domain::RoomId id;
  std::string link;
  std::string token;
};
struct StartedStream {
  std::string resource;  // the last part of its Location
  std::string answer;    // SDP
};
enum class StreamKind : uint8_t { kPublish, kReceive };  // WHIP, WHEP
// What the operator may see of a room: nothing that is said in it, no code, nobody's name.
struct RoomSummary {
  domain::RoomId id;
  std::string name;
  domain::RoomState state = domain::RoomState::kOpen;
  size_t inside = 0;
  size_t waiting = 0;
  base::UnixTime created_at{};
};
struct RoomSearch {
  std::string name_part{};  // as typed; empty: every room
  size_t offset = 0;
  size_t limit = 100;
};
struct RoomPage {
  std::vector<RoomSummary> rooms;
  size_t total = 0;  // that were found
};

template <typename T>
using Reply = std::function<void(std::expected<T, domain::Refusal>)>;

class Conference {
 public:
  Conference(ConferenceSettings settings, MediaPlane& media, Browsers& browsers, RoomStore& store,
             const net::Sealer& sealer, base::Random& random);
  ~Conference();

  // Rooms as they were stored; once, at the start.
  void restore(const Now& now, std::vector<domain::RoomRecord> records);

  // HTTP API. Replies come at once or when the store has answered.
  void create_room(const Now& now, const NewRoom& wanted, Reply<CreatedRoom> reply);
  void join(const Now& now, const domain::RoomId& room, const JoinRequest& request,
            Reply<JoinedRoom> reply);
  // Back to a room of which one knows the name, the code and the PIN (R33). Whatever of them is
  // wrong, the refusal is the same.
  void come_back(const Now& now, std::string_view room_name, const JoinRequest& request,
                 Reply<FoundRoom> reply);
  std::expected<ModeratorsData, domain::Refusal> data_for_moderator(const Now& now,
                                                                    const domain::RoomId& room,
                                                                    std::string_view token);
  std::optional<domain::RoomView> describe(const domain::RoomId& room) const;
  // New personal links, for who moderates (R13); good as soon as they come back.
  void invite(const Now& now, const domain::RoomId& room, std::string_view token, size_t count,
              Reply<std::vector<std::string>> reply);
  // The rooms that this account has made.
  std::vector<domain::RoomView> rooms_of(std::string_view account) const;
  bool is_owned_by(const domain::RoomId& room, std::string_view account) const;
  void end_room(const Now& now, const domain::RoomId& room, std::string_view token,
                Reply<void> reply);
  std::expected<StartedStream, domain::Refusal> start_stream(const Now& now, StreamKind kind,
                                                             const domain::RoomId& room,
                                                             std::string_view token,
                                                             std::string_view offer);
  std::expected<void, domain::Refusal> end_stream(const Now& now, std::string_view resource,
                                                  std::string_view token);
  std::string link_of(const domain::RoomId& room) const;
  bool creates_on_join() const;

  // The operator (R65). While the service is closed nobody creates a room and nobody takes a new
  // seat: kClosed. Resume tickets are good all the same, so that running conferences end in peace.
  void close_service(std::optional<std::string> notice) { closed_ = std::move(notice); }
  // The notice for everybody; nothing while the service is open.
  const std::optional<std::string>& closed_notice() const { return closed_; }
  // Where most people are first.
  RoomPage list_rooms(const RoomSearch& search) const;
  void end_room_as_operator(const Now& now, const domain::RoomId& room, Reply<void> reply);
  // Every room with somebody inside or waiting; replies how many, once all are gone from the disk.
  void end_running_rooms(const Now& now, Reply<size_t> reply);

  // From now on answers and credentials of the relay name these: the public address has changed.
  void announce(std::vector<base::Endpoint> candidates, std::vector<std::string> relay_urls);

  // Signalling.
  void opened(net::ConnectionId connection);
  void received(const Now& now, net::ConnectionId connection,
                const signalling::ClientMessage& message);
  void closed(const Now& now, net::ConnectionId connection);
  // The server stops: everybody is told to come back.
  void say_goodbye();

  // Media.
  void on_media_event(const Now& now, const sfu::WorkerEvent& event);

  void on_timeout(const Now& now);
  base::Instant next_timeout() const;

  struct Counts {
    size_t rooms = 0;
    size_t people = 0;
    size_t waiting = 0;
    size_t peers = 0;
  };
  Counts counts() const;

 private:
  struct OpenRoom;

  struct MediaSession {
    sfu::WorkerIndex worker = 0;
    bool connected = false;
    NegotiationState negotiation;
    std::optional<domain::Media> switched;  // what the worker was told that is sent
    // As told last, one per source; told again when the line is back.
    std::map<signalling::SourceKind, signalling::Watched> watched;
    sfu::PeerId peer() const { return negotiation.setup.peer; }
  };
  struct Seat {
    OpenRoom* room = nullptr;
    domain::PersonId person;
    uint64_t key = 0;                     // of its tickets
    std::optional<uint32_t> proved_code;  // by the token with which it was taken
    std::string invitation;               // key of the personal link, likewise
    net::ConnectionId connection;         // none while the line is lost, and for streams
    bool welcomed = false;        // this connection has its Welcome; no event goes out before
    uint32_t last_number = 0;     // of the events sent to it
    std::string stream_resource;  // of WHIP and WHEP seats
    std::optional<MediaSession> media;
    uint32_t ended_connection = 0;  // whose media the worker has given up; 0: none
    std::vector<sfu::WantedPicture> wanted;
    signalling::Slots slots;  // as told last; told again when the line is back
  };
  struct OpenRoom {
    explicit OpenRoom(domain::Room its_room)
        : room(std::move(its_room)), created_at(room.record().created_at) {}
    domain::Room room;
    // Tickets of a former room of this name are not good for this one.
    const base::UnixTime created_at;
    std::map<domain::PersonId, Seat> seats;
    sfu::RoomId media_id;
    sfu::WorkerIndex home = 0;
    size_t saves_pending = 0;
    bool last_save_failed = false;
    RecentChat chat;
    std::deque<std::function<void()>> after_saves;  // deliveries that wait for the disk
    // Keys of seats that were removed or rejected: their tickets are void while the room lives.
    std::deque<uint64_t> revoked;
  };

  // conference.cpp
  OpenRoom* find_room(const domain::RoomId& id);
  const OpenRoom* find_room(const domain::RoomId& id) const;
  std::expected<OpenRoom*, domain::Refusal> add_room(const Now& now, domain::RoomId id,
                                                     std::string_view name, const Source& source,
                                                     domain::Arrangement arrangement = {});
  // The room that the ticket is for, unless it is void.
  std::expected<OpenRoom*, domain::Refusal> room_of(const Ticket& ticket);
  // The room decides, everybody concerned is told.
  std::expected<void, domain::Refusal> apply(const Now& now, OpenRoom& room,
                                             const domain::Actor& actor,
                                             const domain::Command& command);
  void deliver(const Now& now, OpenRoom& room, const domain::Events& events);
  void deliver_now(OpenRoom& room, const domain::Event& event);
  void deliver_to(OpenRoom& room, Seat& seat, const domain::Fact& fact);
  void save(OpenRoom& room, std::function<void(bool)> done);
  void remove(const domain::RoomId& id, OpenRoom* room);
  void saved(OpenRoom& room, bool stored);
  void store_again(const Now& now);
  void after_saves(OpenRoom& room, std::function<void()> work);
  void work_off(OpenRoom& room);
  void bury(OpenRoom& room);
  void clear_graveyard();
  void end_if_stream(const Now& now, OpenRoom& room, domain::PersonId person);
  void end_streams_of(const Now& now, OpenRoom& room, uint64_t seat_key);
  void make_seat(OpenRoom& room, domain::PersonId person);
  void end_seat(OpenRoom& room, domain::PersonId person, domain::Departure why);
  void tell_end(Seat& seat, signalling::EndReason why);            // and closes its connection
  void send_event(Seat& seat, signalling::ServerMessage message);  // numbered
  void send_state(Seat& seat, signalling::ServerMessage message);
  Seat* seat_of(net::ConnectionId connection);

  // conference_api.cpp
  // The room, for who holds a moderator's token of it, or moderates it at this moment.
  std::expected<OpenRoom*, domain::Refusal> moderated_room(const Now& now, const domain::RoomId& id,
                                                           std::string_view token);
  std::string token_for(const Now& now, const OpenRoom& room, const domain::Enter& enter);
  // For a moderator inside: what shows the HTTP API that she moderates.
  std::string proof_of(const Now& now, const Seat& seat);
  void end_as(const Now& now, OpenRoom& room, const domain::Actor& actor, Reply<void> reply);

  // conference_operator.cpp
  static constexpr domain::Refusal kServiceClosed{domain::RefusalCode::kClosed,
                                                  "the operator has closed the service"};

  // conference_invitations.cpp
  domain::InvitationKey key_of(std::string_view invitation) const;
  std::string owner_of(std::string_view account) const;
  std::string personal_link(const domain::RoomId& room, std::string_view token) const;

  // conference_guessing.cpp
  static constexpr domain::Refusal kTooManyTries{domain::RefusalCode::kTooFast,
                                                 "too many wrong codes"};
  std::expected<domain::SeatState, domain::Refusal> try_to_enter(const Now& now, OpenRoom& room,
                                                                 const domain::Enter& enter,
                                                                 const Source& source);
  void note_wrong_code(const Now& now, OpenRoom& room, const Source& source);
  domain::BarKey place_of(const Source& source) const;

  // conference_signalling.cpp
  void on_hello(const Now& now, net::ConnectionId connection, uint32_t id,
                const signalling::Hello& hello);
  void resume(const Now& now, Seat& seat, net::ConnectionId connection, uint64_t chat_seen);
  std::expected<Seat*, domain::Refusal> take_seat(const Now& now, OpenRoom& room,
                                                  const Ticket& ticket, domain::Role role,
                                                  net::ConnectionId connection, uint64_t key,
                                                  bool unattended);
  void welcome_after_saves(const Now& now, const Seat& seat, bool resumed, domain::Seated seen);
  void welcome(const Now& now, Seat& seat, bool resumed, const domain::Seated& seen);
  void on_body(const Now& now, Seat& seat, uint32_t id, const signalling::Hello& hello);
  void on_body(const Now& now, Seat& seat, uint32_t id, const signalling::Offer& offer);
  void on_body(const Now& now, Seat& seat, uint32_t id, const signalling::View& view);
  void on_body(const Now& now, Seat& seat, uint32_t id, const signalling::GetAccessData&);
  void on_body(const Now& now, Seat& seat, uint32_t id, const signalling::GetRelay&);
  void on_body(const Now& now, Seat& seat, uint32_t id, const signalling::Ping&);
  template <typename DomainCommand>
  void on_body(const Now& now, Seat& seat, uint32_t id, const DomainCommand& command);
  void refuse(net::ConnectionId connection, uint32_t id, const domain::Refusal& refusal);
  void answer_done(net::ConnectionId connection, uint32_t id);
  Seat* seat_with(OpenRoom& room, uint64_t key);

  // conference_relay.cpp
  std::optional<signalling::Relay> relay_for(const Seat& seat);
  sfu::WorkerIndex expected_worker(const Seat& seat) const;

  // conference_media.cpp
  std::expected<std::string, NegotiationError> negotiate_for(Seat& seat, uint32_t connection,
                                                             std::string_view offer,
                                                             const SectionKinds& kinds,
                                                             bool follows_speaker);
  void end_media(Seat& seat);
  void switch_sources(Seat& seat, const domain::Media& media);
  void tell_wanted(Seat& seat);
  void send_media_states(Seat& seat);
  void on_event(const Now& now, const sfu::PeerConnected& event);
  void on_event(const Now& now, const sfu::PeerEnded& event);
  void on_event(const Now& now, const sfu::SlotsChanged& event);
  void on_event(const Now& now, const sfu::SpeakersChanged& event);
  void on_event(const Now& now, const sfu::WatchedChanged& event);
  Seat* seat_of(sfu::PeerId peer);

  ConferenceSettings settings_;
  MediaPlane& media_;
  Browsers& browsers_;
  RoomStore& store_;
  const net::Sealer& sealer_;
  base::Random& random_;

  std::optional<std::string> closed_;
  std::unordered_map<domain::RoomId, std::unique_ptr<OpenRoom>> rooms_;
  // Who a connection, peer or stream belongs to. A connection without a seat has not said hello
  // yet.
  std::unordered_map<net::ConnectionId, Seat*> connections_;
  std::unordered_map<sfu::PeerId, Seat*> peers_;
  std::unordered_map<sfu::RoomId, OpenRoom*> media_rooms_;
  std::unordered_map<std::string, Seat*> streams_;
  // The newcomer being seated; set around Room::apply(Enter).
  struct Arrival {
    net::ConnectionId connection;
    uint64_t key = 0;
    std::optional<uint32_t> proved_code;
    std::string invitation;
    Seat* seat = nullptr;  // made by the Seated event
  };
  Arrival* arrival_ = nullptr;
  // Deleted rooms whose last deliveries still wait for the disk.
  std::vector<std::unique_ptr<OpenRoom>> graveyard_;
  base::Instant next_tick_{};
  base::Instant store_again_at_{};
  std::set<domain::RoomId> undeleted_;  // gone, but the disk did not say so yet
  // Wrong codes and PINs: of one source, of one room, and who tried at which room.
  domain::AttemptLimits wrong_of_source_{{10, std::chrono::minutes(1)}};
  domain::AttemptLimits wrong_of_room_{{30, std::chrono::hours(1)}};
  domain::AttemptLimits wrong_here_{{1, std::chrono::hours(1)}};
  domain::AttemptLimits created_{{10, std::chrono::minutes(1)}};  // of one source
  Placement placement_;
  turn::CredentialIssuer relay_credentials_;
  base::Instant latest_{};  // of the calls: when what is delivered later was decided
  SourceIds source_ids_;
  uint64_t last_peer_ = 0;
  uint64_t last_media_room_ = 0;
};

}  // namespace server
