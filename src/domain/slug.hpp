// Slug: the clean link of a room with a chosen name (R10, R11). "Bürgerversammlung Süd" becomes
// "buergerversammlung-sued". ä, ö, ü and ß as Germans spell them without; other Latin letters lose
// their accents; letters of other scripts stay, in lower case, and are percent-encoded in the URL;
// the rest becomes a hyphen. A slug of a slug is itself, so that a typed link finds its room.
#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "base/random.hpp"
#include "domain/ids.hpp"
#include "domain/policy.hpp"
#include "domain/refusal.hpp"

namespace domain {

// Never empty, never a word that the server's own pages use. `name` is clean (name.hpp).
std::string slug(std::string_view name);

// The id for a new room, or the one that a typed name or link means.
std::expected<RoomId, Refusal> room_id_for(LinkKind kind, std::string_view typed_name,
                                           base::Random& random);

}  // namespace domain
