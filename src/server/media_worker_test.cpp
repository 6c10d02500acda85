#include "server/media_worker.hpp"

#include <gtest/gtest.h>

#include "base/instant.hpp"

namespace server {
namespace {

struct IdleWorker {
  dtls::Certificate certificate =
      dtls::Certificate::generate(base::UnixTime(std::chrono::seconds(1'800'000'000)));
  dtls::Context context{certificate};
  sfu::PacketPool pool;
  MediaWorker worker{
      0,
      2,
      std::move(net::UdpPort::open({base::IpAddress::v4(127, 0, 0, 1), 0}, 1)->front()),
      *net::Poller::open(),
      context,
      pool,
      {}};
};

// Its thread does not run, so that nothing is ever taken out.
TEST(MediaWorker, WhatItHasNoRoomForStaysWithTheSender) {
  IdleWorker idle;
  const auto message = [] {
    std::vector<sfu::WorkerMessage> messages;
    messages.push_back(sfu::BranchClosed{{7}});
    return messages;
  };
  std::vector<sfu::WorkerMessage> messages = message();
  size_t taken = 0;
  while (idle.worker.deliver(1, messages)) {
    ASSERT_LT(++taken, 1'000'000u);
    messages = message();
  }
  EXPECT_GT(taken, 0u);
  ASSERT_EQ(messages.size(), 1u);
  EXPECT_EQ(std::get<sfu::BranchClosed>(messages.front()).room, sfu::RoomId{7});
}

}  // namespace
}  // namespace server
