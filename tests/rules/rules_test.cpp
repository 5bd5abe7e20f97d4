// SPDX-License-Identifier: GPL-3.0-or-later
// Every rule on one small election, worked out by hand.
#include <gtest/gtest.h>

#include <rules/measures.h>
#include <rules/report.h>
#include <rules/what_if.h>

#include "small.h"

namespace tallystick::rules {
namespace {

using small::counted;
using small::election;
using small::winners;

// Money 100, five voters, so 20 each. Votes: park 3, benches 3, trees 2, paint 2.
small::Election town() {
    return election(100, "approval", {"park;60", "benches;40", "trees;30", "paint;20"},
                    {"park,benches", "park,benches", "park", "trees,paint", "trees,paint,benches"});
}

// benches and park are tied at 3 and together cost 100: both are funded whatever their order.
TEST(Rules, GreedyTieWithoutConsequence) {
    EXPECT_EQ(winners(town(), "greedy"), "benches park");
}

// Count: paint costs its two supporters 10 each, the least. benches: two have 20 and one 10, so
// that one pays 10 and the others 15. trees: 10 + 0 < 30. park: 5 + 5 + 20 < 60.
TEST(Rules, EqualSharesByCount) {
    const Allocation allocation = counted(town(), "equal-shares --utility count");
    EXPECT_EQ(winners(allocation), "paint benches");
    EXPECT_EQ(small::value_at(allocation, "paint"), "10");
    EXPECT_EQ(small::value_at(allocation, "benches"), "15");
}

// Cost: rho is 1/3 for park and benches (60/3/60, 40/3/40), 1/2 for trees and paint. By id benches
// is first: v1, v2, v5 pay 40/3 and keep 20/3. park: 20/3 + 20/3 + 20 < 60. trees: 20 + 20/3 < 30.
// paint: v5 pays 20/3, v4 the other 40/3, which is 2/3 of the cost.
TEST(Rules, EqualSharesByCost) {
    const Allocation allocation = counted(town(), "equal-shares --utility cost --ties id");
    EXPECT_EQ(winners(allocation), "benches paint");
    EXPECT_EQ(small::value_at(allocation, "paint"), "2/3");
    ASSERT_EQ(allocation.trace.ties.size(), 1U);
    EXPECT_EQ(allocation.trace.ties[0].projects.size(), 2U);
}

// The tie of park and benches decides who is funded, so without a tie rule nothing is.
TEST(Rules, EqualSharesRefusesATieThatMatters) {
    const auto refused =
        count(town().instance, town().profile, *RuleSpec::parse("equal-shares --utility cost"));
    EXPECT_FALSE(refused.ok());
}

// Start 21, 22, ... by count: paint and benches as before; park needs 2 (s - 40/3) + s >= 60, first
// at s = 29, and then costs 120 > 100 in all, so the outcome of 28 stands. It leaves 40, for which
// trees (2/30 votes per money) fits.
TEST(Rules, EqualSharesCompletions) {
    EXPECT_EQ(winners(town(), "equal-shares --utility count --completion add1"), "paint benches");
    const Allocation both =
        counted(town(), "equal-shares --utility count --completion add1,utilitarian");
    EXPECT_EQ(winners(both), "paint benches trees");
    EXPECT_EQ(both.cost, 90);
}

// Prices if all supporters pay: paint 10, benches 40/3, trees 15, park 20. After paint v5 has 10:
// too little for 40/3, so benches falls to v1 and v2 at 20, a tie with park, and by id comes first.
TEST(Rules, ExactEqualShares) {
    const Allocation allocation = counted(town(), "exact-equal-shares --ties id");
    EXPECT_EQ(winners(allocation), "paint benches");
    EXPECT_EQ(small::value_at(allocation, "benches"), "20");
}

// Starts 70/3 (v5 joins benches), then 100/3 (park at 20 for three: 120 in all, over the limit) and
// on; nothing within the limit costs more than the 60 that the first start gave.
TEST(Rules, ExactEqualSharesAddOpt) {
    const Allocation allocation =
        counted(town(), "exact-equal-shares --completion add-opt --ties id");
    EXPECT_EQ(winners(allocation), "paint benches");
    EXPECT_EQ(allocation.cost, 60);
}

// Loads: paint 10; benches (40 + 10) / 3; trees (30 + 10 + 50/3) / 2 = 85/3, and park, at
// (60 + 100/3) / 3 = 280/9 > 85/3, no longer fits 10 and ends the count.
TEST(Rules, Phragmen) {
    const Allocation allocation = counted(town(), "phragmen");
    EXPECT_EQ(winners(allocation), "paint benches trees");
    EXPECT_EQ(small::value_at(allocation, "benches"), "50/3");
    EXPECT_EQ(small::value_at(allocation, "trees"), "85/3");
    EXPECT_EQ(allocation.trace.steps.back().action, Action::stop);
}

// Maximal loads: paint 20/2; with it benches: all 60 over four voters, 15; then trees: trees and
// paint force 50/2 = 25. park no longer fits.
TEST(Rules, MaximinSupport) {
    const Allocation allocation = counted(town(), "maximin-support");
    EXPECT_EQ(winners(allocation), "paint benches trees");
    EXPECT_EQ(small::value_at(allocation, "benches"), "15");
    EXPECT_EQ(small::value_at(allocation, "trees"), "25");
}

// Cost: park 3 * 60 + benches 3 * 40 = 300. Count: benches, trees and paint have 7 votes, park and
// any other that fits 6.
TEST(Rules, MaxWelfare) {
    const Allocation by_cost = counted(town(), "max-welfare --utility cost");
    EXPECT_EQ(winners(by_cost), "benches park");
    EXPECT_EQ(by_cost.objective, "300");
    const Allocation by_count = counted(town(), "max-welfare --utility count");
    EXPECT_EQ(winners(by_count), "benches paint trees");
    EXPECT_EQ(by_count.objective, "7");
}

// Two sets of two votes: {a} alone (2) and {b, c} (1 + 1). Lexicographically {a} comes first; with
// ties by file order {b, c}.
TEST(Rules, MaxWelfareTakesTheLexicographicallyFirst) {
    const auto two = election(10, "approval", {"b;5", "c;5", "a;10"}, {"a,b", "a,c"});
    EXPECT_EQ(winners(two, "max-welfare --utility count --ties id"), "a");
    EXPECT_EQ(winners(two, "max-welfare --utility count --ties file"), "b c");
    EXPECT_EQ(counted(two, "max-welfare --utility count --ties id").trace.ties.size(), 1U);
}

TEST(Rules, ThatDoNotFitTheBallotsAreRefused) {
    const auto ranked = election(10, "ordinal", {"a;5"}, {"a"});
    for (const char* rule :
         {"exact-equal-shares", "equal-shares --utility score", "greedy --score mean", "official",
          "equal-shares --completion add-opt"}) {
        const auto refused = count(ranked.instance, ranked.profile, *RuleSpec::parse(rule));
        ASSERT_FALSE(refused.ok()) << rule;
        EXPECT_EQ(refused.error().kind, crypto::Error::Kind::usage) << rule;
    }
}

TEST(Rules, SpecReadsBackWhatItWrites) {
    for (const char* text : {"greedy --score mean --per-cost --on-misfit stop --ties cost",
                             "equal-shares --utility borda --completion add1,utilitarian --ties id",
                             "max-welfare --utility score --ties lot:12345"})
        EXPECT_EQ(RuleSpec::parse(text)->text(), text);
    EXPECT_FALSE(RuleSpec::parse("greedy --score").ok());
    EXPECT_FALSE(RuleSpec::parse("best").ok());
}

// Two pots. north: a (3 votes, 60) of 100, b (1, 50) does not fit; 40 go on to south, which has
// 50 + 40: c (2, 80) fits only with them.
TEST(Pots, MoneyLeftGoesOn) {
    Instance instance =
        *Instance::create({{"a", "", 60, 0}, {"b", "", 50, 0}, {"c", "", 80, 1}},
                          {{"north", 100, PotIndex{1}}, {"south", 50, {}}}, {"GBP", 2});
    Profile::Builder builder(instance, {BallotType::approval, BallotType::approval},
                             Profile::Keep::rows);
    const std::vector<Entry> both = {{0, 1}, {2, 1}};
    const std::vector<Entry> north = {{0, 1}, {1, 1}};
    builder.add(both, 2);
    builder.add(north, 1, 1);  // a voter of the north only
    const Profile profile = std::move(builder).build();
    EXPECT_EQ(profile.ballots_of(0), 3);
    EXPECT_EQ(profile.ballots_of(1), 2);
    const auto allocation = count(instance, profile, RuleSpec{});
    ASSERT_TRUE(allocation.ok());
    EXPECT_EQ(winners(*allocation), "a c");
    // Equal shares in the south: two voters, 45 each with what the north left; c costs them 40.
    const auto shares = count(instance, profile, *RuleSpec::parse("equal-shares --ties id"));
    ASSERT_TRUE(shares.ok());
    EXPECT_EQ(winners(*shares), "a c");
}

struct Option {
    const char* what;
    Conditions conditions;
    const char* greedy;
    const char* shares;
};

// Votes a 4, b 3, c 2, d 1, ten each, money 30; a and b bear "green". Equal shares, 7.5 each: a
// takes 2.5 from all four, b 10/3 from three; without b, c takes 5 from two. Once 10 went to d, the
// start is 5, a leaves 2.5, and the three supporters of b have 7.5 of its 10.
TEST(Pots, ConditionsHold) {
    CategoryLimit one_green{"green", 1};
    CategoryLimit little_green{"green", {}, 15};
    CategoryLimit blue{"blue", {}, {}, 1};
    Conditions categories;
    categories.categories = {one_green};
    Conditions money;
    money.categories = {little_green};
    Conditions least;
    least.categories = {blue};
    Conditions exclusive;
    exclusive.exclusive = {{0, 2}};
    Conditions votes;
    votes.threshold.votes = 3;
    Conditions share;
    share.threshold.ballots = Threshold::Share{1, 2};
    Conditions fixed;
    fixed.fixed = {3};
    const std::vector<Option> options = {
        {"at most one green", categories, "a c d", "a c"},
        {"at most 15 for green", money, "a c d", "a c"},
        {"at least one blue", least, "d a b", "d a"},
        {"a or c", exclusive, "a b d", "a b"},
        {"at least three votes", votes, "a b", "a b"},
        {"at least half of the ballots", share, "a b c", "a b"},
        {"d already funded", fixed, "d a b", "d a"},
    };
    for (const Option& option : options) {
        SCOPED_TRACE(option.what);
        std::vector<Project> projects = {{"a", "", 10, 0, {"green"}},
                                         {"b", "", 10, 0, {"green"}},
                                         {"c", "", 10},
                                         {"d", "", 10, 0, {"blue"}}};
        const auto instance =
            Instance::create(projects, {{"fund", 30, {}}}, {"GBP", 2}, option.conditions);
        ASSERT_TRUE(instance.ok()) << instance.error().message;
        Profile::Builder builder(*instance, {BallotType::approval}, Profile::Keep::rows);
        for (std::uint32_t most = 0; most < 4; ++most) {
            std::vector<Entry> entries;
            for (std::uint32_t at = 0; at <= most; ++at) entries.push_back({at, 1});
            builder.add(entries);
        }
        const Profile profile = std::move(builder).build();
        const auto greedy = count(*instance, profile, *RuleSpec::parse("greedy --ties id"));
        ASSERT_TRUE(greedy.ok()) << greedy.error().message;
        EXPECT_EQ(winners(*greedy), option.greedy);
        const auto shares =
            count(*instance, profile, *RuleSpec::parse("equal-shares --utility count --ties id"));
        ASSERT_TRUE(shares.ok());
        EXPECT_EQ(winners(*shares), option.shares);
        const auto best =
            count(*instance, profile, *RuleSpec::parse("max-welfare --utility count --ties id"));
        ASSERT_TRUE(best.ok());
        EXPECT_EQ(best->cost, greedy->cost);
    }
}

// A minimum of 20 and steps of 15: of the 40 left, 35.
TEST(Pots, PartFundingKeepsMinimumAndStep) {
    std::vector<Project> projects = {{"a", "", 60, 0, {}, PartialFunding{10, 1}},
                                     {"b", "", 90, 0, {}, PartialFunding{20, 15}}};
    const auto instance = Instance::create(projects, {{"fund", 100, {}}}, {"GBP", 2});
    Profile::Builder builder(*instance, {BallotType::approval}, Profile::Keep::summary);
    const std::vector<Entry> both = {{0, 1}, {1, 1}};
    const std::vector<Entry> first = {{0, 1}};
    builder.add(both);
    builder.add(first);
    const auto allocation = count(*instance, std::move(builder).build(),
                                  *RuleSpec::parse("greedy --on-misfit part-fund"));
    ASSERT_TRUE(allocation.ok());
    ASSERT_EQ(allocation->awards.size(), 2U);
    EXPECT_EQ(allocation->awards[1].amount, 35);
}

// Funded benches (40) and park (60): v1, v2 got 100, v3 60, v5 40, v4 nothing: 300 in all.
// Ascending 0, 40, 60, 100, 100: ranks times amounts 80 + 180 + 400 + 500 = 1160, so the Gini
// coefficient is (2 * 1160 - 6 * 300) / (5 * 300) = 520/1500.
TEST(Measures, OfAnOutcome) {
    const auto here = town();
    const Measures measures = measure(here.instance, here.profile, counted(here, "greedy"));
    EXPECT_EQ(measures.voters, 5);
    EXPECT_EQ(measures.with_one, 4);
    EXPECT_EQ(measures.funded_choices, 6);
    EXPECT_EQ(measures.gini, "26/75");
    EXPECT_EQ(measures.pots[0].money, 100);
}

TEST(WhatIf, ChangesBudgetCostAndProjects) {
    const auto here = town();
    const auto changed =
        what_if(here.instance, here.profile, "budget=50; without=benches,park; cost trees=35");
    ASSERT_TRUE(changed.ok()) << changed.error().message;
    const auto allocation =
        count(changed->instance, changed->profile, *RuleSpec::parse("greedy --ties id"));
    EXPECT_EQ(winners(*allocation), "paint");  // trees 35 > 30 left
    EXPECT_EQ(changed->profile.ballots(), 5);
    EXPECT_FALSE(what_if(here.instance, here.profile, "without=pond").ok());
    EXPECT_FALSE(what_if(here.instance, here.profile, "budget=1.5").ok());
    EXPECT_FALSE(what_if(here.instance, here.profile, "budget").ok());
}

// Without a, "a,b,c" reads b,c: b is first of two and gets 1 point.
TEST(WhatIf, RanksMoveUp) {
    const auto ranked = election(10, "ordinal", {"a;5", "b;5", "c;5"}, {"a,b,c"});
    const auto changed = what_if(ranked.instance, ranked.profile, "without=a");
    ASSERT_TRUE(changed.ok());
    EXPECT_EQ(changed->profile.support()[0].borda, 1);
    EXPECT_EQ(changed->profile.support()[1].borda, 0);
}

TEST(Report, ExplainsFromTheTraceAlone) {
    const Allocation allocation = counted(town(), "phragmen");
    const std::string park = explain(allocation.trace, 0);
    EXPECT_NE(park.find("park: not funded"), std::string::npos) << park;
    EXPECT_NE(park.find("load 280/9"), std::string::npos) << park;
    EXPECT_NE(explain(allocation.trace, 3).find("paint: funded"), std::string::npos);
    EXPECT_NE(to_table(allocation).find("3 of 4 funded by phragmen"), std::string::npos);
    EXPECT_NE(to_text(allocation.trace).find("3. fund trees"), std::string::npos);
}

TEST(Report, ThreadsAndRunnersUpChangeNoWinner) {
    const auto here = town();
    CountOptions options;
    options.threads = 3;
    options.runners_up = RunnersUp::named;
    for (const char* rule : {"equal-shares --utility count --completion add1", "exact-equal-shares",
                             "equal-shares --utility cost"}) {
        const auto spec = *RuleSpec::parse(std::string(rule) + " --ties id");
        const auto named = count(here.instance, here.profile, spec, options);
        EXPECT_EQ(winners(*named), winners(*count(here.instance, here.profile, spec)));
        auto exact = spec;
        exact.arithmetic = Arithmetic::exact_only;
        EXPECT_EQ(to_json(*named, TraceDetail::with),
                  to_json(*count(here.instance, here.profile, exact, options), TraceDetail::with));
    }
}

}  // namespace
}  // namespace tallystick::rules
