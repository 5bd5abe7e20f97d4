// SPDX-License-Identifier: GPL-3.0-or-later
#include <sodium.h>

#include <crypto/random.h>
#include <crypto/sealing.h>

#include "support.h"

namespace tallystick::crypto {
namespace {

using test::outcome;
using test::says;
using test::seed_of;

TallySecretKey fixed_key() {
    return TallySecretKey::from_bytes(seed_of(0x77));
}

// RFC 7748 §5.2, the iterated test's first step: the scalar 9 times the base point 9.
TEST(TallyKey, KnownAnswer) {
    Bytes nine(32, 0);
    nine[0] = 9;
    EXPECT_EQ(TallySecretKey::from_bytes(nine).public_key().hex(),
              "422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079");
}

TEST(Seal, LibsodiumOpensIt) {
    for (const std::size_t size : {0, 1, 64, 1024, 5000}) {
        const TallySecretKey key = TallySecretKey::generate();
        const Bytes plaintext = random_bytes(size);
        const Bytes sealed = seal(random_bytes(32), plaintext, key.public_key()).value();
        ASSERT_EQ(sealed.size(), size + sealed_overhead);
        Bytes opened(size);
        EXPECT_EQ(crypto_box_seal_open(opened.data(), sealed.data(), sealed.size(),
                                       key.public_key().bytes.data(), key.bytes().data()),
                  0);
        EXPECT_EQ(opened, plaintext);
    }
}

TEST(Seal, OpensWhatLibsodiumSealed) {
    const TallySecretKey key = fixed_key();
    const Bytes plaintext = random_bytes(100);
    Bytes sealed(100 + sealed_overhead);
    crypto_box_seal(sealed.data(), plaintext.data(), plaintext.size(),
                    key.public_key().bytes.data());
    EXPECT_TRUE(open_sealed(sealed, key).value().equals(plaintext));
}

TEST(Seal, TheSeedDecidesEverything) {
    const auto key = fixed_key().public_key();
    const Bytes first = seal(seed_of(1), view_of("ballot"), key).value();
    EXPECT_EQ(seal(seed_of(1), view_of("ballot"), key).value(), first);
    EXPECT_NE(seal(seed_of(2), view_of("ballot"), key).value(), first);
    EXPECT_NE(ballot_id(seed_of(1)), ballot_id(seed_of(2)));
    // b2sum of Python: hashlib.blake2b(b"tallystick/id/v1", key=b"\1"*32, digest_size=16)
    EXPECT_EQ(ballot_id(seed_of(1)).hex(), "a2f76a52cf7ffa30648acdfcf5afeaa5");
    // The ephemeral key: scalarmult_base(blake2b(b"tallystick/eph/v1", key=b"\1"*32,
    // digest_size=32)).
    const auto secret =
        from_hex("f905b5f626aee9693e228fae1e50f673db9b5c572aa9f500b89ac63fdb93f2eb").value();
    EXPECT_EQ(to_hex(ByteView(first).first(32)),
              TallySecretKey::from_bytes(secret).public_key().hex());
}

TEST(Seal, EveryBitMatters) {
    const TallySecretKey key = fixed_key();
    Bytes sealed = seal(seed_of(1), view_of("ballot"), key.public_key()).value();
    Bytes opened(6);
    for (std::size_t bit = 0; bit < 8 * sealed.size(); ++bit) {
        // X25519 ignores the top bit of a point, but the nonce does not.
        sealed[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
        EXPECT_FALSE(open_sealed(sealed, key, opened)) << bit;
        EXPECT_EQ(opened, Bytes(6)) << "nothing is left of what could not be opened";
        sealed[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
    }
    EXPECT_TRUE(open_sealed(sealed, key, opened));
}

TEST(Seal, AnotherKeyOpensNothing) {
    const Bytes sealed = seal(seed_of(1), view_of("ballot"), fixed_key().public_key()).value();
    EXPECT_TRUE(says(outcome(open_sealed(sealed, TallySecretKey::generate())), "not sealed to"));
    EXPECT_TRUE(says(outcome(open_sealed(Bytes(47), fixed_key())), "at least 48 sealed bytes"));
}

TEST(Seal, RefusesKeysOfSmallOrder) {
    const char* const points[] = {
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    };
    for (const char* hex : points) {
        const auto key = TallyPublicKey::from_hex(hex).value();
        EXPECT_FALSE(is_usable(key)) << hex;
        EXPECT_FALSE(seal(seed_of(1), view_of("ballot"), key).ok()) << hex;
    }
    EXPECT_TRUE(is_usable(fixed_key().public_key()));
}

TEST(Pad, EveryTextOfARoundHasOneSize) {
    for (std::size_t size = 0; size < 128; ++size) {
        const std::string text(size, '\0');
        const auto padded = pad(text, 128).value();
        ASSERT_EQ(padded.size(), 128U);
        EXPECT_EQ(unpad(padded.view(), 128).value(), text);
        std::string buffer = text;
        buffer.resize(128);
        std::size_t length = 0;
        EXPECT_EQ(sodium_unpad(&length, padded.view().data(), 128, 128), 0);
        EXPECT_EQ(length, size) << "as sodium_pad would have written it";
    }
    EXPECT_TRUE(says(outcome(pad(std::string(128, 'a'), 128)), "does not fit the round's block"));
}

TEST(Pad, RefusesOtherPadding) {
    const std::pair<Bytes, const char*> rows[] = {
        {Bytes(63, 0), "expected 64 bytes"},
        {Bytes(128, 0), "expected 64 bytes"},
        {Bytes(64, 0), "padding is damaged"},
        {Bytes(64, 'a'), "padding is damaged"},
        {[] {
             Bytes b(64, 0);
             b[3] = 0x80;
             b[63] = 1;
             return b;
         }(),
         "padding is damaged"},
    };
    for (const auto& row : rows) EXPECT_TRUE(says(outcome(unpad(row.first, 64)), row.second));
}

TEST(Pad, BlockIsTheNextMultipleOf64Above) {
    EXPECT_EQ(block_size_for(0), 64U);
    EXPECT_EQ(block_size_for(63), 64U);
    EXPECT_EQ(block_size_for(64), 128U) << "strictly greater";
    EXPECT_EQ(block_size_for(700), 704U);
}

}  // namespace
}  // namespace tallystick::crypto
