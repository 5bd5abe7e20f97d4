// SPDX-License-Identifier: GPL-3.0-or-later
// How a run of equal shares bounds the rho of one project.
#include <algorithm>

#include "shares_run.h"

namespace tallystick::rules {

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

}  // namespace tallystick::rules
