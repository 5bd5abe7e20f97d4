// SPDX-License-Identifier: GPL-3.0-or-later
// What an outcome is like for the voters, beside who won: for comparing rules on the same ballots.
// Exact; ties and orders do not matter. Pure.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <rules/count.h>

namespace tallystick::rules {

struct MoneyShare {
    std::string of;  // the pot or category
    Money money = 0;
};

struct Measures {
    std::int64_t voters = 0;
    std::int64_t with_one = 0;        // voters with at least one funded choice
    std::int64_t funded_choices = 0;  // of all voters together
    // Of the money that a voter's funded choices got, over all voters: 0 all alike, 1 all to one.
    std::string gini = "0";  // exact, "p/q"
    double gini_about = 0;   // the same for people; decides nothing
    std::vector<MoneyShare> pots = {};
    std::vector<MoneyShare> categories = {};  // a project in several counts in each
};

// The profile must have its rows. A choice is what a ballot lists, with a value above zero.
[[nodiscard]] Measures measure(const Instance& instance, const Profile& profile,
                               const Allocation& allocation);

// Several counts of the same ballots side by side, for people and as one JSON object.
struct Compared {
    std::string rule;  // as on the command line
    Allocation allocation;
    Measures measures;
};
[[nodiscard]] std::string to_table(const std::vector<Compared>& counts);
[[nodiscard]] std::string to_json(const std::vector<Compared>& counts,
                                  const std::vector<std::string>& warnings);

}  // namespace tallystick::rules
