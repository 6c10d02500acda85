// Failure: the world did not do what we asked (a used port, an unreadable file). The code is for
// the program, the sentence for the person who started it; no exception leaves this folder.
#pragma once

#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

namespace net {

struct Failure {
  std::error_code code;
  std::string sentence;  // complete, names the thing that failed and ends with a full stop
};

// "<what>: <the system's words>." with the errno of the call that failed.
inline Failure system_failure(const std::string& what, int error = errno) {
  const std::error_code code(error, std::system_category());
  return {code, what + ": " + code.message() + "."};
}

}  // namespace net
