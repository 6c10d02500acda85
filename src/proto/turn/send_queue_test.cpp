#include "proto/turn/send_queue.hpp"

#include <gtest/gtest.h>

#include <string>

namespace turn {
namespace {

base::Bytes message(char name, size_t size = 10) {
  return base::Bytes(size, static_cast<uint8_t>(name));
}

std::string take(SendQueue& queue, size_t size = 1'000'000) {
  base::Bytes out;
  queue.take(size, out);
  std::string names;
  for (size_t k = 0; k < out.size(); k += 10) names += static_cast<char>(out[k]);
  return names;
}

TEST(SendQueue, SoundDoesNotQueueBehindPictures) {
  SendQueue queue;
  queue.push(Urgency::kPicture, message('P'));
  queue.push(Urgency::kPicture, message('Q'));
  queue.push(Urgency::kUrgent, message('s'));
  queue.push(Urgency::kUrgent, message('t'));
  EXPECT_EQ(take(queue), "stPQ");
  EXPECT_TRUE(queue.empty());
}

TEST(SendQueue, OfPicturesTheOldestGoWhenTheyBecomeTooMany) {
  SendQueue queue;
  queue.set_limit(30);
  for (const char name : {'P', 'Q', 'R', 'S', 'T'}) queue.push(Urgency::kPicture, message(name));
  queue.push(Urgency::kUrgent, message('s'));
  EXPECT_EQ(queue.dropped(), 2u);
  EXPECT_EQ(queue.bytes(), 40u);
  EXPECT_EQ(take(queue), "sRST");
  EXPECT_EQ(queue.bytes(), 0u);
}

TEST(SendQueue, MessagesLeaveWhole) {
  SendQueue queue;
  for (const char name : {'a', 'b', 'c'}) queue.push(Urgency::kUrgent, message(name));
  EXPECT_EQ(take(queue, 15), "ab");
  EXPECT_EQ(take(queue, 0), "");
  EXPECT_EQ(take(queue, 1), "c");
}

TEST(SendQueue, WhatIsUrgentIsBoundedToo) {
  SendQueue queue;
  for (int k = 0; k < 10'000; ++k) queue.push(Urgency::kUrgent, message('s', 1000));
  EXPECT_LE(queue.bytes(), SendQueue::kMaxUrgent);
  EXPECT_GT(queue.dropped(), 9'000u);
}

}  // namespace
}  // namespace turn
