// A request below /api/admin after the gate (admin_api.hpp): the session is an administrator's.
#pragma once

#include <string_view>

#include "accounts/account.hpp"
#include "net/http_server.hpp"
#include "server/json_answer.hpp"
#include "server/now.hpp"

namespace server {

struct AdminRequest {
  Now now;
  std::string administrator;  // her login
  const net::HttpRequest& http;
  const net::HttpResponder& responder;
  std::string_view rest;  // of the path, after the part that named the topic: "", "/x", "/x/y"

  void answer(net::HttpResponse response) const { responder.respond(std::move(response)); }
  void refuse(const domain::Refusal& refusal) const { answer(json_error(refusal)); }
};

inline constexpr domain::Refusal kNoSuchAddress{domain::RefusalCode::kNoSuchRoom,
                                                "no such address"};
inline constexpr domain::Refusal kNotStored{domain::RefusalCode::kOverloaded,
                                            "the store did not take it"};

// ?search=…&offset=…&limit=…, so that no answer is ever large.
struct AdminSearch {
  static constexpr size_t kPage = 100;
  static constexpr size_t kLargestPage = 500;
  std::string text;
  size_t offset = 0;
  size_t limit = kPage;
};
AdminSearch search_of(const net::HttpRequest& request);

}  // namespace server
