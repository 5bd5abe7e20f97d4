// SPDX-License-Identifier: GPL-3.0-or-later
// What the voters of a run of equal shares have left: 126-bit fixed point, upper and lower 64 bits
// apart, and the passes over a project's supporters that the count spends its time in. Who is poor
// follows no pattern that a processor could foresee, so they mask and never branch. Uniform
// utilities only, where everybody pays the same. Owned by one run.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "electorate.h"
#include "wide.h"

namespace tallystick::rules {

class SharesMoney {
public:
    explicit SharesMoney(std::size_t voters) : m_high(voters), m_low(voters), m_exhausted(voters) {}

    void start_with(Int128 money) {
        std::fill(m_high.begin(), m_high.end(), static_cast<std::int64_t>(money >> 64));
        std::fill(m_low.begin(), m_low.end(), static_cast<std::uint64_t>(money));
        std::fill(m_exhausted.begin(), m_exhausted.end(), -1);
    }
    [[nodiscard]] Int128 of(std::uint32_t voter) const {
        return static_cast<Int128>(m_high[voter]) << 64 | m_low[voter];
    }
    [[nodiscard]] std::int64_t high_of(std::uint32_t voter) const { return m_high[voter]; }

    // The step that took the voter's last money, or -1.
    [[nodiscard]] std::int32_t exhausted_by(std::uint32_t voter) const {
        return m_exhausted[voter];
    }

    // Each supporter pays share_of(position), or all there is of less.
    template <typename ShareOf>
    void charge(std::span<const Supporter> supporters, std::int32_t step, const ShareOf& share_of) {
        std::int64_t* const high = m_high.data();
        std::uint64_t* const low = m_low.data();
        std::int32_t* const exhausted = m_exhausted.data();
        for (std::size_t at = 0; at < supporters.size(); ++at) {
            const std::uint32_t voter = supporters[at].voter;
            const Int128 left =
                (static_cast<Int128>(high[voter]) << 64 | low[voter]) - share_of(at);
            const auto upper = static_cast<std::int64_t>(left >> 64);
            const std::int64_t less = mask_of_negative(upper);
            high[voter] = upper & ~less;
            low[voter] = static_cast<std::uint64_t>(left) & ~static_cast<std::uint64_t>(less);
            const std::int32_t first = static_cast<std::int32_t>(less) & exhausted[voter] >> 31;
            exhausted[voter] = (exhausted[voter] & ~first) | (step & first);
        }
    }

    // Whose upper half is below the threshold: all ones if so, else 0. Both are below 2^62.
    static std::int64_t mask_below(std::int64_t high, std::int64_t threshold) {
        return mask_of_negative(high - threshold);
    }

    struct Highs {  // of who is below the threshold: upper halves, and weights
        std::int64_t money = 0;
        std::int64_t voters = 0;
    };
    [[nodiscard]] Highs highs_below(std::span<const Supporter> supporters,
                                    std::int64_t threshold) const {
        Highs sum;
        for (const Supporter& supporter : supporters) {
            const std::int64_t own = m_high[supporter.voter];
            const std::int64_t weight = supporter.weight & mask_below(own, threshold);
            sum.money += own * weight;
            sum.voters += weight;
        }
        return sum;
    }

    struct Sums {  // of who is below the threshold
        Int128 money = 0;
        std::int64_t voters = 0;
        std::int64_t most = 0;  // upper half of one of them; of one of the others:
        std::int64_t least_above = std::numeric_limits<std::int64_t>::max();
    };
    [[nodiscard]] Sums sums_below(std::span<const Supporter> supporters,
                                  std::int64_t threshold) const {
        Sums sum;
        std::int64_t high = 0;
        std::uint64_t middle = 0;  // of 32 bits each, so that the sums of 2^32 voters fit
        std::uint64_t low = 0;
        for (const Supporter& supporter : supporters) {
            const std::int64_t own = m_high[supporter.voter];
            const std::uint64_t rest = m_low[supporter.voter];
            const std::int64_t below = mask_below(own, threshold);
            const std::int64_t weight = supporter.weight & below;
            sum.voters += weight;
            high += own * weight;
            middle += (rest >> 32) * static_cast<std::uint64_t>(weight);
            low += (rest & 0xffffffffU) * static_cast<std::uint64_t>(weight);
            const std::int64_t poor = own & below;
            const std::int64_t rich = own | (below & std::numeric_limits<std::int64_t>::max());
            sum.most = poor > sum.most ? poor : sum.most;
            sum.least_above = rich < sum.least_above ? rich : sum.least_above;
        }
        sum.money = (static_cast<Int128>(high) << 64) + (static_cast<Int128>(middle) << 32) + low;
        return sum;
    }

private:
    static std::int64_t mask_of_negative(std::int64_t value) { return value >> 63; }

    std::vector<std::int64_t> m_high;
    std::vector<std::uint64_t> m_low;
    std::vector<std::int32_t> m_exhausted;
};

}  // namespace tallystick::rules
