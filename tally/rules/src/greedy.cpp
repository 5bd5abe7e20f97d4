// SPDX-License-Identifier: GPL-3.0-or-later
// Greedy utilitarian approval, the rule of most councils: Rey and Maly, "The (Computational) Social
// Choice Take on Indivisible Participatory Budgeting" (arXiv 2303.00621), section 4.1.
//
// The projects stand in order of their score, or of score per cost. Each in turn is funded if it
// fits the money left; one that does not is skipped, ends the count, or is offered the remainder.
#include <algorithm>
#include <string>
#include <vector>

#include "contest.h"
#include "rule_table.h"

namespace tallystick::rules {
namespace {

class Greedy {
public:
    explicit Greedy(Contest& contest)
        : m_contest(contest), m_ledger(contest.ledger), m_keys(contest.instance.size()) {
        for (const Project& project : contest.instance.projects())
            m_has_terms = m_has_terms || project.partial.has_value();
    }

    void run() {
        std::vector<ProjectIndex> line = m_contest.projects;
        for (const ProjectIndex project : line) m_keys[project] = key_of(project);
        std::sort(line.begin(), line.end(), [this](ProjectIndex left, ProjectIndex right) {
            const auto order = m_keys[left] <=> m_keys[right];
            return order == 0 ? m_contest.ties.before(left, right) : order > 0;
        });
        for (std::size_t from = 0; from < line.size() && !m_ended;) {
            std::size_t to = from + 1;
            while (to < line.size() && m_keys[line[to]] == m_keys[line[from]]) ++to;
            count_group({line.begin() + static_cast<std::ptrdiff_t>(from),
                         line.begin() + static_cast<std::ptrdiff_t>(to)});
            from = to;
        }
    }

private:
    // Per cost, a free project with any support comes before all others, one with none last.
    [[nodiscard]] Ratio key_of(ProjectIndex project) const {
        Ratio key = m_contest.score_of(project);
        if (m_contest.spec.order == Order::by_score) return key;
        const Money cost = m_contest.instance.project(project).cost;
        if (cost == 0) return key.numerator > 0 ? Ratio{1, 0} : Ratio{key.numerator, 1};
        key.denominator *= cost;
        return key;
    }

    void count_group(const std::vector<ProjectIndex>& group) {
        const bool decides = group.size() > 1 && order_matters(group);
        bool told = false;
        for (const ProjectIndex project : group) {
            if (m_ended) return;
            Step& step = offer(project);
            step.candidates.push_back({project, m_keys[project].text()});
            if (group.size() > 1) step.tied = group;
            if (decides && !told) m_ledger.tie(step.number, group);
            told = true;
        }
    }

    // Tied projects need the tie rule only if some of them, but not all, can be paid.
    [[nodiscard]] bool order_matters(const std::vector<ProjectIndex>& group) const {
        Availability availability = m_ledger.availability();
        Money together = 0;
        std::size_t fitting = 0;
        bool all_allowed = true;
        for (const ProjectIndex project : group) {
            const Money cost = m_contest.instance.project(project).cost;
            if (cost > m_ledger.left() || !availability.allows(project)) continue;
            ++fitting;
            together += cost;
        }
        for (const ProjectIndex project : group) {
            if (m_contest.instance.project(project).cost > m_ledger.left()) continue;
            if (!m_ledger.availability().allows(project)) continue;
            all_allowed = all_allowed && availability.allows(project);
            availability.take(project, m_contest.instance.project(project).cost);
        }
        const bool skips = m_contest.spec.on_misfit == OnMisfit::skip;
        if (fitting == 0) return m_contest.spec.on_misfit == OnMisfit::part_fund;
        if (fitting < group.size() && !skips) return true;
        return together > m_ledger.left() || !all_allowed;
    }

    Step& offer(ProjectIndex project) {
        const Money cost = m_contest.instance.project(project).cost;
        if (!m_ledger.availability().allows(project))
            return m_ledger.note(Action::bar, project, m_ledger.availability().reason(project));
        if (cost <= m_ledger.left()) return m_ledger.fund(project, "fits the money left");
        if (m_contest.spec.on_misfit == OnMisfit::stop) {
            m_ended = true;
            return m_ledger.note(Action::stop, project,
                                 "costs more than was left, and the count ends at the first "
                                 "that does not fit");
        }
        if (m_contest.spec.on_misfit == OnMisfit::part_fund) {
            if (const Money part = part_of(project); part > 0) {
                m_ended = true;
                return m_ledger.fund_part(project, part, "is offered what was left");
            }
        }
        return m_ledger.note(Action::skip, project, "costs more than was left");
    }

    // The most that the project takes of what is left: its minimum and whole steps above it. Where
    // no project of the round has terms, any remainder will do.
    [[nodiscard]] Money part_of(ProjectIndex project) const {
        const auto& terms = m_contest.instance.project(project).partial;
        const Money left = m_ledger.left();
        if (!m_has_terms) return left;
        if (!terms || left < terms->minimum) return 0;
        return terms->minimum + (left - terms->minimum) / terms->step * terms->step;
    }

    Contest& m_contest;
    Ledger& m_ledger;
    std::vector<Ratio> m_keys;
    bool m_has_terms = false;
    bool m_ended = false;
};

}  // namespace

crypto::Result<void> run_greedy(Contest& contest) {
    TALLYSTICK_CHECK(check_score(contest.score(), contest.type()));
    contest.ledger.allocation.trace.measure =
        std::string(name_of(contest.score())) +
        (contest.spec.order == Order::by_score_per_cost ? " per cost" : "");
    Greedy(contest).run();
    return {};
}

}  // namespace tallystick::rules
