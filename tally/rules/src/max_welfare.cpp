// SPDX-License-Identifier: GPL-3.0-or-later
// The utilitarian optimum: Talmon and Faliszewski, "A Framework for Approval-Based Budgeting
// Methods" (AAAI 2019), rule R^m; Rey and Maly (arXiv 2303.00621), section 4.1.
//
// Of all sets that the money pays for, one of the highest total utility. Among several such sets
// the one whose members, in the order of the tie rule, come first lexicographically: a project is
// in it if, after the decisions on those before it, the highest total can still be reached with it.
#include <algorithm>
#include <string>
#include <vector>

#include "constrained_search.h"
#include "knapsack.h"
#include "rule_table.h"

namespace tallystick::rules {
namespace {

class MaxWelfare {
public:
    explicit MaxWelfare(Contest& contest) : m_contest(contest) {}

    void run() {
        std::vector<KnapsackItem> items;
        for (std::uint32_t at = 0; at < size(); ++at) {
            if (utility(at) <= 0 || !m_contest.ledger.is_open(project(at))) continue;
            if (cost(at) == 0 && !constrained()) {
                m_chosen.push_back(at);
                m_value += utility(at);
            } else {
                items.push_back({at, cost(at), utility(at)});
            }
        }
        if (constrained()) {
            choose_within_conditions(items);
        } else {
            sort_by_density(items);
            choose(items);
        }
        record();
    }

private:
    [[nodiscard]] std::uint32_t size() const {
        return static_cast<std::uint32_t>(m_contest.projects.size());
    }
    [[nodiscard]] ProjectIndex project(std::uint32_t at) const { return m_contest.projects[at]; }
    [[nodiscard]] Money cost(std::uint32_t at) const {
        return m_contest.instance.project(project(at)).cost;
    }
    // Of all voters together; what a voter dislikes is of no utility, and of no harm.
    [[nodiscard]] Int128 utility(std::uint32_t at) const {
        const Support& support = m_contest.profile.support()[project(at)];
        switch (m_contest.spec.utility) {
            case Utility::cost:
                return Int128{support.ballots} * cost(at);
            case Utility::count:
                break;
            case Utility::score:
                return support.points - support.dislikes;
            case Utility::borda:
                return support.borda;
        }
        return support.ballots;
    }
    [[nodiscard]] bool constrained() const {
        const Conditions& conditions = m_contest.instance.conditions();
        return !conditions.categories.empty() || !conditions.exclusive.empty();
    }
    [[nodiscard]] std::uint32_t place(std::uint32_t at) const {
        return m_contest.ties.place(project(at));
    }

    static std::vector<KnapsackItem> without(const std::vector<KnapsackItem>& items,
                                             std::uint32_t name) {
        std::vector<KnapsackItem> rest = items;
        std::erase_if(rest, [name](const KnapsackItem& item) { return item.name == name; });
        return rest;
    }

    void choose(std::vector<KnapsackItem> items) {
        Money room = m_contest.ledger.left();
        auto known = solve_knapsack(items, room, 0);
        m_value += known->value;
        look_for_another(items, room, *known);
        std::vector<KnapsackItem> in_order = items;
        std::sort(in_order.begin(), in_order.end(),
                  [this](const KnapsackItem& left, const KnapsackItem& right) {
                      return place(left.name) < place(right.name);
                  });
        for (const KnapsackItem& item : in_order) {
            items = without(items, item.name);
            auto& names = known->names;
            const auto in = std::find(names.begin(), names.end(), item.name);
            if (in != names.end()) {
                names.erase(in);
            } else {
                auto other = solve_knapsack(items, room - item.cost, known->value - item.value);
                if (!other) continue;
                known->names = std::move(other->names);
            }
            m_chosen.push_back(item.name);
            known->value -= item.value;
            room -= item.cost;
        }
    }

    // Whether another set is as good: then the tie rule chose, and that is told.
    void look_for_another(const std::vector<KnapsackItem>& items, Money room,
                          const KnapsackSolution& best) {
        for (const std::uint32_t name : best.names) {
            const auto other = solve_knapsack(without(items, name), room, best.value);
            if (!other) continue;
            for (const std::uint32_t one : best.names)
                if (std::find(other->names.begin(), other->names.end(), one) == other->names.end())
                    m_tied.push_back(project(one));
            for (const std::uint32_t one : other->names)
                if (std::find(best.names.begin(), best.names.end(), one) == best.names.end())
                    m_tied.push_back(project(one));
            m_contest.ties.sort(m_tied);
            return;
        }
    }

    void choose_within_conditions(std::vector<KnapsackItem> items) {
        std::vector<SearchItem> all;
        for (const KnapsackItem& item : items)
            all.push_back({project(item.name), item.cost, item.value, place(item.name), item.name});
        const SearchResult result = search_within_conditions(
            std::move(all), m_contest.ledger.left(), m_contest.ledger.availability());
        m_chosen = result.names;
        m_value = result.value;
        if (result.sets > 1)
            for (const std::uint32_t name : result.names) m_tied.push_back(project(name));
    }

    void record() {
        Ledger& ledger = m_contest.ledger;
        ledger.allocation.trace.measure = "total utility";
        std::sort(
            m_chosen.begin(), m_chosen.end(),
            [this](std::uint32_t left, std::uint32_t right) { return place(left) < place(right); });
        Step& settled = ledger.note(Action::settle, std::nullopt,
                                    "no set that the money pays for has a higher total utility");
        const std::uint32_t number = settled.number;
        settled.facts.push_back({"total utility", to_text(m_value)});
        for (std::uint32_t at = 0; at < size(); ++at)
            settled.candidates.push_back({project(at), to_text(utility(at))});
        settled.tied = m_tied;
        if (!m_tied.empty()) ledger.tie(number, m_tied);
        for (const std::uint32_t at : m_chosen)
            ledger.fund(project(at), "it is in the best set")
                .candidates.push_back({project(at), to_text(utility(at))});
        Trace& trace = ledger.allocation.trace;
        for (const ProjectIndex project : m_contest.projects) {
            ProjectRecord& record = trace.projects[project];
            if (record.status != Status::not_funded) continue;
            record.step = number;
            record.reason = "it is not in the best set";
        }
        add_objective(ledger.allocation);
    }

    // Over several pots the totals add up.
    void add_objective(Allocation& allocation) const {
        Int128 total = m_value;
        if (allocation.objective) {
            Int128 before = 0;
            for (const char digit : *allocation.objective) before = before * 10 + (digit - '0');
            total += before;
        }
        allocation.objective = to_text(total);
    }

    Contest& m_contest;
    std::vector<std::uint32_t> m_chosen;
    std::vector<ProjectIndex> m_tied;
    Int128 m_value = 0;
};

}  // namespace

crypto::Result<void> run_max_welfare(Contest& contest) {
    TALLYSTICK_CHECK(check_utility(contest.spec.utility, contest.type()));
    MaxWelfare(contest).run();
    return {};
}

}  // namespace tallystick::rules
