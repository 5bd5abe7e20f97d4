// SPDX-License-Identifier: GPL-3.0-or-later
#include <rules/measures.h>

#include <algorithm>
#include <map>

#include "exact.h"

namespace tallystick::rules {
namespace {

// Gini of weighted amounts in ascending order: the mean difference over twice the mean, which is
// (2 * sum of rank * amount - (n + 1) * sum of amounts) / (n * sum of amounts) with ranks from 1.
Fraction gini_of(const std::map<Money, std::int64_t>& voters_by_amount, std::int64_t voters) {
    BigInt ranked = 0;
    BigInt total = 0;
    std::int64_t before = 0;
    for (const auto& [amount, number] : voters_by_amount) {
        // Ranks before+1 .. before+number all have this amount.
        const BigInt ranks = (BigInt(before) * 2 + number + 1) * number;  // twice their sum
        ranked += ranks * amount;
        total += BigInt(number) * amount;
        before += number;
    }
    if (total == 0) return 0;
    Fraction gini(ranked - (BigInt(voters) + 1) * total, BigInt(voters) * total);
    gini.canonicalize();
    return gini;
}

}  // namespace

Measures measure(const Instance& instance, const Profile& profile, const Allocation& allocation) {
    Measures measures;
    measures.voters = profile.ballots();
    std::vector<Money> got(instance.size(), 0);
    std::vector<bool> funded(instance.size(), false);
    for (const Pot& pot : instance.pots()) measures.pots.push_back({pot.id, 0});
    std::map<std::string, Money> categories;
    for (const Project& project : instance.projects())
        for (const std::string& category : project.categories) categories.emplace(category, 0);
    for (const Award& award : allocation.awards) {
        got[award.project] = award.amount;
        funded[award.project] = true;
        measures.pots[instance.project(award.project).pot].money += award.amount;
        for (const std::string& category : instance.project(award.project).categories)
            categories[category] += award.amount;
    }
    for (const auto& [name, money] : categories) measures.categories.push_back({name, money});

    std::map<Money, std::int64_t> voters_by_amount;
    std::int64_t listed = 0;
    for (std::size_t row = 0; row < profile.rows(); ++row) {
        Money amount = 0;
        std::int64_t choices = 0;
        const auto projects = profile.row_projects(row);
        const auto values = profile.row_values(row);
        for (std::size_t at = 0; at < projects.size(); ++at) {
            if (!funded[projects[at]] || (!values.empty() && values[at] <= 0)) continue;
            amount += got[projects[at]];
            ++choices;
        }
        listed += profile.weight(row);
        voters_by_amount[amount] += profile.weight(row);
        measures.funded_choices += choices * profile.weight(row);
        if (choices > 0) measures.with_one += profile.weight(row);
    }
    if (measures.voters > listed) voters_by_amount[0] += measures.voters - listed;
    const Fraction gini = gini_of(voters_by_amount, measures.voters);
    measures.gini = text_of(gini);
    measures.gini_about = gini.get_d();
    return measures;
}

}  // namespace tallystick::rules
