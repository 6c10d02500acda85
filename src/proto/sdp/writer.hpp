// write: SessionDescription to SDP text, in the order of lines that browsers use themselves. What
// parse() accepted comes out equal when it is written and parsed again.
#pragma once

#include <string>
#include <string_view>

#include "proto/sdp/session_description.hpp"

namespace sdp {

std::string write(const SessionDescription& description);

std::string_view to_text(Direction direction);
std::string_view to_text(Setup setup);

}  // namespace sdp
