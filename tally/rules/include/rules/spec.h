// SPDX-License-Identifier: GPL-3.0-or-later
// Which rule counts, with every parameter it has: what a round names in its text and what the
// command line takes as flags are parsed by the same function, so that they cannot differ.
// Values only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <crypto/result.h>
#include <rules/instance.h>

namespace tallystick::rules {

enum class RuleName {
    greedy,
    max_welfare,
    equal_shares,
    exact_equal_shares,
    phragmen,
    maximin_support,
    official
};
enum class Score { by_ballot_type, votes, points, mean, borda };
enum class Order { by_score, by_score_per_cost };
enum class OnMisfit { skip, stop, part_fund };
enum class Utility { cost, count, score, borda };
enum class Completion { add1, increase_1pct, utilitarian, add_opt };
enum class TieRule { lot, id, file, cost, votes, refuse };
// `exact_only` sends every decision down the exact path, to prove that the filter changes nothing.
enum class Arithmetic { filtered, exact_only };

struct RuleSpec {
    RuleName rule = RuleName::greedy;
    Score score = Score::by_ballot_type;
    Order order = Order::by_score;
    OnMisfit on_misfit = OnMisfit::skip;
    Utility utility = Utility::cost;
    std::vector<Completion> completions = {};
    TieRule ties = TieRule::refuse;
    std::string seed = {};      // of the lot: the dice
    std::string round_id = {};  // of the lot: 64 hex digits, or empty for a bare file
    // For `official`, from the file: what its META calls the rule used, and the least score.
    std::string used_rule = {};
    std::optional<std::int64_t> min_score = {};
    Arithmetic arithmetic = Arithmetic::filtered;

    // "equal-shares --utility cost --completion add1,utilitarian --ties lot:123456".
    [[nodiscard]] static crypto::Result<RuleSpec> parse(std::string_view text);
    // One flag: set("--score", "votes"). `--per-cost` takes no value.
    [[nodiscard]] crypto::Result<void> set(std::string_view flag, std::string_view value);
    // Name and value of each parameter that the rule uses, in a fixed order.
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> parameters() const;
    // What parse() reads back.
    [[nodiscard]] std::string text() const;
};

// Whether the rule looks at what "--score" and the like say.
[[nodiscard]] bool takes(RuleName rule, std::string_view flag);

struct RuleInfo {
    RuleName rule;
    std::string_view name;
    std::string_view sentence;  // one sentence for people
};

// Every rule, in the order of docs/RULES.md.
[[nodiscard]] const std::vector<RuleInfo>& rules();
[[nodiscard]] std::string_view name_of(RuleName rule);
[[nodiscard]] std::string_view name_of(Score score);
[[nodiscard]] std::string_view name_of(Utility utility);

// Whether the rule counts from scores alone, so that a summary profile is enough.
[[nodiscard]] bool needs_rows(const RuleSpec& spec);

}  // namespace tallystick::rules
