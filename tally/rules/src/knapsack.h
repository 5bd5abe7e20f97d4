// SPDX-License-Identifier: GPL-3.0-or-later
// The 0/1 knapsack, exactly: dynamic programming over the undominated (weight, value) pairs
// (Nemhauser and Ullmann, Management Science 1969), cut by Dantzig's bound. Integers only.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <rules/instance.h>

#include "wide.h"

namespace tallystick::rules {

struct KnapsackItem {
    std::uint32_t name = 0;
    Money cost = 0;    // at least 1
    Int128 value = 0;  // at least 1; below 2^100 in sum
};

struct KnapsackSolution {
    std::vector<std::uint32_t> names;
    Int128 value = 0;
};

// Most value per cost first, which solve_knapsack() asks for.
void sort_by_density(std::vector<KnapsackItem>& items);

// A set of the highest value that costs at most `capacity`, if its value is at least `least`.
[[nodiscard]] std::optional<KnapsackSolution> solve_knapsack(
    const std::vector<KnapsackItem>& sorted_items, Money capacity, Int128 least);

}  // namespace tallystick::rules
