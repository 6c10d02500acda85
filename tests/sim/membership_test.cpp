// People come, go, lose their lines and come back; those who stay must not notice.
#include "sim/call_test.hpp"

namespace sim {
namespace {

class Membership : public CallTest {
 protected:
  size_t peers() const {
    size_t sum = 0;
    for (size_t k = 0; k < world_->server().workers(); ++k)
      sum += world_->server().worker(k).peer_count();
    return sum;
  }
  size_t rooms() const {
    size_t sum = 0;
    for (size_t k = 0; k < world_->server().workers(); ++k)
      sum += world_->server().worker(k).room_count();
    return sum;
  }
};

TEST_F(Membership, SixtyComeAndGoAndWhoStaysNeitherRenegotiatesNorStalls) {
  Simulation& world = begin(11, {.workers = 2, .peers_on_home = 2});
  const LinkConditions line{.delay = 15ms, .jitter = 5ms, .loss = 0.01};
  Client& speaker = world.add_client(line);
  Client& viewer = world.add_client(line);
  speaker.join("kommen-und-gehen");
  viewer.join("kommen-und-gehen");
  world.run(3s);
  const size_t guests = kSanitized ? 12 : 60;
  const Window window{world.now(), world.now() + guests * 400ms + 2s};
  for (size_t k = 0; k < guests; ++k) {
    Client& guest = world.add_client(line);
    guest.join("kommen-und-gehen");
    world.events().after(2500ms, [&guest] { guest.leave(); });
    world.run(400ms);
  }
  world.run(4s);
  // Each newcomer brings a key frame, which overtakes pictures that are under repair.
  expect_pictures(viewer, speaker, window, 0.98, 300ms);
  expect_sound(viewer, speaker, window, 0.9);  // nothing repairs sound; the server loses none
  EXPECT_EQ(viewer.answers(), 1u);
  EXPECT_EQ(speaker.answers(), 1u);
  for (size_t k = 2; k < world.clients(); ++k) {
    // From joining to leaving 2.5 s, of which the first half second is for getting in, and another
    // one for who loses the first key frame.
    EXPECT_GT(world.client(k).receiver().pictures_of(speaker.id()).size(), 35u);
    EXPECT_GT(viewer.receiver().pictures_of(world.client(k).id()).size(), 40u);
    EXPECT_TRUE(world.client(k).ended());
  }
  EXPECT_EQ(peers(), 2u);
  EXPECT_EQ(viewer.people().size(), 2u);
}

TEST_F(Membership, ACrowdThatComesWithinASecondCostsEachOfTheOthersTenFramesASecond) {
  Simulation& world = begin(15);
  Client& present = world.add_client({.delay = 15ms});
  present.join("neun-uhr");
  present.look_at({});  // else it would say whom it looks at after each newcomer
  world.run(2s);
  const size_t before = present.frames();
  const size_t guests = kSanitized ? 30 : 150;
  const ClientSettings listener{.sends = {.microphone = false, .camera = false, .camera_rids = {}},
                                .video_slots = 1,
                                .sound_slots = 1};
  for (size_t k = 0; k < guests; ++k) {
    Client& guest = world.add_client({.delay = 15ms}, listener);
    guest.join("neun-uhr");
    guest.look_at({});
    world.run(1s / static_cast<int64_t>(guests));
  }
  world.run(1s);
  EXPECT_EQ(present.people().size(), guests + 1);
  EXPECT_EQ(present.answers(), 1u);
  EXPECT_LE(present.frames() - before, 20u);
}

TEST_F(Membership, AfterTwentySecondsWithoutSignallingTheSeatIsStillThereAndMediaWentOn) {
  Simulation& world = begin(12);
  for (int k = 0; k < 3; ++k) world.add_client({.delay = 20ms}).join("leitung");
  world.run(3s);
  Client& unlucky = world.client(0);
  const domain::PersonId before = unlucky.person();
  const base::Instant from = world.now();
  unlucky.lose_signalling();
  world.run(20s);
  unlucky.resume();
  world.run(2s);
  EXPECT_TRUE(unlucky.was_resumed());
  EXPECT_EQ(unlucky.person(), before);
  EXPECT_EQ(unlucky.answers(), 1u);
  EXPECT_EQ(unlucky.people().size(), 3u);
  const Window window{from, world.now() - 1s};
  each_pair([&](const Client& a, const Client& b) {
    expect_pictures(a, b, window, 0.999, 50ms);
    expect_sound(a, b, window, 0.999);
  });
}

TEST_F(Membership, AfterFortySecondsThereIsANewSeatAndNewMedia) {
  Simulation& world = begin(13);
  for (int k = 0; k < 2; ++k) world.add_client({.delay = 20ms}).join("leitung");
  world.run(3s);
  Client& unlucky = world.client(0);
  const domain::PersonId before = unlucky.person();
  unlucky.lose_signalling();
  world.run(40s);
  EXPECT_EQ(world.client(1).people().size(), 1u);
  unlucky.resume();
  world.run(3s);
  EXPECT_FALSE(unlucky.was_resumed());
  EXPECT_EQ(unlucky.person(), before) << "her number is nobody else's";
  const Window window = watch(4s);
  each_pair([&](const Client& a, const Client& b) {
    expect_pictures(a, b, window, 0.999, 50ms);
    expect_sound(a, b, window, 0.999);
  });
}

TEST_F(Membership, WhenANatForgetsMediaGoesOnWithinASecondOfTheNextCheck) {
  Simulation& world = begin(14, {.workers = 2, .peers_on_home = 1});
  for (int k = 0; k < 2; ++k) world.add_client({.delay = 20ms}).join("nat");
  world.run(8s);
  // Consent is asked for every four to six seconds.
  world.client(0).host().rebind();
  world.run(6s + 1s);
  const Window window = watch(at_length(20s));
  each_pair([&](const Client& a, const Client& b) {
    expect_pictures(a, b, window, 0.999, 100ms);
    expect_sound(a, b, window, 0.999);
  });
  EXPECT_EQ(world.client(0).answers(), 1u);
}

TEST_F(Membership, WhoVanishesIsSentNothingAfterThirtySecondsAndLosesTheSeatLater) {
  Simulation& world = begin(15);
  for (int k = 0; k < 3; ++k) world.add_client({.delay = 20ms}).join("stromausfall");
  world.run(3s);
  Client& gone = world.client(0);
  gone.vanish();
  world.run(31s);
  const uint64_t until_then = gone.host().datagrams_received();
  EXPECT_EQ(peers(), 2u);
  world.run(10s);
  EXPECT_EQ(gone.host().datagrams_received(), until_then);
  EXPECT_EQ(world.client(1).people().size(), 3u);
  world.run(10s);  // the WebSocket was found dead after 14 s, the seat kept for 30 more
  EXPECT_EQ(world.client(1).people().size(), 2u);
}

TEST_F(Membership, WhenAllHaveLeftNothingIsLeft) {
  Simulation& world = begin(16, {.workers = 2, .peers_on_home = 1});
  for (int k = 0; k < 5; ++k) world.add_client({.delay = 20ms, .loss = 0.02}).join("ende");
  world.run(5s);
  EXPECT_EQ(peers(), 5u);
  EXPECT_GT(rooms(), 0u);
  for (size_t k = 0; k < 4; ++k) world.client(k).leave();
  world.client(4).vanish();
  world.run(80s);
  EXPECT_EQ(peers(), 0u);
  EXPECT_EQ(rooms(), 0u);
  const auto counts = world.server().conference().counts();
  EXPECT_EQ(counts.people + counts.peers + counts.rooms, 0u);
}

}  // namespace
}  // namespace sim
