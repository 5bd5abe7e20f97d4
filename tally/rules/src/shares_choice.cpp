// SPDX-License-Identifier: GPL-3.0-or-later
// How a run of equal shares tells which project has the least rho.
#include <algorithm>
#include <cmath>

#include "shares_run.h"

namespace tallystick::rules {
namespace {

// An error as large as this would spoil the upper halves: the filter is then of no use.
constexpr Int128 blurred = Int128{1} << 80;

}  // namespace

std::strong_ordering SharesRun::compare(std::uint32_t left, Int128 left_rho, std::uint32_t right,
                                        Int128 right_rho) const {
    return compare_products(left_rho, m_electorate.utility_of(right), right_rho,
                            m_electorate.utility_of(left));
}

double SharesRun::highest_key(const Interval& interval) const {
    return (static_cast<double>(interval.high >> 64) + 1) /
           static_cast<double>(m_electorate.utility_of(interval.project)) * (1 + 0x1p-50);
}

// After the choice: m_close holds the others that were close, and they are in the queue again.
Margin SharesRun::margin_of(const Interval& chosen, const Purchase& purchase) const {
    const auto pays_in_full = [this](const Interval& interval) {
        return interval.certain &&
               interval.rich_utility == m_electorate.total_utility(interval.project);
    };
    const auto is_tied = [&](std::uint32_t project) {
        return std::find(purchase.tied.begin(), purchase.tied.end(), project) !=
               purchase.tied.end();
    };
    Margin margin;
    if (chosen.certain) margin.chosen_high = highest_key(chosen) / key_unit();
    margin.others_low = m_queue.empty() ? HUGE_VAL : m_bounds[m_queue.front()].key / key_unit();
    if (purchase.tied.empty()) return margin;
    margin.others_low = HUGE_VAL;
    for (const std::uint32_t other : m_queue)
        if (!is_tied(other))
            margin.others_low = std::min(margin.others_low, m_bounds[other].key / key_unit());
    // Whom all supporters pay for in full costs each the same, however much more they have.
    margin.is_same_later = pays_in_full(chosen);
    for (const Interval& other : m_close)
        if (is_tied(other.project) && !pays_in_full(other)) margin.is_same_later = false;
    return margin;
}

bool is_same_between(const Outcome& lower, const Outcome& higher) {
    if (lower.purchases.size() != higher.purchases.size()) return false;
    for (std::size_t at = 0; at < lower.purchases.size(); ++at) {
        const Purchase& one = lower.purchases[at];
        const Purchase& other = higher.purchases[at];
        if (one.project != other.project || one.tied != other.tied) return false;
        if (!one.tied.empty() && !lower.margins[at].is_same_later) return false;
        if (!(lower.margins[at].chosen_high < higher.margins[at].others_low)) return false;
    }
    return true;
}

// Fills m_close with every project that may be among the m_wanted of least rho. The first that is
// refined sets the key to be beaten; the expected one, if the run follows another.
void SharesRun::gather() {
    if (!m_is_filtered || m_error > blurred) return gather_all();
    double least = HUGE_VAL;  // no project whose key is above can be among them
    std::vector<double> highs;
    const auto take = [&](Interval interval) {
        if (!interval.affordable) return;
        Bound& bound = m_bounds[interval.project];
        bound.low = std::max(bound.low, static_cast<std::int64_t>(interval.low >> 64));
        if (interval.certain) {
            highs.push_back(highest_key(interval));
            std::sort(highs.begin(), highs.end());
            if (highs.size() >= m_wanted) least = std::max(highs[m_wanted - 1], m_wanted_key);
        }
        m_close.push_back(std::move(interval));
    };
    if (m_expected) take(refine(*m_expected, m_wanted_key));
    std::optional<std::uint32_t> raised;
    while (!m_queue.empty() && m_bounds[m_queue.front()].key <= least) {
        std::pop_heap(m_queue.begin(), m_queue.end(), [this](std::uint32_t a, std::uint32_t b) {
            return m_bounds[a].key > m_bounds[b].key;
        });
        const std::uint32_t project = m_queue.back();
        m_queue.pop_back();
        if (project == m_expected) continue;
        if (!m_availability.allows(m_electorate.project(project))) continue;
        const bool beaten = least < HUGE_VAL;
        // Raised and still the least: likely to be it.
        const Probe found =
            !beaten && project == raised ? Probe::settled : probe(project, beaten ? least : 0);
        if (found == Probe::raised) {
            raised = project;
            push(project);
        }
        if (found == Probe::settled) take(refine(project, 0));
    }
    m_expected.reset();
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

}  // namespace tallystick::rules
