// SPDX-License-Identifier: GPL-3.0-or-later
// Files whose ids or ballots were chosen so that all belong in one place of a table: what a count
// costs stays bounded, and what it finds stays the same. The collisions are sought with the hashes
// that the reader uses.
#include <gtest/gtest.h>

#include <array>
#include <bit>

#include <pb_ids.h>
#include <pb_voters.h>
#include <row_hash.h>

#include <rules/count.h>
#include <rules/pabulib.h>

#include "small.h"

namespace tallystick::rules {
namespace {

constexpr std::size_t many = 500;

// Ids of seven digits that an id table of `many` projects would enter in one place.
std::vector<std::string> colliding_ids() {
    std::vector<Project> projects(many);
    for (std::size_t at = 0; at < many; ++at) projects[at].id = std::to_string(at);
    const auto instance = Instance::create(projects, {{"fund", 0, {}}}, {}).value();
    const IdTable table(instance);  // of the same size
    std::vector<std::string> ids;
    for (std::size_t number = 1'000'000; ids.size() < many && number < 10'000'000; ++number) {
        std::string id = std::to_string(number);
        if (table.slot_of(IdTable::key_of(id)) == 7) ids.push_back(std::move(id));
    }
    return ids;
}

TEST(Collisions, OfProjectsArePassedByAtMostItsReach) {
    const std::vector<std::string> ids = colliding_ids();
    ASSERT_EQ(ids.size(), many);
    std::vector<Project> projects;
    for (const std::string& id : ids) projects.emplace_back().id = id;
    const auto instance = Instance::create(projects, {{"fund", 0, {}}}, {}).value();
    const IdTable table(instance);
    EXPECT_EQ(table.ordered(), many - IdTable::reach);  // the others fill its places
    for (std::size_t at = 0; at < many; ++at)
        EXPECT_EQ(table.find(ids[at], IdTable::key_of(ids[at])), at);
    EXPECT_FALSE(table.find("nobody", IdTable::key_of("nobody")));
}

TEST(Collisions, OfProjectsChangeNoBallot) {
    std::string list;
    std::vector<std::string> projects;
    for (const std::string& id : colliding_ids()) {
        projects.push_back(id + ";1");
        list += (list.empty() ? "" : ",") + id;
    }
    const auto election = small::election(10, "approval", projects, {list, list});
    ASSERT_EQ(election.profile.rows(), 1U);
    EXPECT_EQ(election.profile.row_projects(0).size(), many);
    EXPECT_EQ(election.profile.weight(0), 2);
}

TEST(Collisions, OfVotersAreSorted) {
    // 3,000 ids of one place, from the last down to the first, then the second and the third again.
    constexpr std::size_t voters = 3000;
    const std::size_t places = std::bit_ceil((voters + 2) * 2);
    std::vector<std::string> ids;
    for (std::size_t number = 99'999'999; ids.size() < voters && number > 10'000'000; --number) {
        std::string id = std::to_string(number);
        std::uint64_t key = 0;
        for (const char c : id) key = key << 8 | static_cast<unsigned char>(c);
        if (Voters::place_of(key, places) == 7) ids.push_back(std::move(id));
    }
    ASSERT_EQ(ids.size(), voters);
    ids.push_back(ids[1]);
    ids.push_back(ids[2]);
    Voters reader;
    std::string votes = "VOTES\nvoter_id;vote\n";
    for (std::size_t at = 0; at < ids.size(); ++at) {
        reader.add(ids[at], at + 10);
        votes += ids[at] + ";a\n";
    }
    EXPECT_FALSE(reader.in_table());
    // Lines 1-8 are what stands before the first ballot.
    const auto file = read_pb(
        "META\nkey;value\nbudget;1\nvote_type;approval\nPROJECTS\nproject_id;cost\na;1\n" + votes,
        Profile::Keep::rows);
    ASSERT_TRUE(file.ok());
    ASSERT_EQ(file->warnings.size(), 1U);
    EXPECT_EQ(file->warnings[0].count, 2);
    EXPECT_EQ(file->warnings[0].line, 9U + voters + 1);
}

TEST(Collisions, OfVotersAreFoundInOrderAsInTheTable) {
    Voters reader;
    for (const char* id : {"b", "c", "a", "c", "b", "c"}) reader.add(id, 1);
    const auto quickly = reader.in_table();
    ASSERT_TRUE(quickly);
    EXPECT_EQ(quickly->count, 3);
    EXPECT_EQ(quickly->first, 3U);
    EXPECT_EQ(reader.in_order().count, 3);
    EXPECT_EQ(reader.in_order().first, 3U);
}

// Ballots of three among 300 projects that belong in one place of a table of 4,096 or fewer.
std::vector<std::vector<Entry>> colliding_ballots() {
    std::vector<std::vector<Entry>> ballots;
    for (std::uint16_t a = 0; a < 300; ++a)
        for (std::uint16_t b = a + 1; b < 300; ++b)
            for (std::uint16_t c = b + 1; c < 300; ++c) {
                const std::array projects = {a, b, c};
                if (row_hash(projects, {}, 1) % 4096 != 7) continue;
                ballots.push_back({{a}, {b}, {c}});
                if (ballots.size() == many) return ballots;
            }
    return ballots;
}

TEST(Collisions, OfBallotsEndTheirMergingAndNothingElse) {
    const auto ballots = colliding_ballots();
    ASSERT_EQ(ballots.size(), many);
    std::vector<Project> projects(300);
    for (std::size_t at = 0; at < projects.size(); ++at) {
        projects[at].id = std::to_string(at);
        projects[at].cost = static_cast<Money>(10 + at % 7);
    }
    const auto instance = Instance::create(projects, {{"fund", 600, {}}}, {}).value();
    Profile::Builder twice(instance, {BallotType::approval}, Profile::Keep::rows);
    Profile::Builder weighted(instance, {BallotType::approval}, Profile::Keep::rows);
    for (const int time : {1, 2})
        for (const auto& ballot : ballots) {
            twice.add(ballot);
            if (time == 1) weighted.add(ballot, 2);
        }
    const Profile all = std::move(twice).build();
    const Profile merged = std::move(weighted).build();
    // Merging them all would pass 2 * 500 * 499 / 2 = 249,500 places, and 8 for each ballot and
    // 4,096 are allowed: 12,096. k different ballots pass k * (k - 1) / 2, so the first 100 use up
    // what is allowed by then. All later ones may pass 7,200 in all, which is enough to merge with
    // the first 100 or so, or with fewer further on, but not with the rest.
    EXPECT_GE(all.rows(), 2 * many - 120);
    EXPECT_EQ(merged.rows(), many);
    for (const char* rule : {"greedy --ties id", "equal-shares --ties id", "phragmen --ties id",
                             "exact-equal-shares --ties id"})
        EXPECT_EQ(small::winners({instance, all}, rule), small::winners({instance, merged}, rule))
            << rule;
}

TEST(Collisions, OfFewBallotsAreMerged) {
    // A hundred ballots spread as they fall, each ten times.
    std::vector<std::string> ballots;
    for (int time = 0; time < 10; ++time)
        for (int at = 0; at < 100; ++at)
            ballots.push_back("a" + std::to_string(at) + ",a" + std::to_string((at + 1) % 100));
    std::vector<std::string> projects;
    for (int at = 0; at < 100; ++at) projects.push_back("a" + std::to_string(at) + ";1");
    const auto election = small::election(10, "approval", projects, ballots);
    ASSERT_EQ(election.profile.rows(), 100U);
    for (std::size_t row = 0; row < 100; ++row) EXPECT_EQ(election.profile.weight(row), 10);
}

}  // namespace
}  // namespace tallystick::rules
