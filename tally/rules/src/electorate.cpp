// SPDX-License-Identifier: GPL-3.0-or-later
#include "electorate.h"

#include <algorithm>
#include <limits>

namespace tallystick::rules {
namespace {

constexpr std::uint32_t elsewhere = std::numeric_limits<std::uint32_t>::max();

}  // namespace

Electorate::Electorate(const Contest& contest, Utility utility)
    : m_voters(contest.profile.ballots_of(contest.pot)), m_projects(contest.projects) {
    for (const ProjectIndex project : m_projects) {
        const Money cost = contest.instance.project(project).cost;
        m_costs.push_back(cost);
        m_uniform.push_back(utility == Utility::cost ? cost : 1);
    }
    take_rows(contest, utility);
    turn_round();
}

void Electorate::take_rows(const Contest& contest, Utility utility) {
    std::vector<std::uint32_t> local(contest.instance.size(), elsewhere);
    for (std::size_t at = 0; at < m_projects.size(); ++at)
        local[m_projects[at]] = static_cast<std::uint32_t>(at);
    const Profile& profile = contest.profile;
    m_is_uniform = utility == Utility::cost || utility == Utility::count;
    m_row_offsets.reserve(profile.rows() + 1);
    m_weights.reserve(profile.rows());
    m_row_projects.reserve(profile.entries());
    for (std::size_t row = 0; row < profile.rows(); ++row) {
        if ((profile.row_pots(row) >> contest.pot & 1) == 0) continue;
        const auto projects = profile.row_projects(row);
        const std::size_t before = m_row_projects.size();
        if (m_is_uniform) {
            for (const std::uint16_t project : projects)
                if (local[project] != elsewhere)
                    m_row_projects.push_back(static_cast<std::uint16_t>(local[project]));
        } else {
            take_utilities(contest, utility, local, row);
        }
        if (m_row_projects.size() == before) continue;  // nobody's supporter: only counted
        crypto::require(profile.weight(row) <= std::numeric_limits<std::uint32_t>::max(),
                        "fewer than 2^32 equal ballots");
        m_weights.push_back(static_cast<std::uint32_t>(profile.weight(row)));
        m_row_offsets.push_back(static_cast<std::uint32_t>(m_row_projects.size()));
    }
}

void Electorate::take_utilities(const Contest& contest, Utility utility,
                                const std::vector<std::uint32_t>& local, std::size_t row) {
    const auto projects = contest.profile.row_projects(row);
    const auto values = contest.profile.row_values(row);
    const auto ranked = std::count_if(projects.begin(), projects.end(), [&](std::uint16_t project) {
        return contest.instance.project(project).pot == contest.pot;
    });
    for (std::size_t at = 0; at < projects.size(); ++at) {
        if (local[projects[at]] == elsewhere) continue;
        const std::int64_t given = values.empty() ? 1 : values[at];
        const std::int64_t value = utility == Utility::borda ? ranked - given : given;
        if (value <= 0) continue;
        m_row_projects.push_back(static_cast<std::uint16_t>(local[projects[at]]));
        m_row_utilities.push_back(value);
    }
}

// Rows by voter into columns by project (a counting sort).
void Electorate::turn_round() {
    m_offsets.assign(m_projects.size() + 1, 0);
    m_supporting.assign(m_projects.size(), 0);
    m_totals.assign(m_projects.size(), 0);
    for (const std::uint16_t project : m_row_projects) ++m_offsets[project + std::size_t{1}];
    for (std::size_t at = 1; at < m_offsets.size(); ++at) m_offsets[at] += m_offsets[at - 1];
    std::vector<std::uint32_t> next(m_offsets.begin(), m_offsets.end() - 1);
    m_supporters.resize(m_row_projects.size());
    m_utilities.resize(m_row_utilities.size());
    for (std::size_t row = 0; row < rows(); ++row) {
        const std::uint32_t weight = m_weights[row];
        for (std::size_t entry = m_row_offsets[row]; entry < m_row_offsets[row + 1]; ++entry) {
            const std::size_t project = m_row_projects[entry];
            const std::size_t at = next[project]++;
            m_supporters[at] = {static_cast<std::uint32_t>(row), weight};
            m_supporting[project] += weight;
            if (m_is_uniform) continue;
            const std::int64_t utility = m_row_utilities[entry];
            m_utilities[at] = utility;
            m_totals[project] += weight * utility;
            m_max_utility = std::max(m_max_utility, utility);
        }
    }
    if (m_is_uniform) m_totals = m_supporting;
}

}  // namespace tallystick::rules
