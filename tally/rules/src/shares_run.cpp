// SPDX-License-Identifier: GPL-3.0-or-later
#include "shares_run.h"

#include <algorithm>
#include <limits>

namespace tallystick::rules {
namespace {

// Money of more bits than this leaves too few of 126 behind the point: exact fractions decide all.
constexpr unsigned most_bits = 110;

// The double nearest to low / utility, moved below it by more than its rounding.
double key_of(std::int64_t low, std::int64_t utility) {
    return static_cast<double>(low) / static_cast<double>(utility) * (1 - 0x1p-50);
}

}  // namespace

SharesRun::SharesRun(const Electorate& electorate, const TieOrder& ties, Arithmetic arithmetic)
    : m_electorate(electorate),
      m_ties(ties),
      m_arithmetic(arithmetic),
      m_availability(Instance()),
      m_money(electorate.rows()),
      m_bounds(electorate.size()),
      m_exact(electorate) {}

// The scale leaves room for the money of all voters, times the largest utility, in 126 bits; the
// bounds on the upper 64 bits then have room in 62.
void SharesRun::start_with(const Fraction& total) {
    const Fraction start =
        total / Fraction(BigInt(std::max<std::int64_t>(1, m_electorate.voters())));
    BigInt room = BigInt(total) + 1;
    room *= m_electorate.max_utility();
    const auto bits = static_cast<unsigned>(mpz_sizeinbase(room.get_mpz_t(), 2));
    m_is_filtered = m_arithmetic == Arithmetic::filtered && bits <= most_bits;
    m_shift = 126 - std::min(bits, most_bits);
    const BigInt fixed = (start.get_num() << m_shift) / start.get_den();
    const Int128 money = m_is_filtered ? small(fixed) : 0;
    m_money.start_with(money);
    m_error = 1;
    m_steps.clear();
    m_all_certain = true;
    m_exact.restart(start);
    m_queue.clear();
    const BigInt whole_total(total);
    const Int128 most = mpz_fits_slong_p(whole_total.get_mpz_t()) != 0
                            ? Int128{whole_total.get_si()}
                            : Int128{std::numeric_limits<std::int64_t>::max()};
    for (std::uint32_t at = 0; at < m_electorate.size(); ++at) {
        const std::int64_t utility = m_electorate.total_utility(at);
        const std::int64_t voters = m_electorate.supporting_voters(at);
        if (utility == 0 || m_electorate.cost(at) == 0 || m_electorate.cost(at) > most) continue;
        // With all money unspent, rho is cost / utility or the project is out of reach.
        m_bounds[at].low = 0;
        if (m_is_filtered) {
            const auto cost = static_cast<Int128>(m_electorate.cost(at)) << m_shift;
            if (cost > (money + 1) * voters) continue;
            m_bounds[at].low = static_cast<std::int64_t>((cost >> 64) / utility);
        }
        push(at);
    }
}

void SharesRun::push(std::uint32_t project) {
    Bound& bound = m_bounds[project];
    bound.key = key_of(bound.low, m_electorate.utility_of(project));
    m_queue.push_back(project);
    std::push_heap(m_queue.begin(), m_queue.end(), [this](std::uint32_t a, std::uint32_t b) {
        return m_bounds[a].key > m_bounds[b].key;
    });
}

Outcome SharesRun::run(const Fraction& total, Availability availability, RunnersUp runners_up,
                       const Outcome* lower) {
    m_availability = std::move(availability);
    m_filter = {};
    start_with(total);
    Outcome outcome;
    take_free_ones(outcome);
    outcome.margins.resize(outcome.purchases.size(), {0, HUGE_VAL, true});
    bool follows = lower != nullptr;
    while (true) {
        const std::size_t at = outcome.purchases.size();
        follows = follows && at < lower->purchases.size() &&
                  (at == 0 || lower->purchases[at - 1].project == outcome.purchases.back().project);
        m_wanted_key = 0;
        m_expected.reset();
        if (follows && lower->margins[at].chosen_high < HUGE_VAL) {
            m_wanted_key = lower->margins[at].chosen_high * key_unit();
            m_expected = lower->purchases[at].project;
        }
        auto purchase = next_purchase(runners_up, outcome.margins);
        if (!purchase) break;
        outcome.cost += m_electorate.cost(purchase->project);
        m_availability.take(m_electorate.project(purchase->project),
                            m_electorate.cost(purchase->project));
        outcome.purchases.push_back(std::move(*purchase));
    }
    outcome.filter = m_filter;
    return outcome;
}

// What costs nothing is funded first, if anybody supports it.
void SharesRun::take_free_ones(Outcome& outcome) {
    std::vector<std::uint32_t> free;
    for (std::uint32_t at = 0; at < m_electorate.size(); ++at)
        if (m_electorate.cost(at) == 0 && m_electorate.total_utility(at) > 0) free.push_back(at);
    std::sort(free.begin(), free.end(), [this](std::uint32_t left, std::uint32_t right) {
        return m_ties.before(m_electorate.project(left), m_electorate.project(right));
    });
    for (const std::uint32_t project : free) {
        if (!m_availability.allows(m_electorate.project(project))) continue;
        m_availability.take(m_electorate.project(project), 0);
        m_steps.push_back({project, true, m_electorate.total_utility(project)});
        outcome.purchases.emplace_back().project = project;
    }
}

std::optional<Purchase> SharesRun::next_purchase(RunnersUp runners_up,
                                                 std::vector<Margin>& margins) {
    m_close.clear();
    m_wanted = runners_up == RunnersUp::named ? 2 : 1;
    gather();
    const auto best = best_of_close();
    if (!best) return std::nullopt;
    Purchase purchase;
    const Interval chosen = m_close[best->at];
    purchase.project = chosen.project;
    purchase.tied = best->tied;
    m_close.erase(m_close.begin() + static_cast<std::ptrdiff_t>(best->at));
    if (runners_up == RunnersUp::named && purchase.tied.empty()) {
        if (const auto second = best_of_close()) {
            Interval& next = m_close[second->at];
            follow();
            if (!next.exact) next.exact = m_exact.rho(next.project, classification_of(next));
            purchase.next = next.project;
            purchase.next_rho = next.exact;
        }
    }
    for (const Interval& other : m_close) push(other.project);
    margins.push_back(margin_of(chosen, purchase));
    buy(chosen);
    return purchase;
}

// Everybody pays min(what is left, rho * utility). rho is exact to the last digit where the exact
// side was asked, else the middle of its interval; the error grows by what it may be off.
void SharesRun::charge(const Interval& interval) {
    Int128 rho = interval.low + (interval.high - interval.low) / 2;
    Int128 off = (interval.high - interval.low) / 2 + 1;
    if (interval.exact) {
        const BigInt fixed = (interval.exact->get_num() << m_shift) / interval.exact->get_den();
        rho = small(fixed);
        off = 1;
    }
    m_error += off * m_electorate.max_utility();
    const auto supporters = m_electorate.supporters(interval.project);
    const auto step = static_cast<std::int32_t>(m_steps.size());
    if (m_electorate.is_uniform()) {
        m_money.charge(supporters, step, [rho](std::size_t) { return rho; });
    } else {
        const auto utilities = m_electorate.utilities(interval.project);
        m_money.charge(supporters, step, [&](std::size_t at) { return rho * utilities[at]; });
    }
}

}  // namespace tallystick::rules
