// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <tally/unicode.h>

namespace tallystick::tally {
namespace {

TEST(Unicode, ComposesWhatSpreadsheetsTakeApart) {
    EXPECT_EQ(to_nfc("Cafe\u0301"), "Café");
    EXPECT_EQ(to_nfc("Ogo\u0301lnopolski z\u0307o\u0301\u0142w"), "Ogólnopolski żółw");
    EXPECT_EQ(to_nfc("Crewe £1,200 克鲁 کریو"), "Crewe £1,200 克鲁 کریو");
    // U+0627 ARABIC ALEF, U+0653 MADDAH ABOVE compose to U+0622.
    EXPECT_EQ(to_nfc("\u0627\u0653"), "\u0622");
    // Hangul: U+1112 U+1161 U+11AB is the syllable U+D55C.
    EXPECT_EQ(to_nfc("\u1112\u1161\u11AB"), "\uD55C");
}

TEST(Unicode, OrdersMarksAndKeepsExclusions) {
    // Dot below (class 220) goes before dot above (230): q + U+0307 U+0323 -> q + U+0323 U+0307.
    EXPECT_EQ(to_nfc("q\u0307\u0323"), "q\u0323\u0307");
    // d + dot above + dot below: U+1E0D is d with dot below, and the dot above stays.
    EXPECT_EQ(to_nfc("d\u0307\u0323"), "\u1E0D\u0307");
    // U+0958 is excluded from composition: it comes apart and stays apart.
    EXPECT_EQ(to_nfc("\u0958"), "\u0915\u093C");
    // U+212B ANGSTROM SIGN is a singleton of U+00C5.
    EXPECT_EQ(to_nfc("\u212B"), "\u00C5");
}

TEST(Unicode, KnowsUtf8) {
    EXPECT_TRUE(is_utf8("żółw 克 🌳"));
    EXPECT_FALSE(is_utf8("\xC0\xAF"));          // overlong
    EXPECT_FALSE(is_utf8("\xED\xA0\x80"));      // surrogate
    EXPECT_FALSE(is_utf8("\xF4\x90\x80\x80"));  // above U+10FFFF
    EXPECT_FALSE(is_utf8("\xE5\x85"));          // cut
    EXPECT_EQ(length_of("żółw"), 4U);
}

}  // namespace
}  // namespace tallystick::tally
