// SPDX-License-Identifier: GPL-3.0-or-later
#include "load_network.h"

#include <algorithm>
#include <limits>

namespace tallystick::rules {
namespace {

class Network {
public:
    Network(const std::vector<Money>& costs, const std::vector<LoadGroup>& groups)
        : m_costs(costs), m_groups(groups), m_edges_of(2 + costs.size() + groups.size()) {}

    // The projects of a set that cannot be paid if no voter bears more than `load`; empty if all
    // can.
    std::vector<std::uint32_t> overloaded(const Ratio& load) {
        build(load);
        while (find_levels()) {
            m_next.assign(m_edges_of.size(), 0);
            while (push(source, std::numeric_limits<Int128>::max()) > 0) {
            }
        }
        std::vector<std::uint32_t> set;
        for (std::uint32_t at = 0; at < m_costs.size(); ++at)
            if (m_levels[project_node(at)] >= 0) set.push_back(at);
        return set;
    }

private:
    static constexpr std::uint32_t source = 0;
    static constexpr std::uint32_t sink = 1;
    struct Edge {
        std::uint32_t to = 0;
        Int128 room = 0;  // of its reverse, edge ^ 1, what flows
    };

    [[nodiscard]] static std::size_t project_node(std::size_t at) { return 2 + at; }
    [[nodiscard]] std::size_t group_node(std::size_t at) const { return 2 + m_costs.size() + at; }

    void connect(std::size_t from, std::size_t to, Int128 room) {
        m_edges_of[from].push_back(static_cast<std::uint32_t>(m_edges.size()));
        m_edges.push_back({static_cast<std::uint32_t>(to), room});
        m_edges_of[to].push_back(static_cast<std::uint32_t>(m_edges.size()));
        m_edges.push_back({static_cast<std::uint32_t>(from), 0});
    }

    // Costs and loads times the denominator of the load, so that all rooms are whole.
    void build(const Ratio& load) {
        m_edges.clear();
        for (auto& edges : m_edges_of) edges.clear();
        for (std::size_t at = 0; at < m_costs.size(); ++at)
            connect(source, project_node(at), m_costs[at] * load.denominator);
        for (std::size_t at = 0; at < m_groups.size(); ++at) {
            for (const std::uint32_t project : m_groups[at].projects)
                connect(project_node(project), group_node(at), Int128{1} << 126);
            connect(group_node(at), sink, m_groups[at].weight * load.numerator);
        }
    }

    bool find_levels() {
        m_levels.assign(m_edges_of.size(), -1);
        m_levels[source] = 0;
        m_line.assign(1, source);
        for (std::size_t at = 0; at < m_line.size(); ++at)
            for (const std::uint32_t edge : m_edges_of[m_line[at]]) {
                const std::uint32_t to = m_edges[edge].to;
                if (m_edges[edge].room == 0 || m_levels[to] >= 0) continue;
                m_levels[to] = m_levels[m_line[at]] + 1;
                m_line.push_back(to);
            }
        return m_levels[sink] >= 0;
    }

    Int128 push(std::uint32_t node, Int128 most) {
        if (node == sink) return most;
        for (std::size_t& at = m_next[node]; at < m_edges_of[node].size(); ++at) {
            const std::uint32_t edge = m_edges_of[node][at];
            Edge& forward = m_edges[edge];
            if (forward.room == 0 || m_levels[forward.to] != m_levels[node] + 1) continue;
            const Int128 pushed = push(forward.to, std::min(most, forward.room));
            if (pushed == 0) continue;
            m_edges[edge].room -= pushed;
            m_edges[edge ^ 1U].room += pushed;
            return pushed;
        }
        return 0;
    }

    const std::vector<Money>& m_costs;
    const std::vector<LoadGroup>& m_groups;
    std::vector<Edge> m_edges;
    std::vector<std::vector<std::uint32_t>> m_edges_of;
    std::vector<int> m_levels;
    std::vector<std::size_t> m_next;
    std::vector<std::uint32_t> m_line;
};

}  // namespace

Load least_max_load(const std::vector<Money>& costs, const std::vector<LoadGroup>& groups,
                    const Load& least) {
    Network network(costs, groups);
    Load load = least;
    while (true) {
        const std::vector<std::uint32_t> set = network.overloaded(load.value);
        if (set.empty()) return load;
        Ratio value{0, 0};
        for (const std::uint32_t project : set) value.numerator += costs[project];
        for (const LoadGroup& group : groups)
            if (std::any_of(group.projects.begin(), group.projects.end(), [&](std::uint32_t at) {
                    return std::binary_search(set.begin(), set.end(), at);
                }))
                value.denominator += group.weight;
        load = {value, set};
    }
}

}  // namespace tallystick::rules
