// SPDX-License-Identifier: GPL-3.0-or-later
// The tally key as a signing key: libsodium's Ed25519 verifies what it signed, and its public form
// leads back to the tally key.
#include <sodium.h>

#include <crypto/random.h>
#include <crypto/tally_note.h>

#include "support.h"

namespace tallystick::crypto {
namespace {

using test::outcome;
using test::says;
using test::seed_of;

const std::string name = "tallystick/tally/v1/test";
const std::string text = "tallystick/opened/v1\nround test\n";

TallySecretKey key_of(std::uint8_t fill) {
    return TallySecretKey::from_bytes(seed_of(fill));
}

TEST(TallyNote, IsAnEd25519Note) {
    for (int at = 0; at < 20; ++at) {
        const TallySecretKey key = TallySecretKey::generate();
        const VerifierKey verifier = tally_verifier(key, name).value();
        EXPECT_TRUE(is_form_of(verifier, key.public_key()));
        const Note note = sign_with_tally_key(text, key, verifier);
        const Note read = parse_note(note.bytes()).value();
        EXPECT_EQ(outcome(verify_only(read, verifier)), "accepted");
        const auto& signature = read.signatures.front().signature;
        EXPECT_EQ(crypto_sign_verify_detached(signature.bytes.data(), view_of(text).data(),
                                              text.size(), verifier.key().bytes.data()),
                  0);
    }
}

// The secret 0x77… is the scalar 0x7077…70 once clamped. Its form and the signature, worked out in
// Python with RFC 8032's own field arithmetic (see docs/FORMAT.md "Opened note").
TEST(TallyNote, KnownAnswer) {
    const VerifierKey verifier = tally_verifier(key_of(0x77), name).value();
    const Note note = sign_with_tally_key(text, key_of(0x77), verifier);
    EXPECT_EQ(verifier.key().hex(),
              "60464e15a7650f2ef0475a627102bcda5b009ff8a686e3880814606a33e5103a");
    EXPECT_EQ(to_hex(note.signatures.front().signature.bytes),
              "e549369ce81ab1a47c7659ac2526d4ce635debdcd7aa654b3e7d50c051632af8"
              "add0f766379b5527a58de8f0f34db5f7e83a354ea4e88ec2ad659aa66024a60a");
}

TEST(TallyNote, AnotherKeysFormIsNone) {
    const VerifierKey other = tally_verifier(key_of(0x78), name).value();
    EXPECT_FALSE(is_form_of(other, key_of(0x77).public_key()));
    // A signing key that has nothing to do with it, and a point of small order.
    const VerifierKey signer = SigningKey::from_seed(name, seed_of(0x77))->verifier();
    EXPECT_FALSE(is_form_of(signer, key_of(0x77).public_key()));
    const VerifierKey zero = VerifierKey::create(name, Ed25519PublicKey{}).value();
    EXPECT_FALSE(is_form_of(zero, TallyPublicKey{}));
}

TEST(TallyNote, AnotherTextIsNotSigned) {
    const VerifierKey verifier = tally_verifier(key_of(0x77), name).value();
    Note note = sign_with_tally_key(text, key_of(0x77), verifier);
    note.text = "tallystick/opened/v1\nround rest\n";
    EXPECT_TRUE(says(outcome(verify_only(note, verifier)), "does not match the text"));
}

// Two texts under one nonce would give the key away.
TEST(TallyNote, TheNonceFollowsTheText) {
    const VerifierKey verifier = tally_verifier(key_of(0x77), name).value();
    const auto half = [&](const std::string& what) {
        const Note note = sign_with_tally_key(what, key_of(0x77), verifier);
        return to_hex(ByteView(note.signatures.front().signature.bytes).first(32));
    };
    EXPECT_EQ(half(text), half(text));
    EXPECT_NE(half(text), half(text + "closing x\n"));
}

}  // namespace
}  // namespace tallystick::crypto
