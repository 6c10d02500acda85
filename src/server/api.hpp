// The HTTP routes: JSON and SDP in, JSON and SDP out (docs/api.md). Translates between HTTP and the
// conference; decides nothing. Split by topic: api.cpp (which route, configuration, WHIP and WHEP),
// api_rooms.cpp, api_invitations.cpp.
#pragma once

#include <boost/json/object.hpp>
#include <functional>
#include <string>
#include <vector>

#include "net/http_server.hpp"
#include "net/static_files.hpp"
#include "server/conference.hpp"
#include "server/mail_api.hpp"
#include "server/session_api.hpp"

namespace server {

class Api {
 public:
  struct Settings {
    std::string profile;  // "offen"
    std::string version;
    std::string support;  // whom people ask for help; may be empty
    domain::Policy policy;
  };
  // `metrics` gives the text of /metrics. All outlive this.
  Api(Settings settings, Conference& conference, SessionApi& sessions, MailApi& mail,
      const net::StaticFiles& files, std::function<std::string()> metrics);

  void handle(const Now& now, const net::HttpRequest& request, const net::HttpResponder& responder);

 private:
  void rooms(const Now& now, const net::HttpRequest& request, const net::HttpResponder& responder);
  void create_room(const Now& now, const net::HttpRequest& request,
                   const net::HttpResponder& responder);
  struct RoomWish {
    NewRoom room;
    std::vector<std::string> addresses;  // as typed
  };
  std::expected<RoomWish, domain::Refusal> wish_of(const Now& now, const net::HttpRequest& request,
                                                   const boost::json::object& body) const;
  struct Creator {
    domain::CreatorIs is = domain::CreatorIs::kUnknown;
    std::string account;
  };
  std::expected<Creator, domain::Refusal> creator_of(const Now& now,
                                                     const net::HttpRequest& request,
                                                     const boost::json::object& body);
  net::HttpResponse answer_created(const Now& now, const CreatedRoom& created,
                                   const std::vector<std::string>& to, mail::Language language);
  void join(const Now& now, const domain::RoomId& room, const net::HttpRequest& request,
            const net::HttpResponder& responder);
  void come_back(const Now& now, const net::HttpRequest& request,
                 const net::HttpResponder& responder);
  net::HttpResponse describe(const Now& now, const domain::RoomId& room,
                             const net::HttpRequest& request);
  net::HttpResponse own_rooms(const Now& now, const net::HttpRequest& request);
  void end_room(const Now& now, const domain::RoomId& room, const net::HttpRequest& request,
                const net::HttpResponder& responder);
  net::HttpResponse calendar(const Now& now, const domain::RoomId& room,
                             const net::HttpRequest& request) const;
  void invite(const Now& now, const domain::RoomId& room, const net::HttpRequest& request,
              const net::HttpResponder& responder);
  net::HttpResponse mail_to(const Now& now, Invitations invitations,
                            const std::vector<std::string>& to,
                            const std::vector<std::string>& personal_links);
  net::HttpResponse stream(const Now& now, StreamKind kind, const net::HttpRequest& request);
  net::HttpResponse refused(const domain::Refusal& refusal, boost::json::object more = {}) const;
  net::HttpResponse config() const;

  const Settings settings_;
  Conference& conference_;
  SessionApi& sessions_;
  MailApi& mail_;
  const net::StaticFiles& files_;
  const std::function<std::string()> metrics_;
};

}  // namespace server
