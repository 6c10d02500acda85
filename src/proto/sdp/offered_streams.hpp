// What a section says about the streams that the client will send: simulcast layers by rid
// (RFC 8853), or sources by SSRC (RFC 5576). Internal to this folder.
#pragma once

#include <string>
#include <vector>

#include "proto/sdp/negotiated.hpp"
#include "proto/sdp/session_description.hpp"

namespace sdp {

// The layers in the client's order, as far as a=rid lines describe them; four at most.
std::vector<std::string> offered_rids(const MediaSection& section);

// The announced sources without those that only repeat or protect another; the layers of a "SIM"
// group first and in its order.
std::vector<OfferedStream> offered_streams(const MediaSection& section);

}  // namespace sdp
