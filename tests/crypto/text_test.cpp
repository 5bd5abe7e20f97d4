// SPDX-License-Identifier: GPL-3.0-or-later
#include <crypto/fields.h>
#include <crypto/lines.h>

#include "support.h"

namespace tallystick::crypto {
namespace {

using test::outcome;
using test::says;
using namespace std::string_literals;

struct Refused {
    const char* what;
    std::string text;
    const char* words;
};

TEST(Text, AcceptsWhatPeopleWrite) {
    for (const char* good :
         {"a\n", "a\nb c\n", "title Caffi sudd £1,200 – ŵ\n", "عنوان\n", "果汁\n"}) {
        EXPECT_EQ(outcome(check_text(good, Charset::unicode)), "accepted") << good;
    }
}

TEST(Text, RefusesWhatHidesOrDiffersUnseen) {
    const Refused rows[] = {
        {"nothing", "", "line 1: the text ends early"},
        {"no final LF", "a", "line 1: the last line does not end"},
        {"no final LF, later", "a\nb", "line 2: the last line does not end"},
        {"empty line", "a\n\nb\n", "line 2: expected text, found an empty line"},
        {"empty first line", "\na\n", "line 1: expected text"},
        {"CR LF", "a\r\n", "U+000D, a control character"},
        {"tab", "a\tb\n", "U+0009"},
        {"NUL", "a\0b\n"s, "U+0000"},
        {"DEL", "a\x7f\n", "U+007F"},
        {"C1 control", "a\xc2\x85\n", "U+0085"},
        {"space at the end", "a \n", "space stands at the end"},
        {"space at the start", " a\n", "space stands at the start"},
        {"BOM",
         "\xef\xbb\xbf"
         "a\n",
         "byte order mark"},
        {"right-to-left override",
         "a\xe2\x80\xae"
         "b\n",
         "U+202E, a character that changes"},
        {"right-to-left mark", "a\xe2\x80\x8f\n", "U+200F"},
        {"Arabic letter mark", "a\xd8\x9c\n", "U+061C"},
        {"isolate", "a\xe2\x81\xa6\n", "U+2066"},
        {"line separator", "a\xe2\x80\xa8\n", "U+2028"},
        {"paragraph separator", "a\xe2\x80\xa9\n", "U+2029"},
        {"noncharacter", "a\xef\xbf\xbf\n", "U+FFFF, a noncharacter"},
        {"noncharacter, plane 16", "a\xf4\x8f\xbf\xbe\n", "U+10FFFE"},
        {"overlong", "a\xc0\xaf\n", "not UTF-8"},
        {"overlong of three", "\xe0\x80\xaf\n", "not UTF-8"},
        {"surrogate", "\xed\xa0\x80\n", "not UTF-8"},
        {"above U+10FFFF", "\xf4\x90\x80\x80\n", "not UTF-8"},
        {"cut character", "\xe2\x80\n", "not UTF-8"},
        {"lone continuation", "\x80\n", "not UTF-8"},
        {"Latin-1", "caf\xe9\n", "not UTF-8 from byte 4"},
    };
    for (const auto& row : rows) {
        EXPECT_TRUE(says(outcome(check_text(row.text, Charset::unicode)), row.words)) << row.what;
    }
    EXPECT_TRUE(says(outcome(check_text("caf\xc3\xa9\n", Charset::ascii)), "plain ASCII"));
}

TEST(Text, QuotesWithoutEchoingControls) {
    EXPECT_EQ(crypto::quoted("a\x1b[31m\xff"), "\"a\\x1b[31m\\xff\"");
    EXPECT_EQ(crypto::quoted(std::string(200, 'x')), "\"" + std::string(128, 'x') + "\"...");
}

TEST(Text, NoErrorWritesOverATerminal) {
    EXPECT_EQ(bad_data("found \x1b[2Jé\xe2\x80\xae", "a\rb").message,
              "found \\x1b[2Jé\\xe2\\x80\\xae");
    EXPECT_EQ(usage("a", "a\rb\nc").hint, "a\\x0db\nc");
    EXPECT_EQ(crypto::quoted("a\nb"), "\"a\\x0ab\"");
}

TEST(LineReader, CountsAndStops) {
    LineReader lines("one\ntwo\n", Charset::ascii);
    EXPECT_EQ(lines.next().value(), "one");
    EXPECT_EQ(lines.number(), 1U);
    EXPECT_EQ(lines.next().value(), "two");
    EXPECT_TRUE(lines.at_end());
    EXPECT_EQ(lines.expected("three", "two").message, "line 2: expected three, found \"two\"");
    EXPECT_FALSE(lines.next().ok());
}

TEST(Slug, SmallLettersDigitsAndDashes) {
    for (const char* good : {"a", "7", "kiosk-2", "a--", "abcdefghijklmnopqrstuvwxyz012345"}) {
        EXPECT_TRUE(is_slug(good)) << good;
    }
    for (const char* bad :
         {"", "-a", "A", "a_b", "a b", "a.", "abcdefghijklmnopqrstuvwxyz0123456"}) {
        EXPECT_FALSE(is_slug(bad)) << bad;
    }
}

TEST(Path, StaysInsideItsFolder) {
    for (const char* good : {"round.json", "media/juice-bar.jpg", "a/b/c", "..a", "a..b"}) {
        EXPECT_TRUE(is_path(good)) << good;
    }
    for (const char* bad : {"", "/a", "a/", "a//b", ".", "..", "a/../b", "./a", "A", "a b", "a\\b",
                            "a\nb", "\xc3\xa9"}) {
        EXPECT_FALSE(is_path(bad)) << bad;
    }
    EXPECT_TRUE(is_path(std::string(255, 'a')));
    EXPECT_FALSE(is_path(std::string(256, 'a')));
}

TEST(Integer, HasOneSpelling) {
    EXPECT_EQ(parse_integer("0", 0, 9).value(), 0);
    EXPECT_EQ(parse_integer("-12", -20, 9).value(), -12);
    EXPECT_EQ(parse_integer("9223372036854775807", 0, INT64_MAX).value(), INT64_MAX);
    EXPECT_EQ(parse_integer("-9223372036854775808", INT64_MIN, 0).value(), INT64_MIN);
    for (const char* bad : {"", "-", "+1", "01", "-0", "-01", " 1", "1 ", "1.0", "1e3", "0x1",
                            "9223372036854775808", "99999999999999999999"}) {
        EXPECT_FALSE(parse_integer(bad, INT64_MIN, INT64_MAX).ok()) << bad;
    }
    EXPECT_TRUE(says(outcome(parse_integer("10", 0, 9)), "from 0 to 9, found \"10\""));
}

constexpr std::string_view sample_type = "tallystick/sample/v1";

std::string sample() {
    return FieldWriter(sample_type)
        .add("title", "Caffi sudd")
        .add("count", 12)
        .add("sum", Digest{})
        .add(FileHash{Digest{}, "media/a.jpg"})
        .text();
}

// Reads the sample and writes it again.
Result<std::string> read_sample(std::string_view text) {
    TALLYSTICK_TRY(fields, FieldReader::open(text, sample_type));
    TALLYSTICK_TRY(title, fields.take_text("title"));
    TALLYSTICK_TRY(count, fields.take_integer("count", 1, 12));
    TALLYSTICK_TRY(sum, fields.take_hex("sum"));
    FieldWriter again(sample_type);
    again.add("title", title).add("count", count).add("sum", sum);
    while (fields.next_is("sha256")) {
        TALLYSTICK_TRY(file, fields.take_file());
        again.add(file);
    }
    TALLYSTICK_CHECK(fields.finish());
    return again.text();
}

TEST(Fields, ReadsWhatItWrites) {
    EXPECT_EQ(sample(), "tallystick/sample/v1\ntitle Caffi sudd\ncount 12\nsum " +
                            std::string(64, '0') + "\nsha256 " + std::string(64, '0') +
                            "  media/a.jpg\n");
    EXPECT_EQ(outcome(read_sample(sample())), "accepted");
}

std::string changed(std::string_view from, std::string_view to) {
    std::string text = sample();
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return text.replace(at, from.size(), to);
}

TEST(Fields, NamesLineExpectedAndFound) {
    const Refused rows[] = {
        {"another type", changed("sample/v1", "sample/v2"),
         "line 1: expected \"tallystick/sample/v1\", found \"tallystick/sample/v2\""},
        {"another keyword", changed("count", "Count"), "line 3: expected \"count ...\""},
        {"keyword only", changed("count 12", "count"), "line 3: expected \"count ...\""},
        {"no value", changed("count 12", "count "), "line 3: expected text, found an empty"},
        {"two spaces", changed("count 12", "count  12"), "line 3: a space stands at the start"},
        {"too large", changed("count 12", "count 13"), "line 3: expected a whole number"},
        {"leading zero", changed("count 12", "count 012"), "line 3: expected a whole number"},
        {"capital hex", changed("sum 0", "sum A"), "line 4: expected 64 lower-case hex digits"},
        {"one space before the path", changed("  media", " media"), "line 5: expected 64 lower"},
        {"path up", changed("media/", "../"), "line 5: expected 64 lower-case hex digits"},
        {"line missing", changed("count 12\n", ""), "line 3: expected \"count ...\", found \"sum"},
        {"line twice", changed("count 12\n", "count 12\ncount 12\n"), "line 4: expected \"sum"},
        {"more behind", sample() + "more 1\n", "line 6: expected the end of the text"},
        {"cut", sample().substr(0, 40), "line 3: the last line does not end"},
        {"cut at a line's end", sample().substr(0, 38),
         "line 3: expected \"count\", found the end"},
        {"empty", "", "line 1: expected \"tallystick/sample/v1\", found the end"},
        {"CR", changed("count 12", "count 12\r"), "line 3: U+000D"},
        {"accent where ASCII is", changed("sum 0", "sum \xc3\xa9"), "line 4: expected plain ASCII"},
    };
    for (const auto& row : rows) {
        EXPECT_TRUE(says(outcome(read_sample(row.text)), row.words)) << row.what;
    }
}

// Every byte set to every other value: refused, or written back with that very change.
TEST(Fields, NoByteIsIgnored) {
    const std::string good = sample();
    for (std::size_t at = 0; at < good.size(); ++at) {
        for (int byte = 0; byte < 256; ++byte) {
            std::string text = good;
            text[at] = static_cast<char>(byte);
            const auto again = read_sample(text);
            ASSERT_TRUE(!again || *again == text) << at << " " << byte;
        }
    }
}

}  // namespace
}  // namespace tallystick::crypto
