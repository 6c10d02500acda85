// The mailer as the configuration wants it: reads the password's file, chooses the transport.
#pragma once

#include <expected>
#include <memory>

#include "mail/mailer.hpp"
#include "net/failure.hpp"
#include "server/config.hpp"

namespace server {

// Null where the transport is "none". The failure is for the administrator.
std::expected<std::unique_ptr<mail::Mailer>, net::Failure> make_mailer(const Config& config,
                                                                       net::EventLoop& loop,
                                                                       base::Random& random);

}  // namespace server
