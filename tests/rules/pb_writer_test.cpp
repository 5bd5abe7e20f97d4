// SPDX-License-Identifier: GPL-3.0-or-later
// What is written as a `.pb` file reads back the same, for every type of ballot; what could not is
// refused.
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include <rules/pabulib.h>

namespace tallystick::rules {
namespace {

using Meta = std::vector<std::pair<std::string, std::string>>;

Instance instance_of(std::vector<Project> projects) {
    return *Instance::create(std::move(projects), {{"fund", 1331751, {}}}, {"GBP", 2});
}

const std::vector<Project> three = {
    {"OGM/0015", "Park; with \"trees\"", 1200000, 0, {"sport", "youth"}},
    {"2", "", 5, 0, {}},
    {"zażółć", "two\nlines", 99999999900, 0, {"culture"}}};

struct Type {
    BallotType written, read;
    std::vector<std::vector<Entry>> ballots;
};

class WrittenBallots : public testing::TestWithParam<Type> {};

TEST_P(WrittenBallots, ReadBackTheSame) {
    const Instance instance = instance_of(three);
    Profile::Builder builder(instance, {GetParam().read}, Profile::Keep::rows);
    auto writer =
        *PbWriter::create(instance, GetParam().written,
                          {{"description", "a;b"}, {"min_length", "0"}, {"rule", "greedy"}});
    int voter = 0;
    for (const auto& ballot : GetParam().ballots) {
        builder.add(ballot);
        writer.add("voter;" + std::to_string(++voter), ballot);
    }
    const Profile before = std::move(builder).build();
    const auto file = read_pb(std::move(writer).finish(), Profile::Keep::rows);
    ASSERT_TRUE(file.ok()) << file.error().message;
    EXPECT_TRUE(file->warnings.empty()) << file->warnings.front().what;
    EXPECT_EQ(file->value("description"), "a;b");
    EXPECT_EQ(file->value("rule"), "greedy");
    EXPECT_EQ(file->instance.budget(), 1331751);
    EXPECT_EQ(file->instance.currency().code, "GBP");
    for (ProjectIndex at = 0; at < 3; ++at) {
        EXPECT_EQ(file->instance.project(at).id, three[at].id);
        EXPECT_EQ(file->instance.project(at).name, three[at].name);
        EXPECT_EQ(file->instance.project(at).cost, three[at].cost);
        EXPECT_EQ(file->instance.project(at).categories, three[at].categories);
    }
    const Profile& after = file->profile;
    EXPECT_EQ(after.type_of(0), GetParam().read);
    ASSERT_EQ(after.ballots(), before.ballots());
    ASSERT_EQ(after.rows(), before.rows());
    for (std::size_t row = 0; row < before.rows(); ++row) {
        const auto list = [row](const auto& entries) {
            return std::vector<std::int64_t>(entries.begin(), entries.end());
        };
        EXPECT_EQ(list(after.row_projects(row)), list(before.row_projects(row)));
        EXPECT_EQ(list(after.row_values(row)), list(before.row_values(row)));
        EXPECT_EQ(after.weight(row), before.weight(row));
    }
}

const std::vector<std::vector<Entry>> lists = {{{0, 1}, {2, 1}}, {{1, 1}}, {}, {{1, 1}}};

INSTANTIATE_TEST_SUITE_P(
    Types, WrittenBallots,
    testing::Values(Type{BallotType::approval, BallotType::approval, lists},
                    Type{BallotType::knapsack, BallotType::approval, lists},
                    Type{BallotType::choose_one, BallotType::choose_one, {{{2, 1}}, {{0, 1}}, {}}},
                    Type{BallotType::points, BallotType::points, {{{2, 7}, {0, 3}}, {}, {{1, 10}}}},
                    Type{BallotType::score, BallotType::score, {{{0, 0}, {1, 5}, {2, 10}}, {}}},
                    Type{BallotType::amount, BallotType::score, {{{0, 250000}}, {{1, 5}, {0, 1}}}},
                    Type{BallotType::ranking, BallotType::ranking, {{{2, 1}, {0, 2}, {1, 3}}, {}}}),
    [](const auto& type) {
        std::string name(name_of(type.param.written));
        std::erase(name, '-');
        return name;
    });

std::string refusal(const Instance& instance, BallotType type, const Meta& meta = {}) {
    const auto writer = PbWriter::create(instance, type, meta);
    return writer ? "none" : writer.error().message;
}

TEST(PbWriter, RefusesWhatAFileCannotSay) {
    EXPECT_EQ(refusal(instance_of(three), BallotType::approval), "none");
    EXPECT_EQ(refusal(instance_of(three), BallotType::plus_minus),
              "a .pb file cannot hold plus-minus ballots");
    EXPECT_EQ(refusal(instance_of({{"a b", "", 1}}), BallotType::approval),
              "a .pb file cannot hold a project id such as 'a b'");
    EXPECT_EQ(refusal(instance_of({{"a", "", 1, 0, {"x,y"}}}), BallotType::approval),
              "project 'a': a .pb file cannot hold a category such as 'x,y'");
    EXPECT_EQ(refusal(instance_of(three), BallotType::approval, {{"budget", "1"}}),
              "META would have the key 'budget' twice");
    const auto pots = *Instance::create({{"a", "", 1}}, {{"north", 1, {}}, {"south", 1, {}}}, {});
    EXPECT_EQ(refusal(pots, BallotType::approval), "a .pb file holds one pot, the election has 2");
}

}  // namespace
}  // namespace tallystick::rules
