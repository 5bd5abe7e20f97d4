// SPDX-License-Identifier: GPL-3.0-or-later
#include "shares_run.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace tallystick::rules {
namespace {

// An error as large as this would spoil the upper halves: the filter is then of no use.
constexpr Int128 blurred = Int128{1} << 80;

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
      m_high(electorate.rows()),
      m_exhausted(electorate.rows()),
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
    std::fill(m_money.begin(), m_money.end(), money);
    std::fill(m_high.begin(), m_high.end(), static_cast<std::int64_t>(money >> 64));
    std::fill(m_exhausted.begin(), m_exhausted.end(), -1);
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

Outcome SharesRun::run(const Fraction& total, Availability availability, RunnersUp runners_up) {
    m_availability = std::move(availability);
    m_filter = {};
    start_with(total);
    Outcome outcome;
    take_free_ones(outcome);
    while (auto purchase = next_purchase(runners_up)) {
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

// One step of Newton's method from the project's bound, on the upper halves. For any set Q of
// supporters, (cost - money of Q) / utility of the others is a lower bound on rho; Q is here who
// has less than the present bound asks of them. Money is rounded up, so the bound stays one.
SharesRun::Probe SharesRun::probe(std::uint32_t project) {
    Bound& bound = m_bounds[project];
    const std::int64_t low = bound.low;
    std::int64_t money = 0;
    std::int64_t poor = 0;
    std::int64_t poor_utility = 0;
    const auto supporters = m_electorate.supporters(project);
    if (m_electorate.is_uniform()) {
        for (const Supporter& supporter : supporters) {
            const std::int64_t own = m_high[supporter.voter];
            const std::int64_t weight = own < low ? supporter.weight : 0;
            money += own * weight;
            poor += weight;
        }
        poor_utility = poor;
    } else {
        const auto utilities = m_electorate.utilities(project);
        for (std::size_t at = 0; at < supporters.size(); ++at) {
            const std::int64_t own = m_high[supporters[at].voter];
            const std::int64_t weight = own < low * utilities[at] ? supporters[at].weight : 0;
            money += own * weight;
            poor += weight;
            poor_utility += weight * utilities[at];
        }
    }
    const std::int64_t rich = m_electorate.total_utility(project) - poor_utility;
    const auto slack = static_cast<Int128>(1) + (m_error >> 64) + 1;
    const auto cost = (static_cast<Int128>(m_electorate.cost(project)) << m_shift) >> 64;
    const Int128 missing = cost - money - slack * poor;
    if (rich == 0) return missing > 0 ? Probe::unaffordable : Probe::settled;
    const Int128 raised = missing / rich;
    if (raised <= low) return Probe::settled;
    bound.low = static_cast<std::int64_t>(std::min<Int128>(raised, ceiling() >> 64));
    return Probe::raised;
}

// Newton's method to its end, on the whole fixed point. The poor at the threshold are fewer than,
// or the same as, the poor at rho, so their bound rises until the set no longer grows.
SharesRun::Interval SharesRun::refine(std::uint32_t project) const {
    const Int128 cost = static_cast<Int128>(m_electorate.cost(project)) << m_shift;
    Interval interval;
    interval.project = project;
    interval.low = static_cast<Int128>(m_bounds[project].low) << 64;
    for (std::int64_t poor_before = -1;;) {
        const Poor poor = poor_below(project, interval.low);
        const std::int64_t rich_utility = m_electorate.total_utility(project) - poor.utility;
        const Int128 blur = m_error * poor.voters;
        if (rich_utility == 0) {
            // All they have may still be the cost to the last digit: the exact side can tell.
            interval.affordable = cost - poor.money <= blur;
            return interval;
        }
        const Int128 threshold = interval.low;
        interval.rich_utility = rich_utility;
        interval.low = std::max(interval.low, (cost - poor.money - blur) / rich_utility);
        interval.low = std::min(interval.low, ceiling());
        interval.high = std::max(interval.low, (cost - poor.money + blur) / rich_utility + 1);
        interval.high = std::min(interval.high, ceiling());
        if (m_electorate.is_uniform() && poor.most + m_error < threshold &&
            poor.least_rich - m_error >= interval.high) {
            interval.certain = true;  // nobody stands between the threshold and the interval's end
            return interval;
        }
        if (poor.voters == poor_before) break;
        poor_before = poor.voters;
    }
    interval.certain = is_certain(interval);
    return interval;
}

// Who has less than threshold * utility.
SharesRun::Poor SharesRun::poor_below(std::uint32_t project, Int128 threshold) const {
    const auto supporters = m_electorate.supporters(project);
    Poor poor;
    if (m_electorate.is_uniform()) {
        for (const Supporter& supporter : supporters) {
            const Int128 own = m_money[supporter.voter];
            if (own >= threshold) {
                poor.least_rich = std::min(poor.least_rich, own);
                continue;
            }
            poor.most = std::max(poor.most, own);
            poor.money += own * supporter.weight;
            poor.voters += supporter.weight;
        }
        poor.utility = poor.voters;
        return poor;
    }
    const auto utilities = m_electorate.utilities(project);
    for (std::size_t at = 0; at < supporters.size(); ++at) {
        const Int128 own = m_money[supporters[at].voter];
        if (own >= threshold * utilities[at]) continue;
        poor.money += own * supporters[at].weight;
        poor.voters += supporters[at].weight;
        poor.utility += supporters[at].weight * utilities[at];
    }
    return poor;
}

// Whether the same supporters are poor, beyond the error, at both ends of the interval.
bool SharesRun::is_certain(const Interval& interval) const {
    const auto supporters = m_electorate.supporters(interval.project);
    const bool uniform = m_electorate.is_uniform();
    const auto utilities =
        uniform ? std::span<const std::int64_t>() : m_electorate.utilities(interval.project);
    for (std::size_t at = 0; at < supporters.size(); ++at) {
        const std::int64_t utility = uniform ? 1 : utilities[at];
        const Int128 own = m_money[supporters[at].voter];
        if (own + m_error >= interval.low * utility && own - m_error < interval.high * utility)
            return false;
    }
    return true;
}

std::strong_ordering SharesRun::compare(std::uint32_t left, Int128 left_rho, std::uint32_t right,
                                        Int128 right_rho) const {
    return compare_products(left_rho, m_electorate.utility_of(right), right_rho,
                            m_electorate.utility_of(left));
}

double SharesRun::highest_key(const Interval& interval) const {
    return (static_cast<double>(interval.high >> 64) + 1) /
           static_cast<double>(m_electorate.utility_of(interval.project)) * (1 + 0x1p-50);
}

// Fills m_close with every project that may be among the m_wanted of least rho.
void SharesRun::gather() {
    if (!m_is_filtered || m_error > blurred) return gather_all();
    double least = HUGE_VAL;  // no project whose key is above can be among them
    const auto later = [this](std::uint32_t a, std::uint32_t b) {
        return m_bounds[a].key > m_bounds[b].key;
    };
    std::vector<double> highs;
    while (!m_queue.empty() && m_bounds[m_queue.front()].key <= least) {
        std::pop_heap(m_queue.begin(), m_queue.end(), later);
        const std::uint32_t project = m_queue.back();
        m_queue.pop_back();
        if (!m_availability.allows(m_electorate.project(project))) continue;
        const Probe found = probe(project);
        if (found == Probe::raised) push(project);
        if (found != Probe::settled) continue;
        Interval interval = refine(project);
        if (!interval.affordable) continue;
        m_bounds[project].low =
            std::max(m_bounds[project].low, static_cast<std::int64_t>(interval.low >> 64));
        if (interval.certain) {
            highs.push_back(highest_key(interval));
            std::sort(highs.begin(), highs.end());
            if (highs.size() >= m_wanted) least = highs[m_wanted - 1];
        }
        m_close.push_back(std::move(interval));
    }
}

// The same without the filter: the exact rho of every project that may still be funded.
void SharesRun::gather_all() {
    follow();
    std::vector<std::uint32_t> queue;
    queue.swap(m_queue);
    for (const std::uint32_t project : queue) {
        if (!m_availability.allows(m_electorate.project(project))) continue;
        Interval interval;
        interval.project = project;
        interval.exact = m_exact.rho(project, {});
        if (interval.exact) m_close.push_back(std::move(interval));
    }
}

std::optional<Purchase> SharesRun::next_purchase(RunnersUp runners_up) {
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
    buy(chosen);
    return purchase;
}

// The project of least rho: by the intervals where they tell, exactly where they do not. What turns
// out to be out of reach leaves m_close for good.
std::optional<SharesRun::Best> SharesRun::best_of_close() {
    if (m_close.empty()) return std::nullopt;
    ++m_filter.decisions;
    const Interval* lowest = nullptr;
    for (const Interval& interval : m_close)
        if (interval.certain && (lowest == nullptr || compare(interval.project, interval.high,
                                                              lowest->project, lowest->high) < 0))
            lowest = &interval;
    const auto may_be_best = [&](const Interval& interval) {
        return interval.exact || lowest == nullptr ||
               compare(interval.project, interval.low, lowest->project, lowest->high) <= 0;
    };
    const auto close = std::count_if(m_close.begin(), m_close.end(), may_be_best);
    if (close == 1 && lowest != nullptr) return Best{std::size_t(lowest - m_close.data()), {}};
    ++m_filter.fallbacks;
    follow();
    std::optional<Fraction> least;
    std::vector<std::size_t> equal;
    std::vector<std::uint32_t> out_of_reach;
    for (std::size_t at = 0; at < m_close.size(); ++at) {
        Interval& interval = m_close[at];
        if (!may_be_best(interval)) continue;
        if (!interval.exact)
            interval.exact = m_exact.rho(interval.project, classification_of(interval));
        if (!interval.exact) {
            out_of_reach.push_back(interval.project);
            continue;
        }
        const Fraction key = *interval.exact / BigInt(m_electorate.utility_of(interval.project));
        if (!least || key < *least) {
            least = key;
            equal.clear();
        }
        if (key == *least) equal.push_back(at);
    }
    if (!least) {
        // Nobody left who might be funded, but `lowest` would have been: all were uncertain.
        std::erase_if(m_close, [&](const Interval& interval) {
            return std::find(out_of_reach.begin(), out_of_reach.end(), interval.project) !=
                   out_of_reach.end();
        });
        if (m_close.empty() && !m_queue.empty()) gather();
        return best_of_close();
    }
    std::sort(equal.begin(), equal.end(), [&](std::size_t left, std::size_t right) {
        return m_ties.before(m_electorate.project(m_close[left].project),
                             m_electorate.project(m_close[right].project));
    });
    Best best;
    if (equal.size() > 1)
        for (const std::size_t at : equal) best.tied.push_back(m_close[at].project);
    const std::uint32_t chosen = m_close[equal.front()].project;
    std::erase_if(m_close, [&](const Interval& interval) {
        return std::find(out_of_reach.begin(), out_of_reach.end(), interval.project) !=
               out_of_reach.end();
    });
    while (m_close[best.at].project != chosen) ++best.at;
    return best;
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
    const bool uniform = m_electorate.is_uniform();
    const auto utilities =
        uniform ? std::span<const std::int64_t>() : m_electorate.utilities(interval.project);
    const auto step = static_cast<std::int32_t>(m_steps.size());
    for (std::size_t at = 0; at < supporters.size(); ++at) {
        const std::uint32_t voter = supporters[at].voter;
        const Int128 share = uniform ? rho : rho * utilities[at];
        if (m_money[voter] >= share) {
            m_money[voter] -= share;
        } else {
            m_money[voter] = 0;
            if (m_exhausted[voter] < 0) m_exhausted[voter] = step;
        }
        m_high[voter] = static_cast<std::int64_t>(m_money[voter] >> 64);
    }
}

}  // namespace tallystick::rules
