// The operator's pages over HTTP (docs/api.md, R16):
//
//   GET /api/pages                       which there are, with languages and version
//   GET /api/pages/{name}?language=de|en the Markdown
//
// The folder is read on the job thread when somebody asks and what was read last is older than
// kFresh: a change shows without a restart, and a flood of requests reads once in two seconds. Who
// asks while it is read gets what was read before; only before the first reading has ended they
// wait, as many as there are open connections, which net limits.
//
// Control thread.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "net/http_server.hpp"
#include "server/job_thread.hpp"
#include "server/now.hpp"
#include "server/operator_pages.hpp"

namespace server {

class PagesApi {
 public:
  static constexpr std::chrono::seconds kFresh{2};

  // `jobs` outlives this.
  PagesApi(std::filesystem::path folder, Jobs& jobs) : folder_(std::move(folder)), jobs_(jobs) {}

  static bool takes(std::string_view path);
  void handle(const Now& now, const net::HttpRequest& request, const net::HttpResponder& responder);

 private:
  using Answer = std::function<net::HttpResponse(const OperatorPages& pages)>;
  struct Waiting {
    Answer answer;
    net::HttpResponder responder;
  };

  void ask(const Now& now, Answer answer, const net::HttpResponder& responder);
  void take(base::Instant asked_at, OperatorPages pages);

  const std::filesystem::path folder_;
  Jobs& jobs_;
  OperatorPages pages_;
  base::Instant read_at_{};  // when the reading of pages_ was asked for
  bool has_read_ = false;
  bool reading_ = false;
  std::vector<Waiting> waiting_;
};

}  // namespace server
