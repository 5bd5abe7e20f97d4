// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <ballot/languages.h>

namespace tallystick::ballot {
namespace {

TEST(Languages, AreCalledByTheirOwnNames) {
    EXPECT_EQ(own_name("cy"), "Cymraeg");
    EXPECT_EQ(own_name("en@easy"), "Easy Read");
    EXPECT_EQ(own_name("pt"), "Português");  // the kiosk has no words of its own in it
    EXPECT_EQ(own_name("xx"), "xx");
}

TEST(Languages, HaveTheDirectionOfTheirScript) {
    for (const char* code : {"ur", "fa", "ckb", "ar-EG"}) EXPECT_TRUE(is_right_to_left(code));
    for (const char* code : {"en@easy", "pt", "xx"}) EXPECT_FALSE(is_right_to_left(code));
}

}  // namespace
}  // namespace tallystick::ballot
