// SPDX-License-Identifier: GPL-3.0-or-later
// The validator: every ballot type, every reason, worked by hand.
#include <ballot/validate.h>

#include <functional>

#include "support.h"

namespace tallystick::ballot::test {
namespace {

// bench £400, juice-bar £600, pond £1,000 in a pot of £1,000; style "north" has this pot only.
Round round_of(const BallotRules& rules) {
    Round round = small_round();
    round.pots[0].ballot = rules;
    round.styles[0].pots = {id<PotId>("north")};
    for (Proposal& proposal : round.proposals) {
        proposal.amount_min = Pence(20'000);
        proposal.amount_step = Pence(10'000);
    }
    return round;
}

std::string words(const std::vector<Finding>& findings) {
    static const char* names[] = {
        "unknown_proposal", "not_on_ballot",     "bad_value",   "too_many",        "too_few",
        "over_pot",         "too_many_points",   "points_left", "too_many_on_one", "out_of_range",
        "missing_score",    "minus_before_plus", "blank"};
    std::string text;
    for (const Finding& finding : findings) {
        text += std::string(text.empty() ? "" : "; ") + names[static_cast<int>(finding.reason)];
        if (finding.proposal) text += " " + finding.proposal->text();
        text += " " + std::to_string(finding.limit) + " " + std::to_string(finding.found);
    }
    return text;
}

struct Case {
    const char* name;
    BallotRules rules;
    std::vector<std::pair<const char*, std::int64_t>> votes;
    const char* expected;  // "" is valid
};

BallotRules rules(BallotType type, const std::function<void(BallotRules&)>& set = {}) {
    BallotRules made;
    made.type = type;
    if (set) set(made);
    return made;
}
BallotRules approval(std::int64_t least, std::int64_t most) {
    return rules(BallotType::approval, [&](BallotRules& r) {
        r.min_chosen = least;
        r.max_chosen = most;
    });
}
BallotRules knapsack(std::int64_t least, std::int64_t most) {
    BallotRules made = approval(least, most);
    made.type = BallotType::knapsack;
    return made;
}
// 10 points, at most 6 on one, on at least 2.
BallotRules points(const std::function<void(BallotRules&)>& set = {}) {
    BallotRules made = rules(BallotType::points, [](BallotRules& r) {
        r.total = 10;
        r.max_each = 6;
        r.min_chosen = 2;
    });
    if (set) set(made);
    return made;
}
BallotRules score(ScoreGap gap) {
    return rules(BallotType::score, [&](BallotRules& r) {
        r.lowest = 0;
        r.highest = 5;
        r.gap = gap;
    });
}
BallotRules ranking(std::int64_t most, const std::function<void(BallotRules&)>& set = {}) {
    BallotRules made = rules(BallotType::ranking, [&](BallotRules& r) { r.max_chosen = most; });
    if (set) set(made);
    return made;
}
BallotRules plus_minus() {
    return rules(BallotType::plus_minus, [](BallotRules& r) {
        r.max_plus = 2;
        r.max_minus = 1;
    });
}
void all_of_it(BallotRules& r) {
    r.exactly_all = true;
}

class Validate : public ::testing::TestWithParam<Case> {};

TEST_P(Validate, Finds) {
    const Round round = round_of(GetParam().rules);
    Votes votes;
    for (const auto& [name, value] : GetParam().votes) votes[id<ProposalId>(name)] = value;
    EXPECT_EQ(words(validate(round, round.styles[0], votes)), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    All, Validate,
    ::testing::Values(
        Case{"approval_ok", approval(1, 2), {{"bench", 1}, {"pond", 1}}, ""},
        Case{"approval_many",
             approval(1, 2),
             {{"bench", 1}, {"juice-bar", 1}, {"pond", 1}},
             "too_many 2 3"},
        Case{"approval_few", approval(2, 2), {{"bench", 1}}, "too_few 2 1"},
        Case{
            "approval_no_limit", approval(0, 0), {{"bench", 1}, {"juice-bar", 1}, {"pond", 1}}, ""},
        Case{"approval_value", approval(0, 2), {{"bench", 2}}, "bad_value bench 1 2"},
        Case{"approval_zero", approval(0, 2), {{"bench", 0}}, "bad_value bench 1 0"},
        Case{"unknown", approval(0, 2), {{"castle", 1}}, "unknown_proposal castle 0 1"},
        Case{"other_pot", approval(0, 2), {{"choir", 1}}, "not_on_ballot choir 0 1"},
        Case{"blank", approval(0, 2), {}, "blank 1 0"},
        Case{"blank_few", approval(1, 2), {}, "too_few 1 0; blank 1 0"},
        Case{"one_ok", rules(BallotType::choose_one), {{"pond", 1}}, ""},
        Case{"one_two", rules(BallotType::choose_one), {{"pond", 1}, {"bench", 1}}, "too_many 1 2"},
        // 400 + 600 = 1000 fits exactly; 400 + 600 + 1000 does not.
        Case{"knapsack_full", knapsack(0, 0), {{"bench", 1}, {"juice-bar", 1}}, ""},
        Case{"knapsack_over",
             knapsack(0, 0),
             {{"bench", 1}, {"juice-bar", 1}, {"pond", 1}},
             "over_pot 100000 200000"},
        Case{"knapsack_many", knapsack(0, 1), {{"bench", 1}, {"juice-bar", 1}}, "too_many 1 2"},
        Case{"knapsack_few", knapsack(2, 0), {{"bench", 1}}, "too_few 2 1"},
        Case{"points_ok", points(), {{"bench", 6}, {"pond", 1}}, ""},
        Case{"points_over", points(), {{"bench", 6}, {"pond", 5}}, "too_many_points 10 11"},
        Case{"points_one", points(), {{"bench", 7}, {"pond", 1}}, "too_many_on_one bench 6 7"},
        Case{"points_zero", points(), {{"bench", 0}, {"pond", 1}}, "bad_value bench 1 0"},
        Case{"points_few", points(), {{"bench", 6}}, "too_few 2 1"},
        Case{"points_left", points(all_of_it), {{"bench", 6}, {"pond", 3}}, "points_left 10 9"},
        Case{"points_all", points(all_of_it), {{"bench", 6}, {"pond", 4}}, ""},
        Case{"score_ok",
             score(ScoreGap::refused),
             {{"bench", 0}, {"juice-bar", 5}, {"pond", 3}},
             ""},
        Case{"score_gap",
             score(ScoreGap::refused),
             {{"bench", 0}, {"pond", 3}},
             "missing_score juice-bar 3 2"},
        Case{"score_gap_zero", score(ScoreGap::zero), {{"bench", 0}}, ""},
        Case{"score_gap_ignored", score(ScoreGap::ignored), {{"pond", 4}}, ""},
        Case{"score_high", score(ScoreGap::zero), {{"pond", 6}}, "out_of_range pond 5 6"},
        Case{"score_low", score(ScoreGap::zero), {{"pond", -1}}, "out_of_range pond 0 -1"},
        Case{"rank_ok", ranking(3), {{"bench", 2}, {"pond", 1}}, ""},
        Case{"rank_gap", ranking(3), {{"bench", 3}, {"pond", 1}}, "bad_value bench 2 3"},
        Case{"rank_tie", ranking(3), {{"bench", 1}, {"pond", 1}}, "bad_value pond 2 1"},
        Case{"rank_zero", ranking(3), {{"bench", 0}}, "bad_value bench 1 0"},
        Case{"rank_many", ranking(1), {{"bench", 1}, {"pond", 2}}, "too_many 1 2"},
        Case{"rank_few", ranking(2, all_of_it), {{"bench", 1}}, "too_few 2 1"},
        // From £200 in steps of £100 to the cost.
        Case{"amount_ok", rules(BallotType::amount), {{"bench", 20'000}, {"pond", 100'000}}, ""},
        Case{"amount_low",
             rules(BallotType::amount),
             {{"bench", 10'000}},
             "out_of_range bench 20000 10000"},
        Case{"amount_high",
             rules(BallotType::amount),
             {{"bench", 50'000}},
             "out_of_range bench 40000 50000"},
        Case{"amount_step",
             rules(BallotType::amount),
             {{"bench", 25'000}},
             "bad_value bench 10000 25000"},
        Case{"pm_ok", plus_minus(), {{"bench", 2}, {"pond", -1}}, ""},
        Case{"pm_split", plus_minus(), {{"bench", 1}, {"pond", 1}}, ""},
        Case{"pm_plus", plus_minus(), {{"bench", 2}, {"pond", 1}}, "too_many 2 3"},
        Case{"pm_minus", plus_minus(), {{"bench", 1}, {"pond", -2}}, "too_many -1 -2"},
        Case{"pm_only_minus", plus_minus(), {{"pond", -1}}, "minus_before_plus 1 0"},
        Case{"pm_zero", plus_minus(), {{"bench", 1}, {"pond", 0}}, "bad_value pond 1 0"},
        // Numbers that would overflow a sum are refused by themselves.
        Case{"absurd",
             points(),
             {{"bench", INT64_MAX}, {"juice-bar", 1}, {"pond", 1}},
             "bad_value bench 0 9223372036854775807"}),
    [](const auto& tested) { return tested.param.name; });

TEST(ValidateBlank, LegalIffTheRoundSaysSo) {
    Round round = round_of(approval(2, 2));
    round.blank_ballots = true;
    EXPECT_TRUE(validate(round, round.styles[0], {}).empty());
    EXPECT_FALSE(validate(round, round.styles[0], {{id<ProposalId>("bench"), 1}}).empty());
}

TEST(ValidatePots, EachPotByItsOwnRules) {
    Round round = small_round();  // up to 2 in north, up to 1 in town
    const Style& both = round.styles[0];
    Votes votes{
        {id<ProposalId>("bench"), 1}, {id<ProposalId>("pond"), 1}, {id<ProposalId>("ramp"), 1}};
    EXPECT_TRUE(validate(round, both, votes).empty());
    votes[id<ProposalId>("choir")] = 1;
    const auto findings = validate(round, both, votes);
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings[0].pot.text(), "town");
    EXPECT_EQ(findings[0].reason, Reason::too_many);
}

TEST(Refuses, NamesWhatStopsATap) {
    const Round round = small_round();
    const Style& both = round.styles[0];
    const Votes votes{{id<ProposalId>("ramp"), 1}};
    const auto stopped = refuses(round, both, votes, id<ProposalId>("choir"), 1);
    ASSERT_TRUE(stopped.has_value());
    EXPECT_EQ(stopped->reason, Reason::too_many);
    EXPECT_EQ(stopped->limit, 1);
    EXPECT_FALSE(refuses(round, both, votes, id<ProposalId>("bench"), 1).has_value());
}

TEST(Refuses, AnUnfinishedBallotIsNotRefused) {
    const Round round = round_of(approval(2, 2));
    EXPECT_FALSE(refuses(round, round.styles[0], {}, id<ProposalId>("bench"), 1).has_value());
}

}  // namespace
}  // namespace tallystick::ballot::test
