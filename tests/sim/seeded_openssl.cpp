#include "sim/seeded_openssl.hpp"

// RAND_METHOD is the only way to replace the generator for the whole process; deprecated, since
// nobody should.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/rand.h>

#include <optional>

#include "base/assert.hpp"
#include "base/random.hpp"

namespace sim {

namespace {

std::optional<base::SeededRandom> generator;

int fill(unsigned char* out, int count) {
  generator->fill({out, static_cast<size_t>(count)});
  return 1;
}
int always_ready() { return 1; }

const RAND_METHOD kMethod{
    .seed = nullptr,
    .bytes = fill,
    .cleanup = nullptr,
    .add = nullptr,
    .pseudorand = fill,
    .status = always_ready,
};

}  // namespace

SeededOpenssl::SeededOpenssl(uint64_t seed) {
  ASSERT(!generator);
  generator.emplace(seed);
  ASSERT(RAND_set_rand_method(&kMethod) == 1);
}

SeededOpenssl::~SeededOpenssl() {
  RAND_set_rand_method(RAND_OpenSSL());
  generator.reset();
}

}  // namespace sim
