// SPDX-License-Identifier: GPL-3.0-or-later
// What a count refuses, `round check` refuses before there is a ballot: each limit of the counting
// library from both sides.
#include <filesystem>
#include <fstream>
#include <functional>

#include <gtest/gtest.h>
#include <unistd.h>

#include <tally/authoring.h>
#include <tally/count_round.h>

namespace tallystick::tally {
namespace {

namespace fs = std::filesystem;

// `pots` pots of £10 with one proposal of £10 each; `changes` alters what is written for a pot.
Authored round_of(int pots, const std::string& count = "",
                  const std::function<std::string(int)>& changes = {}) {
    std::string toml =
        "title = \"Fund\"\nlanguages = [\"en\"]\nfund = " + std::to_string(10 * pots) + "\n";
    std::string csv = "id,pot,cost,title,summary\n";
    std::string names;
    for (int at = 1; at <= pots; ++at) {
        const std::string pot = "pot-" + std::to_string(at);
        toml += "[[pot]]\nid = \"" + pot + "\"\nname = \"Pot\"\nlimit = 10\n";
        if (changes) toml += changes(at);
        names += (names.empty() ? "\"" : ", \"") + pot + "\"";
        csv += "p" + std::to_string(at) + "," + pot + ",10,Title,Summary\n";
    }
    toml += "[[style]]\nid = \"all\"\nname = \"All\"\ncards = 1\npots = [" + names + "]\n";
    const fs::path folder =
        fs::temp_directory_path() / ("tallystick-limits-" + std::to_string(getpid()));
    fs::create_directories(folder / "pictures");
    std::ofstream(folder / "round.toml") << toml << "[count]\n" << count;
    std::ofstream(folder / "proposals.csv") << csv;
    Authored authored = read_authored(folder / "round.toml");
    fs::remove_all(folder);
    return authored;
}

// What is said if the round cannot be counted, by a count without ballots.
std::string counted(const ballot::Round& round) {
    auto instance = instance_of(round);
    if (!instance) return instance.error().message;
    std::vector<ballot::BallotType> types;
    for (const auto& pot : round.pots) types.push_back(pot.ballot.type);
    rules::Profile::Builder builder(*instance, std::move(types), rules::Profile::Keep::summary);
    rules::RuleSpec spec;
    spec.ties = rules::TieRule::id;
    const auto result = rules::count(*instance, std::move(builder).build(), spec);
    return result ? "counted" : result.error().message;
}

std::string first_fault(const Authored& authored) {
    return authored.faults.empty() ? "none" : authored.faults[0].text();
}

TEST(CountLimits, AsManyPotsAsTheCountTakes) {
    const Authored most = round_of(64);
    ASSERT_EQ(first_fault(most), "none");
    EXPECT_EQ(counted(*most.round), "counted");
    EXPECT_EQ(first_fault(round_of(65)), "round.toml: round: 65 pots, expected at most 64");
    EXPECT_FALSE(round_of(70).round.has_value());
}

TEST(CountLimits, MoneyGoesToLaterPotsOnly) {
    const auto to = [](int from, const char* pot) {
        return round_of(3, "", [=](int at) {
            return at == from ? "leftover = \"" + std::string(pot) + "\"\n" : std::string();
        });
    };
    const Authored forward = to(1, "pot-3");
    ASSERT_EQ(first_fault(forward), "none");
    EXPECT_EQ(counted(*forward.round), "counted");
    EXPECT_EQ(first_fault(to(3, "pot-1")),
              "round.toml: pot pot-3: leftover is pot pot-1, expected a pot that stands after it: "
              "pots are counted in order");
}

TEST(CountLimits, WhatIsFundedAlreadyFitsItsPot) {
    const Authored once = round_of(2, "funded_already = [\"p1\", \"p2\"]\n");
    ASSERT_EQ(first_fault(once), "none");
    EXPECT_EQ(counted(*once.round), "counted");
    EXPECT_EQ(first_fault(round_of(2, "funded_already = [\"p1\", \"p1\"]\n")),
              "round.toml: count: funded_already: p1 twice");
}

// Each way to be refused by the counting library, put into a round that is sound: none of them may
// be sound for the round's own reader.
TEST(CountLimits, NothingThatTheCountRefusesIsSound) {
    const ballot::Round sound = [] {
        ballot::Round round = *round_of(2).round;
        round.witness_quorum = 0;
        return round;
    }();
    ASSERT_TRUE(ballot::faults_of(sound).empty()) << ballot::faults_of(sound)[0];
    using Change = std::function<void(ballot::Round&)>;
    const std::pair<const char*, Change> refused[] = {
        {"no pot", [](auto& r) { r.pots.clear(); }},
        {"65 pots", [](auto& r) { r.pots.resize(65, r.pots[0]); }},
        {"more projects", [](auto& r) { r.proposals.resize(4097, r.proposals[0]); }},
        {"project twice", [](auto& r) { r.proposals[1].id = r.proposals[0].id; }},
        {"cost", [](auto& r) { r.proposals[0].cost = ballot::Pence(rules::max_money + 1); }},
        {"negative cost", [](auto& r) { r.proposals[0].cost = ballot::Pence(-1); }},
        {"limit", [](auto& r) { r.pots[0].limit = ballot::Pence(rules::max_money + 1); }},
        {"leftover backward", [](auto& r) { r.pots[1].leftover_to = r.pots[0].id; }},
        {"leftover to itself", [](auto& r) { r.pots[0].leftover_to = r.pots[0].id; }},
        {"leftover nowhere",
         [](auto& r) { r.pots[0].leftover_to = *ballot::PotId::parse("nowhere"); }},
        {"exclusive",
         [](auto& r) {
             r.count.exclusive = {{r.proposals[0].id, *ballot::ProposalId::parse("nothing")}};
         }},
        {"funded already",
         [](auto& r) { r.count.funded_already = {*ballot::ProposalId::parse("nothing")}; }},
        {"funded twice",
         [](auto& r) {
             r.count.funded_already = {r.proposals[0].id, r.proposals[0].id};
         }},
        {"threshold", [](auto& r) { r.count.threshold_permille = 1001; }},
    };
    for (const auto& [name, change] : refused) {
        ballot::Round round = sound;
        change(round);
        EXPECT_NE(counted(round), "counted") << name;
        EXPECT_FALSE(ballot::faults_of(round).empty()) << name;
    }
}

}  // namespace
}  // namespace tallystick::tally
