// SPDX-License-Identifier: GPL-3.0-or-later
// Exact fractions of 128-bit integers for what needs no long chain of arithmetic: scores, means,
// scores per cost. Comparison never multiplies, so it cannot overflow. Values only.
#pragma once

#include <compare>
#include <cstdint>
#include <string>

namespace tallystick::rules {

__extension__ typedef __int128 Int128;

[[nodiscard]] std::string to_text(Int128 value);

// numerator / denominator with denominator > 0, or +infinity as 1/0. Not reduced.
struct Ratio {
    Int128 numerator = 0;
    Int128 denominator = 1;

    [[nodiscard]] std::string text() const;  // "p/q" reduced, "p" where q is 1, "inf"

    friend std::strong_ordering operator<=>(const Ratio& left, const Ratio& right);
    friend bool operator==(const Ratio& left, const Ratio& right) {
        return (left <=> right) == std::strong_ordering::equal;
    }
};

}  // namespace tallystick::rules
