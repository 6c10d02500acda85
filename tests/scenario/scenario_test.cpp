// Runs every *.txt of this folder, one test each. A failure names the line and what was different.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "scenario/world.hpp"

namespace {

std::vector<std::string> scripts() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(PLENUM_SCENARIO_DIR)) {
    const bool script = entry.path().extension() == ".txt" && entry.path().stem() != "CMakeLists";
    if (script) names.push_back(entry.path().stem().string());
  }
  std::ranges::sort(names);
  return names;
}

class Scenario : public testing::TestWithParam<std::string> {};

TEST_P(Scenario, HoldsLineByLine) {
  const auto path = std::filesystem::path(PLENUM_SCENARIO_DIR) / (GetParam() + ".txt");
  std::ifstream file(path);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const auto lines = scenario::parse(text);
  ASSERT_TRUE(lines) << lines.error();
  ASSERT_FALSE(lines->empty());
  scenario::World world;
  for (const auto& line : *lines) {
    const auto problem = world.run(line);
    ASSERT_FALSE(problem) << path.filename().string() << ":" << line.number << ": " << *problem;
  }
}

INSTANTIATE_TEST_SUITE_P(Scripts, Scenario, testing::ValuesIn(scripts()),
                         [](const auto& test) { return test.param; });

// The runner must be able to fail: each of these lines is wrong after "Anna enters".
TEST(World, SaysWhatDidNotComeTrue) {
  for (const std::string_view wrong :
       {"Anna is waiting", "Anna sees Ben", "the room is paused", "Ben leaves", "Anna dances",
        "Anna leaves -> refused not_permitted", "Ben enters -> waiting", "Anna is out: removed",
        "Ben enters -> refused barred", "the room has a code", "Anna"}) {
    scenario::World world;
    const auto lines = scenario::parse("profile offen\nAnna enters\n" + std::string(wrong));
    ASSERT_TRUE(lines);
    EXPECT_FALSE(world.run(lines->at(0)));
    EXPECT_FALSE(world.run(lines->at(1)));
    EXPECT_TRUE(world.run(lines->at(2))) << wrong;
  }
}

}  // namespace
