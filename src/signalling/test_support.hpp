// For the tests of this folder only: messages as one line of text, frames from text and
// hexadecimal.
#pragma once

#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "signalling/decode.hpp"

namespace signalling::testing {

inline base::Bytes text_frame(std::string_view text) {
  return base::to_bytes(base::as_bytes(text));
}

inline base::Bytes from_hex(std::string_view hex) {
  const auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
  base::Bytes bytes;
  for (size_t i = 0; i + 1 < hex.size(); i += 2)
    bytes.push_back(static_cast<uint8_t>(digit(hex[i]) << 4 | digit(hex[i + 1])));
  return bytes;
}

inline std::string to_hex(base::BytesView bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hex;
  for (const uint8_t byte : bytes) {
    hex += kDigits[byte >> 4];
    hex += kDigits[byte & 15];
  }
  return hex;
}

struct Describe {
  static std::string list(const std::vector<domain::PersonId>& people) {
    std::string text;
    for (const domain::PersonId person : people) text += " " + std::to_string(person.value);
    return text;
  }
  static std::string kind(SourceKind kind) { return std::to_string(static_cast<int>(kind)); }

  std::string operator()(const Hello& hello) const {
    return "hello version " + std::to_string(hello.version) + " token '" + hello.token +
           "' ticket '" + hello.resume_ticket + "'" +
           (hello.chat_seen ? " chat seen " + std::to_string(hello.chat_seen) : "");
  }
  std::string operator()(const Offer& offer) const {
    std::string text = "offer " + std::to_string(offer.connection) + " '" + offer.sdp + "'";
    for (const Section& section : offer.sections)
      text += " " + section.mid + "=" + kind(section.kind);
    return text;
  }
  std::string operator()(const View& view) const {
    std::string text = "view";
    for (const Wanted& wanted : view.wanted)
      text += " " + std::to_string(wanted.person) + "/" + kind(wanted.kind) + "@" +
              std::to_string(wanted.height);
    return text;
  }
  std::string operator()(const domain::SetMedia& set) const {
    return std::string("set_media") + (set.media.microphone ? " microphone" : "") +
           (set.media.camera ? " camera" : "") + (set.media.screen ? " screen" : "") +
           (set.media.screen_sound ? " screen_sound" : "");
  }
  std::string operator()(const domain::Leave&) const { return "leave"; }
  std::string operator()(const domain::Admit& admit) const { return "admit" + list(admit.people); }
  std::string operator()(const domain::Reject& reject) const {
    return "reject" + list(reject.people);
  }
  std::string operator()(const domain::Remove& remove) const {
    return "remove " + std::to_string(remove.person.value) + (remove.bar ? " bar" : "");
  }
  std::string operator()(const domain::EndRoom&) const { return "end_room"; }
  std::string operator()(const domain::Pause&) const { return "pause_room"; }
  std::string operator()(const GetAccessData&) const { return "get_access_data"; }
  std::string operator()(const GetRelay&) const { return "get_relay"; }
  std::string operator()(const Ping&) const { return "ping"; }
  std::string operator()(const domain::SendToWait& send) const {
    return "send_to_wait " + std::to_string(send.person.value);
  }
  std::string operator()(const domain::SetWaitingRoom& set) const {
    return set.on ? "set_waiting_room on" : "set_waiting_room off";
  }
  static std::string name(domain::MediaKind kind) {
    return kind == domain::MediaKind::kMicrophone ? " microphone"
           : kind == domain::MediaKind::kCamera   ? " camera"
                                                  : " screen";
  }
  std::string operator()(const domain::SetPermitted& set) const {
    const domain::Permitted& p = set.permitted;
    return std::string("set_permitted") + (p.microphones ? " microphones" : "") +
           (p.cameras ? " cameras" : "") + (p.screens ? " screens" : "") + (p.chat ? " chat" : "") +
           (p.private_chat ? " private_chat" : "");
  }
  std::string operator()(const domain::SwitchOff& off) const {
    return "switch_off" + name(off.kind) + list(off.people);
  }
  std::string operator()(const domain::AskToSwitchOn& ask) const {
    return "ask_to_switch_on " + std::to_string(ask.person.value) + name(ask.kind);
  }
  std::string operator()(const domain::RaiseHand& raise) const {
    return raise.up ? "raise_hand up" : "raise_hand down";
  }
  std::string operator()(const domain::LowerHands& lower) const {
    return "lower_hands" + list(lower.people);
  }
  std::string operator()(const domain::SetRole& set) const {
    return "set_role " + std::to_string(set.person.value) +
           (set.role == domain::Role::kModerator ? " moderator" : " participant");
  }
  std::string operator()(const domain::LockRoom& lock) const {
    return lock.on ? "lock_room on" : "lock_room off";
  }
  std::string operator()(const domain::SendChat& chat) const {
    return "send_chat to " + std::to_string(chat.to ? chat.to->value : 0) + " '" + chat.text + "'";
  }
  std::string operator()(const domain::React& react) const {
    return "react " + std::to_string(static_cast<int>(react.reaction));
  }
  std::string operator()(const domain::ReportLine& report) const {
    return "report_line " + std::to_string(static_cast<int>(report.quality));
  }
  std::string operator()(const domain::TypeText& text) const {
    const domain::TypedEdit& edit = text.edit;
    return "type_text " + std::to_string(edit.line) + "." + std::to_string(edit.step) + " at " +
           std::to_string(edit.at) + " erase " + std::to_string(edit.erase) + " '" + edit.insert +
           "'" + (edit.finished ? " finished" : "");
  }
  std::string operator()(const domain::CreatePoll& create) const {
    const domain::PollDraft& poll = create.poll;
    std::string text = "create_poll '" + poll.question + "'";
    for (const std::string& answer : poll.answers) text += " '" + answer + "'";
    return text + (poll.multiple ? " multiple" : "") + (poll.anonymous ? " anonymous" : "") +
           (poll.live ? " live" : "");
  }
  std::string operator()(const domain::Vote& vote) const {
    std::string text = "vote " + std::to_string(vote.poll.value);
    for (const uint32_t answer : vote.answers) text += " " + std::to_string(answer);
    return text;
  }
  std::string operator()(const domain::ClosePoll& close) const {
    return "close_poll " + std::to_string(close.poll.value);
  }
  std::string operator()(const domain::RemovePoll& remove) const {
    return "remove_poll " + std::to_string(remove.poll.value);
  }
  std::string operator()(const domain::SetAccessCode& set) const {
    return set.code ? "set_access_code '" + *set.code + "'" : "set_access_code none";
  }
};

// "7: admit 2 3", or the error's text.
inline std::string told(const std::expected<ClientMessage, DecodeError>& decoded) {
  if (!decoded) return std::string(to_text(decoded.error()));
  return std::to_string(decoded->id) + ": " + std::visit(Describe{}, decoded->body);
}
inline std::string told(Format format, base::BytesView frame) {
  // An exact copy lets the sanitizers see a read past the end.
  const base::Bytes copy = base::to_bytes(frame);
  return told(decode(format, copy));
}
inline std::string told_json(std::string_view json) {
  return told(Format::kJson, base::as_bytes(json));
}
inline std::string told_hex(std::string_view hex) { return told(Format::kProtobuf, from_hex(hex)); }

}  // namespace signalling::testing
