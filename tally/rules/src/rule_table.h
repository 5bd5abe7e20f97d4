// SPDX-License-Identifier: GPL-3.0-or-later
// The one table of rules: a new rule is its own file, a line here, its tests and its page.
#pragma once

#include <string>
#include <string_view>

#include <rules/spec.h>

#include "contest.h"

namespace tallystick::rules {

using RuleFunction = crypto::Result<void> (*)(Contest& contest);

struct RuleEntry {
    RuleInfo info;
    RuleFunction run;
    enum class Needs { scores, rows } needs;
};

[[nodiscard]] const RuleEntry* find_rule(std::string_view name);
[[nodiscard]] const RuleEntry& entry_of(RuleName rule);
[[nodiscard]] std::string rule_names();  // "greedy, max-welfare, ..."

crypto::Result<void> run_greedy(Contest& contest);
crypto::Result<void> run_equal_shares(Contest& contest);
crypto::Result<void> run_phragmen(Contest& contest);
crypto::Result<void> run_max_welfare(Contest& contest);
crypto::Result<void> run_exact_equal_shares(Contest& contest);
crypto::Result<void> run_maximin_support(Contest& contest);
crypto::Result<void> run_official(Contest& contest);

}  // namespace tallystick::rules
