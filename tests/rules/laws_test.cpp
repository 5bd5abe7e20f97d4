// SPDX-License-Identifier: GPL-3.0-or-later
// Laws that every outcome must keep, on random small elections.
#include <gtest/gtest.h>

#include <algorithm>

#include <rules/pabulib.h>
#include <rules/report.h>

#include "any_election.h"

namespace tallystick::rules {
namespace {

const std::vector<std::string> all_rules = {"greedy",
                                            "greedy --per-cost",
                                            "greedy --on-misfit stop",
                                            "equal-shares --utility count",
                                            "equal-shares --utility cost",
                                            "exact-equal-shares",
                                            "phragmen",
                                            "maximin-support",
                                            "max-welfare --utility count"};

RC_GTEST_PROP(Law, ExactArithmeticGivesTheSameBytes, ()) {
    const auto here = any_election().election();
    for (std::string rule : all_rules) {
        rule += " --ties id";
        if (rule.starts_with("equal-shares")) rule += " --completion add1,utilitarian";
        if (rule.starts_with("exact-equal-shares")) rule += " --completion add-opt";
        auto spec = *RuleSpec::parse(rule);
        const auto filtered = count(here.instance, here.profile, spec);
        spec.arithmetic = Arithmetic::exact_only;
        const auto exact = count(here.instance, here.profile, spec);
        RC_ASSERT(to_json(*filtered, TraceDetail::with) == to_json(*exact, TraceDetail::with));
    }
}

// Money and points about as large as a file may hold.
TEST(Law, HugeMoneyIsCountedToo) {
    const auto here = small::election(1'000'000'000'000'000, "scoring",
                                      {"a;900000000000000", "b;400000000000000", "c;7"},
                                      {"a,b;1000000000,1", "b,c;999999999,1000000000", "c;3"});
    // By score: c costs 7/1000000003 a point, then a needs 9 * 10^14 of one voter's third: too
    // much; b's two supporters have two thirds less 7, which is more than 4 * 10^14.
    EXPECT_EQ(small::winners(here, "equal-shares --utility score --ties id"), "c b");
    auto spec = *RuleSpec::parse("equal-shares --utility score --ties id");
    spec.arithmetic = Arithmetic::exact_only;
    EXPECT_EQ(
        to_json(*count(here.instance, here.profile, spec), TraceDetail::with),
        to_json(small::counted(here, "equal-shares --utility score --ties id"), TraceDetail::with));
}

RC_GTEST_PROP(Law, NothingOverTheLimitAndGreedyLeavesNothingThatFits, ()) {
    const Plain plain = any_election();
    for (const std::string& rule : all_rules)
        RC_ASSERT(small::counted(plain.election(), rule + " --ties id").cost <= plain.budget);
    const Allocation greedy = small::counted(plain.election(), "greedy --ties id");
    for (const ProjectRecord& record : greedy.trace.projects)
        RC_ASSERT(record.status == Status::funded || record.cost > greedy.budget - greedy.cost);
}

RC_GTEST_PROP(Law, TheOrderOfVotersDoesNotMatter, ()) {
    Plain plain = any_election();
    Plain turned = plain;
    std::reverse(turned.ballots.begin(), turned.ballots.end());
    for (const std::string& rule : all_rules) {
        const auto one = small::counted(plain.election(), rule + " --ties id");
        const auto other = small::counted(turned.election(), rule + " --ties id");
        RC_ASSERT(to_json(one, TraceDetail::with) == to_json(other, TraceDetail::with));
    }
}

RC_GTEST_PROP(Law, TheOrderOfProjectsDoesNotMatter, ()) {
    const Plain plain = any_election();
    const auto here = plain.election();
    std::vector<Project> projects(here.instance.projects().rbegin(),
                                  here.instance.projects().rend());
    const auto turned = Instance::create(projects, here.instance.pots(), here.instance.currency());
    Profile::Builder builder(*turned, {BallotType::approval}, Profile::Keep::rows);
    const auto last = static_cast<ProjectIndex>(projects.size() - 1);
    for (const auto& ballot : plain.ballots) {
        std::vector<Entry> entries;
        for (const std::size_t at : ballot)
            entries.push_back({last - static_cast<ProjectIndex>(at), 1});
        builder.add(entries);
    }
    const Profile profile = std::move(builder).build();
    for (const std::string& rule : all_rules)
        RC_ASSERT(small::winners(*count(*turned, profile, *RuleSpec::parse(rule + " --ties id"))) ==
                  small::winners(here, rule + " --ties id"));
}

// Twice the ballots and twice all money leave every voter's start, and add1's step, as they were.
RC_GTEST_PROP(Law, DoublingBallotsAndMoneyChangesNoWinner, ()) {
    const Plain plain = any_election();
    Plain twice = plain;
    twice.budget *= 2;
    for (std::int64_t& cost : twice.costs) cost *= 2;
    twice.ballots.insert(twice.ballots.end(), plain.ballots.begin(), plain.ballots.end());
    std::vector<std::string> rules = all_rules;
    rules.push_back("equal-shares --utility count --completion add1");
    for (const std::string& rule : rules)
        RC_ASSERT(small::winners(twice.election(), rule + " --ties id") ==
                  small::winners(plain.election(), rule + " --ties id"));
}

RC_GTEST_PROP(Law, ScalingMoneyChangesNoWinner, ()) {
    const Plain plain = any_election();
    Plain scaled = plain;
    scaled.budget *= 7;
    for (std::int64_t& cost : scaled.costs) cost *= 7;
    for (const std::string& rule : all_rules)
        RC_ASSERT(small::winners(scaled.election(), rule + " --ties id") ==
                  small::winners(plain.election(), rule + " --ties id"));
}

RC_GTEST_PROP(Law, AProjectNobodySupportsTakesNothingFromOthers, ()) {
    const Plain plain = any_election();
    Plain more = plain;
    more.costs.push_back(*rc::gen::inRange<std::int64_t>(1, 50));
    for (const char* rule : {"equal-shares --utility count", "exact-equal-shares", "phragmen",
                             "maximin-support", "max-welfare --utility count"})
        RC_ASSERT(small::winners(more.election(), std::string(rule) + " --ties id") ==
                  small::winners(plain.election(), std::string(rule) + " --ties id"));
}

// Whoever meets a higher threshold meets a lower one.
RC_GTEST_PROP(Law, ThresholdsAreMonotone, ()) {
    const auto here = any_election().election();
    std::size_t barred_before = 0;
    for (std::int64_t least = 0; least < 5; ++least) {
        auto spec = *RuleSpec::parse("greedy --ties id");
        spec.min_score = least;
        const auto allocation = count(here.instance, here.profile, spec);
        const auto barred = static_cast<std::size_t>(
            std::count_if(allocation->trace.steps.begin(), allocation->trace.steps.end(),
                          [](const Step& step) { return step.action == Action::bar; }));
        RC_ASSERT(barred >= barred_before);
        barred_before = barred;
    }
}

RC_GTEST_PROP(Law, WhatIsWrittenReadsBack, ()) {
    const Plain plain = any_election();
    const auto here = plain.election();
    auto writer =
        *PbWriter::create(here.instance, BallotType::approval, {{"unit", "Crewe; \"x\""}});
    for (std::size_t voter = 0; voter < plain.ballots.size(); ++voter) {
        std::vector<Entry> entries;
        for (const std::size_t at : plain.ballots[voter])
            entries.push_back({static_cast<ProjectIndex>(at), 1});
        writer.add("v" + std::to_string(voter), entries);
    }
    const std::string text = std::move(writer).finish();
    const auto file = read_pb(text, Profile::Keep::rows);
    RC_ASSERT(file.ok());
    RC_ASSERT(file->warnings.empty());
    RC_ASSERT(file->value("unit") == "Crewe; \"x\"");
    RC_ASSERT(file->profile.ballots() == here.profile.ballots());
    for (const std::string& rule : all_rules)
        RC_ASSERT(small::winners({file->instance, file->profile}, rule + " --ties id") ==
                  small::winners(here, rule + " --ties id"));
}

}  // namespace
}  // namespace tallystick::rules
