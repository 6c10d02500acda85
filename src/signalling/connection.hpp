// One client's connection as far as frames go: its format, its budget, and whether a frame is a
// message; and how often news of people goes out, so that a crowd that comes is no flood for those
// who are there. Frames in, messages or a verdict out; messages in, frames out. Whose messages they
// are is the conference's business.
#pragma once

#include <optional>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "domain/rate_limit.hpp"
#include "signalling/decode.hpp"
#include "signalling/encode.hpp"
#include "signalling/limits.hpp"

namespace signalling {

// The connection is to be closed, after this refusal.
struct Violation {
  Refused refusal;
};

class Connection {
 public:
  // command path: 4. one format, not too fast. A connection keeps to the format of its first frame.
  std::variant<ClientMessage, Violation> receive(base::Instant now, Format format,
                                                 base::BytesView frame) {
    const auto violation = [](domain::RefusalCode code, std::string_view detail) {
      return Violation{{0, code, std::string(detail)}};
    };
    if (!format_) format_ = format;
    if (*format_ != format)
      return violation(domain::RefusalCode::kBadMessage, "text and binary frames mixed");
    if (!budget_.take(now)) return violation(domain::RefusalCode::kTooFast, "too many messages");
    auto message = decode(format, frame);
    if (!message) return violation(domain::RefusalCode::kBadMessage, to_text(message.error()));
    return std::move(*message);
  }

  // The frames that go out now. News of people is held back while the last is
  // younger than kNewsEvery; any other message takes it along, so that the order stays.
  std::vector<base::Bytes> send(base::Instant now, const ServerMessage& message) {
    if (is_news(message)) {
      held_.push_back(message);
      if (now < next_news_ && held_.size() < kMostNewsHeld) return {};
      next_news_ = now + kNewsEvery;
      return {take_held()};
    }
    std::vector<base::Bytes> frames;
    if (!held_.empty()) frames.push_back(take_held());
    frames.push_back(encode(format(), message));
    return frames;
  }
  // When held news goes out. kNever: there is none.
  base::Instant next_timeout() const { return held_.empty() ? base::kNever : next_news_; }
  std::optional<base::Bytes> on_timeout(base::Instant now) {
    if (now < next_timeout()) return std::nullopt;
    next_news_ = now + kNewsEvery;
    return take_held();
  }

  Format format() const { return format_.value_or(Format::kProtobuf); }

 private:
  static bool is_news(const ServerMessage& message) {
    return std::holds_alternative<domain::PersonJoined>(message.body) ||
           std::holds_alternative<domain::PersonChanged>(message.body) ||
           std::holds_alternative<domain::PersonLeft>(message.body);
  }
  base::Bytes take_held() {
    const std::vector<ServerMessage> news = std::exchange(held_, {});
    return news.size() == 1 ? encode(format(), news[0]) : encode(format(), news);
  }

  std::optional<Format> format_;
  domain::RateLimit budget_{kMessagesPerSecond, kMostMessagesAtOnce};
  std::vector<ServerMessage> held_;
  base::Instant next_news_{};
};

}  // namespace signalling
