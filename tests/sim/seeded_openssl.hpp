// OpenSSL's random numbers from a seed, so that handshakes, and with them every ciphertext, are the
// same bytes in each run: certificates, key shares, signatures.
//
// Process-wide and for one thread: one simulation at a time, and never in a server.
#pragma once

#include <cstdint>

namespace sim {

class SeededOpenssl {
 public:
  explicit SeededOpenssl(uint64_t seed);
  ~SeededOpenssl();  // OpenSSL's own generator again
  SeededOpenssl(const SeededOpenssl&) = delete;
  SeededOpenssl& operator=(const SeededOpenssl&) = delete;
};

}  // namespace sim
