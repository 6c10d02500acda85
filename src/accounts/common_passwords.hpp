// What is tried first by whoever guesses: the most used passwords, rows of keys, names and words
// that lists of leaked passwords have in front, in German and English. Pure.
#pragma once

#include <string_view>

namespace accounts {

// Whether the password is made of such words, with digits and signs between and around them and
// fewer than four letters more: "Passwort-2026!", "qwertz123456", "p4ssw0rdp4ssw0rd". A sentence
// that happens to hold one of them is not.
bool is_common(std::string_view password);

}  // namespace accounts
