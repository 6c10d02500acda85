// Certificate and key on disk, looked at again and again: a renewed pair is taken within ten
// seconds, without a signal and without a lost connection.
//
// A change counts when it looks the same at two looks in a row, since a renewal replaces two files
// one after the other. A pair that cannot be used is reported once and the old one stays.
//
// Thread: the control thread. Destroy it before its EventLoop.
#pragma once

#include <sys/types.h>

#include <expected>
#include <filesystem>
#include <functional>
#include <string>

#include "net/event_loop.hpp"
#include "net/tls_context.hpp"

namespace net {

class CertificateWatch {
 public:
  static constexpr base::Duration kInterval = std::chrono::seconds(3);

  using Changed = std::function<void(const std::expected<TlsContext::Shared, Failure>&)>;

  CertificateWatch(std::filesystem::path certificate, std::filesystem::path key, std::string groups,
                   Changed changed);
  ~CertificateWatch();

  // Looks every kInterval from now on.
  void start(EventLoop& loop);
  void look();

 private:
  // Enough to tell that a file was replaced or written; links are followed.
  struct Trace {
    dev_t device = 0;
    ino_t inode = 0;
    off_t size = -1;
    timespec modified{};
    bool operator==(const Trace& other) const;
  };
  struct Traces {
    Trace certificate, key;
    bool operator==(const Traces&) const = default;
  };
  static Trace trace_of(const std::filesystem::path& path);
  Traces traces() const;

  const std::filesystem::path certificate_, key_;
  const std::string groups_;
  const Changed changed_;
  Traces last_, in_use_;
  EventLoop* loop_ = nullptr;
  TimerId timer_;
};

}  // namespace net
