// SPDX-License-Identifier: GPL-3.0-or-later
#include "exact_shares_run.h"

#include <algorithm>

namespace tallystick::rules {

ExactSharesRun::ExactSharesRun(const Electorate& electorate, const TieOrder& ties,
                               Arithmetic arithmetic)
    : m_electorate(electorate),
      m_ties(ties),
      m_arithmetic(arithmetic),
      m_money(electorate.rows()),
      m_last(electorate.rows()),
      m_top(electorate.rows()),
      m_purchase_of(electorate.size()),
      m_bounds(electorate.size()),
      m_outsiders(electorate.size()) {}

void ExactSharesRun::restart(const Fraction& start) {
    m_start = start;
    const BigInt room = BigInt(start) + 1;
    const auto bits = static_cast<unsigned>(mpz_sizeinbase(room.get_mpz_t(), 2));
    m_shift = 60 - std::min(60U, bits);
    const BigInt money = (start.get_num() << m_shift) / start.get_den();
    std::fill(m_money.begin(), m_money.end(), money.get_si());
    std::fill(m_last.begin(), m_last.end(), -1);
    std::fill(m_top.begin(), m_top.end(), -1);
    std::fill(m_purchase_of.begin(), m_purchase_of.end(), -1);
    m_payments.clear();
    m_bought.clear();
    m_exact_prices.clear();
    m_denominator = start.get_den();
    m_exact_start = start.get_num();
    m_error = 1;
    m_open.clear();
    m_barred.assign(m_electorate.size(), 0);
    for (std::uint32_t at = 0; at < m_electorate.size(); ++at) {
        m_bounds[at] = m_electorate.supporting_voters(at);
        if (m_bounds[at] > 0) m_open.push_back(at);
    }
}

std::int64_t ExactSharesRun::fixed(const Price& price) const {
    const Int128 value =
        (static_cast<Int128>(m_electorate.cost(price.project)) << m_shift) / price.payers;
    return static_cast<std::int64_t>(std::min<Int128>(value, std::int64_t{1} << 61));
}

std::strong_ordering ExactSharesRun::compare(const Price& left, const Price& right) const {
    return Int128{m_electorate.cost(left.project)} * right.payers <=>
           Int128{m_electorate.cost(right.project)} * left.payers;
}

// What has been bought, over one denominator; brought up to date when somebody asks.
void ExactSharesRun::follow() {
    while (m_exact_prices.size() < m_bought.size()) {
        const Price& price = m_bought[m_exact_prices.size()];
        BigInt common;
        mpz_lcm_ui(common.get_mpz_t(), m_denominator.get_mpz_t(),
                   static_cast<unsigned long>(price.payers));
        const BigInt factor = common / m_denominator;
        if (factor != 1) {
            m_exact_start *= factor;
            for (BigInt& value : m_exact_prices) value *= factor;
            m_denominator = common;
        }
        m_exact_prices.push_back(common / price.payers * m_electorate.cost(price.project));
    }
}

// Times the denominator.
BigInt ExactSharesRun::exact_left(std::uint32_t voter) {
    follow();
    BigInt left = m_exact_start;
    for (std::int32_t at = m_last[voter]; at >= 0; at = m_payments[std::size_t(at)].before)
        left -= m_exact_prices[std::size_t(m_payments[std::size_t(at)].purchase)];
    return left;
}

bool ExactSharesRun::can_pay_exactly(std::uint32_t voter, const Price& price) {
    ++m_fallbacks;
    return exact_left(voter) * price.payers >= m_denominator * m_electorate.cost(price.project);
}

// How many can pay cost / payers each. Too many may be told while they are fewer than `payers`,
// which the caller then tries next; the last answer, `payers` itself, is exact.
std::int64_t ExactSharesRun::count_payers(std::uint32_t project, std::int64_t payers) {
    const Price price{project, payers};
    const std::int64_t share = fixed(price);
    const std::int64_t blur = m_error + 1;
    std::int64_t sure = 0;
    std::int64_t close = 0;
    for (const Supporter& supporter : m_electorate.supporters(project)) {
        const std::int64_t own = m_money[supporter.voter];
        sure += own > share + blur ? supporter.weight : 0;
        close += own > share + blur || own < share - blur ? 0 : supporter.weight;
    }
    if (m_arithmetic == Arithmetic::filtered) {
        ++m_decisions;
        if (close == 0 || sure + close < payers) return sure + close;
    }
    std::int64_t able = 0;
    for (const Supporter& supporter : m_electorate.supporters(project))
        able += can_pay(supporter.voter, price, share) ? supporter.weight : 0;
    return able;
}

bool ExactSharesRun::can_pay(std::uint32_t voter, const Price& price, std::int64_t share) {
    const std::int64_t own = m_money[voter];
    const std::int64_t blur = m_error + 1;
    if (m_arithmetic == Arithmetic::exact_only || (own >= share - blur && own <= share + blur))
        return can_pay_exactly(voter, price);
    return own > share;
}

void ExactSharesRun::settle(std::uint32_t project) {
    std::int64_t& bound = m_bounds[project];
    while (bound > 0) {
        const std::int64_t able = count_payers(project, bound);
        if (able == bound) return;
        bound = able;
    }
}

// The open project of least price, then first by the tie rule, with its payers settled; none if
// nobody can pay for any.
std::optional<std::uint32_t> ExactSharesRun::best_open(std::vector<std::uint32_t>& unsettled) {
    while (true) {
        std::optional<std::uint32_t> best;
        for (const std::uint32_t at : m_open) {
            if (m_bounds[at] == 0) continue;
            if (!best) {
                best = at;
                continue;
            }
            const auto order = compare({at, m_bounds[at]}, {*best, m_bounds[*best]});
            if (order < 0 || (order == 0 && before(at, *best))) best = at;
        }
        if (!best) return std::nullopt;
        const auto found = std::find(unsettled.begin(), unsettled.end(), *best);
        if (found == unsettled.end()) return best;
        unsettled.erase(found);
        settle(*best);
    }
}

bool ExactSharesRun::before(std::uint32_t left, std::uint32_t right) const {
    return m_ties.before(m_electorate.project(left), m_electorate.project(right));
}

std::vector<ExactPurchase> ExactSharesRun::run(const Fraction& start, Availability availability,
                                               RunnersUp runners_up) {
    restart(start);
    std::vector<ExactPurchase> purchases;
    while (true) {
        std::erase_if(m_open, [&](std::uint32_t at) {
            m_barred[at] = availability.allows(m_electorate.project(at)) ? 0 : 1;
            return m_bounds[at] == 0 || m_barred[at] != 0;
        });
        std::vector<std::uint32_t> unsettled = m_open;
        const auto best = best_open(unsettled);
        if (!best) return purchases;
        ExactPurchase purchase{*best, m_bounds[*best]};
        std::erase(m_open, *best);
        // The others of the same price, and the next best, are only named.
        const Price price{*best, m_bounds[*best]};
        for (const std::uint32_t at : m_open) {
            if (m_bounds[at] == 0 || compare({at, m_bounds[at]}, price) != 0) continue;
            settle(at);
            std::erase(unsettled, at);
            if (m_bounds[at] > 0 && compare({at, m_bounds[at]}, price) == 0)
                purchase.tied.push_back(at);
        }
        if (!purchase.tied.empty()) {
            purchase.tied.push_back(*best);
            std::sort(
                purchase.tied.begin(), purchase.tied.end(),
                [this](std::uint32_t left, std::uint32_t right) { return before(left, right); });
        } else if (runners_up == RunnersUp::named) {
            purchase.next = best_open(unsettled);
            if (purchase.next) purchase.next_payers = m_bounds[*purchase.next];
        }
        buy(price);
        availability.take(m_electorate.project(*best), m_electorate.cost(*best));
        purchases.push_back(std::move(purchase));
    }
}

void ExactSharesRun::buy(const Price& price) {
    const std::int64_t share = fixed(price);
    const auto purchase = static_cast<std::int32_t>(m_bought.size());
    for (const Supporter& supporter : m_electorate.supporters(price.project)) {
        const std::uint32_t voter = supporter.voter;
        if (!can_pay(voter, price, share)) continue;
        m_money[voter] -= share;
        m_payments.push_back({purchase, m_last[voter]});
        m_last[voter] = static_cast<std::int32_t>(m_payments.size()) - 1;
        const std::int32_t top = m_top[voter];
        if (top < 0 || compare(m_bought[std::size_t(top)], price) < 0) m_top[voter] = purchase;
    }
    m_purchase_of[price.project] = purchase;
    m_bought.push_back(price);
    ++m_error;
}

}  // namespace tallystick::rules
