// SPDX-License-Identifier: GPL-3.0-or-later
// Products of a 127-bit and a 63-bit number, compared exactly: what two bounds a/x and b/y of
// different projects need. Values only.
#pragma once

#include <compare>
#include <cstdint>

#include "ratio.h"

namespace tallystick::rules {

__extension__ typedef unsigned __int128 UInt128;

// left * a <=> right * b; all four are at least zero.
[[nodiscard]] inline std::strong_ordering compare_products(Int128 left, std::int64_t a,
                                                           Int128 right, std::int64_t b) {
    const auto multiply = [](Int128 value, std::int64_t factor, UInt128& low) {
        const auto bits = static_cast<UInt128>(value);
        const auto by = static_cast<std::uint64_t>(factor);
        const UInt128 bottom = UInt128{static_cast<std::uint64_t>(bits)} * by;
        const UInt128 top = UInt128{static_cast<std::uint64_t>(bits >> 64)} * by;
        low = static_cast<std::uint64_t>(bottom);
        return top + (bottom >> 64);
    };
    UInt128 low_left = 0;
    UInt128 low_right = 0;
    const UInt128 high_left = multiply(left, a, low_left);
    const UInt128 high_right = multiply(right, b, low_right);
    if (high_left != high_right) return high_left <=> high_right;
    return low_left <=> low_right;
}

}  // namespace tallystick::rules
