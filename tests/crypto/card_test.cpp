// SPDX-License-Identifier: GPL-3.0-or-later
#include <sodium.h>

#include <crypto/card.h>
#include <crypto/digest.h>
#include <crypto/random.h>

#include "support.h"

namespace tallystick::crypto {
namespace {

CardCode fixed_code() {
    return CardCode::from_bytes({0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
}

CardSalt salt_of(std::uint8_t byte) {
    CardSalt salt;
    salt.bytes.fill(byte);
    return salt;
}

// By hand: 00010203 04 05 06 07 08 09 in groups of five bits is 0 0 0 G 4 0 R 4 0 M 3 0 E 2 0 9;
// the check characters are from Python's hashlib.sha256(b"tallystick/card/v1\n000G40R40M30E209").
TEST(Card, PrintedInThreeGroupsOfSix) {
    EXPECT_EQ(fixed_code().printed(), "000G40-R40M30-E20926");
    EXPECT_EQ(fixed_code().printed().size(), CardCode::printed_size);
}

TEST(Card, ReadsWhatPeopleAndScannersSend) {
    for (const char* typed :
         {"000G40-R40M30-E20926", "000g40 r40m30 e20926", "000G40R40M30E20926",
          "oOo g4o-r4Om3o E2O926", " 000G40-R40M30-E20926 ", "000G40-R40M30-E20926\n",
          "000G40-R40M30-E20926\r\n", "000G40-R40M30-E20926\r"}) {
        const CardReading reading = read_card(typed);
        ASSERT_TRUE(reading.code.has_value()) << typed;
        EXPECT_EQ(reading.problem, CardProblem::none);
        EXPECT_EQ(reading.code->printed(), fixed_code().printed());
    }
}

TEST(Card, SaysWhatIsWrong) {
    const std::pair<const char*, CardProblem> rows[] = {
        {"", CardProblem::incomplete},
        {"000G40-R40", CardProblem::incomplete},
        {"000G40-R40M30-E209", CardProblem::incomplete},
        {"000G40-R40M30-E20826", CardProblem::mistyped},
        {"000G40-R40M30-E20900", CardProblem::mistyped},
        {"000G40-R40M30-E209260", CardProblem::malformed},
        {"U00G40-R40M30-E20926", CardProblem::malformed},
        {"000G40_R40M30_E20926", CardProblem::malformed},
        {"https://example.org/", CardProblem::malformed},
        {"000G40-R40M30-E20926\n\n", CardProblem::malformed},
        {"\xef\xbc\x90", CardProblem::malformed},
    };
    for (const auto& row : rows) {
        const CardReading reading = read_card(row.first);
        EXPECT_FALSE(reading.code.has_value()) << row.first;
        EXPECT_EQ(reading.problem, row.second) << row.first;
    }
}

struct Counted {
    int mistakes = 0;
    int unseen = 0;
};

// What the two check characters promise: of 1024 random mistakes one passes unseen (and then the
// card is not on the round's list). Measured here for the mistakes people make, on 200 cards.
TEST(Card, CheckCharactersSeeMistakes) {
    Counted single;
    Counted adjacent;
    const auto count = [](Counted& counted, const std::string& typed) {
        ++counted.mistakes;
        const CardReading reading = read_card(typed);
        EXPECT_NE(reading.problem, CardProblem::malformed);
        if (reading.code) ++counted.unseen;
    };
    for (std::uint8_t card = 0; card < 200; ++card) {
        const Digest bytes = sha256(std::string(1, static_cast<char>(card)));
        std::array<std::uint8_t, CardCode::size> code{};
        std::copy_n(bytes.bytes.begin(), code.size(), code.begin());
        std::string symbols;
        for (const char c : CardCode::from_bytes(code).printed()) {
            if (c != '-') symbols += c;
        }
        for (std::size_t at = 0; at < symbols.size(); ++at) {
            for (const char symbol : crockford_symbols) {
                std::string typed = symbols;
                typed[at] = symbol;
                if (typed != symbols) count(single, typed);
            }
            std::string typed = symbols;
            if (at == 0 || typed[at] == typed[at - 1]) continue;
            std::swap(typed[at], typed[at - 1]);
            count(adjacent, typed);
        }
    }
    // Expected unseen: 111,600 / 1024 = 109 and about 3,290 / 1024 = 3 (cards are fixed, so the
    // counts are too; the bounds are twice what chance gives).
    EXPECT_EQ(single.mistakes, 200 * 18 * 31);
    EXPECT_LT(single.unseen, 218);
    EXPECT_LT(adjacent.unseen, 12);
    RecordProperty("single_unseen", single.unseen);
    RecordProperty("adjacent_unseen", adjacent.unseen);
}

// hashlib.blake2b(bytes(range(10)), key=b"\x05"*32, digest_size=32) as an Ed25519 seed.
TEST(CardKey, FollowsFromCodeAndSalt) {
    const CardKey key(fixed_code(), salt_of(5));
    const auto seed =
        from_hex("e7c0c491d01cae9deeb05af959b09f75c70905e8160919ebf80a20972f0414f9").value();
    EXPECT_EQ(key.public_key().hex(),
              SigningKey::from_seed("k", seed).value().verifier().key().hex());
    EXPECT_EQ(card_label(key.public_key()), key.public_key().hex().substr(0, 8));
    EXPECT_NE(CardKey(fixed_code(), salt_of(6)).public_key(), key.public_key())
        << "cards of two rounds cannot be linked";
}

TEST(CardKey, CodesDiffer) {
    EXPECT_NE(CardCode::generate().printed(), CardCode::generate().printed());
}

TEST(Envelope, SignsRoundKioskStyleAndSealedBytes) {
    const Digest round = sha256("round");
    EXPECT_EQ(envelope_text(round, "kiosk-1", "all", "QUJD"),
              "tallystick/envelope/v1\n" + round.hex() + "\nkiosk-1\nall\nQUJD\n");
    const CardKey key(fixed_code(), salt_of(5));
    const auto card = key.public_key();
    const Signature signature = sign_envelope(key, round, "kiosk-1", "all", "QUJD");
    EXPECT_TRUE(verify_envelope(card, round, "kiosk-1", "all", "QUJD", signature));
    EXPECT_FALSE(verify_envelope(card, sha256("other"), "kiosk-1", "all", "QUJD", signature));
    EXPECT_FALSE(verify_envelope(card, round, "kiosk-2", "all", "QUJD", signature));
    EXPECT_FALSE(verify_envelope(card, round, "kiosk-1", "north", "QUJD", signature));
    EXPECT_FALSE(verify_envelope(card, round, "kiosk-1", "all", "QUJE", signature));
    const CardKey other(CardCode::generate(), salt_of(5));
    EXPECT_FALSE(verify_envelope(other.public_key(), round, "kiosk-1", "all", "QUJD", signature));
    EXPECT_FALSE(verify_envelope(card, round, "kiosk-1", "all", "QUJD", Signature{}))
        << "the desk's zero signature is no card's";
}

}  // namespace
}  // namespace tallystick::crypto
