// A STUN message, read and written (RFC 8489 §5 and §14): header and attributes as bytes. What an
// attribute means is in one file per family; MESSAGE-INTEGRITY is in integrity.hpp, FINGERPRINT in
// fingerprint.hpp. Transactions and retransmission are the business of proto/ice and proto/turn.
//
// Invariants
// 1. A MessageView exists only for a message whose every length was checked, so that iteration
//    cannot leave it. It points into the datagram and copies nothing.
// 2. What stands behind MESSAGE-INTEGRITY is not protected by it, so that iteration leaves it out
//    (RFC 8489 §14.5): nobody above can read an unauthenticated attribute by accident.
// 3. A message under construction is complete after each step: its length field is always right.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>

#include "base/bytes.hpp"
#include "base/random.hpp"
#include "proto/stun/attribute_type.hpp"

namespace stun {

inline constexpr uint32_t kMagicCookie = 0x2112A442;
inline constexpr size_t kHeaderSize = 20;
inline constexpr size_t kAttributeHeaderSize = 4;
// No request of a browser has more than a dozen; bounds the work that one datagram causes.
inline constexpr size_t kMaxAttributes = 64;

enum class Class : uint8_t { kRequest = 0, kIndication = 1, kSuccess = 2, kError = 3 };

enum class Method : uint16_t {
  kBinding = 0x001,
  kAllocate = 0x003,  // from here on TURN, RFC 8656 §17
  kRefresh = 0x004,
  kSend = 0x006,
  kData = 0x007,
  kCreatePermission = 0x008,
  kChannelBind = 0x009,
};

enum class ParseError : uint8_t {
  kTooShort,            // less than a header
  kNotStun,             // the first two bits are not zero
  kWrongCookie,         // RFC 3489 or something else
  kUnalignedLength,     // the length field is not a multiple of four
  kLengthMismatch,      // the length field and the datagram disagree
  kAttributeOverrun,    // an attribute ends behind the message
  kTooManyAttributes,   // more than kMaxAttributes
  kFingerprintNotLast,  // an attribute follows FINGERPRINT (RFC 8489 §14.7)
};

struct TransactionId {
  std::array<uint8_t, 12> bytes{};

  static TransactionId random(base::Random& random) {
    TransactionId id;
    random.fill(id.bytes);
    return id;
  }
  friend auto operator<=>(const TransactionId&, const TransactionId&) = default;
};

struct Attribute {
  AttributeType type{};
  base::BytesView value;  // without padding
  size_t offset = 0;      // of the attribute's header, from the start of the message
};

// Whether a datagram on a shared port is STUN: RFC 7983's first byte and the magic cookie. Cheap
// and without promise: parse() decides.
bool looks_like_stun(base::BytesView datagram);

class MessageView {
 public:
  Class message_class() const;
  // Any 12-bit number may come from outside, so that this may be none of the enumerators.
  Method method() const;
  TransactionId transaction_id() const;
  base::BytesView bytes() const { return bytes_; }

  class Iterator;
  Iterator begin() const;
  size_t end() const { return bytes_.size(); }

  // The first one of a type; RFC 8489 §14 says to ignore repetitions.
  std::optional<Attribute> find_attribute(AttributeType type) const;
  std::optional<base::BytesView> find(AttributeType type) const;
  bool has(AttributeType type) const { return find(type).has_value(); }

 private:
  friend std::expected<MessageView, ParseError> parse(base::BytesView message);
  explicit MessageView(base::BytesView bytes) : bytes_(bytes) {}

  base::BytesView bytes_;
};

// Walks the attributes that a receiver may look at (invariant 2); ends at the message's size.
class MessageView::Iterator {
 public:
  explicit Iterator(base::BytesView message) : message_(message) { load(); }

  const Attribute& operator*() const { return current_; }
  Iterator& operator++();
  bool operator==(size_t end) const { return current_.offset >= end; }

 private:
  void load();
  bool is_hidden() const;

  base::BytesView message_;
  Attribute current_{.type = {}, .value = {}, .offset = kHeaderSize};
  bool after_integrity_ = false;
  bool after_integrity_sha256_ = false;
};

// Takes exactly one message: over TCP the caller has cut the stream by the length field before.
std::expected<MessageView, ParseError> parse(base::BytesView message);

// Appends one message to a vector of the caller. Attributes are added by the functions of their
// families; integrity and fingerprint come last, in this order.
class MessageBuilder {
 public:
  MessageBuilder(base::Bytes& out, Class message_class, Method method, const TransactionId& id);

  void add(AttributeType type, base::BytesView value);
  // Room for `size` bytes, zero so far; valid until the next attribute is added.
  base::MutableBytes add_space(AttributeType type, size_t size);

  base::MutableBytes message() { return base::MutableBytes(out_).subspan(start_); }

 private:
  base::Bytes& out_;
  const size_t start_;
};

}  // namespace stun
