#include "server/mail_setup.hpp"

#include <spdlog/spdlog.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace server {

namespace {

std::unexpected<net::Failure> failed(std::errc code, std::string sentence) {
  return std::unexpected(net::Failure{std::make_error_code(code), std::move(sentence)});
}

// The file's only line. A file that everybody may read is refused: it holds a secret.
std::expected<std::string, net::Failure> read_password(const std::string& path) {
  std::error_code missing;
  const std::filesystem::perms perms = std::filesystem::status(path, missing).permissions();
  std::ifstream file(path);
  if (missing || !file)
    return failed(std::errc::no_such_file_or_directory,
                  "The file of mail.password_file, " + path + ", cannot be read.");
  if ((perms & std::filesystem::perms::others_read) != std::filesystem::perms::none)
    return failed(std::errc::permission_denied,
                  "The file of mail.password_file, " + path +
                      ", can be read by everybody: change that with chmod o= " + path + ".");
  std::string password;
  std::getline(file, password);
  if (password.ends_with('\r')) password.pop_back();
  if (password.empty())
    return failed(std::errc::invalid_argument,
                  "The file of mail.password_file, " + path + ", is empty.");
  return password;
}

}  // namespace

std::expected<mail::SmtpSettings, net::Failure> smtp_settings(const Config& config) {
  mail::SmtpSettings smtp{.url = config.mail_url,
                          .user = config.mail_user,
                          .password = {},
                          .tls = config.mail_tls,
                          .ca_file = {}};
  if (config.mail_password_file.empty()) return smtp;
  auto password = read_password(config.mail_password_file);
  if (!password) return std::unexpected(password.error());
  smtp.password = std::move(*password);
  return smtp;
}

std::expected<std::unique_ptr<mail::Mailer>, net::Failure> make_mailer(const Config& config,
                                                                       net::EventLoop& loop,
                                                                       base::Random& random) {
  if (config.mail_transport == MailTransport::kNone) return nullptr;
  if (config.mail_transport == MailTransport::kLog)
    return std::make_unique<mail::Mailer>(
        loop, random,
        mail::log_transport([](const std::string& mail) { spdlog::info("{}", mail); }));
  auto smtp = smtp_settings(config);
  if (!smtp) return std::unexpected(smtp.error());
  return std::make_unique<mail::Mailer>(loop, random,
                                        mail::smtp_transport(std::move(*smtp), *config.mail_from));
}

}  // namespace server
