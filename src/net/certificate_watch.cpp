#include "net/certificate_watch.hpp"

#include <sys/stat.h>

#include <utility>

#include "net/system_clock.hpp"

namespace net {

bool CertificateWatch::Trace::operator==(const Trace& other) const {
  return device == other.device && inode == other.inode && size == other.size &&
         modified.tv_sec == other.modified.tv_sec && modified.tv_nsec == other.modified.tv_nsec;
}

CertificateWatch::Trace CertificateWatch::trace_of(const std::filesystem::path& path) {
  struct stat found{};
  if (stat(path.c_str(), &found) != 0) return {};
  return {found.st_dev, found.st_ino, found.st_size, found.st_mtim};
}

CertificateWatch::Traces CertificateWatch::traces() const {
  return {trace_of(certificate_), trace_of(key_)};
}

CertificateWatch::CertificateWatch(std::filesystem::path certificate, std::filesystem::path key,
                                   std::string groups, Changed changed)
    : certificate_(std::move(certificate)),
      key_(std::move(key)),
      groups_(std::move(groups)),
      changed_(std::move(changed)),
      last_(traces()),
      in_use_(last_) {}

CertificateWatch::~CertificateWatch() {
  if (loop_) loop_->cancel(timer_);
}

void CertificateWatch::start(EventLoop& loop) {
  loop_ = &loop;
  timer_ = loop.call_at(now() + kInterval, [this] {
    look();
    start(*loop_);
  });
}

void CertificateWatch::look() {
  const Traces current = traces();
  const bool is_settled = current == last_;
  last_ = current;
  if (!is_settled || current == in_use_) return;
  in_use_ = current;
  changed_(TlsContext::load(certificate_, key_, groups_));
}

}  // namespace net
