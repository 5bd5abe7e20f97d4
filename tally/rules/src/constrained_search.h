// SPDX-License-Identifier: GPL-3.0-or-later
// The best set where category limits or exclusive sets must hold besides the money: depth first
// over the projects, densest first, cut by Dantzig's bound, which leaves those conditions out and
// so stays a bound. Exponential at worst; exact always.
#pragma once

#include <cstdint>
#include <vector>

#include "availability.h"
#include "wide.h"

namespace tallystick::rules {

struct SearchItem {
    ProjectIndex project = 0;
    Money cost = 0;
    Int128 value = 0;
    std::uint32_t place = 0;  // by the tie rule
    std::uint32_t name = 0;   // what the result calls it
};

struct SearchResult {
    std::vector<std::uint32_t> names;
    Int128 value = 0;
    std::uint64_t sets = 0;  // that reach the value
};

[[nodiscard]] SearchResult search_within_conditions(std::vector<SearchItem> items, Money money,
                                                    const Availability& availability);

}  // namespace tallystick::rules
