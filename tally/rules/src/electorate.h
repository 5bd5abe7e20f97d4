// SPDX-License-Identifier: GPL-3.0-or-later
// One pot's voters as the rules by supporters see them: for every project its supporters with
// weight and utility, and for every voter the projects supported, both as compressed sparse rows.
// Projects have local numbers 0..size-1, in file order. Immutable.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "contest.h"

namespace tallystick::rules {

// Equal ballots are one voter with a weight.
struct Supporter {
    std::uint32_t voter = 0;
    std::uint32_t weight = 1;
};

class Electorate {
public:
    // Utility `cost` and `count` are uniform: every supporter of a project has the same, which is
    // then kept once, in utility_of(); supporters' own utilities are 1.
    Electorate(const Contest& contest, Utility utility);

    [[nodiscard]] std::int64_t voters() const { return m_voters; }  // blank ballots too
    [[nodiscard]] std::size_t rows() const { return m_row_offsets.size() - 1; }
    [[nodiscard]] std::size_t entries() const { return m_row_projects.size(); }
    [[nodiscard]] std::uint32_t weight(std::size_t row) const { return m_weights[row]; }
    [[nodiscard]] std::uint32_t size() const {
        return static_cast<std::uint32_t>(m_projects.size());
    }
    [[nodiscard]] ProjectIndex project(std::uint32_t local) const { return m_projects[local]; }
    [[nodiscard]] Money cost(std::uint32_t local) const { return m_costs[local]; }

    [[nodiscard]] bool is_uniform() const { return m_is_uniform; }
    [[nodiscard]] std::int64_t utility_of(std::uint32_t local) const { return m_uniform[local]; }
    [[nodiscard]] std::span<const Supporter> supporters(std::uint32_t local) const {
        return {m_supporters.data() + m_offsets[local], m_supporters.data() + m_offsets[local + 1]};
    }
    // Aligned with supporters(); only where not uniform.
    [[nodiscard]] std::span<const std::int64_t> utilities(std::uint32_t local) const {
        return {m_utilities.data() + m_offsets[local], m_utilities.data() + m_offsets[local + 1]};
    }
    // Weighted: voters, and their utilities (1 each where uniform).
    [[nodiscard]] std::int64_t supporting_voters(std::uint32_t local) const {
        return m_supporting[local];
    }
    [[nodiscard]] std::int64_t total_utility(std::uint32_t local) const { return m_totals[local]; }
    [[nodiscard]] std::int64_t max_utility() const { return m_max_utility; }

    // What a voter supports, and the utilities of it: aligned, or empty where uniform.
    [[nodiscard]] std::span<const std::uint16_t> row(std::size_t row) const {
        return {m_row_projects.data() + m_row_offsets[row],
                m_row_projects.data() + m_row_offsets[row + 1]};
    }
    [[nodiscard]] std::span<const std::int64_t> row_utilities(std::size_t row) const {
        if (m_row_utilities.empty()) return {};
        return {m_row_utilities.data() + m_row_offsets[row],
                m_row_utilities.data() + m_row_offsets[row + 1]};
    }

private:
    void take_rows(const Contest& contest, Utility utility);
    void take_utilities(const Contest& contest, Utility utility,
                        const std::vector<std::uint32_t>& local, std::size_t row);
    void turn_round();

    bool m_is_uniform = true;
    std::int64_t m_voters = 0;
    std::vector<ProjectIndex> m_projects;
    std::vector<Money> m_costs;
    std::vector<std::int64_t> m_uniform;
    std::vector<std::int64_t> m_supporting;
    std::vector<std::int64_t> m_totals;
    std::int64_t m_max_utility = 1;
    std::vector<std::uint32_t> m_offsets;
    std::vector<Supporter> m_supporters;
    std::vector<std::int64_t> m_utilities;
    std::vector<std::uint32_t> m_weights;
    std::vector<std::uint32_t> m_row_offsets = {0};
    std::vector<std::uint16_t> m_row_projects;
    std::vector<std::int64_t> m_row_utilities;
};

}  // namespace tallystick::rules
