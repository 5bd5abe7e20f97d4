// SPDX-License-Identifier: GPL-3.0-or-later
// add-opt (arXiv 2502.11797, Algorithms 2 and 3): the least raise of every start at which some
// project could be paid equally by a larger set than pays for it now.
#include <algorithm>

#include "exact_shares_run.h"

namespace tallystick::rules {

// Supporters who do not pay for the project, the one with the least left first. Whom fixed point
// cannot order is put in order exactly.
void ExactSharesRun::list_outsiders() {
    std::vector<std::uint32_t> voters(m_electorate.rows());
    for (std::uint32_t at = 0; at < voters.size(); ++at) voters[at] = at;
    std::sort(voters.begin(), voters.end(), [this](std::uint32_t left, std::uint32_t right) {
        return std::pair(m_money[left], left) < std::pair(m_money[right], right);
    });
    for (std::size_t at = 1; at < voters.size(); ++at)
        for (std::size_t to = at; to > 0; --to) {
            const std::int64_t apart = m_money[voters[to]] - m_money[voters[to - 1]];
            if (apart == 0 || apart > 2 * m_error) break;
            if (exact_left(voters[to - 1]) <= exact_left(voters[to])) break;
            std::swap(voters[to], voters[to - 1]);
        }
    for (auto& list : m_outsiders) list.clear();
    std::vector<std::uint32_t> paid_by(m_bought.size(), 0);  // voter + 1
    for (const std::uint32_t voter : voters) {
        for (std::int32_t at = m_last[voter]; at >= 0; at = m_payments[std::size_t(at)].before)
            paid_by[std::size_t(m_payments[std::size_t(at)].purchase)] = voter + 1;
        for (const std::uint16_t project : m_electorate.row(voter)) {
            const std::int32_t purchase = m_purchase_of[project];
            if (purchase >= 0 && paid_by[std::size_t(purchase)] == voter + 1) continue;
            if (m_barred[project] == 0) m_outsiders[project].push_back(voter);
        }
    }
}

// Everybody in, then the poorest out, one after the other: with the payers that remain, the poorest
// of those who must pay from what they have left needs price - left. Whoever pays more than the
// price for something else would rather drop that, needs no raise and stays; but as the price
// rises, they leave from the cheapest such payment up. Purchases were made in order of price and
// then of the tie rule, so the number of a voter's dearest purchase orders what they would drop.
void ExactSharesRun::scan(std::uint32_t project, std::vector<Raise>& raises) {
    const std::int32_t purchase = m_purchase_of[project];
    std::int64_t payers = purchase >= 0 ? m_bought[std::size_t(purchase)].payers : 0;
    for (const std::uint32_t voter : m_outsiders[project]) payers += m_electorate.weight(voter);
    std::vector<std::int64_t> waiting(m_bought.size(), 0);  // by dearest purchase
    std::size_t willing = 0;  // those whose dearest purchase has at least this number would drop it
    const auto would_drop = [&](std::size_t at) {
        const auto order = compare(m_bought[at], {project, payers});
        return order > 0 || (order == 0 && before(project, m_bought[at].project));
    };
    for (const std::uint32_t voter : m_outsiders[project]) {
        while (willing < m_bought.size() && payers > 0 && !would_drop(willing))
            payers -= waiting[willing++];
        if (payers <= 0) return;
        if (m_top[voter] >= 0 && static_cast<std::size_t>(m_top[voter]) >= willing) {
            waiting[std::size_t(m_top[voter])] += m_electorate.weight(voter);
            continue;
        }
        const Price price{project, payers};
        raises.push_back({price, voter, Int128{fixed(price)} - m_money[voter]});
        payers -= m_electorate.weight(voter);
    }
}

std::optional<Fraction> ExactSharesRun::least_of(std::vector<Raise>& raises) {
    if (raises.empty()) return std::nullopt;
    Int128 about = raises.front().about;
    for (const Raise& raise : raises) about = std::min(about, raise.about);
    if (m_arithmetic == Arithmetic::filtered)
        std::erase_if(raises,
                      [&](const Raise& raise) { return raise.about > about + 2 * (m_error + 2); });
    std::optional<Fraction> least;
    for (const Raise& raise : raises) {
        const Fraction left(exact_left(raise.voter), m_denominator);
        const Fraction price(m_electorate.cost(raise.price.project), raise.price.payers);
        Fraction left_reduced = left;
        Fraction price_reduced = price;
        left_reduced.canonicalize();
        price_reduced.canonicalize();
        const Fraction own = price_reduced - left_reduced;
        if (!least || own < *least) least = own;
    }
    return least;
}

std::optional<Fraction> ExactSharesRun::least_raise() {
    list_outsiders();
    std::vector<Raise> raises;
    for (std::uint32_t at = 0; at < m_electorate.size(); ++at)
        if (!m_outsiders[at].empty()) scan(at, raises);
    return least_of(raises);
}

}  // namespace tallystick::rules
