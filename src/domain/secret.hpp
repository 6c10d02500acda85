// Codes and PINs: made from the system's generator, compared in constant time.
#pragma once

#include <string>
#include <string_view>

#include "base/random.hpp"

namespace domain {

// 8 of 31 characters that are not mistaken for one another (no 0 o 1 l i): 39 bits. Guessing is
// limited by the server to ten tries a minute and thirty an hour.
std::string random_access_code(base::Random& random);
// 8 digits, to be typed on a phone.
std::string random_pin(base::Random& random);

// The time depends on `typed` alone.
bool same_secret(std::string_view kept, std::string_view typed);

}  // namespace domain
