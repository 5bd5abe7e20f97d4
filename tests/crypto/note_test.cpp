// SPDX-License-Identifier: GPL-3.0-or-later
#include <functional>

#include <crypto/checkpoint.h>
#include <crypto/digest.h>
#include <crypto/merkle.h>

#include "support.h"

namespace tallystick::crypto {
namespace {

using test::key_named;
using test::outcome;
using test::says;

// RFC 8032 §7.1, tests 1 and 2.
TEST(Ed25519, KnownAnswers) {
    struct Row {
        const char *seed, *key, *message, *signature;
    };
    const Row rows[] = {
        {"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
         "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
         "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701"
         "c"
         "f9b46bd25bf5f0595bbe24655141438e7a100b"},
        {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
         "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "r",
         "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d"
         "0"
         "f11d8c387b2eaeb4302aeeb00d291612bb0c00"},
    };
    for (const auto& row : rows) {
        const auto key = SigningKey::from_seed("k", from_hex(row.seed).value()).value();
        EXPECT_EQ(key.verifier().key().hex(), row.key);
        EXPECT_EQ(key.sign(row.message).hex(), row.signature);
        EXPECT_TRUE(verify_signature(key.verifier().key(), view_of(row.message),
                                     Signature::from_hex(row.signature).value()));
    }
}

// A signature plus the group's order is the same equation; only the smaller one is a signature.
TEST(Ed25519, RefusesTheOtherFormOfASignature) {
    const SigningKey key = key_named("k", 1);
    Signature signature = key.sign("text");
    const auto order =
        from_hex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010").value();
    int carry = 0;
    for (std::size_t i = 0; i < 32; ++i) {
        carry += signature.bytes[32 + i] + order[i];
        signature.bytes[32 + i] = static_cast<std::uint8_t>(carry & 0xff);
        carry >>= 8;
    }
    EXPECT_FALSE(verify_signature(key.verifier().key(), view_of("text"), signature));
}

TEST(Ed25519, RefusesAKeyOfSmallOrder) {
    // With the neutral element as key and as R, S = 0 satisfies the equation for every text.
    Ed25519PublicKey neutral;
    neutral.bytes[0] = 1;
    Signature signature;
    signature.bytes[0] = 1;
    EXPECT_FALSE(verify_signature(neutral, view_of("text"), signature));
}

constexpr std::string_view neumann_key =
    "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
constexpr std::string_view neumann_text =
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n";
constexpr std::string_view neumann_signature =
    "\xe2\x80\x94 PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdng"
    "otpRZb6KE6RyyBwJnAM=\n";

// The example that everybody who implements signed notes checks against (Go's note package).
TEST(Note, TheWellKnownExample) {
    const std::string bytes = std::string(neumann_text) + "\n" + std::string(neumann_signature);
    const auto key = VerifierKey::parse(neumann_key).value();
    EXPECT_EQ(key.text(), neumann_key);
    const auto note = parse_note(bytes).value();
    EXPECT_EQ(note.text, neumann_text);
    EXPECT_EQ(outcome(verify_only(note, key)), "accepted");
    EXPECT_EQ(note.bytes(), bytes);

    // PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz
    const auto secret = from_base64("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz").value();
    const auto signer = SigningKey::from_seed("PeterNeumann", ByteView(secret).subspan(1)).value();
    EXPECT_EQ(sign_note(neumann_text, signer).bytes(), bytes);
}

TEST(VerifierKey, RefusesWhatIsNotOneKey) {
    const std::string good(neumann_key);
    const auto with = [&](std::size_t at, char c) {
        std::string text = good;
        text[at] = c;
        return text;
    };
    const std::pair<std::string, const char*> rows[] = {
        {"", "no '+'"},
        {"PeterNeumann", "no '+'"},
        {"+c74f20a3+ARpc", "bad name"},
        {with(5, ' '), "bad name"},
        {with(0, 'p'), "does not belong"},
        {with(13, 'C'), "bad key id"},
        {with(13, 'd'), "does not belong"},
        {with(21, '-'), "bad key id"},
        {with(22, 'B'), "not an Ed25519 key"},
        {with(40, 'x'), "does not belong"},
        {good + "\n", "bad base64"},
        {good + "=", "bad base64"},
        {good.substr(0, good.size() - 4), "bad base64"},
        {std::string(129, 'n') + good.substr(12), "bad name"},
    };
    for (const auto& row : rows) {
        EXPECT_TRUE(says(outcome(VerifierKey::parse(row.first)), row.second)) << row.first;
    }
    for (const char* name : {"", "a b", "a+b", "a\n", "caf\xc3\xa9"}) {
        EXPECT_FALSE(SigningKey::generate(name).ok()) << name;
    }
}

TEST(SigningKey, KeepsItsKeyUnderAnotherName) {
    const SigningKey key = key_named("new-kiosk", 3);
    const SigningKey named = key.renamed("tallystick/log/v1/00/kiosk-1").value();
    EXPECT_EQ(named.verifier().key(), key.verifier().key());
    EXPECT_NE(named.verifier().id(), key.verifier().id());
    EXPECT_FALSE(key.renamed("two words").ok());
}

std::string small_note() {
    return sign_note("tallystick/sample/v1\nround 1\n", key_named("k", 1)).bytes();
}

TEST(Note, SizeIsKnownBeforehand) {
    const std::string text = "tallystick/sample/v1\nround 1\n";
    EXPECT_EQ(small_note().size(), signed_note_size(text.size(), 1));
}

TEST(Note, IdIsTheTextsHash) {
    EXPECT_EQ(parse_note(small_note()).value().id(), sha256("tallystick/sample/v1\nround 1\n"));
    EXPECT_EQ(parse_note(small_note()).value().type(), "tallystick/sample/v1");
}

struct Attack {
    const char* what;
    std::function<std::string(std::string)> change;
    const char* words;
};

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return text.replace(at, from.size(), to);
}

TEST(Note, RefusesEveryOtherForm) {
    const std::string dash = "\xe2\x80\x94 k ";
    const Attack rows[] = {
        {"nothing", [](std::string) { return std::string(); }, "no empty line"},
        {"text only", [](std::string n) { return n.substr(0, n.find("\n\n") + 1); },
         "no empty line"},
        {"no signature", [](std::string n) { return n.substr(0, n.find("\n\n") + 2); },
         "line 4: expected a signature line"},
        {"no LF at the end", [](std::string n) { return n.substr(0, n.size() - 1); }, "line feed"},
        {"more behind", [](std::string n) { return n + "x\n"; }, "expected the end of the note"},
        {"empty line behind", [](std::string n) { return n + "\n"; }, "expected the end"},
        {"empty line inside", [](std::string n) { return replaced(n, "\nround", "\n\nround"); },
         "expected a signature line"},
        {"empty line first", [](std::string n) { return "\n" + n; }, "line 1: expected text"},
        {"two empty lines", [](std::string n) { return replaced(n, "\n\n", "\n\n\n"); },
         "line 4: expected a signature line"},
        {"CR LF", [](std::string n) { return replaced(n, "\nround", "\r\nround"); }, "U+000D"},
        {"hyphen for the dash", [&](std::string n) { return replaced(n, dash, "- k "); },
         "expected a signature line"},
        {"two spaces", [&](std::string n) { return replaced(n, dash, "\xe2\x80\x94  k "); },
         "expected a signature line"},
        {"two spaces behind the name", [&](std::string n) { return replaced(n, dash, dash + " "); },
         "expected a signature line"},
        {"no name", [&](std::string n) { return replaced(n, dash, "\xe2\x80\x94 "); },
         "expected a signature line"},
        {"plus in the name", [&](std::string n) { return replaced(n, dash, "\xe2\x80\x94 k+ "); },
         "expected a signature line"},
        {"space at the end", [](std::string n) { return replaced(n, "=\n", "= \n"); },
         "expected a signature line"},
        {"cut base64", [](std::string n) { return n.substr(0, n.size() - 5) + "\n"; },
         "expected a signature line"},
        {"same signature twice", [&](std::string n) { return n + n.substr(n.find(dash)); },
         "k has signed already"},
        {"too large", [](std::string n) { return std::string(1'000'000, 'a') + "\n" + n; },
         "at most 1,000,000 bytes"},
    };
    for (const auto& row : rows) {
        EXPECT_TRUE(says(outcome(parse_note(row.change(small_note()))), row.words)) << row.what;
    }
}

TEST(Note, TakesAtMostSixteenSignatures) {
    Note note = sign_note("text\n", key_named("k0", 0));
    for (std::uint8_t i = 1; i < 16; ++i) {
        EXPECT_TRUE(add_signature(note, key_named("k" + std::to_string(i), i)).ok());
    }
    EXPECT_EQ(parse_note(note.bytes()).value(), note);
    const SigningKey more = key_named("k16", 16);
    EXPECT_TRUE(says(outcome(add_signature(note, more)), "at most 16"));
    note.signatures.push_back({more.name(), more.verifier().id(), more.sign(note.text)});
    EXPECT_TRUE(says(outcome(parse_note(note.bytes())), "line 19: more than 16 signatures"));
}

// Every byte of a note set to every other value: refused by the parser or by the signature.
TEST(Note, NoByteCanChange) {
    const std::string good = small_note();
    const VerifierKey key = key_named("k", 1).verifier();
    int refused_by_form = 0;
    int refused_by_signature = 0;
    for (std::size_t at = 0; at < good.size(); ++at) {
        for (int byte = 0; byte < 256; ++byte) {
            std::string bytes = good;
            bytes[at] = static_cast<char>(byte);
            if (bytes == good) continue;
            const auto note = parse_note(bytes);
            if (!note) {
                ++refused_by_form;
                continue;
            }
            EXPECT_FALSE(verify_only(note.value(), key).ok()) << at << " " << byte;
            EXPECT_EQ(note->bytes(), bytes);
            ++refused_by_signature;
        }
    }
    EXPECT_EQ(refused_by_form + refused_by_signature, static_cast<int>(good.size()) * 255);
}

TEST(Note, SeveralOneAfterTheOther) {
    const std::string both = small_note() + sign_note("b\n", key_named("l", 2)).bytes();
    std::string_view rest = both;
    EXPECT_EQ(take_note(rest).value().bytes(), small_note());
    EXPECT_EQ(take_note(rest).value().text, "b\n");
    EXPECT_TRUE(rest.empty());
    EXPECT_FALSE(take_note(rest).ok());
    EXPECT_FALSE(parse_note(both).ok());
}

TEST(Note, AFailedTakeMovesNothing) {
    const std::string broken = "text\n\nnot a signature\n";
    std::string_view rest = broken;
    EXPECT_FALSE(take_note(rest).ok());
    EXPECT_EQ(rest, broken);
}

TEST(Verify, WantsThisKeyAndNoOther) {
    const SigningKey key = key_named("k", 1);
    Note note = sign_note("text\n", key);
    EXPECT_TRUE(says(outcome(verify(note, key_named("k", 2).verifier())), "no signature by k+"));
    EXPECT_TRUE(says(outcome(verify(note, key_named("l", 1).verifier())), "no signature by l+"));
    EXPECT_TRUE(add_signature(note, key_named("l", 2)).ok());
    EXPECT_EQ(outcome(verify(note, key.verifier())), "accepted");
    EXPECT_TRUE(says(outcome(verify_only(note, key.verifier())), "exactly one signature, found 2"));
    note.text = "Text\n";
    EXPECT_TRUE(says(outcome(verify(note, key.verifier())), "does not match the text"));
}

TEST(Witnesses, OrganiserFirstThenByName) {
    const SigningKey council = key_named("council", 1);
    const SigningKey ann = key_named("ann", 2);
    const SigningKey bob = key_named("bob", 3);
    const std::vector<VerifierKey> known{bob.verifier(), ann.verifier()};
    Note note = sign_note("text\n", council);
    EXPECT_EQ(verify_with_witnesses(note, council.verifier(), known).value(),
              std::vector<std::string>{});
    EXPECT_TRUE(add_witness_signature(note, bob).ok());
    EXPECT_TRUE(add_witness_signature(note, ann).ok());
    EXPECT_EQ(verify_with_witnesses(note, council.verifier(), known).value(),
              (std::vector<std::string>{"ann", "bob"}));
    EXPECT_TRUE(says(outcome(add_witness_signature(note, ann)), "ann has signed already"));

    Note swapped = note;
    std::swap(swapped.signatures[1], swapped.signatures[2]);
    Note first = note;
    std::swap(first.signatures[0], first.signatures[1]);
    Note forged = note;
    forged.signatures[2].signature.bytes[5] ^= 1;
    Note stranger = note;
    EXPECT_TRUE(add_witness_signature(stranger, key_named("carl", 4)).ok());
    Note other_key = sign_note("text\n", council);
    EXPECT_TRUE(add_witness_signature(other_key, key_named("ann", 9)).ok());
    const std::pair<const Note*, const char*> rows[] = {
        {&swapped, "not in the order of their names"},
        {&first, "first signature is not by council"},
        {&forged, "signature of bob does not match"},
        {&stranger, "carl, who is no witness"},
        {&other_key, "ann, who is no witness"},
    };
    for (const auto& row : rows) {
        EXPECT_TRUE(says(outcome(verify_with_witnesses(*row.first, council.verifier(), known)),
                         row.second));
    }
}

TEST(Checkpoint, SaysOriginSizeAndRoot) {
    const std::string origin = log_origin(sha256("round"), "kiosk-1");
    const SigningKey key = key_named(origin, 1);
    const Digest leaf = leaf_hash("c");
    const Checkpoint checkpoint{origin, 1, leaf};
    EXPECT_EQ(checkpoint.text(), origin + "\n1\n" + leaf.base64() + "\n");
    const Note note = sign_checkpoint(checkpoint, key);
    EXPECT_EQ(open_checkpoint(note, key.verifier()).value(), checkpoint);
    EXPECT_FALSE(open_checkpoint(note, key_named(origin, 2).verifier()).ok());
}

TEST(Checkpoint, OneLogsKeyCannotSpeakForAnother) {
    const SigningKey key = key_named("log-a", 1);
    const Note note = sign_note(Checkpoint{"log-b", 1, leaf_hash("c")}.text(), key);
    EXPECT_TRUE(says(outcome(open_checkpoint(note, key.verifier())), "expected the log \"log-a\""));
}

TEST(Checkpoint, RefusesEveryOtherForm) {
    const std::string root = leaf_hash("c").base64();
    const std::pair<std::string, const char*> rows[] = {
        {"", "line 1"},
        {"log\n", "line 2"},
        {"log\n1\n", "line 3"},
        {"two words\n1\n" + root + "\n", "line 1: expected the log's origin"},
        {"log\n01\n" + root + "\n", "line 2: expected a whole number"},
        {"log\n-1\n" + root + "\n", "line 2: expected a whole number"},
        {"log\n9223372036854775808\n" + root + "\n", "line 2: expected a whole number"},
        {"log\n1\n" + root.substr(4) + "\n", "line 3: expected 32 bytes as padded base64"},
        {"log\n1\n" + root, "line 3"},
        {"log\n1\n" + root + "\nextension\n", "line 4: expected the end"},
        {"log\n0\n" + root + "\n", "expected the root of the empty log"},
    };
    for (const auto& row : rows) {
        EXPECT_TRUE(says(outcome(Checkpoint::parse(row.first)), row.second)) << row.first;
    }
    EXPECT_TRUE(Checkpoint::parse("log\n0\n" + empty_root().base64() + "\n").ok());
}

}  // namespace
}  // namespace tallystick::crypto
