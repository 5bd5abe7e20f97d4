// SPDX-License-Identifier: GPL-3.0-or-later
#include "shares_exact.h"

namespace tallystick::rules {

SharesExact::SharesExact(const Electorate& electorate)
    : m_electorate(electorate), m_steps(electorate.size(), -1) {}

void SharesExact::restart(const Fraction& start) {
    m_denominator = start.get_den();
    m_start = start.get_num();
    m_rhos.clear();
    m_projects.clear();
    m_steps.assign(m_steps.size(), -1);
}

Fraction SharesExact::rho_of(std::size_t step) const {
    Fraction value(m_rhos[step], m_denominator);
    value.canonicalize();
    return value;
}

BigInt SharesExact::money_of(std::uint32_t voter, std::size_t step) const {
    BigInt money = m_start;
    const auto row = m_electorate.row(voter);
    const auto utilities = m_electorate.row_utilities(voter);
    for (std::size_t at = 0; at < row.size(); ++at) {
        const std::int32_t paid = m_steps[row[at]];
        if (paid < 0 || static_cast<std::size_t>(paid) >= step) continue;
        const BigInt& rho = m_rhos[static_cast<std::size_t>(paid)];
        money -= utilities.empty() ? rho : BigInt(rho * utilities[at]);
    }
    if (money < 0) money = 0;
    return money;
}

std::optional<Fraction> SharesExact::rho(std::uint32_t project, const Classification& known) const {
    if (known.certain && known.rich_utility > 0) return rho_known(project, known);
    return rho_searched(project);
}

// rho = (cost - what the exhausted have) / utility of the others. What the exhausted have is linear
// in the rhos, so it takes one multiplication per funded project and no big number per voter.
Fraction SharesExact::rho_known(std::uint32_t project, const Classification& known) const {
    std::vector<std::int64_t> paid(m_rhos.size(), 0);
    std::int64_t starts = 0;
    const auto supporters = m_electorate.supporters(project);
    for (const std::uint32_t at : known.exhausted) {
        const std::int64_t weight = supporters[at].weight;
        starts += weight;
        const auto row = m_electorate.row(supporters[at].voter);
        const auto utilities = m_electorate.row_utilities(supporters[at].voter);
        for (std::size_t entry = 0; entry < row.size(); ++entry) {
            const std::int32_t step = m_steps[row[entry]];
            if (step < 0) continue;
            paid[static_cast<std::size_t>(step)] +=
                utilities.empty() ? weight : weight * utilities[entry];
        }
    }
    BigInt missing = m_denominator * m_electorate.cost(project) - m_start * starts;
    for (std::size_t step = 0; step < paid.size(); ++step)
        if (paid[step] != 0) missing += m_rhos[step] * paid[step];
    Fraction value(missing, m_denominator * known.rich_utility);
    value.canonicalize();
    return value;
}

// Newton's method from below on the concave sum of min(b_i, rho u_i): every round takes the
// supporters who cannot pay in full out of the denominator, until there is none more.
std::optional<Fraction> SharesExact::rho_searched(std::uint32_t project) const {
    const auto supporters = m_electorate.supporters(project);
    const bool uniform = m_electorate.is_uniform();
    const auto utilities =
        uniform ? std::span<const std::int64_t>() : m_electorate.utilities(project);
    std::vector<BigInt> money;
    money.reserve(supporters.size());
    for (const Supporter& supporter : supporters)
        money.push_back(money_of(supporter.voter, funded()));
    std::vector<bool> poor(supporters.size(), false);
    BigInt missing = m_denominator * m_electorate.cost(project);
    BigInt rich = m_electorate.total_utility(project);
    for (bool changed = true; changed;) {
        changed = false;
        if (rich == 0) return std::nullopt;
        const BigInt missing_now = missing;
        const BigInt rich_now = rich;
        for (std::size_t at = 0; at < supporters.size(); ++at) {
            const std::int64_t utility = uniform ? 1 : utilities[at];
            if (poor[at] || money[at] * rich_now >= missing_now * utility) continue;
            poor[at] = true;
            changed = true;
            missing -= money[at] * supporters[at].weight;
            rich -= BigInt(utility) * supporters[at].weight;
        }
    }
    Fraction value(missing, m_denominator * rich);
    value.canonicalize();
    return value;
}

SharesExact::Payers SharesExact::payers(std::size_t step) const {
    const std::uint32_t project = m_projects[step];
    const auto supporters = m_electorate.supporters(project);
    const bool uniform = m_electorate.is_uniform();
    Payers payers;
    for (std::size_t at = 0; at < supporters.size(); ++at) {
        const BigInt money = money_of(supporters[at].voter, step);
        const std::int64_t utility = uniform ? 1 : m_electorate.utilities(project)[at];
        if (money >= m_rhos[step] * utility) {
            payers.full += supporters[at].weight;
        } else if (money > 0) {
            payers.other += supporters[at].weight;
        }
    }
    return payers;
}

void SharesExact::fund(std::uint32_t project, const Fraction& rho) {
    BigInt common;
    mpz_lcm(common.get_mpz_t(), m_denominator.get_mpz_t(), rho.get_den_mpz_t());
    const BigInt factor = common / m_denominator;
    if (factor != 1) {
        m_start *= factor;
        for (BigInt& value : m_rhos) value *= factor;
        m_denominator = common;
    }
    m_projects.push_back(project);
    m_steps[project] = static_cast<std::int32_t>(m_rhos.size());
    m_rhos.push_back(rho.get_num() * (m_denominator / rho.get_den()));
}

}  // namespace tallystick::rules
