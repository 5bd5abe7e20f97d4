// SPDX-License-Identifier: GPL-3.0-or-later
// Completions of equal shares that raise every voter's start step by step, until the outcome is
// exhaustive or over the limit. Most raises change nothing, and those between two outcomes that
// prove it (is_same_between) are never counted: the step doubles as long as nothing changes, and is
// divided to find the raise that does. Large elections are counted at two starts at a time, by two
// threads if there may be so many; how many there are changes nothing but the time.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "shares_run.h"

namespace tallystick::rules {

class SharesRaises {
public:
    // Starts are `total` and so many steps more, for all voters together. `run` is used and, after
    // count(), stands at last_total().
    SharesRaises(const Contest& contest, const Electorate& electorate, SharesRun& run,
                 Fraction total, Fraction step);

    struct Counted {
        std::uint64_t raises = 0;
        Outcome outcome = {};
    };
    // The last outcome within the money, after `first`, which had no raise.
    [[nodiscard]] Counted count(Outcome first, Money money,
                                const std::function<bool(const Outcome&)>& is_exhaustive);
    [[nodiscard]] Fraction total(std::uint64_t raises) const;
    [[nodiscard]] const std::optional<Fraction>& last_total() const { return m_last_total; }
    [[nodiscard]] const FilterCount& filter() const { return m_filter; }

private:
    void look_at(std::uint64_t raises, std::uint64_t further, const Outcome& kept);

    const Contest& m_contest;
    SharesRun& m_run;
    std::optional<SharesRun> m_other;  // of a large election
    const Fraction m_total, m_step;
    std::optional<Fraction> m_last_total;
    FilterCount m_filter;
    std::vector<Counted> m_ahead;  // counted and not yet judged, the nearest last
};

}  // namespace tallystick::rules
