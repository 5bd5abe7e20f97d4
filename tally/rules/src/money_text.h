// SPDX-License-Identifier: GPL-3.0-or-later
// Money as files and people write it: digits, with a point and decimals where there are any.
#pragma once

#include <optional>
#include <string_view>

#include <rules/instance.h>

namespace tallystick::rules {

struct Decimal {
    std::int64_t digits = 0;  // 133175111 of "1331751.11"
    unsigned places = 0;      // 2; trailing zeros do not count
};

// At most six decimals, at most max_money as a whole. No sign.
[[nodiscard]] std::optional<Decimal> parse_decimal(std::string_view text);

// In minor units of a currency with so many decimals; above max_money if that is too small.
[[nodiscard]] Money scaled(const Decimal& decimal, unsigned places);

}  // namespace tallystick::rules
