// SPDX-License-Identifier: GPL-3.0-or-later
#include "contest.h"

#include <algorithm>
#include <utility>

namespace tallystick::rules {
namespace {

bool has_values(BallotType type) {
    return type == BallotType::points || type == BallotType::score || type == BallotType::amount ||
           type == BallotType::plus_minus;
}

}  // namespace

Score default_score(BallotType type) {
    if (type == BallotType::ranking) return Score::borda;
    return has_values(type) ? Score::points : Score::votes;
}

crypto::Result<void> check_score(Score score, BallotType type) {
    const bool fits = score == Score::borda    ? type == BallotType::ranking
                      : score == Score::points ? has_values(type)
                      : score == Score::mean   ? has_values(type)
                                               : true;
    if (fits) return {};
    return crypto::usage("--score " + std::string(name_of(score)) + " does not fit " +
                             std::string(name_of(type)) + " ballots",
                         "leave --score out: the ballot type has a score of its own");
}

crypto::Result<void> check_utility(Utility utility, BallotType type) {
    const bool fits = utility == Utility::borda   ? type == BallotType::ranking
                      : utility == Utility::score ? has_values(type)
                                                  : true;
    if (fits) return {};
    return crypto::usage("--utility " + std::string(name_of(utility)) + " does not fit " +
                             std::string(name_of(type)) + " ballots",
                         "use --utility cost or --utility count");
}

Ratio score_of(const Support& support, Score score) {
    switch (score) {
        case Score::points:
            return {support.points, 1};
        case Score::borda:
            return {support.borda, 1};
        case Score::mean:
            if (support.ballots == 0) return {0, 1};
            return {support.points, support.ballots};
        case Score::votes:
        case Score::by_ballot_type:
            break;
    }
    return {support.ballots, 1};
}

Score Contest::score() const {
    return spec.score == Score::by_ballot_type ? default_score(type()) : spec.score;
}

Ratio Contest::score_of(ProjectIndex project) const {
    return rules::score_of(profile.support()[project], score());
}

Ledger::Ledger(const Instance& instance, const Profile& profile, const RuleSpec& spec)
    : m_instance(instance), m_availability(instance) {
    allocation.budget = instance.budget();
    Trace& trace = allocation.trace;
    trace.rule = name_of(spec.rule);
    trace.parameters = spec.parameters();
    // The score that was left to the ballot type, by its name where all pots have the same.
    const Score first = default_score(profile.type_of(0));
    bool same = true;
    for (PotIndex pot = 0; pot < instance.pots().size(); ++pot)
        same = same && default_score(profile.type_of(pot)) == first;
    for (auto& parameter : trace.parameters)
        if (same && parameter.first == "score" && spec.score == Score::by_ballot_type)
            parameter.second = name_of(first);
    trace.currency = instance.currency();
    trace.pots = instance.pots();
    trace.ballots = profile.ballots();
    trace.projects.reserve(instance.size());
    for (std::size_t at = 0; at < instance.size(); ++at) {
        const Project& project = instance.projects()[at];
        const Support& support = profile.support()[at];
        const BallotType type = profile.type_of(project.pot);
        const Score score = spec.score == Score::by_ballot_type ? default_score(type) : spec.score;
        ProjectRecord& record = trace.projects.emplace_back();
        record.id = project.id;
        record.name = project.name;
        record.cost = project.cost;
        record.pot = project.pot;
        record.votes = support.ballots;
        record.score = rules::score_of(support, score).text();
    }
}

void Ledger::open_pot(PotIndex pot, Money limit) {
    m_pot = pot;
    m_limit = limit;
    m_left = limit;
}

Ledger::Use Ledger::used_by(std::string_view category) const {
    Use use;
    for (const Award& award : allocation.awards) {
        const auto& categories = m_instance.project(award.project).categories;
        if (std::find(categories.begin(), categories.end(), category) == categories.end()) continue;
        ++use.projects;
        use.money += award.amount;
    }
    return use;
}

bool Ledger::is_open(ProjectIndex project) const {
    return allocation.trace.projects[project].status == Status::not_funded &&
           m_availability.allows(project);
}

Step& Ledger::note(Action action, std::optional<ProjectIndex> project, std::string reason) {
    Trace& trace = allocation.trace;
    Step& step = trace.steps.emplace_back();
    step.number = static_cast<std::uint32_t>(trace.steps.size());
    step.pot = m_pot;
    step.action = action;
    step.project = project;
    step.left = m_left;
    step.reason = reason;
    if (project) {
        ProjectRecord& record = trace.projects[*project];
        if (record.status == Status::not_funded) {
            record.step = step.number;
            record.reason = std::move(reason);
        }
    }
    return step;
}

Step& Ledger::pay(Action action, ProjectIndex project, Money amount, Status status,
                  std::string reason) {
    crypto::require(amount >= 0 && amount <= m_left, "an award fits the money left");
    m_left -= amount;
    m_availability.take(project, amount);
    Step& step = note(action, project, std::move(reason));
    step.paid = amount;
    ProjectRecord& record = allocation.trace.projects[project];
    record.status = status;
    record.awarded = amount;
    allocation.awards.push_back({project, amount});
    allocation.cost += amount;
    return step;
}

Step& Ledger::fund(ProjectIndex project, std::string reason) {
    return pay(Action::fund, project, m_instance.project(project).cost, Status::funded,
               std::move(reason));
}

Step& Ledger::fund_part(ProjectIndex project, Money amount, std::string reason) {
    return pay(Action::part_fund, project, amount, Status::part_funded, std::move(reason));
}

Step& Ledger::fund_fixed(ProjectIndex project) {
    return pay(Action::fund, project, m_instance.project(project).cost, Status::fixed,
               "already funded before the count");
}

void Ledger::tie(std::uint32_t step, std::vector<ProjectIndex> tied) {
    allocation.trace.ties.push_back({step, std::move(tied), {}});
}

void Ledger::tell_ties(const std::vector<std::uint32_t>& steps) {
    const Trace& trace = allocation.trace;
    for (std::size_t at = 0; at < steps.size(); ++at) {
        const Step& step = trace.steps[steps[at] - 1];
        if (step.tied.empty() || step.action != Action::fund) continue;
        bool all_follow = at + step.tied.size() <= steps.size();
        for (std::size_t next = at; all_follow && next < at + step.tied.size(); ++next) {
            const Step& later = trace.steps[steps[next] - 1];
            all_follow =
                later.action == Action::fund &&
                later.candidates[0].value == step.candidates[0].value &&
                std::find(step.tied.begin(), step.tied.end(), *later.project) != step.tied.end();
        }
        if (!all_follow) tie(step.number, step.tied);
    }
}

}  // namespace tallystick::rules
