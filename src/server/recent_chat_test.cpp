#include "server/recent_chat.hpp"

#include <gtest/gtest.h>

namespace server {
namespace {

constexpr base::UnixTime kTime{std::chrono::seconds{1'795'280'709}};

TEST(RecentChat, KeepsTheLatestWithinItsBounds) {
  RecentChat chat;
  for (size_t n = 0; n < RecentChat::kMost + 10; ++n)
    chat.add({{1}, {2}}, {.from = {1}, .name = "Anna", .to = {}, .text = "x"}, kTime);
  EXPECT_EQ(chat.since(0, {2}).size(), RecentChat::kMost);
  EXPECT_EQ(chat.since(0, {2}).front().order, 11u);
  const std::string long_text(RecentChat::kMostBytes / 4, 'x');
  for (int n = 0; n < 10; ++n)
    chat.add({{1}}, {.from = {1}, .name = "Anna", .to = {}, .text = long_text}, kTime);
  EXPECT_EQ(chat.since(0, {1}).size(), 4u);
}

TEST(RecentChat, IsForThoseToWhomItWasSaid) {
  RecentChat chat;
  const uint64_t first =
      chat.add({{1}, {2}}, {.from = {1}, .name = "A", .to = {}, .text = "a"}, kTime).order;
  chat.add({{1}, {3}}, {.from = {1}, .name = "A", .to = {}, .text = "b"}, kTime);
  EXPECT_EQ(chat.since(first, {2}).size(), 0u);
  EXPECT_EQ(chat.since(first, {3}).size(), 1u);
  EXPECT_EQ(chat.since(first, {3}).front().at, kTime) << "when it was said, not when it is read";
  EXPECT_EQ(chat.since(0, {4}).size(), 0u);
}

}  // namespace
}  // namespace server
