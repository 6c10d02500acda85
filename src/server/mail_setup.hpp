// The mailer as the configuration wants it: reads the password's file, chooses the transport.
#pragma once

#include <expected>
#include <memory>

#include "mail/mailer.hpp"
#include "mail/smtp.hpp"
#include "net/failure.hpp"
#include "server/config.hpp"

namespace server {

// Of a configuration with smtp.
std::expected<mail::SmtpSettings, net::Failure> smtp_settings(const Config& config);

// Null where the transport is "none". The failure is for the administrator.
std::expected<std::unique_ptr<mail::Mailer>, net::Failure> make_mailer(const Config& config,
                                                                       net::EventLoop& loop,
                                                                       base::Random& random);

}  // namespace server
