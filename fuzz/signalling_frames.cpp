// Frames of one client. The first byte picks the format; the rest is a frame, first for decode
// alone, then for a Connection, which also gets it as a second frame of the other format. Whatever
// is taken must keep the bounds of limits.hpp and be text that encode can write back.
#include <cstddef>
#include <cstdint>

#include "base/assert.hpp"
#include "domain/utf8.hpp"
#include "signalling/connection.hpp"

namespace {

using namespace signalling;

bool is_picture(SourceKind kind) {
  return kind == SourceKind::kCamera || kind == SourceKind::kScreen;
}

void check(const Hello& hello) {
  ASSERT(hello.version == 1);
  ASSERT(hello.token.empty() != hello.resume_ticket.empty());
  ASSERT(hello.token.size() <= kMaxTicket && hello.resume_ticket.size() <= kMaxTicket);
  ASSERT(domain::is_utf8(hello.token) && domain::is_utf8(hello.resume_ticket));
}
void check(const Offer& offer) {
  ASSERT(offer.connection > 0 && !offer.sdp.empty() && offer.sdp.size() <= kMaxSdp);
  ASSERT(offer.sections.size() <= kMaxSections);
  for (const Section& section : offer.sections) {
    ASSERT(!section.mid.empty() && section.mid.size() <= kMaxMid && domain::is_utf8(section.mid));
    ASSERT(is_picture(section.kind) || section.kind == SourceKind::kMicrophone ||
           section.kind == SourceKind::kScreenSound);
  }
  // What comes from an offer may stand in a refusal or an answer: encode asserts that it can.
  encode(Format::kJson, {0, Refused{1, domain::RefusalCode::kBadOffer, offer.sdp}});
}
void check(const View& view) {
  ASSERT(view.wanted.size() <= kMaxWanted);
  for (const Wanted& wanted : view.wanted)
    ASSERT(is_picture(wanted.kind) && wanted.height <= kMaxHeight);
}
void check(const domain::Admit& admit) { ASSERT(admit.people.size() <= kMaxPeople); }
void check(const domain::Reject& reject) { ASSERT(reject.people.size() <= kMaxPeople); }
void check(const domain::TypeText& text) {
  ASSERT(text.edit.insert.size() <= kMaxTyped && domain::is_utf8(text.edit.insert));
  encode(Format::kJson, {1, domain::TextTyped{{1}, text.edit}});
}
void check(const domain::CreatePoll& create) {
  ASSERT(create.poll.question.size() <= kMaxQuestion && create.poll.answers.size() <= kMaxAnswers);
  for (const std::string& answer : create.poll.answers) ASSERT(answer.size() <= kMaxAnswer);
}
void check(const domain::Vote& vote) { ASSERT(vote.answers.size() <= kMaxAnswers); }
void check(const auto&) {}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const Format format = data[0] % 2 == 0 ? Format::kProtobuf : Format::kJson;
  const Format other = format == Format::kJson ? Format::kProtobuf : Format::kJson;
  const base::BytesView frame(data + 1, size - 1);

  const auto decoded = decode(format, frame);
  if (decoded) std::visit([](const auto& body) { check(body); }, decoded->body);

  Connection connection;
  const base::Instant now{std::chrono::seconds(1)};
  const auto first = connection.receive(now, format, frame);
  ASSERT(std::holds_alternative<ClientMessage>(first) == decoded.has_value());
  ASSERT(std::holds_alternative<Violation>(connection.receive(now, other, frame)));
  connection.send(base::Instant{}, {1, Ended{}});
  return 0;
}
