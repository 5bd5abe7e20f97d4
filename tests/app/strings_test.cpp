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
    EXPECT_EQ(spoken_money(Pence(150)), "1 pound 50");
    EXPECT_EQ(spoken_money(Pence(250)), "2 pounds 50");
    EXPECT_EQ(spoken_money(Pence(200)), "2 pounds");
}

TEST(SpokenMoney, ThousandsAreNotGrouped) {
    set_language("en");
    EXPECT_EQ(spoken_money(Pence(1'285'000)), "12850 pounds");
}

TEST(SpokenMoney, OtherMoneyKeepsItsHundredths) {
    EXPECT_EQ(spoken_money(Pence(250'050), "EUR"), "2500 EUR 50");
    EXPECT_EQ(spoken_money(Pence(250'000), "EUR"), "2500 EUR");
}

TEST(ForVoice, AmountsAreSaidInWords) {
    set_language("en");
    EXPECT_EQ(for_voice("north: " + money(Pence(800'000)) + " left."), "north: 8000 pounds left.");
    EXPECT_EQ(for_voice("\u00A31.50, \u00A31,000,000"), "1 pound 50, 1000000 pounds");
    EXPECT_EQ(for_voice("\u20AC2,500.50", "EUR"), "2500 EUR 50");
}

TEST(ForVoice, NumbersAreSaidWithoutGroups) {
    set_language("en");
    EXPECT_EQ(for_voice("1,200 of 12,850,001 cards"), "1200 of 12850001 cards");
}

// In 2026 there is no group before the 500, and a date or a list is no number.
TEST(ForVoice, WhatIsNoGroupStaysAsItIs) {
    set_language("en");
    for (const char* words : {"1, 200", "2026,500", "1,20 and 3.5", "12,8500"})
        EXPECT_EQ(for_voice(words), words);
    set_language("ro");
    EXPECT_EQ(for_voice("22.11.2026"), "22.11.2026");
    EXPECT_EQ(for_voice("1.200"), "1200");
    set_language("en");
}

TEST(ForVoice, AmountsThatAreWordsAlreadyStay) {
    set_language("en");
    for (const char* words : {"\u00A32.5 million", "\u00A32m", "\u00A3"})
        EXPECT_EQ(for_voice(words), words) << words;
}

TEST(ForVoice, TheSignMayStandBehind) {
    set_language("pl");
    EXPECT_EQ(for_voice(money(Pence(5'000'050))), "50000 pounds 50");
    EXPECT_EQ(for_voice("7 000 \u00A3, 12 850 g\u0142os\u00F3w"),
              "7000 pounds, 12850 g\u0142os\u00F3w");
    set_language("en");
}

}  // namespace
}  // namespace tallystick::app
