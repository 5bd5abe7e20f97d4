// SPDX-License-Identifier: GPL-3.0-or-later
// What a Pabulib file says the city used (key `rule` of META, "PabuLib: A Participatory Budgeting
// Library", arXiv 2305.11035): greedy; greedy-threshold, which asks for a least score; and
// greedy-no-skip, which ends at the first project that does not fit. Ties stand as in the file.
#include "contest.h"
#include "rule_table.h"

namespace tallystick::rules {

crypto::Result<void> run_official(Contest& contest) {
    const std::string& used = contest.spec.used_rule;
    if (used.empty())
        return crypto::usage("--rule official counts a Pabulib file that says which rule was used",
                             "name the rule itself");
    RuleSpec spec = contest.spec;
    if (used == "greedy" || used == "greedy-threshold") {
        spec.on_misfit = OnMisfit::skip;
    } else if (used == "greedy-no-skip") {
        spec.on_misfit = OnMisfit::stop;
    } else {
        return crypto::usage(
            "the file says that the rule used was '" + used + "', which cannot be counted again",
            "name one of the rules that tallystick rules lists");
    }
    Contest same{contest.instance, contest.profile,  spec,
                 contest.ties,     contest.options,  contest.pot,
                 contest.limit,    contest.projects, contest.ledger};
    return run_greedy(same);
}

}  // namespace tallystick::rules
