"""The layer table: who may include whom, and which folder may use which library. check_layers.py applies
it; a change here is a change of the architecture and wants a line in docs/decisions."""

BASE = {"base"}
STUN, RTP = "proto/stun", "proto/rtp"
PROTO = {STUN, RTP, "proto/ice", "proto/turn", "proto/dtls", "proto/srtp", "proto/rtcp", "proto/codec",
         "proto/sdp"}

# base ← proto ← sfu ← server   base ← domain ← signalling, storage ← server   base ← net ← server
# domain ← accounts ← storage, server   domain, net ← mail ← server
MAY_INCLUDE = {
    "base": set(),
    STUN: BASE,
    "proto/ice": BASE | {STUN},
    "proto/turn": BASE | {STUN},
    "proto/dtls": BASE,
    "proto/srtp": BASE,
    RTP: BASE,
    "proto/rtcp": BASE | {RTP},
    "proto/codec": BASE,
    "proto/sdp": BASE,
    "sfu/congestion": BASE | {"proto/rtcp"},
    "sfu": BASE | PROTO | {"sfu/congestion"},
    "domain": BASE,
    "signalling": BASE | {"domain"},
    "accounts": BASE | {"domain"},
    "storage": BASE | {"domain", "accounts"},
    "net": BASE,
    "mail": BASE | {"domain", "net"},
    "server": BASE | PROTO | {"sfu", "domain", "accounts", "signalling", "storage", "net", "mail"},
}
# A single header that crosses where its folder may not: everybody has to name a codec.
SINGLE_HEADERS = {"proto/codec/codec_kind.hpp": {RTP, "proto/sdp"}}

PURE = PROTO | {"base", "sfu", "sfu/congestion", "domain", "accounts", "signalling"}

# Prefix of a third-party header, folders that may include it, what the others do instead.
LIBRARIES = [
    ("openssl/", {STUN, "proto/dtls", "proto/srtp", "accounts", "net"},
     "call what proto/dtls, proto/srtp, proto/stun or net offer"),
    ("argon2.h", {"accounts"}, "call what accounts/password.hpp offers"),
    ("boost/beast", {"net", "server"}, "HTTP and WebSocket are net's business: take plain values from there"),
    ("boost/json", {"signalling", "net", "server"}, "take plain structs; JSON ends where a message was decoded"),
    ("boost/", {"net", "server"}, "sockets, timers and coroutines live in net and server"),
    ("google/protobuf/", {"signalling"}, "use the plain structs of signalling/message.hpp"),
    ("plenum.pb.h", {"signalling"}, "use the plain structs of signalling/message.hpp"),
    ("sqlite3.h", {"storage"}, "use the port domain/store.hpp"),
    ("libpq-fe.h", {"storage"}, "use the port domain/store.hpp"),
    ("curl/", {"mail"}, "hand a mail::Message to mail/mailer.hpp"),
    ("spdlog/", {"net", "storage", "server"}, "return an error or count a DropReason; server decides what is logged"),
    ("toml++/", {"server"}, "take the setting as an argument"),
    ("CLI/", {"server"}, "take the setting as an argument"),
    ("prometheus/", {"server"}, "keep plain counters that server/metrics reads"),
    ("fmt/", {"net", "mail", "storage", "server", "domain", "accounts", "signalling", "sfu", "proto/sdp"}, "nothing to format here"),
]
# Libraries that only a .cpp file may include: they are slow to compile.
ONLY_IN_CPP = ("boost/beast", "google/protobuf/", "plenum.pb.h")

THREADS = {"thread", "future", "semaphore", "latch", "barrier", "stop_token"}
MUTEXES = {"mutex", "shared_mutex", "condition_variable"}
MAY_LOCK = {"base", "net"}
OPERATING_SYSTEM = ("sys/", "netinet/", "arpa/", "net/if", "linux/", "unistd.h", "poll.h", "fcntl.h", "netdb.h",
                    "ifaddrs.h", "pthread.h", "signal.h", "csignal")
# Looks like the operating system and is not.
HARMLESS = {
    ("base", "arpa/inet.h"): "inet_ntop and inet_pton: addresses as text",
    ("proto/dtls", "sys/time.h"): "the timeval in which OpenSSL's DTLS timer speaks",
}
FILES = {"fstream", "filesystem", "iostream"}
# Not in g++ 12.
MISSING_STANDARD = {"format": "<fmt/format.h>", "print": "<fmt/format.h>", "flat_map": "<map>",
                    "flat_set": "<set>", "generator": "a callback", "mdspan": "std::span"}

READS_CLOCK = "net/system_clock"
CLOCK = (r"_clock\s*::\s*now\s*\(|\b(clock_gettime|gettimeofday|time)\s*\(\s*(CLOCK_|&|NULL|nullptr|0\s*\))")
RANDOM = r"\b(rand|srand|random|drand48)\s*\(\s*\)|\b(random_device|mt19937(_64)?|minstd_rand)\b"
COROUTINE = r"\bco_(await|yield|return)\b"
EXCEPTION = r"\bthrow\b(?!\s*\(\s*\))"
