// SPDX-License-Identifier: GPL-3.0-or-later
// How a run of equal shares bounds the rho of one project.
#include <algorithm>

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
        const SharesMoney::Highs sum = m_money.highs_below(supporters, low);
        money = sum.money;
        poor = poor_utility = sum.voters;
    } else {
        const auto utilities = m_electorate.utilities(project);
        for (std::size_t at = 0; at < supporters.size(); ++at) {
            const std::int64_t own = m_money.high_of(supporters[at].voter);
            const std::int64_t weight =
                supporters[at].weight & SharesMoney::mask_below(own, low * utilities[at]);
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

SharesRun::Interval SharesRun::refine(std::uint32_t project, double key) const {
    if (m_electorate.is_uniform())
        if (auto interval = refine_coarsely(project, key)) return *interval;
    return refine_fully(project);
}

// The interval that follows if the poor are these; false if nobody is rich.
bool SharesRun::narrow(Interval& interval, const Poor& poor) const {
    const Int128 cost = static_cast<Int128>(m_electorate.cost(interval.project)) << m_shift;
    const Int128 blur = m_error * poor.voters;
    interval.rich_utility = m_electorate.total_utility(interval.project) - poor.utility;
    if (interval.rich_utility == 0) {
        // All they have may still be the cost to the last digit: the exact side can tell.
        interval.affordable = cost - poor.money <= blur;
        return false;
    }
    interval.low = std::max(interval.low, (cost - poor.money - blur) / interval.rich_utility);
    interval.low = std::min(interval.low, ceiling());
    interval.high = std::max(interval.low, (cost - poor.money + blur) / interval.rich_utility + 1);
    interval.high = std::min(interval.high, ceiling());
    return true;
}

// Newton's method by the upper halves until the poor stand below the interval and the others above
// it; nothing if they cannot tell. It begins with a guess, which may be too high.
std::optional<SharesRun::Interval> SharesRun::refine_coarsely(std::uint32_t project,
                                                              double key) const {
    Interval interval;
    interval.project = project;
    interval.low = static_cast<Int128>(m_bounds[project].low) << 64;
    std::int64_t threshold = std::max(m_bounds[project].low, at_key(project, key));
    for (std::int64_t poor_before = -1;;) {
        const bool guessed = threshold > static_cast<std::int64_t>(interval.low >> 64);
        const auto sum = m_money.sums_below(m_electorate.supporters(project), threshold);
        if (narrow(interval, {sum.money, sum.voters, sum.voters})) {
            interval.certain =
                (static_cast<Int128>(sum.most + 1) << 64) + m_error <= interval.low &&
                (static_cast<Int128>(sum.least_above) << 64) - m_error >= interval.high;
            if (interval.certain) return interval;
        } else if (!interval.affordable) {
            return interval;
        }
        if (!guessed && sum.voters == poor_before) return std::nullopt;
        poor_before = guessed ? -1 : sum.voters;
        threshold = static_cast<std::int64_t>(interval.low >> 64);
    }
}

// The same on the whole fixed point. The poor at the threshold are fewer than, or the same as, the
// poor at rho, so their bound rises until the set no longer grows.
SharesRun::Interval SharesRun::refine_fully(std::uint32_t project) const {
    Interval interval;
    interval.project = project;
    interval.low = static_cast<Int128>(m_bounds[project].low) << 64;
    for (std::int64_t poor_before = -1;;) {
        const Poor poor = poor_below(project, interval.low);
        if (!narrow(interval, poor)) return interval;
        if (poor.voters == poor_before) break;
        poor_before = poor.voters;
    }
    interval.certain = is_certain(interval);
    return interval;
}

// Who has less than threshold * utility.
SharesRun::Poor SharesRun::poor_below(std::uint32_t project, Int128 threshold) const {
    const auto supporters = m_electorate.supporters(project);
    const bool uniform = m_electorate.is_uniform();
    const auto utilities =
        uniform ? std::span<const std::int64_t>() : m_electorate.utilities(project);
    Poor poor;
    for (std::size_t at = 0; at < supporters.size(); ++at) {
        const std::int64_t utility = uniform ? 1 : utilities[at];
        const Int128 own = m_money.of(supporters[at].voter);
        const auto below = static_cast<std::int64_t>((own - threshold * utility) >> 127);
        const std::int64_t weight = supporters[at].weight & below;
        poor.money += own * weight;
        poor.voters += weight;
        poor.utility += weight * utility;
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
        const Int128 own = m_money.of(supporters[at].voter);
        if (own + m_error >= interval.low * utility && own - m_error < interval.high * utility)
            return false;
    }
    return true;
}

}  // namespace tallystick::rules
