// SPDX-License-Identifier: GPL-3.0-or-later
#include <rules/count.h>

#include <algorithm>
#include <utility>

#include "contest.h"
#include "rule_table.h"

namespace tallystick::rules {
namespace {

using crypto::Result;

bool meets(const Contest& contest, ProjectIndex project) {
    const Threshold& least = contest.instance.conditions().threshold;
    const Support& support = contest.profile.support()[project];
    if (least.votes && support.ballots < *least.votes) return false;
    const auto& score = contest.spec.min_score ? contest.spec.min_score : least.score;
    if (score && contest.score_of(project) < Ratio{*score, 1}) return false;
    if (!least.ballots) return true;
    return Int128{support.ballots} * least.ballots->denominator >=
           Int128{contest.profile.ballots_of(contest.pot)} * least.ballots->numerator;
}

Result<void> pay_fixed(Ledger& ledger, const Instance& instance, PotIndex pot) {
    for (const ProjectIndex project : instance.conditions().fixed) {
        if (instance.project(project).pot != pot) continue;
        if (instance.project(project).cost > ledger.left())
            return crypto::bad_data("project '" + instance.project(project).id +
                                    "' is already funded but costs more than pot '" +
                                    instance.pots()[pot].id + "' has left");
        ledger.fund_fixed(project);
    }
    return {};
}

// Projects of the pot that may be funded; those under a threshold are barred with a step each.
void enter_projects(Contest& contest) {
    for (std::size_t at = 0; at < contest.instance.size(); ++at) {
        const auto project = static_cast<ProjectIndex>(at);
        if (contest.instance.project(project).pot != contest.pot) continue;
        if (contest.ledger.allocation.trace.projects[at].status != Status::not_funded) continue;
        if (meets(contest, project)) {
            contest.projects.push_back(project);
        } else {
            contest.ledger.availability().bar(project);
            contest.ledger.note(Action::bar, project, "below the threshold");
        }
    }
}

// What a category must have at least is met before the rule counts: its projects in this pot, by
// score, as far as they fit, until the category has enough in all pots together.
void meet_minimums(Contest& contest) {
    const auto has_enough = [&](const CategoryLimit& limit) {
        const auto use = contest.ledger.used_by(limit.category);
        return use.projects >= limit.least_projects.value_or(0) &&
               use.money >= limit.least_money.value_or(0);
    };
    for (const CategoryLimit& limit : contest.instance.conditions().categories) {
        if (has_enough(limit)) continue;
        std::vector<ProjectIndex> line;
        for (const ProjectIndex project : contest.projects) {
            const auto& categories = contest.instance.project(project).categories;
            if (std::find(categories.begin(), categories.end(), limit.category) != categories.end())
                line.push_back(project);
        }
        std::sort(line.begin(), line.end(), [&](ProjectIndex left, ProjectIndex right) {
            const auto order = contest.score_of(left) <=> contest.score_of(right);
            return order == 0 ? contest.ties.before(left, right) : order > 0;
        });
        for (const ProjectIndex project : line) {
            if (has_enough(limit)) break;
            if (!contest.ledger.is_open(project)) continue;
            if (contest.instance.project(project).cost > contest.ledger.left()) continue;
            contest.ledger
                .fund(project, "category " + limit.category + " must have more before the count")
                .candidates.push_back({project, contest.score_of(project).text()});
            std::erase(contest.projects, project);
        }
    }
}

// What is left of a pot goes where the round says; the money itself is conserved.
void move_leftover(Ledger& ledger, const Instance& instance, PotIndex pot,
                   std::vector<Money>& limits) {
    const Money left = ledger.left();
    const auto& to = instance.pots()[pot].leftover_to;
    if (!to || left == 0) return;
    limits[*to] += left;
    Step& step = ledger.note(Action::leftover, std::nullopt,
                             "money left goes to pot " + instance.pots()[*to].id);
    step.paid = left;
    step.left = 0;
}

Result<void> finish_ties(const Instance& instance, const RuleSpec& spec, Trace& trace) {
    for (TieRecord& tie : trace.ties)
        for (const ProjectIndex project : tie.projects)
            if (trace.projects[project].status != Status::not_funded) tie.funded.push_back(project);
    if (spec.ties != TieRule::refuse || trace.ties.empty()) return {};
    std::string names;
    for (const ProjectIndex project : trace.ties.front().projects)
        names += (names.empty() ? "" : ", ") + instance.project(project).id;
    return crypto::bad_data("step " + std::to_string(trace.ties.front().step) +
                                ": these are tied, and their order decides who is funded: " + names,
                            "name a tie rule, such as --ties lot:SEED with the dice rolled in "
                            "public");
}

}  // namespace

Result<Allocation> count(const Instance& instance, const Profile& profile, const RuleSpec& spec,
                         const CountOptions& options) {
    const RuleEntry& rule = entry_of(spec.rule);
    crypto::require(rule.needs == RuleEntry::Needs::scores || profile.has_rows(),
                    "this rule needs a profile with rows");
    if (spec.ties == TieRule::lot && spec.seed.empty())
        return crypto::usage("--ties lot needs the dice: --ties lot:SEED");
    const TieOrder ties(instance, profile, spec);
    Ledger ledger(instance, profile, spec);
    std::vector<Money> limits;
    for (const Pot& pot : instance.pots()) limits.push_back(pot.limit);
    for (std::size_t at = 0; at < limits.size(); ++at) {
        const auto pot = static_cast<PotIndex>(at);
        ledger.open_pot(pot, limits[at]);
        TALLYSTICK_CHECK(pay_fixed(ledger, instance, pot));
        Contest contest{instance, profile, spec, ties, options, pot, limits[at], {}, ledger};
        enter_projects(contest);
        meet_minimums(contest);
        TALLYSTICK_CHECK(rule.run(contest));
        move_leftover(ledger, instance, pot, limits);
    }
    TALLYSTICK_CHECK(finish_ties(instance, spec, ledger.allocation.trace));
    return std::move(ledger.allocation);
}

}  // namespace tallystick::rules
