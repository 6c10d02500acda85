// The a= lines, one function each, called by parser.cpp with the name before the colon and the
// value behind it. Internal to this folder.
#pragma once

#include <expected>
#include <optional>
#include <string_view>

#include "proto/sdp/parser.hpp"
#include "proto/sdp/session_description.hpp"

namespace sdp {

using ReadResult = std::expected<void, ParseErrorCode>;

// The direction that an attribute of this name states, if it is one of the four.
std::optional<Direction> direction_named(std::string_view name);

// An unknown name is no error and changes nothing.
ReadResult read_session_attribute(std::string_view name, std::string_view value,
                                  SessionDescription& session);
ReadResult read_media_attribute(std::string_view name, std::string_view value,
                                MediaSection& section);

}  // namespace sdp
