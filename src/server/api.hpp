// The HTTP routes: JSON and SDP in, JSON and SDP out (docs/api.md). Translates between HTTP and the
// conference; decides nothing.
#pragma once

#include <boost/json/object.hpp>
#include <functional>
#include <string>

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
  std::expected<domain::CreatorIs, domain::Refusal> creator_of(const Now& now,
                                                               const net::HttpRequest& request,
                                                               const boost::json::object& body);
  void join(const Now& now, const domain::RoomId& room, const net::HttpRequest& request,
            const net::HttpResponder& responder);
  void come_back(const Now& now, const net::HttpRequest& request,
                 const net::HttpResponder& responder);
  net::HttpResponse describe(const domain::RoomId& room) const;
  void end_room(const Now& now, const domain::RoomId& room, const net::HttpRequest& request,
                const net::HttpResponder& responder);
  net::HttpResponse calendar(const Now& now, const domain::RoomId& room,
                             const net::HttpRequest& request) const;
  net::HttpResponse invite(const Now& now, const domain::RoomId& room,
                           const net::HttpRequest& request);
  net::HttpResponse stream(const Now& now, StreamKind kind, const net::HttpRequest& request);
  net::HttpResponse config() const;

  const Settings settings_;
  Conference& conference_;
  SessionApi& sessions_;
  MailApi& mail_;
  const net::StaticFiles& files_;
  const std::function<std::string()> metrics_;
};

}  // namespace server
