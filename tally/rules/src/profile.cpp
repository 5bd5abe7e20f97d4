// SPDX-License-Identifier: GPL-3.0-or-later
#include <rules/profile.h>

#include <algorithm>

#include <crypto/result.h>

#include "row_hash.h"

namespace tallystick::rules {

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
    if (keep == Keep::rows) m_table.resize(1024);
}

void Profile::Builder::reserve(std::size_t rows, std::size_t entries) {
    if (m_profile.m_keep != Keep::rows) return;
    m_profile.m_offsets.reserve(rows + 1);
    m_profile.m_weights.reserve(rows);
    m_profile.m_row_pots.reserve(rows);
    m_profile.m_projects.reserve(entries);
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

// The row goes behind the others, and waits there to be merged.
void Profile::Builder::add_row(std::span<const std::uint16_t> projects,
                               std::span<const std::int64_t> values, std::int64_t weight,
                               std::uint64_t pots) {
    std::vector<std::uint16_t>& all = m_profile.m_projects;
    // The first ballot with values gives all rows values.
    if (!values.empty() && m_profile.m_values.empty()) m_profile.m_values.assign(all.size(), 1);
    all.insert(all.end(), projects.begin(), projects.end());
    if (!values.empty())
        m_profile.m_values.insert(m_profile.m_values.end(), values.begin(), values.end());
    else if (!m_profile.m_values.empty())
        m_profile.m_values.resize(all.size(), 1);
    const std::uint32_t hash = row_hash(projects, values, pots);
    __builtin_prefetch(&m_table[hash & (m_table.size() - 1)]);
    m_waiting[m_waits++] = {all.size(), weight, pots, hash};
    if (m_waits == m_waiting.size()) settle();
}

// Merges the rows that wait, and moves those that stay down to the others.
void Profile::Builder::settle() {
    std::vector<std::uint16_t>& projects = m_profile.m_projects;
    std::vector<std::int64_t>& values = m_profile.m_values;
    if ((m_profile.rows() + m_waits) * 2 > m_table.size()) grow_table();
    std::size_t start = m_profile.m_offsets.back();
    std::size_t kept = start;
    for (std::size_t at = 0; at < m_waits; ++at) {
        const Waiting& row = m_waiting[at];
        const std::size_t size = row.end - start;
        if (!merge(row, start)) {
            const auto from = static_cast<std::ptrdiff_t>(start);
            const auto to = static_cast<std::ptrdiff_t>(kept);
            if (start != kept) {
                std::copy_n(projects.begin() + from, size, projects.begin() + to);
                if (!values.empty()) std::copy_n(values.begin() + from, size, values.begin() + to);
            }
            kept += size;
            m_profile.m_offsets.push_back(static_cast<std::uint32_t>(kept));
            m_profile.m_weights.push_back(row.weight);
            m_profile.m_row_pots.push_back(row.pots);
        }
        start = row.end;
    }
    projects.resize(kept);
    if (!values.empty()) values.resize(kept);
    m_settled += m_waits;
    m_waits = 0;
}

// Into an equal row, if there is one; else enters it in the table as the next.
bool Profile::Builder::merge(const Waiting& row, std::size_t start) {
    // Ballots spread evenly pass one or two others each. Those made to collide are not merged: they
    // count the same, and cost what as many different ballots cost.
    if (m_steps > 4096 + 8 * m_settled) return false;
    const std::span projects(m_profile.m_projects.data() + start, row.end - start);
    const std::size_t mask = m_table.size() - 1;
    std::size_t slot = row.hash & mask;
    for (; m_table[slot].row != 0; slot = (slot + 1) & mask, ++m_steps) {
        if (m_table[slot].hash != row.hash) continue;
        const std::size_t other = m_table[slot].row - 1;
        if (m_profile.m_row_pots[other] != row.pots) continue;
        if (!std::ranges::equal(m_profile.row_projects(other), projects)) continue;
        const auto values = m_profile.row_values(other);
        if (!values.empty() &&
            !std::equal(values.begin(), values.end(), m_profile.m_values.data() + start))
            continue;
        m_profile.m_weights[other] += row.weight;
        return true;
    }
    m_table[slot] = {static_cast<std::uint32_t>(m_profile.rows() + 1), row.hash};
    return false;
}

void Profile::Builder::grow_table() {
    std::vector<Slot> table(m_table.size() * 2);
    const std::size_t mask = table.size() - 1;
    for (const Slot& known : m_table) {
        if (known.row == 0) continue;
        std::size_t slot = known.hash & mask;
        while (table[slot].row != 0) slot = (slot + 1) & mask;
        table[slot] = known;
    }
    m_table = std::move(table);
}

Profile Profile::Builder::build() && {
    if (m_waits > 0) settle();
    for (std::int64_t& ballots : m_profile.m_pot_ballots) ballots += m_everywhere;
    for (Support& support : m_profile.m_support) support.points += support.ballots;
    return std::move(m_profile);
}

}  // namespace tallystick::rules
