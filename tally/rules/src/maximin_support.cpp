// SPDX-License-Identifier: GPL-3.0-or-later
// Maximin support: Aziz, Lee and Talmon, "Proportionally Representative Participatory Budgeting:
// Axioms and Algorithms" (AAMAS 2018, arXiv 1711.08226), there "generalised sequential Phragmen";
// Sanchez-Fernandez et al. (arXiv 1609.05370); by maximum flow as in arXiv 2309.15104.
//
// Each step funds, of the projects that fit, the one that gives the least maximal load when the
// costs of all that is funded, and its own, are spread over their supporters as evenly as possible.
// That load never falls as more is funded, so what a project had before is a bound on what it has
// now; so is what it has together with the group that forces the load of what is funded, which is
// most often it. Only the projects of the least bounds are worked out by a flow.
#include <algorithm>
#include <string>
#include <vector>

#include "electorate.h"
#include "load_network.h"
#include "rule_table.h"

namespace tallystick::rules {
namespace {

class MaximinSupport {
public:
    explicit MaximinSupport(Contest& contest)
        : m_contest(contest),
          m_electorate(contest, Utility::count),
          m_network(m_electorate),
          m_bounds(m_electorate.size()) {
        for (std::uint32_t at = 0; at < m_electorate.size(); ++at) {
            const std::int64_t supporters = m_electorate.supporting_voters(at);
            if (supporters == 0) continue;
            m_bounds[at] = {{m_electorate.cost(at), supporters}, {at}};
            m_open.push_back(at);
        }
    }

    void run() {
        Ledger& ledger = m_contest.ledger;
        ledger.allocation.trace.measure = "maximal load";
        std::vector<std::uint32_t> steps;
        while (true) {
            std::erase_if(m_open, [&](std::uint32_t at) {
                return m_electorate.cost(at) > ledger.left() ||
                       !ledger.availability().allows(m_electorate.project(at));
            });
            const std::vector<std::uint32_t> least = least_loaded();
            if (least.empty()) break;
            steps.push_back(record(least));
            fund(least.front());
        }
        ledger.tell_ties(steps);
    }

private:
    // The open projects of the least maximal load, in tie order, each worked out anew.
    std::vector<std::uint32_t> least_loaded() {
        std::vector<bool> fresh(m_electorate.size(), false);
        std::vector<std::uint32_t> least;
        while (true) {
            least.clear();
            for (const std::uint32_t at : m_open) {
                const auto order = least.empty()
                                       ? std::strong_ordering::less
                                       : m_bounds[at].value <=> m_bounds[least.front()].value;
                if (order < 0) least.clear();
                if (order <= 0) least.push_back(at);
            }
            const auto stale = std::find_if(least.begin(), least.end(),
                                            [&](std::uint32_t at) { return !fresh[at]; });
            if (stale == least.end()) break;
            if (tighten(*stale)) continue;
            m_bounds[*stale] = load_with(*stale);
            fresh[*stale] = true;
        }
        std::sort(least.begin(), least.end(), [this](std::uint32_t left, std::uint32_t right) {
            return m_contest.ties.before(m_electorate.project(left), m_electorate.project(right));
        });
        return least;
    }

    // Whether the bound rose by looking at the project together with the forcing group.
    bool tighten(std::uint32_t project) {
        if (m_load.bottleneck.empty()) return false;
        std::int64_t voters = m_group_voters;
        for (const Supporter& supporter : m_electorate.supporters(project))
            if (!m_in_group[supporter.voter]) voters += supporter.weight;
        const Ratio together{m_group_cost + m_electorate.cost(project), voters};
        if (together <= m_bounds[project].value) return false;
        m_bounds[project] = {together, m_load.bottleneck};
        m_bounds[project].bottleneck.push_back(project);
        return true;
    }

    void mark_group() {
        m_in_group.assign(m_electorate.rows(), false);
        m_group_cost = 0;
        m_group_voters = 0;
        for (const std::uint32_t member : m_load.bottleneck) {
            m_group_cost += m_electorate.cost(member);
            for (const Supporter& supporter : m_electorate.supporters(member)) {
                if (!m_in_group[supporter.voter]) m_group_voters += supporter.weight;
                m_in_group[supporter.voter] = true;
            }
        }
    }

    // The funded projects come first, in the order funded, and the new one last.
    Load load_with(std::uint32_t project) {
        const Load& known = m_bounds[project].value < m_load.value ? m_load : m_bounds[project];
        std::vector<std::uint32_t> projects = m_funded;
        projects.push_back(project);
        Load load = m_network.least_max_load(projects, known.value);
        return load.bottleneck.empty() ? known : load;
    }

    std::uint32_t record(const std::vector<std::uint32_t>& least) {
        const Load& load = m_bounds[least.front()];
        Step& step = m_contest.ledger.fund(m_electorate.project(least.front()),
                                           "with it the most loaded voter bears the least");
        for (const std::uint32_t at : least) {
            step.candidates.push_back({m_electorate.project(at), m_bounds[at].value.text()});
            if (least.size() > 1) step.tied.push_back(m_electorate.project(at));
        }
        std::string names;
        for (const std::uint32_t at : load.bottleneck)
            names += (names.empty() ? "" : " ") +
                     m_contest.instance.project(m_electorate.project(at)).id;
        step.facts.push_back({"forced by", names});
        step.facts.push_back({"their cost in smallest units", to_text(load.value.numerator)});
        step.facts.push_back({"their supporters", to_text(load.value.denominator)});
        return step.number;
    }

    void fund(std::uint32_t project) {
        m_load = m_bounds[project];
        m_funded.push_back(project);
        m_network.keep(m_funded, m_load.value);
        mark_group();
        std::erase(m_open, project);
    }

    Contest& m_contest;
    Electorate m_electorate;
    LoadNetwork m_network;
    std::vector<std::uint32_t> m_open;
    std::vector<std::uint32_t> m_funded;
    std::vector<Load> m_bounds;    // by project
    Load m_load = {{0, 1}, {}};    // of what is funded
    std::vector<bool> m_in_group;  // by row: supports a project of m_load.bottleneck
    Int128 m_group_cost = 0;
    std::int64_t m_group_voters = 0;
};

}  // namespace

crypto::Result<void> run_maximin_support(Contest& contest) {
    MaximinSupport(contest).run();
    return {};
}

}  // namespace tallystick::rules
