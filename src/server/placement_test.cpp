#include "server/placement.hpp"

#include <gtest/gtest.h>

namespace server {
namespace {

TEST(Placement, ARoomStaysOnItsHomeWorkerUntilThatIsFull) {
  Placement placement(4, 3);
  const sfu::WorkerIndex home = placement.home();
  for (size_t in_room = 0; in_room < 3; ++in_room) EXPECT_EQ(placement.place(home, in_room), home);
  EXPECT_NE(placement.place(home, 3), home);
}

TEST(Placement, FurtherPeersGoWhereTheFewestAre) {
  Placement placement(3, 1);
  EXPECT_EQ(placement.place(0, 0), 0);
  EXPECT_EQ(placement.place(0, 1), 1);
  EXPECT_EQ(placement.place(0, 1), 2);
  placement.remove(1);
  EXPECT_EQ(placement.place(0, 1), 1);
}

TEST(Placement, TheNextRoomsHomeIsTheLeastLoadedWorker) {
  Placement placement(2, 100);
  EXPECT_EQ(placement.place(placement.home(), 0), 0);
  EXPECT_EQ(placement.place(placement.home(), 0), 1);
  EXPECT_EQ(placement.place(0, 1), 0);
  EXPECT_EQ(placement.home(), 1);
  placement.remove(0);
  placement.remove(0);
  EXPECT_EQ(placement.home(), 0);
}

TEST(Placement, OneWorkerTakesEverybody) {
  Placement placement(1, 2);
  for (size_t in_room = 0; in_room < 10; ++in_room) EXPECT_EQ(placement.place(0, in_room), 0);
}

}  // namespace
}  // namespace server
