// SPDX-License-Identifier: GPL-3.0-or-later
#include "knapsack.h"

#include <algorithm>

namespace tallystick::rules {
namespace {

// floor(value * part / whole) for part < whole, without a product above 2^127.
Int128 share(Int128 value, Money part, Money whole) {
    return value / whole * part + value % whole * part / whole;
}

class Search {
public:
    Search(const std::vector<KnapsackItem>& items, Money capacity, Int128 least)
        : m_items(items), m_capacity(capacity), m_best(least - 1) {
        m_cost_before.push_back(0);
        m_value_before.push_back(0);
        for (const KnapsackItem& item : items) {
            m_cost_before.push_back(m_cost_before.back() + item.cost);
            m_value_before.push_back(m_value_before.back() + item.value);
        }
    }

    std::optional<KnapsackSolution> run() {
        std::vector<State> states = {State{}};
        keep_promising(states, 0);
        for (std::size_t at = 0; at < m_items.size() && !states.empty(); ++at) {
            states = with_and_without(states, at);
            keep_promising(states, at + 1);
        }
        if (!m_found) return std::nullopt;
        KnapsackSolution solution;
        solution.value = m_best;
        for (std::int32_t at = m_best_trail; at >= 0; at = m_trail[std::size_t(at)].before)
            solution.names.push_back(m_items[m_trail[std::size_t(at)].item].name);
        for (std::size_t at = m_best_from; at < m_best_to; ++at)
            solution.names.push_back(m_items[at].name);
        return solution;
    }

private:
    struct State {
        Money cost = 0;
        Int128 value = 0;
        std::int32_t trail = -1;  // the items taken
    };
    struct Taken {
        std::int32_t before = -1;
        std::uint32_t item = 0;
    };

    // Both lists are in order of cost; of two states the dearer stays only if it is worth more.
    std::vector<State> with_and_without(const std::vector<State>& states, std::size_t item) {
        std::vector<State> merged;
        merged.reserve(states.size() * 2);
        const auto add = [&](const State& state) {
            if (merged.empty() || state.value > merged.back().value) merged.push_back(state);
        };
        std::size_t without = 0;
        for (const State& state : states) {
            State with{state.cost + m_items[item].cost, state.value + m_items[item].value, 0};
            if (with.cost > m_capacity) break;
            while (without < states.size() && states[without].cost <= with.cost)
                add(states[without++]);
            if (!merged.empty() && with.value <= merged.back().value) continue;
            with.trail = static_cast<std::int32_t>(m_trail.size());
            m_trail.push_back({state.trail, static_cast<std::uint32_t>(item)});
            merged.push_back(with);
        }
        while (without < states.size()) add(states[without++]);
        return merged;
    }

    // Drops the states that cannot beat the best. The densest items from `next` on that fit as a
    // whole are a solution; a part of the one after them is the bound.
    void keep_promising(std::vector<State>& states, std::size_t next) {
        std::size_t to = m_items.size();
        for (const State& state : states) {
            while (to > next && m_cost_before[to] - m_cost_before[next] > m_capacity - state.cost)
                --to;
            const Int128 whole = state.value + m_value_before[to] - m_value_before[next];
            if (whole > m_best) {
                m_found = true;
                m_best = whole;
                m_best_trail = state.trail;
                m_best_from = next;
                m_best_to = to;
            }
        }
        to = m_items.size();
        std::erase_if(states, [&](const State& state) {
            const Money room = m_capacity - state.cost;
            while (to > next && m_cost_before[to] - m_cost_before[next] > room) --to;
            Int128 bound = state.value + m_value_before[to] - m_value_before[next];
            if (to < m_items.size())
                bound += share(m_items[to].value, room - (m_cost_before[to] - m_cost_before[next]),
                               m_items[to].cost);
            return bound <= m_best;
        });
    }

    const std::vector<KnapsackItem>& m_items;
    const Money m_capacity;
    std::vector<Money> m_cost_before;
    std::vector<Int128> m_value_before;
    std::vector<Taken> m_trail;
    bool m_found = false;
    Int128 m_best;
    std::int32_t m_best_trail = -1;
    std::size_t m_best_from = 0;
    std::size_t m_best_to = 0;
};

}  // namespace

void sort_by_density(std::vector<KnapsackItem>& items) {
    std::sort(items.begin(), items.end(), [](const KnapsackItem& left, const KnapsackItem& right) {
        const auto order = compare_products(left.value, right.cost, right.value, left.cost);
        if (order != 0) return order > 0;
        return std::pair(left.cost, left.name) < std::pair(right.cost, right.name);
    });
}

std::optional<KnapsackSolution> solve_knapsack(const std::vector<KnapsackItem>& sorted_items,
                                               Money capacity, Int128 least) {
    if (capacity < 0) return std::nullopt;
    return Search(sorted_items, capacity, least).run();
}

}  // namespace tallystick::rules
