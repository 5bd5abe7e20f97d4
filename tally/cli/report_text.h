// SPDX-License-Identifier: GPL-3.0-or-later
// A report of checks as lines for people and as JSON for programs.
#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

#include <tally/checks.h>

#include "command.h"

namespace tallystick::cli {

enum class Show { everything, problems };
// A line for each check that was made, faults and hints below it, a summary at the end.
[[nodiscard]] std::string report_text(const tally::Report& report, Show show);
[[nodiscard]] nlohmann::ordered_json report_json(const tally::Report& report);
// What --json prints.
[[nodiscard]] std::string json_text(const nlohmann::ordered_json& json);
[[nodiscard]] std::string check_list_text();
[[nodiscard]] nlohmann::ordered_json check_list_json();
// To standard error: every fault as error and hint.
void complain(const tally::Report& report);

}  // namespace tallystick::cli
