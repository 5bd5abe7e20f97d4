// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "small.h"

namespace tallystick::rules {
namespace {

// a is liked twice and disliked three times, b is liked once; there is money for one. What a voter
// dislikes has no utility to that voter, and takes none from others: 2 of a against 1 of b.
TEST(MaxWelfare, DislikesTakeNothingFromOthers) {
    const auto instance =
        *Instance::create({{"a", "", 1}, {"b", "", 1}}, {{"fund", 1, {}}}, {"", 0});
    Profile::Builder builder(instance, {BallotType::plus_minus}, Profile::Keep::summary);
    builder.add(std::vector<Entry>{{0, 1}, {1, 1}});
    builder.add(std::vector<Entry>{{0, 1}});
    builder.add(std::vector<Entry>{{0, -1}}, 3);
    const auto spec = *RuleSpec::parse("max-welfare --utility score --ties id");
    const auto allocation = count(instance, std::move(builder).build(), spec);
    ASSERT_TRUE(allocation.ok()) << allocation.error().message;
    EXPECT_EQ(small::winners(*allocation), "a");
    EXPECT_EQ(allocation->objective, "2");
}

}  // namespace
}  // namespace tallystick::rules
