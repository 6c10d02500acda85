// /metrics: sums over the whole server in the Prometheus text format. No names, no addresses, no
// rooms: nothing here says who met whom.
#pragma once

#include <memory>
#include <span>
#include <string>

#include "net/http_server.hpp"
#include "server/conference.hpp"
#include "server/connection_tests.hpp"
#include "server/media_worker.hpp"

namespace server {

// Everything that is counted, at one moment.
struct MetricsInput {
  Conference::Counts conference;
  ConnectionTests::Counts tests;
  net::HttpServer::Counters http;
  std::span<const MediaWorkerReport> workers;
};

std::string metrics_text(const MetricsInput& input);

}  // namespace server
