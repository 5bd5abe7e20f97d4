// SPDX-License-Identifier: GPL-3.0-or-later
#include <rules/profile.h>

#include <algorithm>

#include <crypto/result.h>

namespace tallystick::rules {
namespace {

// Rows are compared in full after their hashes agree, so this need only spread well.
std::uint64_t hash_of(std::span<const Entry> entries, std::uint64_t pots) {
    std::uint64_t hash = pots ^ 0x9e3779b97f4a7c15U;
    for (const Entry& entry : entries) {
        hash ^= (std::uint64_t{entry.project} << 40) ^ static_cast<std::uint64_t>(entry.value);
        hash *= 0xff51afd7ed558ccdU;
        hash ^= hash >> 32;
    }
    return hash;
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

void Profile::Builder::add(std::span<const Entry> entries, std::int64_t weight,
                           std::uint64_t pots) {
    pots &= m_all_pots;
    m_profile.m_ballots += weight;
    if (pots == m_all_pots) {
        m_everywhere += weight;
    } else {
        for (std::size_t pot = 0; pot < m_profile.m_pot_ballots.size(); ++pot)
            if ((pots >> pot & 1) != 0) m_profile.m_pot_ballots[pot] += weight;
    }
    for (const Entry& entry : entries) {
        Support& support = m_profile.m_support[entry.project];
        support.ballots += weight;
        support.points += weight * entry.value;
    }
    if (m_rankings) add_ranks(entries, weight);
    if (m_profile.m_keep == Keep::rows) add_row(entries, weight, pots);
}

void Profile::Builder::add_ranks(std::span<const Entry> entries, std::int64_t weight) {
    std::fill(m_ranked.begin(), m_ranked.end(), 0);
    for (const Entry& entry : entries) ++m_ranked[m_pot_of[entry.project]];
    for (const Entry& entry : entries) {
        const PotIndex pot = m_pot_of[entry.project];
        if (m_profile.m_types[pot] == BallotType::ranking)
            m_profile.m_support[entry.project].borda += weight * (m_ranked[pot] - entry.value);
    }
}

void Profile::Builder::add_row(std::span<const Entry> entries, std::int64_t weight,
                               std::uint64_t pots) {
    const std::uint64_t hash = hash_of(entries, pots);
    const std::size_t mask = m_table.size() - 1;
    std::size_t slot = hash & mask;
    for (; m_table[slot] != 0; slot = (slot + 1) & mask) {
        const std::size_t row = m_table[slot] - 1;
        if (m_hashes[row] != hash || m_profile.m_row_pots[row] != pots) continue;
        const auto other = m_profile.row(row);
        if (std::equal(other.begin(), other.end(), entries.begin(), entries.end())) {
            m_profile.m_weights[row] += weight;
            return;
        }
    }
    m_profile.m_entries.insert(m_profile.m_entries.end(), entries.begin(), entries.end());
    m_profile.m_offsets.push_back(m_profile.m_entries.size());
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
    return std::move(m_profile);
}

}  // namespace tallystick::rules
