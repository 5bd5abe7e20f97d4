// SPDX-License-Identifier: GPL-3.0-or-later
// Completions of equal shares that skip raises: elections in which an outcome goes away and comes
// back, and random ones counted with every raise made.
#include <gtest/gtest.h>

#include <rules/report.h>

#include "any_election.h"

namespace tallystick::rules {
namespace {

using small::winners;

// 25 voters start with 26 each. From 42 on, a is funded; b costs more than is then left, and once
// one of the two is funded the other is out of reach. With start s the voter of o, p1, p2 and p3,
// after 13 + 18 + 22, has max(0, s - 53) for a, and its four others pay 42 while that is nothing.
// Two of b's six have s - 10, so that its four others pay (cost of b - 2 (s - 10)) / 4 until 41 or
// so is everybody's price. Each other voter has one project, or two.
small::Election there_and_back(const std::string& cost_of_b) {
    std::vector<std::string> ballots = {"p1,p2,p3,a", "o,p1", "q,b", "q,b", "q,q2", "q,q2",
                                        "a,b",        "a,b",  "a,b", "a,b", "d"};
    ballots.insert(ballots.end(), 7, "p2");
    ballots.insert(ballots.end(), 7, "p3");
    return small::election(
        650, "approval",
        {"o;5", "q;40", "p1;26", "q2;30", "p2;144", "p3;176", "a;168", "b;" + cost_of_b, "d;58"},
        ballots);
}

const std::string add1 = "equal-shares --utility count --completion add1 --ties id";

// b costs 247: 42.25 at start 49, 41.75 at 50 and 247/6 from 52 on; a costs 42 until 53 and 41 at
// 57. So b comes first from 50 to 55 and not at 49 or 57. At 50 it is over the limit, and the count
// ends with 49. Whoever missed that would go on to 58, where d is funded too.
TEST(Raises, AnOutcomeThatComesBackIsNotMistakenForOneThatStays) {
    EXPECT_EQ(winners(there_and_back("247"), add1), "o q p1 q2 p2 p3 a");
    EXPECT_EQ(winners(there_and_back("260"), add1), "o q p1 q2 p2 p3 a d");
}

// b costs 246: 42 at start 49, as a does, and 41 at 57, as a does: tied, and a comes first. Between
// them b costs less.
TEST(Raises, ATieThatComesBackIsNotMistakenForOneThatStays) {
    EXPECT_EQ(winners(there_and_back("246"), add1), "o q p1 q2 p2 p3 a");
}

// 10000 different ballots of twenty projects each: large enough to be counted at two starts at
// once.
TEST(Raises, ThreadsChangeNoByteOfALargeCount) {
    std::vector<Project> projects(40);
    for (std::size_t at = 0; at < projects.size(); ++at) {
        projects[at].id = "p" + std::to_string(at);
        projects[at].cost = static_cast<Money>(20000 + at * at * 137 % 61000);
    }
    const auto instance = *Instance::create(projects, {{"fund", 500000, {}}}, {"", 0});
    Profile::Builder builder(instance, {BallotType::approval}, Profile::Keep::rows);
    std::uint64_t bits = 2026;
    for (int voter = 0; voter < 10000; ++voter) {
        std::vector<Entry> ballot;
        for (ProjectIndex at = 0; at < 40; ++at) {
            bits = bits * 6364136223846793005U + 1442695040888963407U;
            if ((bits >> 40) % 40 < 11 + at / 2) ballot.push_back({at, 1});
        }
        builder.add(ballot);
    }
    const Profile profile = std::move(builder).build();
    ASSERT_GT(profile.entries(), 200000U);
    const auto spec = *RuleSpec::parse(add1);
    CountOptions options;
    const Allocation one = *count(instance, profile, spec, options);
    EXPECT_GT(one.decisions, 60U);
    for (const unsigned threads : {0U, 2U, 3U}) {
        options.threads = threads;
        const Allocation several = *count(instance, profile, spec, options);
        EXPECT_EQ(to_json(one, TraceDetail::with), to_json(several, TraceDetail::with));
        EXPECT_EQ(one.decisions, several.decisions);
    }
}

// Hundreds of raises, of which most change nothing and are skipped; exact arithmetic makes them
// all.
RC_GTEST_PROP(Raises, ThoseSkippedChangeNothing, ()) {
    Plain plain = any_election();
    plain.budget *= 61;
    for (std::int64_t& cost : plain.costs) cost = cost * 61 + *rc::gen::inRange<std::int64_t>(0, 9);
    std::vector<std::string> projects, points;
    for (std::size_t at = 0; at < plain.costs.size(); ++at)
        projects.push_back(Plain::name(at) + ";" + std::to_string(plain.costs[at]));
    for (const auto& ballot : plain.ballots) {
        std::string ids, values;
        for (const std::size_t at : ballot) {
            ids += (ids.empty() ? "" : ",") + Plain::name(at);
            values += (values.empty() ? "" : ",") + std::to_string(1 + (at + ballot.size()) % 4);
        }
        points.push_back(ids + ";" + values);
    }
    for (const std::string utility : {"cost", "count", "score"})
        for (const std::string completion : {"add1", "increase-1pct"}) {
            const auto here = utility == "score"
                                  ? small::election(plain.budget, "scoring", projects, points)
                                  : plain.election();
            auto spec = *RuleSpec::parse("equal-shares --ties id --utility " + utility +
                                         " --completion " + completion);
            const auto filtered = count(here.instance, here.profile, spec);
            spec.arithmetic = Arithmetic::exact_only;
            const auto exact = count(here.instance, here.profile, spec);
            RC_ASSERT(to_json(*filtered, TraceDetail::with) == to_json(*exact, TraceDetail::with));
        }
}

}  // namespace
}  // namespace tallystick::rules
