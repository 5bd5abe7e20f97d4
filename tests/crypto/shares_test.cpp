// SPDX-License-Identifier: GPL-3.0-or-later
#include <crypto/shares.h>

#include "support.h"

namespace tallystick::crypto {
namespace {

using test::outcome;
using test::says;
using test::seed_of;

TallySecretKey fixed_key() {
    return TallySecretKey::from_bytes(seed_of(0x42));
}

std::vector<Share> chosen(const std::vector<Share>& shares, unsigned choice) {
    std::vector<Share> some;
    for (std::size_t i = 0; i < shares.size(); ++i) {
        if ((choice >> i & 1) != 0) some.push_back(shares[i].clone());
    }
    return some;
}

// All (needed, total) up to six, and of each all subsets: enough open, fewer do not.
TEST(Shares, ExactlyTheSubsetsThatAreLargeEnough) {
    const TallySecretKey key = fixed_key();
    for (int total = 1; total <= 6; ++total) {
        for (int needed = 1; needed <= total; ++needed) {
            const auto shares = split(key, needed, total).value();
            for (unsigned choice = 1; choice < 1U << total; ++choice) {
                const auto some = chosen(shares, choice);
                const auto rebuilt = combine(some);
                if (static_cast<int>(some.size()) < needed) {
                    ASSERT_FALSE(rebuilt.ok());
                    continue;
                }
                ASSERT_TRUE(rebuilt.ok()) << needed << "/" << total << " " << choice;
                ASSERT_EQ(to_hex(rebuilt->bytes()), to_hex(key.bytes()));
            }
        }
    }
}

TEST(Shares, AnyOrderWillDo) {
    auto shares = split(fixed_key(), 3, 5).value();
    std::swap(shares[0], shares[4]);
    EXPECT_TRUE(combine(shares).ok());
}

TEST(Shares, LargestSplit) {
    const auto shares = split(fixed_key(), 16, 16).value();
    EXPECT_TRUE(combine(shares).ok());
}

// By hand, in GF(256) modulo 0x11b, for a byte 0x53 with the line 0x53 + 0xca x: at 1 it is
// 0x53 ^ 0xca = 0x99; at 2, 0xca * 2 = 0x194 ^ 0x11b = 0x8f, so 0x53 ^ 0x8f = 0xdc. Back at 0:
// 0x99 * 2/(1^2) + 0xdc * 1/(1^2), and 1/3 = 0xf6 since 3 * 0xf6 = 1.
TEST(Shares, AHandWorkedLine) {
    const TallySecretKey key = TallySecretKey::from_bytes(seed_of(0x53));
    std::vector<Share> shares;
    shares.push_back({1, 2, 3, key.public_key(), SecretBytes::copy_of(seed_of(0x99))});
    shares.push_back({2, 2, 3, key.public_key(), SecretBytes::copy_of(seed_of(0xdc))});
    EXPECT_EQ(to_hex(combine(shares).value().bytes()), to_hex(seed_of(0x53)));
}

TEST(Shares, RefusesWhatDoesNotFit) {
    const TallySecretKey key = fixed_key();
    const auto shares = split(key, 2, 3).value();
    const auto again = split(key, 2, 3).value();
    const auto other = split(TallySecretKey::generate(), 2, 3).value();
    const auto pair = [](const Share& a, const Share& b) {
        std::vector<Share> both;
        both.push_back(a.clone());
        both.push_back(b.clone());
        return both;
    };
    Share wrong = shares[1].clone();
    wrong.value.writable()[7] ^= 1;
    Share other_total = shares[1].clone();
    other_total.total = 4;
    Share zero = shares[1].clone();
    zero.index = 0;
    Share renumbered = shares[1].clone();
    renumbered.index = 3;
    std::vector<Share> three_one_wrong = pair(shares[0], wrong);
    three_one_wrong.push_back(shares[2].clone());
    const std::pair<std::vector<Share>, const char*> rows[] = {
        {std::vector<Share>{}, "no share was given"},
        {chosen(shares, 1), "expected 2 shares, found 1"},
        {pair(shares[0], shares[0]), "share 1 is there twice"},
        {pair(shares[0], other[1]), "share 2 is of another round's key"},
        {pair(shares[0], other_total), "share 2 comes from another split"},
        {pair(shares[0], zero), "no such split"},
        {pair(shares[0], again[1]), "do not rebuild the round's key"},
        {pair(shares[0], wrong), "do not rebuild the round's key"},
        {pair(shares[0], renumbered), "do not rebuild the round's key"},
        {std::move(three_one_wrong), "share 2 does not fit the others"},
    };
    for (const auto& row : rows) {
        EXPECT_TRUE(says(outcome(combine(row.first)), row.second));
    }
}

TEST(Shares, EveryWrongBitOfAShareIsRefused) {
    auto shares = chosen(split(fixed_key(), 2, 3).value(), 3);
    for (std::size_t bit = 0; bit < 256; ++bit) {
        shares[0].value.writable()[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
        EXPECT_FALSE(combine(shares).ok());
        shares[0].value.writable()[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
    }
    EXPECT_TRUE(combine(shares).ok());
}

TEST(Shares, RefusesSplitsThatAreNone) {
    for (const auto& row : {std::pair{0, 3}, {4, 3}, {1, 0}, {2, 17}, {-1, 3}}) {
        EXPECT_TRUE(says(outcome(split(fixed_key(), row.first, row.second)), "no such split"));
    }
}

std::string code_of(const Share& share) {
    return std::string(share_code(share).text());
}

TEST(ShareCode, TwelveGroupsOfSix) {
    const auto shares = split(fixed_key(), 2, 3).value();
    const std::string code = code_of(shares[1]);
    EXPECT_EQ(code.size(), 12U * 6 + 11);
    const auto read = parse_share_code(code, fixed_key().public_key()).value();
    EXPECT_EQ(read.index, 2);
    EXPECT_EQ(read.needed, 2);
    EXPECT_EQ(read.total, 3);
    EXPECT_TRUE(read.value.equals(shares[1].value.view()));
}

TEST(ShareCode, TakesWhatPeopleType) {
    const auto shares = split(fixed_key(), 2, 3).value();
    std::string typed;
    for (const char c : code_of(shares[0])) {
        if (c == '-')
            typed += "  ";
        else if (c == '1')
            typed += 'l';
        else if (c == '0')
            typed += 'O';
        else
            typed += static_cast<char>(std::tolower(c));
    }
    EXPECT_TRUE(parse_share_code(typed + "\r\n", fixed_key().public_key()).ok());
}

// Every single wrong symbol and every exchange of two symbols is found, and its group is named.
TEST(ShareCode, NamesTheMistypedGroup) {
    const auto key = fixed_key().public_key();
    const std::string code = code_of(split(fixed_key(), 2, 3).value()[0]);
    for (std::size_t at = 0; at < code.size(); ++at) {
        if (code[at] == '-') continue;
        const std::string group = "group " + std::to_string(at / 7 + 1) + " of 12 is mistyped";
        for (const char symbol : crockford_symbols) {
            std::string typed = code;
            typed[at] = symbol;
            if (typed == code) continue;
            EXPECT_TRUE(says(outcome(parse_share_code(typed, key)), group));
        }
        for (std::size_t to = at + 1; to / 7 == at / 7 && to < code.size(); ++to) {
            if (code[to] == '-' || code[to] == code[at]) continue;
            std::string typed = code;
            std::swap(typed[at], typed[to]);
            EXPECT_TRUE(says(outcome(parse_share_code(typed, key)), group));
        }
    }
    std::string exchanged = code.substr(7, 7) + code.substr(0, 7) + code.substr(14);
    EXPECT_TRUE(says(outcome(parse_share_code(exchanged, key)), "group 1 of 12 is mistyped"));
}

TEST(ShareCode, RefusesOtherTexts) {
    const auto key = fixed_key().public_key();
    const std::string code = code_of(split(fixed_key(), 2, 3).value()[0]);
    EXPECT_TRUE(says(outcome(parse_share_code("", key)), "expected 72 characters, found 0"));
    EXPECT_TRUE(says(outcome(parse_share_code(code.substr(1), key)), "found 71"));
    EXPECT_TRUE(says(outcome(parse_share_code(code + "0", key)), "not more"));
    EXPECT_TRUE(says(outcome(parse_share_code("ABCDEF-U", key)), "group 2 has a character"));
    EXPECT_TRUE(says(outcome(parse_share_code(code, TallySecretKey::generate().public_key())),
                     "another round's key"));
}

std::string file_of(const Share& share) {
    return std::string(share_file(share).text());
}

TEST(ShareFile, ReadsWhatItWrites) {
    const auto shares = split(fixed_key(), 2, 3).value();
    for (const Share& share : shares) {
        const auto read = parse_share_file(file_of(share)).value();
        EXPECT_EQ(read.index, share.index);
        EXPECT_EQ(read.tally_key, share.tally_key);
        EXPECT_TRUE(read.value.equals(share.value.view()));
    }
}

TEST(ShareFile, NoByteCanChange) {
    const std::string good = file_of(split(fixed_key(), 2, 3).value()[0]);
    for (std::size_t at = 0; at < good.size(); ++at) {
        for (int byte = 0; byte < 256; ++byte) {
            std::string bytes = good;
            bytes[at] = static_cast<char>(byte);
            if (bytes == good) continue;
            ASSERT_FALSE(parse_share_file(bytes).ok()) << at << " " << byte;
        }
    }
    EXPECT_FALSE(parse_share_file(good + "x").ok());
    EXPECT_FALSE(parse_share_file(good.substr(0, good.size() - 1)).ok());
}

// Not the bare code in a file, either: damaged() has it as the end of the file.
TEST(ShareFile, AFailureNeverRepeatsTheCode) {
    const Share share = std::move(split(fixed_key(), 2, 3).value()[0]);
    const std::string code = code_of(share);
    for (const auto& file : test::damaged(file_of(share))) {
        const auto read = parse_share_file(file);
        ASSERT_FALSE(read.ok());
        ASSERT_FALSE(test::repeats(read.error().message, code)) << read.error().message;
    }
    for (const auto& typed : test::damaged(code)) {
        const auto read = outcome(parse_share_code(typed, share.tally_key));
        ASSERT_FALSE(test::repeats(read, code)) << read;
    }
    const auto message = outcome(parse_share_file(code + "\n"));
    EXPECT_TRUE(says(message, "line 1: expected \"tallystick/share/v1\"")) << message;
}

}  // namespace
}  // namespace tallystick::crypto
