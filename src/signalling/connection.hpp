// One client's connection as far as frames go: its format, its budget, and whether a frame is a
// message. Frames in, messages or a verdict out; whose messages they are is the conference's
// business.
#pragma once

#include <optional>
#include <string_view>
#include <variant>

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

  base::Bytes encode(const ServerMessage& message) const {
    return signalling::encode(format(), message);
  }
  Format format() const { return format_.value_or(Format::kProtobuf); }

 private:
  std::optional<Format> format_;
  MessageBudget budget_;
};

}  // namespace signalling
