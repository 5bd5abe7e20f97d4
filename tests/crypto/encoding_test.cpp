// SPDX-License-Identifier: GPL-3.0-or-later
#include <sodium.h>

#include <crypto/bytes.h>
#include <crypto/digest.h>
#include <crypto/random.h>

#include "support.h"

namespace tallystick::crypto {
namespace {

using test::outcome;
using test::says;

Bytes bytes_of(std::string_view text) {
    return {text.begin(), text.end()};
}

TEST(Hex, WritesTwoLowerCaseDigitsAByte) {
    const Bytes bytes{0x00, 0x0f, 0xa0, 0xff};
    EXPECT_EQ(to_hex(bytes), "000fa0ff");
    EXPECT_EQ(from_hex("000fa0ff").value(), bytes);
}

TEST(Hex, RefusesWhatItDoesNotWrite) {
    for (const char* bad : {"0", "0F", "0g", " 00", "00 ", "0x00", "zz"}) {
        EXPECT_FALSE(from_hex(bad).ok()) << bad;
    }
    EXPECT_TRUE(says(outcome(Digest::from_hex("ab")), "64 lower-case hex digits"));
}

// RFC 4648 §10.
TEST(Base64, KnownAnswers) {
    const std::pair<const char*, const char*> rows[] = {
        {"", ""},
        {"f", "Zg=="},
        {"fo", "Zm8="},
        {"foo", "Zm9v"},
        {"foob", "Zm9vYg=="},
        {"fooba", "Zm9vYmE="},
        {"foobar", "Zm9vYmFy"},
    };
    for (const auto& row : rows) {
        EXPECT_EQ(to_base64(view_of(row.first)), row.second);
        EXPECT_EQ(from_base64(row.second).value(), bytes_of(row.first));
    }
}

TEST(Base64, RefusesOtherSpellingsOfTheSameBytes) {
    for (const char* bad : {"Zg", "Zg=", "Zg===", "Zh==", "Zm9=", "Zm8", "Zm 8=", "Zm8=\n",
                            "Z===", "====", "Zm-_", "=Zm8", "Zm=8", "Zm9v="}) {
        EXPECT_FALSE(from_base64(bad).ok()) << bad;
    }
}

// Every text of four symbols is either refused or written back the same: one value, one text.
TEST(Base64, AcceptsExactlyOneTextPerValue) {
    const std::string_view symbols = "AB/9=-\n";
    std::size_t accepted = 0;
    for (const char a : symbols) {
        for (const char b : symbols) {
            for (const char c : symbols) {
                for (const char d : symbols) {
                    const std::string text{a, b, c, d};
                    const auto bytes = from_base64(text);
                    if (!bytes) continue;
                    ++accepted;
                    EXPECT_EQ(to_base64(bytes.value()), text);
                }
            }
        }
    }
    // 4^4 of four symbols; 4^2 * "A" before one '=' (only 'A' has two zero spare bits); 4 * "A"
    // before two.
    EXPECT_EQ(accepted, 256U + 16U + 4U);
}

TEST(Base64, AgreesWithLibsodium) {
    for (std::size_t size = 0; size < 200; ++size) {
        const Bytes bytes = random_bytes(size);
        std::string text(base64_size(size) + 1, '\0');
        sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(),
                          sodium_base64_VARIANT_ORIGINAL);
        text.pop_back();
        EXPECT_EQ(to_base64(bytes), text);
        EXPECT_EQ(from_base64(text).value(), bytes);
    }
}

TEST(Crockford, FillsUpWithZeroBits) {
    // 0xff = 11111 111(00): Z, then 11100 = 28 = W.
    EXPECT_EQ(to_crockford(Bytes{0xff}), "ZW");
    // Ten bytes are sixteen symbols exactly.
    EXPECT_EQ(to_crockford(Bytes(10, 0)), "0000000000000000");
    std::array<std::uint8_t, 1> one{};
    EXPECT_TRUE(read_crockford("ZW", one));
    EXPECT_EQ(one[0], 0xff);
    EXPECT_FALSE(read_crockford("ZX", one)) << "a spare bit is set";
    EXPECT_FALSE(read_crockford("zw", one)) << "strict reading takes capitals only";
    EXPECT_FALSE(read_crockford("ZW0", one));
}

TEST(Crockford, ReadsWhatPeopleType) {
    EXPECT_EQ(crockford_value('i'), 1);
    EXPECT_EQ(crockford_value('L'), 1);
    EXPECT_EQ(crockford_value('o'), 0);
    EXPECT_EQ(crockford_value('z'), 31);
    EXPECT_EQ(crockford_value('u'), std::nullopt);
    EXPECT_EQ(crockford_value('U'), std::nullopt);
    EXPECT_EQ(crockford_value('\xff'), std::nullopt);
}

TEST(Crockford, RoundTripsEverySize) {
    for (std::size_t size = 0; size < 64; ++size) {
        const Bytes bytes = random_bytes(size);
        Bytes back(size);
        EXPECT_TRUE(read_crockford(to_crockford(bytes), back));
        EXPECT_EQ(back, bytes);
    }
}

// FIPS 180-2, appendix B.
TEST(Sha256, KnownAnswers) {
    EXPECT_EQ(sha256("").hex(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(sha256("abc").hex(),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Sha256, PieceByPieceIsTheSame) {
    Sha256 hash;
    EXPECT_EQ(hash.add("a").add("").add("bc").finish(), sha256("abc"));
    EXPECT_EQ(hash.add("abc").finish(), sha256("abc")) << "as new after finish";
}

TEST(Random, BelowStaysBelowAndReachesAll) {
    std::array<int, 5> seen{};
    for (int i = 0; i < 1000; ++i) ++seen.at(random_below(5));
    // Each has 200 expected; fewer than 100 has a chance below 10^-15.
    for (const int count : seen) EXPECT_GT(count, 100);
}

TEST(Random, ShuffleKeepsEveryItem) {
    std::vector<int> items{1, 2, 3, 4, 5, 6, 7, 8};
    shuffle_randomly(items);
    std::sort(items.begin(), items.end());
    EXPECT_EQ(items, (std::vector<int>{1, 2, 3, 4, 5, 6, 7, 8}));
}

}  // namespace
}  // namespace tallystick::crypto
