// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <rules/count.h>
#include <rules/pabulib.h>
#include <rules/report.h>

#include "small.h"

namespace tallystick::rules {
namespace {

const std::string head = "META\nkey;value\nbudget;100.50\nvote_type;approval\ncurrency;PLN\n";
const std::string projects =
    "PROJECTS\nproject_id;cost;name\nA/01;60;\"Park; with \"\"trees\"\"\"\n2;40.25;\n";
const std::string votes = "VOTES\nvoter_id;vote\nv1;A/01,2\nv2;2\nv3;\n";

PbFile good(const std::string& text) {
    auto file = read_pb(text, Profile::Keep::rows);
    EXPECT_TRUE(file.ok()) << (file ? "" : file.error().message);
    return file ? std::move(file).value() : PbFile{};
}

std::string fault(const std::string& text) {
    const auto file = read_pb(text, Profile::Keep::rows);
    return file ? "none" : file.error().message;
}

TEST(Pabulib, ReadsMoneyQuotesAndBlankBallots) {
    const PbFile file = good(head + projects + votes);
    EXPECT_EQ(file.instance.currency().decimals, 2U);
    EXPECT_EQ(file.instance.budget(), 10050);
    EXPECT_EQ(file.instance.project(0).name, "Park; with \"trees\"");
    EXPECT_EQ(file.instance.project(1).cost, 4025);
    EXPECT_EQ(file.instance.currency().text(4025), "40.25");
    EXPECT_EQ(file.profile.ballots(), 3);
    EXPECT_EQ(file.profile.support()[1].ballots, 2);
    EXPECT_TRUE(file.warnings.empty());
}

TEST(Pabulib, ReadsWindowsLineEndsAndAMissingLastOne) {
    std::string text = head + projects + votes;
    text.pop_back();
    std::string dos;
    for (const char c : text) dos += c == '\n' ? std::string("\r\n") : std::string(1, c);
    EXPECT_EQ(good(dos).profile.ballots(), 3);
    EXPECT_EQ(good(dos).profile.support()[0].ballots, 1);
    EXPECT_EQ(good(text).profile.support()[1].ballots, 2);
}

TEST(Pabulib, MergesEqualBallotsWhateverTheirOrder) {
    const auto merged = small::election(10, "approval", {"a;1", "b;1"}, {"a,b", "b,a", "a", "b,a"});
    ASSERT_EQ(merged.profile.rows(), 2U);
    EXPECT_EQ(merged.profile.weight(0), 3);
}

TEST(Pabulib, CountsVotersThatStandThereAgain) {
    // v2 twice more, v1 once more: three ballots, the first of them in line 16.
    const std::string again = "VOTES\nvoter_id;vote\nv1;2\nv2;2\n\nv3;2\nv2;A/01\nv1;2\nv2;2\n";
    for (const std::string& text :
         {head + projects + again, head + projects + again + "\"v4\";2\n"}) {
        const PbFile file = good(text);
        ASSERT_EQ(file.warnings.size(), 1U);
        EXPECT_EQ(file.warnings[0].count, 3);
        EXPECT_EQ(file.warnings[0].line, 16U);
        EXPECT_NE(file.warnings[0].what.find("voter_id"), std::string::npos);
    }
}

TEST(Pabulib, CountsListsOfMoreThanOneForChooseOne) {
    std::string text = head + projects + votes;
    text.replace(text.find("approval"), 8, "choose-1");
    const PbFile file = good(text);
    ASSERT_EQ(file.warnings.size(), 1U);
    EXPECT_EQ(file.warnings[0].count, 1);
    EXPECT_NE(file.warnings[0].what.find("choose-1"), std::string::npos);
    EXPECT_EQ(file.profile.support()[0].ballots, 1);
}

TEST(Pabulib, ReplacesBytesThatAreNotUtf8) {
    std::string text = head + projects + votes;
    text.replace(text.find("Park"), 4, "P\xe4rk");
    const PbFile file = good(text);
    EXPECT_EQ(file.instance.project(0).name, "P\uFFFDrk; with \"trees\"");
    ASSERT_EQ(file.warnings.size(), 1U);
    EXPECT_EQ(file.warnings[0].count, 1);
    std::string id = head + projects + votes;
    id.replace(id.find("\n2;40") + 1, 1, "\xe4");
    EXPECT_NE(fault(id).find("column 1: expected a project id in UTF-8"), std::string::npos)
        << fault(id);
}

TEST(Pabulib, NamesCannotWriteToTheTerminal) {
    std::string text = head + projects + votes;
    text.replace(text.find("Park; "), 6, "P\x1b[2J\n");
    const PbFile file = good(text);
    const auto counted = count(file.instance, file.profile, RuleSpec{});
    ASSERT_TRUE(counted.ok());
    EXPECT_NE(to_table(*counted).find("P\\x1b[2J\\x0a"), std::string::npos) << to_table(*counted);
}

TEST(Pabulib, QuotedVotesReadLikePlainOnes) {
    const PbFile file = good(head + projects + "VOTES\nvoter_id;vote\nv1;\"2,A/01\"\n\"v2\";2\n");
    EXPECT_EQ(file.profile.support()[0].ballots, 1);
    EXPECT_EQ(file.profile.support()[1].ballots, 2);
}

TEST(Pabulib, NamesLineAndColumnOfAFault) {
    EXPECT_EQ(fault(head + projects + "VOTES\nvoter_id;vote\nv1;2\nv2;2,77\n"),
              "line 13 column 6: the vote names project '77', which PROJECTS does not list");
    EXPECT_EQ(fault(head + projects + "VOTES\nvoter_id;vote\n\"v1\";2\nv2;2,77\n"),
              "line 13 column 6: the vote names project '77', which PROJECTS does not list");
    EXPECT_EQ(fault(head + "PROJECTS\nproject_id;cost\na;-5\n" + votes),
              "line 8 column 3: expected a cost such as 12000 or 1331751.11, at most "
              "1000000000000000 in its smallest unit, found '-5'");
    EXPECT_EQ(fault(head + projects), "line 10 column 1: section VOTES is missing");
    EXPECT_EQ(fault(head + "VOTES\n"), "line 6 column 1: expected section PROJECTS, found 'VOTES'");
    EXPECT_EQ(fault(""), "line 1 column 1: section META is missing");
    EXPECT_EQ(fault(head + projects + "VOTES\nvoter;vote\n"),
              "line 11 column 1: the header of VOTES must have the columns voter_id and vote");
    EXPECT_EQ(fault(head + projects + "VOTES\nvoter_id;vote\nv1\n"),
              "line 12 column 3: the line ends before the column vote");
}

TEST(Pabulib, RefusesMoreColumnsOrProjectsThanItKeeps) {
    // Six lines stand before the header of PROJECTS, seven before the first project.
    const std::string sections = head + "PROJECTS\nproject_id;cost";
    EXPECT_EQ(fault(sections + std::string(255, ';') + "\na;1\nVOTES\nvoter_id;vote\n"),
              "line 7 column 1: PROJECTS has 257 columns, at most 256 are read");
    std::string many = sections + "\n";
    for (int at = 0; at < 4097; ++at) many += "a" + std::to_string(at) + ";1\n";
    EXPECT_EQ(fault(many + "VOTES\nvoter_id;vote\n"),
              "line 4104 column 1: expected at most 4096 projects");
}

TEST(Pabulib, RefusesABudgetThatOverflows) {
    EXPECT_EQ(fault("META\nkey;value\nbudget;99999999999999999999\nvote_type;approval\n" +
                    projects + votes),
              "line 3 column 8: budget: expected an amount such as 12000 or 1331751.11, found "
              "'99999999999999999999'");
}

TEST(Pabulib, RefusesPointsOfAnotherLength) {
    EXPECT_EQ(fault(small::pb(10, "cumulative", {"a;1", "b;1"}, {"a,b;1"})),
              "line 11 column 7: the vote names 2 projects but there are points for 1");
    EXPECT_EQ(fault(small::pb(10, "cumulative", {"a;1", "b;1"}, {"a,b;1,-1"})),
              "line 11 column 9: expected points as a whole number from 0 to 1000000000");
}

TEST(Pabulib, CountsWhatIsOddAndReadsOn) {
    const PbFile file = good(head + "max_length;1\nnum_votes;7\n" + projects +
                             "VOTES\nvoter_id;vote\nv1;2,2\nv2;A/01,2\nv3;2,2\n");
    ASSERT_EQ(file.warnings.size(), 3U);
    EXPECT_EQ(file.warnings[0].what, "ballots name a project twice; it counts once");
    EXPECT_EQ(file.warnings[0].count, 2);
    EXPECT_EQ(file.warnings[0].line, 14U);
    EXPECT_EQ(file.warnings[1].count, 1);
    EXPECT_EQ(file.warnings[2].what, "num_votes of META is 7, the file has 3");
    EXPECT_EQ(file.profile.support()[1].ballots, 3);
}

}  // namespace
}  // namespace tallystick::rules
