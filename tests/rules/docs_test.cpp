// SPDX-License-Identifier: GPL-3.0-or-later
// The worked examples of docs/RULES.md are counted: in the page a block fenced as `pb` holds an
// election, and each line "RULE FLAGS => WINNERS" of a block fenced as `count` a rule and whom it
// funds, in that order, in the election last shown.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include <rules/pabulib.h>

#include "small.h"

namespace tallystick::rules {
namespace {

TEST(Docs, WorkedExamplesOfTheRulesPage) {
    std::ifstream page(TALLYSTICK_SOURCE "/docs/RULES.md");
    ASSERT_TRUE(page.is_open());
    std::string block;
    std::string pb;
    int counted = 0;
    for (std::string line; std::getline(page, line);) {
        if (line.starts_with("```")) {
            block = block.empty() ? line.substr(3) : "";
            if (block == "pb") pb.clear();
        } else if (block == "pb") {
            pb += line + "\n";
        } else if (block == "count") {
            const std::size_t arrow = line.find(" => ");
            ASSERT_NE(arrow, std::string::npos) << line;
            auto file = read_pb(pb, Profile::Keep::rows);
            ASSERT_TRUE(file.ok()) << file.error().message;
            EXPECT_EQ(small::winners({file->instance, file->profile}, line.substr(0, arrow)),
                      line.substr(arrow + 4))
                << line;
            ++counted;
        }
    }
    EXPECT_GE(counted, 8);
}

}  // namespace
}  // namespace tallystick::rules
