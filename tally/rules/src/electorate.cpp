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
    const bool uniform = utility == Utility::cost || utility == Utility::count;
    m_row_offsets.reserve(profile.rows() + 1);
    for (std::size_t row = 0; row < profile.rows(); ++row) {
        if ((profile.row_pots(row) >> contest.pot & 1) == 0) continue;
        const auto entries = profile.row(row);
        std::int64_t ranked = 0;
        if (utility == Utility::borda)
            ranked = std::count_if(entries.begin(), entries.end(), [&](const Entry& entry) {
                return contest.instance.project(entry.project).pot == contest.pot;
            });
        const std::size_t before = m_row_entries.size();
        for (const Entry& entry : entries) {
            if (local[entry.project] == elsewhere) continue;
            const std::int64_t value = uniform                     ? 1
                                       : utility == Utility::borda ? ranked - entry.value
                                                                   : entry.value;
            if (value > 0) m_row_entries.push_back({local[entry.project], value});
        }
        if (m_row_entries.size() == before) continue;  // nobody's supporter: only counted
        crypto::require(profile.weight(row) <= std::numeric_limits<std::uint32_t>::max(),
                        "fewer than 2^32 equal ballots");
        m_weights.push_back(static_cast<std::uint32_t>(profile.weight(row)));
        m_row_offsets.push_back(m_row_entries.size());
    }
    if (!uniform) m_utilities.resize(m_row_entries.size());
}

// Rows by voter into columns by project (a counting sort).
void Electorate::turn_round() {
    m_offsets.assign(m_projects.size() + 1, 0);
    m_supporting.assign(m_projects.size(), 0);
    m_totals.assign(m_projects.size(), 0);
    for (const Support1& entry : m_row_entries) ++m_offsets[entry.project + 1];
    for (std::size_t at = 1; at < m_offsets.size(); ++at) m_offsets[at] += m_offsets[at - 1];
    std::vector<std::size_t> next(m_offsets.begin(), m_offsets.end() - 1);
    m_supporters.resize(m_row_entries.size());
    for (std::size_t row = 0; row < rows(); ++row) {
        const std::uint32_t weight = m_weights[row];
        for (const Support1& entry : this->row(row)) {
            const std::size_t at = next[entry.project]++;
            m_supporters[at] = {static_cast<std::uint32_t>(row), weight};
            if (!m_utilities.empty()) m_utilities[at] = entry.utility;
            m_supporting[entry.project] += weight;
            m_totals[entry.project] += weight * entry.utility;
            m_max_utility = std::max(m_max_utility, entry.utility);
        }
    }
}

}  // namespace tallystick::rules
