// SPDX-License-Identifier: GPL-3.0-or-later
#include <rules/profile.h>

#include <algorithm>

#include <crypto/result.h>

namespace tallystick::rules {
namespace {

// Rows are compared in full after their hashes agree, so this need only spread well.
std::uint64_t hash_of(std::span<const std::uint16_t> projects, std::span<const std::int64_t> values,
                      std::uint64_t pots) {
    std::uint64_t hash = pots ^ 0x9e3779b97f4a7c15U;
    for (const std::uint16_t project : projects) hash = (hash ^ project) * 0xff51afd7ed558ccdU;
    for (const std::int64_t value : values)
        hash = (hash ^ static_cast<std::uint64_t>(value)) * 0xc4ceb9fe1a85ec53U;
    return hash ^ hash >> 32;
}

}  // namespace

std::string_view name_of(BallotType type) {
    switch (type) {
        case BallotType::approval:
            return "approval";
        case BallotType::knapsack:
            return "knapsack";
        case BallotType::points:
            return "points";
        case BallotType::score:
            return "score";
        case BallotType::ranking:
            return "ranking";
        case BallotType::choose_one:
            return "choose-1";
        case BallotType::amount:
            return "amount";
        case BallotType::plus_minus:
            return "plus-minus";
    }
    return "";
}

Profile::Builder::Builder(const Instance& instance, std::vector<BallotType> types, Keep keep) {
    const std::size_t pots = instance.pots().size();
    crypto::require(pots >= 1 && pots <= max_pots && types.size() == pots,
                    "a profile needs one ballot type per pot");
    m_rankings = std::find(types.begin(), types.end(), BallotType::ranking) != types.end();
    m_profile.m_types = std::move(types);
    m_profile.m_keep = keep;
    m_profile.m_support.resize(instance.size());
    m_profile.m_pot_ballots.assign(pots, 0);
    m_ranked.assign(pots, 0);
    for (const Project& project : instance.projects()) m_pot_of.push_back(project.pot);
    m_all_pots = pots == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << pots) - 1;
    if (keep == Keep::rows) m_table.assign(1024, 0);
}

void Profile::Builder::reserve(std::size_t rows, std::size_t entries) {
    if (m_profile.m_keep != Keep::rows) return;
    m_profile.m_offsets.reserve(rows + 1);
    m_profile.m_weights.reserve(rows);
    m_profile.m_row_pots.reserve(rows);
    m_profile.m_projects.reserve(entries);
    m_hashes.reserve(rows);
}

void Profile::Builder::add(std::span<const Entry> entries, std::int64_t weight,
                           std::uint64_t pots) {
    m_sorted.assign(entries.begin(), entries.end());
    std::sort(m_sorted.begin(), m_sorted.end(),
              [](const Entry& left, const Entry& right) { return left.project < right.project; });
    m_projects.clear();
    m_values.clear();
    bool all_one = true;
    for (const Entry& entry : m_sorted) {
        m_projects.push_back(static_cast<std::uint16_t>(entry.project));
        m_values.push_back(entry.value);
        all_one = all_one && entry.value == 1;
    }
    if (all_one && m_profile.m_values.empty()) m_values.clear();
    add_sorted(m_projects, m_values, weight, pots);
}

void Profile::Builder::add_sorted(std::span<const std::uint16_t> projects,
                                  std::span<const std::int64_t> values, std::int64_t weight,
                                  std::uint64_t pots) {
    pots &= m_all_pots;
    m_profile.m_ballots += weight;
    if (pots == m_all_pots) {
        m_everywhere += weight;
    } else {
        for (std::size_t pot = 0; pot < m_profile.m_pot_ballots.size(); ++pot)
            if ((pots >> pot & 1) != 0) m_profile.m_pot_ballots[pot] += weight;
    }
    Support* const support = m_profile.m_support.data();
    for (const std::uint16_t project : projects) support[project].ballots += weight;
    // What a value is above 1; build() adds the ones.
    for (std::size_t at = 0; at < values.size(); ++at) {
        support[projects[at]].points += weight * (values[at] - 1);
        if (values[at] < 0) support[projects[at]].dislikes += weight * values[at];
    }
    if (m_rankings) add_ranks(projects, values, weight);
    if (m_profile.m_keep == Keep::rows) add_row(projects, values, weight, pots);
}

void Profile::Builder::add_ranks(std::span<const std::uint16_t> projects,
                                 std::span<const std::int64_t> values, std::int64_t weight) {
    std::fill(m_ranked.begin(), m_ranked.end(), 0);
    for (const std::uint16_t project : projects) ++m_ranked[m_pot_of[project]];
    for (std::size_t at = 0; at < projects.size(); ++at) {
        const PotIndex pot = m_pot_of[projects[at]];
        const std::int64_t rank = values.empty() ? 1 : values[at];
        if (m_profile.m_types[pot] == BallotType::ranking)
            m_profile.m_support[projects[at]].borda += weight * (m_ranked[pot] - rank);
    }
}

void Profile::Builder::add_row(std::span<const std::uint16_t> projects,
                               std::span<const std::int64_t> values, std::int64_t weight,
                               std::uint64_t pots) {
    // The first ballot with values gives all rows values.
    if (!values.empty() && m_profile.m_values.empty())
        m_profile.m_values.assign(m_profile.m_projects.size(), 1);
    const std::uint64_t hash = hash_of(projects, values, pots);
    const std::size_t mask = m_table.size() - 1;
    std::size_t slot = hash & mask;
    for (; m_table[slot] != 0; slot = (slot + 1) & mask) {
        const std::size_t row = m_table[slot] - 1;
        if (m_hashes[row] != hash || m_profile.m_row_pots[row] != pots) continue;
        const auto other = m_profile.row_projects(row);
        const auto other_values = m_profile.row_values(row);
        if (!std::equal(other.begin(), other.end(), projects.begin(), projects.end())) continue;
        const bool same = values.empty()
                              ? std::all_of(other_values.begin(), other_values.end(),
                                            [](std::int64_t value) { return value == 1; })
                              : std::equal(values.begin(), values.end(), other_values.begin());
        if (!same) continue;
        m_profile.m_weights[row] += weight;
        return;
    }
    m_profile.m_projects.insert(m_profile.m_projects.end(), projects.begin(), projects.end());
    if (!values.empty()) {
        m_profile.m_values.insert(m_profile.m_values.end(), values.begin(), values.end());
    } else if (!m_profile.m_values.empty()) {
        m_profile.m_values.resize(m_profile.m_projects.size(), 1);
    }
    m_profile.m_offsets.push_back(static_cast<std::uint32_t>(m_profile.m_projects.size()));
    m_profile.m_weights.push_back(weight);
    m_profile.m_row_pots.push_back(pots);
    m_hashes.push_back(hash);
    m_table[slot] = static_cast<std::uint32_t>(m_hashes.size());
    if (m_hashes.size() * 2 > m_table.size()) grow_table();
}

void Profile::Builder::grow_table() {
    std::vector<std::uint32_t> table(m_table.size() * 4, 0);
    const std::size_t mask = table.size() - 1;
    for (std::size_t row = 0; row < m_hashes.size(); ++row) {
        std::size_t slot = m_hashes[row] & mask;
        while (table[slot] != 0) slot = (slot + 1) & mask;
        table[slot] = static_cast<std::uint32_t>(row + 1);
    }
    m_table = std::move(table);
}

Profile Profile::Builder::build() && {
    for (std::int64_t& ballots : m_profile.m_pot_ballots) ballots += m_everywhere;
    for (Support& support : m_profile.m_support) support.points += support.ballots;
    return std::move(m_profile);
}

}  // namespace tallystick::rules
