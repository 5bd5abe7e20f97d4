// SPDX-License-Identifier: GPL-3.0-or-later
#include "rule_table.h"

#include <array>

namespace tallystick::rules {
namespace {

using Needs = RuleEntry::Needs;

const std::array<RuleEntry, 7>& table() {
    static const std::array<RuleEntry, 7> entries = {{
        {{RuleName::greedy, "greedy",
          "The proposals with the highest score are funded one after the other, as the money "
          "allows."},
         run_greedy,
         Needs::scores},
        {{RuleName::equal_shares, "equal-shares",
          "Every voter gets an equal share of the money, and supporters join to pay for proposals, "
          "the best value first."},
         run_equal_shares,
         Needs::rows},
        {{RuleName::phragmen, "phragmen",
          "Each step funds the proposal whose supporters, sharing all costs so far, bear the least "
          "load."},
         run_phragmen,
         Needs::rows},
        {{RuleName::max_welfare, "max-welfare",
          "The set of proposals with the highest total utility that the money pays for."},
         run_max_welfare,
         Needs::scores},
        {{RuleName::exact_equal_shares, "exact-equal-shares",
          "As equal-shares, but all who pay for a proposal pay the same."},
         run_exact_equal_shares,
         Needs::rows},
        {{RuleName::maximin_support, "maximin-support",
          "Each step funds the proposal with which all costs so far can be spread most evenly over "
          "the supporters."},
         run_maximin_support,
         Needs::rows},
        {{RuleName::official, "official",
          "What the file says the city used: greedy, with its threshold, and stopping at the first "
          "that does not fit where it says so."},
         run_official,
         Needs::scores},
    }};
    return entries;
}

}  // namespace

const RuleEntry* find_rule(std::string_view name) {
    for (const RuleEntry& entry : table())
        if (entry.info.name == name) return &entry;
    return nullptr;
}

const RuleEntry& entry_of(RuleName rule) {
    for (const RuleEntry& entry : table())
        if (entry.info.rule == rule) return entry;
    crypto::require(false, "every rule stands in the table");
    return table().front();
}

std::string rule_names() {
    std::string names;
    for (const RuleEntry& entry : table())
        names += (names.empty() ? "" : ", ") + std::string(entry.info.name);
    return names;
}

const std::vector<RuleInfo>& rules() {
    static const std::vector<RuleInfo> infos = [] {
        std::vector<RuleInfo> list;
        for (const RuleEntry& entry : table()) list.push_back(entry.info);
        return list;
    }();
    return infos;
}

std::string_view name_of(RuleName rule) {
    return entry_of(rule).info.name;
}

bool needs_rows(const RuleSpec& spec) {
    return entry_of(spec.rule).needs == Needs::rows;
}

}  // namespace tallystick::rules
