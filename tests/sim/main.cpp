// plenum_sim [SEED] [SECONDS]: a simulated call from a seed; without one it draws a seed and prints
// it. Exit code 1 when something was wrong, with the story that led there.
#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <random>

#include "sim/storm.hpp"

int main(int argc, char** argv) {
  const uint64_t seed = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : std::random_device{}();
  const long seconds = argc > 2 ? std::strtol(argv[2], nullptr, 10) : 60;
  if (seconds <= 0) {
    std::fprintf(stderr, "usage: plenum_sim [SEED] [SECONDS]\n");
    return 2;
  }
  std::printf("seed %" PRIu64 "\n", seed);
  const sim::StormReport report = sim::play_storm(seed, std::chrono::seconds(seconds));
  for (const std::string& line : report.story) std::printf("%s\n", line.c_str());
  for (const std::string& line : report.complaints) std::printf("WRONG %s\n", line.c_str());
  std::printf("digest %016" PRIx64 "\n%s\n", report.digest,
              report.complaints.empty() ? "all is well" : "something is wrong");
  return report.complaints.empty() ? 0 : 1;
}
