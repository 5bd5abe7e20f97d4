// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <tally/csv.h>

namespace tallystick::tally {
namespace {

CsvTable read(std::string_view bytes) {
    return read_csv(bytes, "sheet.csv");
}

TEST(Csv, ReadsQuotesLineEndsAndTheByteOrderMark) {
    const auto table = read("\xEF\xBB\xBFid,title\r\na,\"one, \"\"two\"\"\r\nthree\"\nb,\n");
    ASSERT_TRUE(table.faults.empty());
    ASSERT_EQ(table.rows.size(), 3U);
    EXPECT_EQ(table.rows[1].fields, (std::vector<std::string>{"a", "one, \"two\"\r\nthree"}));
    EXPECT_EQ(table.rows[2].fields, (std::vector<std::string>{"b", ""}));
    EXPECT_EQ(table.rows[2].line, 4U);  // the quoted field holds a line end
}

TEST(Csv, LastRowNeedsNoLineEnd) {
    EXPECT_EQ(read("a,b").rows.size(), 1U);
    EXPECT_EQ(read("a,").rows[0].fields.size(), 2U);
    EXPECT_TRUE(read("").rows.empty());
    EXPECT_TRUE(read("\n\n").rows.empty());
}

TEST(Csv, NamesRowAndColumnOfEveryFault) {
    const auto table = read("id,title\nx,say \"hi\"\ny,\"ok\"no\nz,\"open\n");
    ASSERT_EQ(table.faults.size(), 3U);
    EXPECT_EQ(
        table.faults[0].text(),
        "sheet.csv row 2, column title: expected the whole field in quotes, and quotes inside "
        "it doubled, found \"say \"\"");
    EXPECT_EQ(table.faults[1].line, 3U);
    EXPECT_EQ(table.faults[1].column, "title");
    EXPECT_EQ(table.faults[2].line, 4U);
    EXPECT_EQ(table.faults[2].expected, "a closing quote");
}

TEST(Csv, RefusesOtherEncodings) {
    const auto table = read("id\ncaf\xE9\n");
    ASSERT_EQ(table.faults.size(), 1U);
    EXPECT_NE(table.faults[0].expected.find("UTF-8"), std::string::npos);
}

}  // namespace
}  // namespace tallystick::tally
