// SPDX-License-Identifier: GPL-3.0-or-later
// How a run of equal shares bounds the rho of one project.
#include <algorithm>
#include <utility>

#include "shares_run.h"

namespace tallystick::rules {

// One step of Newton's method, on the upper halves, from the project's bound or from the key that
// is to be beaten: if rho is above that, this proves it. For any set Q of supporters,
// (cost - money of Q) / utility of the others is a lower bound on rho; Q is here who has less than
// is asked of them where the step begins. Money is rounded up, so the bound stays one.
SharesRun::Probe SharesRun::probe(std::uint32_t project, double key) {
    Bound& bound = m_bounds[project];
    const std::int64_t low = std::max(bound.low, at_key(project, key));
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
    const Int128 raised = std::min(missing / rich, ceiling() >> 64);
    bound.low = std::max(bound.low, static_cast<std::int64_t>(std::max<Int128>(raised, 0)));
    return raised > low ? Probe::raised : Probe::settled;
}

// Nearly what a key asks of one unit of utility; for guesses, so it need be no bound.
std::int64_t SharesRun::at_key(std::uint32_t project, double key) const {
    const double most = static_cast<double>(ceiling() >> 64) * (1 - 0x1p-50);
    const double asked = key * static_cast<double>(m_electorate.utility_of(project));
    return static_cast<std::int64_t>(std::min(asked, most));
}

// Newton's method to its end, on the whole fixed point. The poor at the threshold are fewer than,
// or the same as, the poor at rho, so their bound rises until the set no longer grows. It begins
// with a guess, which may be too high: if it finds the poor, that is the end of it too.
SharesRun::Interval SharesRun::refine(std::uint32_t project, double key) const {
    const Int128 cost = static_cast<Int128>(m_electorate.cost(project)) << m_shift;
    Interval interval;
    interval.project = project;
    interval.low = static_cast<Int128>(m_bounds[project].low) << 64;
    Int128 threshold = static_cast<Int128>(at_key(project, key)) << 64;
    bool guessed = threshold > interval.low;
    if (!guessed) threshold = interval.low;
    for (std::int64_t poor_before = -1;; threshold = interval.low) {
        const Poor poor = poor_below(project, threshold);
        const std::int64_t rich_utility = m_electorate.total_utility(project) - poor.utility;
        const Int128 blur = m_error * poor.voters;
        const bool was_guessed = std::exchange(guessed, false);
        if (rich_utility == 0) {
            // All they have may still be the cost to the last digit: the exact side can tell.
            interval.affordable = cost - poor.money <= blur;
            if (interval.affordable && was_guessed) continue;
            return interval;
        }
        interval.rich_utility = rich_utility;
        interval.low = std::max(interval.low, (cost - poor.money - blur) / rich_utility);
        interval.low = std::min(interval.low, ceiling());
        interval.high = std::max(interval.low, (cost - poor.money + blur) / rich_utility + 1);
        interval.high = std::min(interval.high, ceiling());
        if (m_electorate.is_uniform() && poor.most + m_error < interval.low &&
            poor.least_rich - m_error >= interval.high) {
            interval.certain = true;  // the poor stand below the interval and the others above it
            return interval;
        }
        if (was_guessed) continue;
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
