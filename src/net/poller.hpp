// Where a media worker sleeps: until one of its descriptors is ready, another thread wakes it
// (a mailbox that was empty), or its next deadline comes, to the microsecond.
//
// Threads: wake() from any thread; the rest on the worker's own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <span>

#include "base/instant.hpp"
#include "net/failure.hpp"
#include "net/file_descriptor.hpp"

namespace net {

class Poller {
 public:
  static std::expected<Poller, Failure> open();

  // Reports `fd` as readable with `key` (level-triggered, so what is not read is reported again).
  std::expected<void, Failure> add(int fd, uint32_t key);
  void remove(int fd);
  // Reports it as writable as well, or not any more.
  enum class Writable : uint8_t { kNo, kYes };
  void watch(int fd, uint32_t key, Writable writable);

  // Makes the wait under way, or the next one, return. Many wakes before that count as one.
  void wake() const;

  // Sleeps until something happens or `deadline`; base::kNever for no deadline. Fills the keys that
  // are ready and returns how many; a wake-up or the deadline gives none.
  size_t wait(base::Instant now, base::Instant deadline, std::span<uint32_t> keys);

 private:
  Poller(FileDescriptor epoll, FileDescriptor event)
      : epoll_(std::move(epoll)), event_(std::move(event)) {}

  FileDescriptor epoll_;
  FileDescriptor event_;
};

}  // namespace net
