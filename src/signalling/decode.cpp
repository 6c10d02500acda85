#include "signalling/decode.hpp"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/stubs/logging.h>
#include <google/protobuf/util/json_util.h>

#include "plenum.pb.h"
#include "signalling/json_depth.hpp"
#include "signalling/limits.hpp"

namespace signalling {

namespace pb = plenum::v1;

namespace {

template <typename T>
using Decoded = std::expected<T, DecodeError>;

constexpr std::unexpected<DecodeError> bad_field() {
  return std::unexpected(DecodeError::kBadField);
}

std::optional<SourceKind> kind_of(pb::SourceKind kind) {
  if (kind < pb::SOURCE_KIND_MICROPHONE || kind > pb::SOURCE_KIND_SCREEN_SOUND) return std::nullopt;
  return static_cast<SourceKind>(kind);
}

Decoded<Hello> from(const pb::Hello& hello) {
  if (hello.token().size() > kMaxTicket || hello.resume_ticket().size() > kMaxTicket)
    return bad_field();
  if (hello.token().empty() == hello.resume_ticket().empty()) return bad_field();
  if (hello.version() != 1) return bad_field();
  return Hello{hello.version(), hello.token(), hello.resume_ticket(), hello.chat_seen()};
}

Decoded<Offer> from(const pb::Offer& offer) {
  if (offer.connection() == 0 || offer.sdp().empty() || offer.sdp().size() > kMaxSdp ||
      offer.sections_size() > static_cast<int>(kMaxSections))
    return bad_field();
  Offer result{offer.connection(), offer.sdp(), {}};
  for (const pb::Section& section : offer.sections()) {
    const auto kind = kind_of(section.kind());
    if (!kind || section.mid().empty() || section.mid().size() > kMaxMid) return bad_field();
    result.sections.push_back({section.mid(), *kind});
  }
  return result;
}

Decoded<View> from(const pb::View& view) {
  if (view.wanted_size() > static_cast<int>(kMaxWanted)) return bad_field();
  View result;
  for (const pb::Wanted& wanted : view.wanted()) {
    const auto kind = kind_of(wanted.kind());
    if (kind != SourceKind::kCamera && kind != SourceKind::kScreen) return bad_field();
    if (wanted.height() > kMaxHeight) return bad_field();
    result.wanted.push_back({wanted.person(), *kind, wanted.height()});
  }
  return result;
}

Decoded<domain::SetMedia> from(const pb::SetMedia& set) {
  return domain::SetMedia{{set.microphone(), set.camera(), set.screen(), set.screen_sound()}};
}

Decoded<domain::Leave> from(const pb::Leave&) { return domain::Leave{}; }
Decoded<domain::EndRoom> from(const pb::EndRoom&) { return domain::EndRoom{}; }
Decoded<domain::Pause> from(const pb::PauseRoom&) { return domain::Pause{}; }
Decoded<GetAccessData> from(const pb::GetAccessData&) { return GetAccessData{}; }
Decoded<GetRelay> from(const pb::GetRelay&) { return GetRelay{}; }
Decoded<Ping> from(const pb::Ping&) { return Ping{}; }
Decoded<domain::SendToWait> from(const pb::SendToWait& send) {
  return domain::SendToWait{{send.person()}};
}
Decoded<domain::SetWaitingRoom> from(const pb::SetWaitingRoom& set) {
  return domain::SetWaitingRoom{set.on()};
}
Decoded<domain::SetAccessCode> from(const pb::SetAccessCode& set) {
  if (set.code().size() > kMaxAccessCode) return bad_field();
  if (set.code().empty()) return domain::SetAccessCode{std::nullopt};
  return domain::SetAccessCode{set.code()};
}

template <typename List>
Decoded<std::vector<domain::PersonId>> people(const List& list) {
  if (list.size() > static_cast<int>(kMaxPeople)) return bad_field();
  std::vector<domain::PersonId> result;
  for (const uint32_t person : list) result.push_back({person});
  return result;
}

Decoded<domain::Admit> from(const pb::Admit& admit) {
  auto list = people(admit.people());
  if (!list) return std::unexpected(list.error());
  return domain::Admit{std::move(*list)};
}

Decoded<domain::Reject> from(const pb::Reject& reject) {
  auto list = people(reject.people());
  if (!list) return std::unexpected(list.error());
  return domain::Reject{std::move(*list)};
}

Decoded<domain::Remove> from(const pb::Remove& remove) {
  return domain::Remove{{remove.person()}, remove.bar()};
}

Decoded<domain::MediaKind> media_kind(pb::SourceKind kind) {
  switch (kind) {
    case pb::SOURCE_KIND_MICROPHONE:
      return domain::MediaKind::kMicrophone;
    case pb::SOURCE_KIND_CAMERA:
      return domain::MediaKind::kCamera;
    case pb::SOURCE_KIND_SCREEN:
      return domain::MediaKind::kScreen;
    default:
      return bad_field();
  }
}

Decoded<domain::SetPermitted> from(const pb::SetPermitted& set) {
  const pb::Permitted& permitted = set.permitted();
  return domain::SetPermitted{{permitted.microphones(), permitted.cameras(), permitted.screens(),
                               permitted.chat(), permitted.private_chat()}};
}

Decoded<domain::SwitchOff> from(const pb::SwitchOff& off) {
  const auto kind = media_kind(off.kind());
  auto list = people(off.people());
  if (!kind || !list) return bad_field();
  return domain::SwitchOff{*kind, std::move(*list)};
}

Decoded<domain::AskToSwitchOn> from(const pb::AskToSwitchOn& ask) {
  const auto kind = media_kind(ask.kind());
  if (!kind) return bad_field();
  return domain::AskToSwitchOn{{ask.person()}, *kind};
}

Decoded<domain::RaiseHand> from(const pb::RaiseHand& raise) {
  return domain::RaiseHand{raise.up()};
}

Decoded<domain::LowerHands> from(const pb::LowerHands& lower) {
  auto list = people(lower.people());
  if (!list) return std::unexpected(list.error());
  return domain::LowerHands{std::move(*list)};
}

Decoded<domain::SetRole> from(const pb::SetRole& set) {
  if (set.role() != pb::ROLE_MODERATOR && set.role() != pb::ROLE_PARTICIPANT) return bad_field();
  const bool up = set.role() == pb::ROLE_MODERATOR;
  return domain::SetRole{{set.person()},
                         up ? domain::Role::kModerator : domain::Role::kParticipant};
}

Decoded<domain::LockRoom> from(const pb::LockRoom& lock) { return domain::LockRoom{lock.on()}; }

Decoded<domain::SendChat> from(const pb::SendChat& chat) {
  if (chat.text().size() > kMaxChat) return bad_field();
  const domain::PersonId to{chat.to()};
  return domain::SendChat{chat.to() == 0 ? std::nullopt : std::optional(to), chat.text()};
}

Decoded<domain::React> from(const pb::React& react) {
  if (react.reaction() < pb::REACTION_APPLAUSE || react.reaction() > pb::REACTION_SURPRISE)
    return bad_field();
  return domain::React{static_cast<domain::Reaction>(react.reaction() - pb::REACTION_APPLAUSE)};
}

Decoded<domain::ReportLine> from(const pb::ReportLine& report) {
  if (report.quality() < pb::LINE_QUALITY_UNSPECIFIED || report.quality() > pb::LINE_QUALITY_POOR)
    return bad_field();
  return domain::ReportLine{static_cast<domain::LineQuality>(report.quality())};
}

Decoded<domain::TypeText> from(const pb::TypeText& text) {
  if (text.insert().size() > kMaxTyped) return bad_field();
  return domain::TypeText{
      {text.line(), text.step(), text.at(), text.erase(), text.insert(), text.finished()}};
}

Decoded<domain::CreatePoll> from(const pb::CreatePoll& create) {
  const pb::Poll& poll = create.poll();
  if (poll.question().size() > kMaxQuestion || poll.answers_size() > static_cast<int>(kMaxAnswers))
    return bad_field();
  domain::PollDraft draft{poll.question(), {}, poll.multiple(), poll.anonymous(), poll.live()};
  for (const std::string& answer : poll.answers()) {
    if (answer.size() > kMaxAnswer) return bad_field();
    draft.answers.push_back(answer);
  }
  return domain::CreatePoll{std::move(draft)};
}

Decoded<domain::Vote> from(const pb::Vote& vote) {
  if (vote.answers_size() > static_cast<int>(kMaxAnswers)) return bad_field();
  return domain::Vote{{vote.poll()}, {vote.answers().begin(), vote.answers().end()}};
}

Decoded<domain::ClosePoll> from(const pb::ClosePoll& close) {
  return domain::ClosePoll{{close.poll()}};
}

Decoded<domain::RemovePoll> from(const pb::RemovePoll& remove) {
  return domain::RemovePoll{{remove.poll()}};
}

template <typename Body>
Decoded<ClientMessage> with_id(uint32_t id, const Body& body) {
  auto decoded = from(body);
  if (!decoded) return std::unexpected(decoded.error());
  return ClientMessage{id, std::move(*decoded)};
}

Decoded<ClientMessage> from(const pb::ClientMessage& message) {
  const uint32_t id = message.id();
  switch (message.body_case()) {
    case pb::ClientMessage::kHello:
      return with_id(id, message.hello());
    case pb::ClientMessage::kOffer:
      return with_id(id, message.offer());
    case pb::ClientMessage::kView:
      return with_id(id, message.view());
    case pb::ClientMessage::kSetMedia:
      return with_id(id, message.set_media());
    case pb::ClientMessage::kLeave:
      return with_id(id, message.leave());
    case pb::ClientMessage::kAdmit:
      return with_id(id, message.admit());
    case pb::ClientMessage::kReject:
      return with_id(id, message.reject());
    case pb::ClientMessage::kRemove:
      return with_id(id, message.remove());
    case pb::ClientMessage::kEndRoom:
      return with_id(id, message.end_room());
    case pb::ClientMessage::kPauseRoom:
      return with_id(id, message.pause_room());
    case pb::ClientMessage::kSendToWait:
      return with_id(id, message.send_to_wait());
    case pb::ClientMessage::kSetWaitingRoom:
      return with_id(id, message.set_waiting_room());
    case pb::ClientMessage::kSetAccessCode:
      return with_id(id, message.set_access_code());
    case pb::ClientMessage::kGetAccessData:
      return with_id(id, message.get_access_data());
    case pb::ClientMessage::kSetPermitted:
      return with_id(id, message.set_permitted());
    case pb::ClientMessage::kSwitchOff:
      return with_id(id, message.switch_off());
    case pb::ClientMessage::kAskToSwitchOn:
      return with_id(id, message.ask_to_switch_on());
    case pb::ClientMessage::kRaiseHand:
      return with_id(id, message.raise_hand());
    case pb::ClientMessage::kLowerHands:
      return with_id(id, message.lower_hands());
    case pb::ClientMessage::kSetRole:
      return with_id(id, message.set_role());
    case pb::ClientMessage::kLockRoom:
      return with_id(id, message.lock_room());
    case pb::ClientMessage::kSendChat:
      return with_id(id, message.send_chat());
    case pb::ClientMessage::kReact:
      return with_id(id, message.react());
    case pb::ClientMessage::kGetRelay:
      return with_id(id, message.get_relay());
    case pb::ClientMessage::kReportLine:
      return with_id(id, message.report_line());
    case pb::ClientMessage::kPing:
      return with_id(id, message.ping());
    case pb::ClientMessage::kTypeText:
      return with_id(id, message.type_text());
    case pb::ClientMessage::kCreatePoll:
      return with_id(id, message.create_poll());
    case pb::ClientMessage::kVote:
      return with_id(id, message.vote());
    case pb::ClientMessage::kClosePoll:
      return with_id(id, message.close_poll());
    case pb::ClientMessage::kRemovePoll:
      return with_id(id, message.remove_poll());
    case pb::ClientMessage::BODY_NOT_SET:
      break;
  }
  return std::unexpected(DecodeError::kUnknownBody);
}

bool parse_protobuf(base::BytesView frame, pb::ClientMessage& message) {
  google::protobuf::io::CodedInputStream input(frame.data(), static_cast<int>(frame.size()));
  input.SetRecursionLimit(static_cast<int>(kMaxDepth));
  return message.ParseFromCodedStream(&input) && input.ConsumedEntireMessage();
}

bool parse_json(base::BytesView frame, pb::ClientMessage& message) {
  // protobuf's own JSON reader has no limit that we can set.
  if (!is_within_depth(base::as_text(frame), kMaxDepth)) return false;
  google::protobuf::util::JsonParseOptions options;
  options.ignore_unknown_fields = true;
  const auto text = base::as_text(frame);
  return google::protobuf::util::JsonStringToMessage(
             google::protobuf::StringPiece(text.data(), text.size()), &message, options)
      .ok();
}

}  // namespace

std::expected<ClientMessage, DecodeError> decode(Format format, base::BytesView frame) {
  if (frame.size() > kMaxOfferMessage) return std::unexpected(DecodeError::kTooLarge);
  // protobuf would write a line to standard error for each text that is not UTF-8.
  const google::protobuf::LogSilencer silent;
  pb::ClientMessage message;
  const bool parsed =
      format == Format::kProtobuf ? parse_protobuf(frame, message) : parse_json(frame, message);
  if (!parsed) return std::unexpected(DecodeError::kNotAMessage);
  if (frame.size() > kMaxMessage && !message.has_offer())
    return std::unexpected(DecodeError::kTooLarge);
  return from(message);
}

std::string_view to_text(DecodeError error) {
  switch (error) {
    case DecodeError::kTooLarge:
      return "message too large";
    case DecodeError::kNotAMessage:
      return "not a message";
    case DecodeError::kUnknownBody:
      return "unknown message";
    case DecodeError::kBadField:
      return "a field is out of range";
  }
  return "unknown";
}

}  // namespace signalling
