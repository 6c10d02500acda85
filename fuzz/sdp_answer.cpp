// sdp::answer to any offer: the first byte chooses what the server supports, the rest is the offer.
// The answer must parse, have a section for each of the offer, and stay the same when the offer is
// repeated with the slots that it gave.
#include <cstddef>
#include <cstdint>

#include "base/assert.hpp"
#include "base/bytes.hpp"
#include "base/random.hpp"
#include "proto/sdp/answer.hpp"
#include "proto/sdp/parser.hpp"

namespace {

sdp::AnswerParameters parameters(uint8_t choice) {
  using enum codec::CodecKind;
  sdp::AnswerParameters parameters;
  parameters.ice_ufrag = "SrVu";
  parameters.ice_pwd = "0123456789abcdefghijkl";
  parameters.fingerprint = "AA:BB:CC";
  parameters.candidates = {"candidate:1 1 udp 2130706431 192.0.2.1 10000 typ host"};
  parameters.cname = "plenum";
  parameters.codecs = {kOpus, kVp8, kVp9, kH264, kAv1};
  if ((choice & 1) != 0) parameters.codecs = {kOpus, kVp8};
  if ((choice & 2) != 0) parameters.preferred_video = kH264;
  if ((choice & 4) != 0) parameters.sendrecv = sdp::SendRecvPolicy::kSourceOnly;
  parameters.opus_red = (choice & 16) == 0;
  for (const char* uri :
       {"urn:ietf:params:rtp-hdrext:sdes:mid", "urn:ietf:params:rtp-hdrext:ssrc-audio-level",
        "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01"}) {
    parameters.audio_extensions.emplace_back(uri);
    if ((choice & 8) == 0) parameters.video_extensions.emplace_back(uri);
  }
  return parameters;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const auto offer = sdp::parse(base::as_text({data + 1, size - 1}));
  if (!offer) return 0;
  sdp::AnswerParameters server = parameters(data[0]);
  base::SeededRandom random(1);
  const auto first = sdp::answer(*offer, server, random);
  if (!first) return 0;
  const auto parsed = sdp::parse(first->sdp);
  ASSERT(parsed.has_value());
  ASSERT(parsed->sections.size() == offer->sections.size());
  for (const sdp::NegotiatedSection& section : first->negotiated.sections)
    ASSERT(!section.codecs.empty());
  server.slots = first->negotiated.slots;
  const auto second = sdp::answer(*offer, server, random);
  ASSERT(second.has_value() && second->sdp == first->sdp);
  return 0;
}
