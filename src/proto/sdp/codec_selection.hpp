// Which codecs of an offered section both sides have, in which order and with which feedback, and
// how they are written into the answer. Internal to this folder.
//
// Dropped whatever the offer says: RED of pictures, ULPFEC and FlexFEC, telephone events, comfort
// noise, G.711 and G.722; profiles that not every receiver decodes (VP9 other than 0, AV1 other
// than 0, H.264 Main and above High); payload types 64-95, which RTCP multiplexing cannot tell
// apart (RFC 5761, section 4).
#pragma once

#include <vector>

#include "proto/sdp/answer.hpp"
#include "proto/sdp/negotiated.hpp"
#include "proto/sdp/session_description.hpp"

namespace sdp {

// `transport_cc` says whether the section has the header extension without which that feedback
// means nothing.
std::vector<Codec> common_codecs(const MediaSection& offered, const AnswerParameters& parameters,
                                 bool transport_cc);

// The codecs as payload types of the answer, each followed by its retransmission format. RED stands
// in front of its codec where the client sends, `ours` being the server's direction: browsers send
// what comes first. Where it only receives, the server chooses packet by packet.
std::vector<Payload> answered_payloads(const std::vector<Codec>& codecs,
                                       const AnswerParameters& parameters, Direction ours);

}  // namespace sdp
