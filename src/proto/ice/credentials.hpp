// ICE credentials (RFC 8445 §5.3, RFC 8839 §5.4): user name fragment and password of one side.
//
// Our own fragments begin with the number of the worker that owns the peer, two base-36 digits, so
// that any worker can tell from the first check on a path whose it is:
//
//   "0k" "Xq3vT81mZc"        worker 20, then ten random characters (59 bits)
//
// The fragment is public; the password, 24 characters of 62 (142 bits), is the secret (RFC 8445
// asks for 128 bits).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/random.hpp"

namespace ice {

struct Credentials {
  std::string ufrag;
  std::string pwd;

  friend bool operator==(const Credentials&, const Credentials&) = default;
};

inline constexpr unsigned kMaxWorkers = 36 * 36;

// worker < kMaxWorkers.
Credentials make_credentials(base::Random& random, unsigned worker);

// Of a fragment, or of a whole USERNAME "ours:theirs", that make_credentials may have made. Not
// verified: the number may exceed the number of workers.
std::optional<unsigned> worker_of_ufrag(std::string_view ufrag);

// The receiver's part of a USERNAME (RFC 8445 §7.2.2): what stands before the colon, or nothing
// when there is no colon.
std::optional<std::string_view> receiver_ufrag(std::string_view username);

// Whether a peer's credentials are of the form that RFC 8839 §5.4 gives: ice-chars, the fragment 4
// to 256 of them, the password 22 to 256.
bool is_well_formed(const Credentials& credentials);

// ALPHA / DIGIT / "+" / "/"
bool is_ice_char(char c);

}  // namespace ice
