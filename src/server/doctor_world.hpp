// What `plenum doctor` looks at on this machine: reads, binds a port for a moment, asks the mail
// server. Changes nothing. The judgement is doctor_checks.hpp's.
#pragma once

#include <vector>

#include "server/config.hpp"
#include "server/doctor_checks.hpp"

namespace server::doctor {

// All findings about an installation whose settings are right. Takes seconds where the mail server
// does not answer.
std::vector<Finding> examine(const Config& config);

}  // namespace server::doctor
