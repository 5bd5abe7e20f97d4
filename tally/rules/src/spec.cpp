// SPDX-License-Identifier: GPL-3.0-or-later
#include <rules/spec.h>

#include <algorithm>
#include <array>
#include <optional>
#include <span>

#include "rule_table.h"

namespace tallystick::rules {
namespace {

using crypto::Result;
using crypto::usage;

template <typename Value>
struct Word {
    std::string_view word;
    Value value;
};

constexpr std::array<Word<Score>, 4> score_words = {{{"votes", Score::votes},
                                                     {"points", Score::points},
                                                     {"mean", Score::mean},
                                                     {"borda", Score::borda}}};
constexpr std::array<Word<OnMisfit>, 3> misfit_words = {
    {{"skip", OnMisfit::skip}, {"stop", OnMisfit::stop}, {"part-fund", OnMisfit::part_fund}}};
constexpr std::array<Word<Utility>, 4> utility_words = {{{"cost", Utility::cost},
                                                         {"count", Utility::count},
                                                         {"score", Utility::score},
                                                         {"borda", Utility::borda}}};
constexpr std::array<Word<Completion>, 4> completion_words = {
    {{"add1", Completion::add1},
     {"increase-1pct", Completion::increase_1pct},
     {"utilitarian", Completion::utilitarian},
     {"add-opt", Completion::add_opt}}};
constexpr std::array<Word<TieRule>, 6> tie_words = {{{"lot", TieRule::lot},
                                                     {"id", TieRule::id},
                                                     {"file", TieRule::file},
                                                     {"cost", TieRule::cost},
                                                     {"votes", TieRule::votes},
                                                     {"refuse", TieRule::refuse}}};

template <typename Value, std::size_t n>
Result<Value> value_of(std::string_view flag, std::string_view word,
                       const std::array<Word<Value>, n>& words) {
    std::string list;
    for (const auto& candidate : words) {
        if (candidate.word == word) return candidate.value;
        list += (list.empty() ? "" : ", ") + std::string(candidate.word);
    }
    return usage(std::string(flag) + ": expected one of " + list + ", found '" + std::string(word) +
                 "'");
}

template <typename Value, std::size_t n>
std::string_view word_of(Value value, const std::array<Word<Value>, n>& words) {
    for (const auto& candidate : words)
        if (candidate.value == value) return candidate.word;
    return "default";
}

Result<std::vector<Completion>> completions_of(std::string_view list) {
    std::vector<Completion> completions;
    while (!list.empty()) {
        const std::size_t comma = std::min(list.find(','), list.size());
        TALLYSTICK_TRY(completion,
                       value_of("--completion", list.substr(0, comma), completion_words));
        completions.push_back(completion);
        list.remove_prefix(std::min(comma + 1, list.size()));
    }
    return completions;
}

std::string text_of(const std::vector<Completion>& completions) {
    std::string text;
    for (const Completion completion : completions)
        text += (text.empty() ? "" : ",") + std::string(word_of(completion, completion_words));
    return text;
}

Result<void> set_ties(RuleSpec& spec, std::string_view value) {
    const std::size_t colon = value.find(':');
    TALLYSTICK_TRY(ties, value_of("--ties", value.substr(0, colon), tie_words));
    if (colon != std::string_view::npos) {
        if (ties != TieRule::lot)
            return usage("--ties: only a lot takes a seed, found '" + std::string(value) + "'");
        spec.seed = value.substr(colon + 1);
    }
    spec.ties = ties;
    return {};
}

}  // namespace

Result<void> RuleSpec::set(std::string_view flag, std::string_view value) {
    if (flag == "--rule") {
        const RuleEntry* entry = find_rule(value);
        if (entry == nullptr)
            return usage(
                "--rule: expected one of " + rule_names() + ", found '" + std::string(value) + "'",
                "tallystick rules lists them with one sentence each");
        rule = entry->info.rule;
        return {};
    }
    if (flag == "--per-cost") {
        order = Order::by_score_per_cost;
        return {};
    }
    if (flag == "--ties") return set_ties(*this, value);
    if (flag == "--score") {
        TALLYSTICK_TRY(parsed, value_of(flag, value, score_words));
        score = parsed;
    } else if (flag == "--on-misfit") {
        TALLYSTICK_TRY(parsed, value_of(flag, value, misfit_words));
        on_misfit = parsed;
    } else if (flag == "--utility") {
        TALLYSTICK_TRY(parsed, value_of(flag, value, utility_words));
        utility = parsed;
    } else if (flag == "--completion") {
        TALLYSTICK_TRY(parsed, completions_of(value));
        completions = parsed;
    } else {
        return usage("unknown parameter '" + std::string(flag) + "' of a rule");
    }
    return {};
}

Result<RuleSpec> RuleSpec::parse(std::string_view text) {
    std::vector<std::string_view> words;
    while (true) {
        text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
        if (text.empty()) break;
        const std::size_t end = std::min(text.find(' '), text.size());
        words.push_back(text.substr(0, end));
        text.remove_prefix(end);
    }
    RuleSpec spec;
    for (std::size_t at = 0; at < words.size(); ++at) {
        if (at == 0 && !words[at].starts_with("--")) {
            TALLYSTICK_CHECK(spec.set("--rule", words[at]));
        } else if (words[at] == "--per-cost") {
            TALLYSTICK_CHECK(spec.set(words[at], ""));
        } else if (at + 1 == words.size()) {
            return usage("parameter '" + std::string(words[at]) + "' has no value");
        } else {
            TALLYSTICK_CHECK(spec.set(words[at], words[at + 1]));
            ++at;
        }
    }
    return spec;
}

std::vector<std::pair<std::string, std::string>> RuleSpec::parameters() const {
    std::vector<std::pair<std::string, std::string>> list;
    const auto add = [&list](std::string_view name, std::string_view value) {
        list.emplace_back(name, value);
    };
    if (rule == RuleName::greedy) {
        add("score", name_of(score));
        if (order == Order::by_score_per_cost) add("per-cost", "yes");
        add("on-misfit", word_of(on_misfit, misfit_words));
    }
    if (rule == RuleName::max_welfare || rule == RuleName::equal_shares)
        add("utility", name_of(utility));
    if (!completions.empty()) add("completion", text_of(completions));
    std::string tie_text(word_of(ties, tie_words));
    if (ties == TieRule::lot && !seed.empty()) tie_text += ":" + seed;
    add("ties", tie_text);
    return list;
}

std::string RuleSpec::text() const {
    std::string text(name_of(rule));
    for (const auto& parameter : parameters()) {
        if (parameter.first == "score" && score == Score::by_ballot_type) continue;
        text += " --" + parameter.first;
        if (parameter.first != "per-cost") text += " " + parameter.second;
    }
    return text;
}

std::string_view name_of(Score score) {
    return word_of(score, score_words);
}

std::string_view name_of(Utility utility) {
    return word_of(utility, utility_words);
}

bool takes(RuleName rule, std::string_view flag) {
    if (flag == "--score" || flag == "--per-cost" || flag == "--on-misfit")
        return rule == RuleName::greedy;
    if (flag == "--utility") return rule == RuleName::max_welfare || rule == RuleName::equal_shares;
    if (flag == "--completion")
        return rule == RuleName::equal_shares || rule == RuleName::exact_equal_shares;
    return true;
}

}  // namespace tallystick::rules
