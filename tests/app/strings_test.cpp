// SPDX-License-Identifier: GPL-3.0-or-later
// Placeholders, money and plurals, without catalogues: English is the key.
#include <gtest/gtest.h>

#include <app/strings.h>

namespace tallystick::app {
namespace {

using ballot::Pence;

TEST(Tr, NamedPlaceholdersAreFilledAndIsolated) {
    EXPECT_EQ(tr("Add {title}", {{"title", "Juice bar"}}), "Add \u2068Juice bar\u2069");
}

TEST(Tr, AnUnknownPlaceholderStaysReadable) {
    EXPECT_EQ(tr("{left} left"), "{left} left");
}

TEST(Tr, ValuesAreNotFilledAgain) {
    EXPECT_EQ(tr("{a}{b}", {{"a", "{b}"}, {"b", "x"}}), "\u2068{b}\u2069\u2068x\u2069");
}

TEST(Trn, OneAndMany) {
    set_language("en");
    EXPECT_EQ(trn("{count} card used", "{count} cards used", 1), "1 card used");
    EXPECT_EQ(trn("{count} card used", "{count} cards used", 1200), "1,200 cards used");
}

TEST(Money, EnglishPounds) {
    set_language("en");
    EXPECT_EQ(money(Pence(120'000)), "\u2066£1,200\u2069");
    EXPECT_EQ(money(Pence(120'005)), "\u2066£1,200.05\u2069");
    EXPECT_EQ(money(Pence(0)), "\u2066£0\u2069");
    EXPECT_EQ(money(Pence(5'000'000)), "\u2066£50,000\u2069");
}

TEST(Money, PolishPutsTheSignBehindAndNoBreakSpacesBetween) {
    set_language("pl");
    EXPECT_EQ(money(Pence(5'000'050)), "\u206650\u00A0000,50\u00A0£\u2069");
    set_language("en");
}

TEST(SpokenMoney, OnePoundAndItsPence) {
    set_language("en");
    EXPECT_EQ(spoken_money(Pence(150)), "1 pound \u206850\u2069");
    EXPECT_EQ(spoken_money(Pence(250)), "2 pounds \u206850\u2069");
    EXPECT_EQ(spoken_money(Pence(200)), "2 pounds");
}

TEST(Names, OwnNameAndDirection) {
    EXPECT_EQ(own_name("cy"), "Cymraeg");
    EXPECT_TRUE(is_right_to_left("ur"));
    EXPECT_FALSE(is_right_to_left("en@easy"));
    EXPECT_EQ(own_name("xx"), "xx");
}

}  // namespace
}  // namespace tallystick::app
