#include "net/poller.hpp"

#include <sys/epoll.h>
#include <sys/eventfd.h>

#include <algorithm>
#include <array>
#include <chrono>

namespace net {
namespace {

// The eventfd's place among the keys; callers' keys are 32 bits.
constexpr uint64_t kWakeKey = uint64_t{1} << 32;
constexpr size_t kMaxEvents = 64;

timespec until(base::Instant now, base::Instant deadline) {
  const base::Duration left = std::max(deadline - now, base::Duration::zero());
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(left);
  const std::chrono::nanoseconds rest = left - seconds;
  return {.tv_sec = seconds.count(), .tv_nsec = rest.count()};
}

}  // namespace

std::expected<Poller, Failure> Poller::open() {
  FileDescriptor epoll(epoll_create1(EPOLL_CLOEXEC));
  if (!epoll) return std::unexpected(system_failure("Cannot wait for sockets"));
  FileDescriptor event(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  if (!event) return std::unexpected(system_failure("Cannot make an event descriptor"));
  epoll_event interest{.events = EPOLLIN, .data = {.u64 = kWakeKey}};
  if (epoll_ctl(epoll.get(), EPOLL_CTL_ADD, event.get(), &interest) != 0) {
    return std::unexpected(system_failure("Cannot wait for events"));
  }
  return Poller(std::move(epoll), std::move(event));
}

std::expected<void, Failure> Poller::add(int fd, uint32_t key) {
  epoll_event interest{.events = EPOLLIN, .data = {.u64 = key}};
  if (epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, fd, &interest) != 0) {
    return std::unexpected(system_failure("Cannot wait for a socket"));
  }
  return {};
}

void Poller::remove(int fd) { epoll_ctl(epoll_.get(), EPOLL_CTL_DEL, fd, nullptr); }

void Poller::watch(int fd, uint32_t key, Writable writable) {
  const uint32_t events = writable == Writable::kYes ? EPOLLIN | EPOLLOUT : EPOLLIN;
  epoll_event interest{.events = events, .data = {.u64 = key}};
  epoll_ctl(epoll_.get(), EPOLL_CTL_MOD, fd, &interest);
}

void Poller::wake() const {
  // Fails only when the counter is at its end, and then the poller is awake anyway.
  [[maybe_unused]] const int ignored = eventfd_write(event_.get(), 1);
}

size_t Poller::wait(base::Instant now, base::Instant deadline, std::span<uint32_t> keys) {
  std::array<epoll_event, kMaxEvents> events;
  const timespec timeout = until(now, deadline);
  // One more than asked for: the wake-up takes a place, too.
  const int wanted = static_cast<int>(std::min(keys.size() + 1, kMaxEvents));
  const int got = epoll_pwait2(epoll_.get(), events.data(), wanted,
                               deadline == base::kNever ? nullptr : &timeout, nullptr);
  size_t count = 0;
  for (int i = 0; i < got; ++i) {
    const uint64_t key = events[static_cast<size_t>(i)].data.u64;
    if (key == kWakeKey) {
      eventfd_t drained = 0;
      eventfd_read(event_.get(), &drained);
    } else if (count < keys.size()) {
      keys[count++] = static_cast<uint32_t>(key);
    }
  }
  return count;
}

}  // namespace net
