// ASSERT: our own invariants, on in release builds too. Never on input from outside: that is a
// std::expected and a counter. Prints the condition and the place, then aborts.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace base {
[[noreturn]] inline void assert_failed(const char* condition, const char* file, int line) {
  std::fprintf(stderr, "ASSERT failed: %s at %s:%d\n", condition, file, line);
  std::abort();
}
}  // namespace base

#define ASSERT(condition) \
  ((condition) ? static_cast<void>(0) : ::base::assert_failed(#condition, __FILE__, __LINE__))
