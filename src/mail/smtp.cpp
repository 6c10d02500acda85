#include "mail/smtp.hpp"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <memory>

#include "base/assert.hpp"

namespace mail {

namespace {

struct EndHandle {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct EndList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

// The bytes that are still to be sent, as libcurl asks for them.
size_t read_mail(char* out, size_t size, size_t count, void* source) {
  auto& left = *static_cast<std::string_view*>(source);
  const size_t taken = std::min(size * count, left.size());
  std::memcpy(out, left.data(), taken);
  left.remove_prefix(taken);
  return taken;
}

// libcurl asks about once a second, also while it waits; not 0 ends the transfer.
int should_stop(void* stopping, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<const std::atomic<bool>*>(stopping)->load() ? 1 : 0;
}

// What another attempt cannot change: our own settings, the server's certificate, a final "no".
bool is_final(CURLcode result, long reply) {
  switch (result) {
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_URL_MALFORMAT:
    case CURLE_USE_SSL_FAILED:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
      return true;
    default:
      return reply >= 500 && reply <= 599;
  }
}

class SmtpLine {
 public:
  SmtpLine(SmtpSettings settings, Sender from)
      : settings_(std::move(settings)), from_(std::move(from)), handle_(make_handle()) {}

  Delivery send(const Message& message, const std::atomic<bool>& stopping) {
    const std::string mail = compose(message, from_);
    std::string_view left = mail;
    const std::unique_ptr<curl_slist, EndList> to(
        curl_slist_append(nullptr, message.to.text().c_str()));
    CURL* const handle = handle_.get();
    curl_easy_reset(handle);
    set_server(handle);
    set_limits(handle, stopping);
    curl_easy_setopt(handle, CURLOPT_MAIL_FROM, from_.address.text().c_str());
    curl_easy_setopt(handle, CURLOPT_MAIL_RCPT, to.get());
    curl_easy_setopt(handle, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(handle, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(mail.size()));
    curl_easy_setopt(handle, CURLOPT_READFUNCTION, read_mail);
    curl_easy_setopt(handle, CURLOPT_READDATA, &left);
    return outcome(curl_easy_perform(handle));
  }

  Delivery connect() {
    const std::atomic<bool> stopping = false;
    CURL* const handle = handle_.get();
    curl_easy_reset(handle);
    set_server(handle);
    set_limits(handle, stopping);
    curl_easy_setopt(handle, CURLOPT_CONNECT_ONLY, 1L);
    return outcome(curl_easy_perform(handle));
  }

 private:
  static CURL* make_handle() {
    // Once for the process, and before the first handle.
    static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
    ASSERT(ready == CURLE_OK);
    CURL* const handle = curl_easy_init();
    ASSERT(handle != nullptr);
    return handle;
  }

  void set_server(CURL* handle) const {
    // The path is what EHLO says; without it libcurl would tell this machine's name.
    const std::string url = fmt::format("{}/{}", settings_.url, from_.address.domain());
    curl_easy_setopt(handle, CURLOPT_URL, url.c_str());
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(handle, CURLOPT_PROXY, "");  // whatever the environment says
    const bool secure = settings_.tls == Tls::kRequired;
    curl_easy_setopt(handle, CURLOPT_USE_SSL, long{secure ? CURLUSESSL_ALL : CURLUSESSL_NONE});
    curl_easy_setopt(handle, CURLOPT_SSLVERSION, long{CURL_SSLVERSION_TLSv1_2});
    if (!settings_.ca_file.empty())
      curl_easy_setopt(handle, CURLOPT_CAINFO, settings_.ca_file.c_str());
    if (settings_.user.empty()) return;
    curl_easy_setopt(handle, CURLOPT_USERNAME, settings_.user.c_str());
    curl_easy_setopt(handle, CURLOPT_PASSWORD, settings_.password.c_str());
  }

  void set_limits(CURL* handle, const std::atomic<bool>& stopping) const {
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, base::to_ms(settings_.connect_time));
    curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, base::to_ms(settings_.mail_time));
    curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, should_stop);
    curl_easy_setopt(handle, CURLOPT_XFERINFODATA, &stopping);
  }

  Delivery outcome(CURLcode result) const {
    if (result == CURLE_OK) return {};
    long reply = 0;
    curl_easy_getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &reply);
    // The server's own words may hold the address: its number has to do.
    return {is_final(result, reply) ? Delivery::State::kRefused : Delivery::State::kTryAgain,
            fmt::format("{}: {} (the mail server's last reply: {})", settings_.url,
                        curl_easy_strerror(result), reply)};
  }

  const SmtpSettings settings_;
  const Sender from_;
  const std::unique_ptr<CURL, EndHandle> handle_;
};

}  // namespace

bool is_smtp_url(std::string_view url) {
  constexpr size_t kLongestHost = 255, kLongestPort = 5;
  if (url.starts_with("smtp://")) {
    url.remove_prefix(7);
  } else if (url.starts_with("smtps://")) {
    url.remove_prefix(8);
  } else {
    return false;
  }
  const bool literal = url.starts_with('[') && url.find(']') != std::string_view::npos;
  const size_t end = std::min(literal ? url.find(']') + 1 : url.find(':'), url.size());
  std::string_view host = url.substr(0, end), port = url.substr(end);
  if (literal) host = host.substr(1, host.size() - 2);
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const bool port_is_right = port.empty() || (port.starts_with(':') && port.size() > 1 &&
                                              port.size() <= 1 + kLongestPort &&
                                              std::ranges::all_of(port.substr(1), is_digit));
  return port_is_right && !host.empty() && host.size() <= kLongestHost &&
         std::ranges::all_of(host, [&](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '-' ||
                  c == '.' || (literal && c == ':');
         });
}

Delivery try_smtp(SmtpSettings settings, const Sender& from) {
  return SmtpLine(std::move(settings), from).connect();
}

Transport smtp_transport(SmtpSettings settings, Sender from) {
  const auto line = std::make_shared<SmtpLine>(std::move(settings), std::move(from));
  return [line](const Message& message, const std::atomic<bool>& stopping) {
    return line->send(message, stopping);
  };
}

}  // namespace mail
