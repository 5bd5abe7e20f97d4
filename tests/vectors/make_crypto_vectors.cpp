// SPDX-License-Identifier: GPL-3.0-or-later
// The vectors of crypto/: notes, checkpoints, proofs, cards, sealing, shares, key files.
#include "make_vectors.h"

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include <crypto/card.h>
#include <crypto/checkpoint.h>
#include <crypto/digest.h>
#include <crypto/fields.h>
#include <crypto/keyfile.h>
#include <crypto/merkle.h>
#include <crypto/sealing.h>
#include <crypto/shares.h>

namespace tallystick::vectors {
namespace {

using namespace std::string_literals;

std::array<std::uint8_t, 32> seed_of(std::uint8_t byte) {
    std::array<std::uint8_t, 32> seed{};
    seed.fill(byte);
    return seed;
}

crypto::SigningKey key_of(std::string_view name, std::uint8_t byte) {
    return crypto::SigningKey::from_seed(name, seed_of(byte)).value();
}

const crypto::Digest round_id = crypto::sha256("the round of the vectors\n");
const std::string dash = "\xe2\x80\x94 ";

void notes() {
    const auto key = key_of("greenfield-council", 1);
    const Header header{{"key", key.verifier().text()}};
    const std::string text =
        "tallystick/sample/v1\ntitle Caffi sudd \xc5\xb5\nround " + round_id.hex() + "\n";
    const std::string good = sign_note(text, key).bytes();
    write_vector("note", "good", "", header, good);
    const auto refuse = [&](const char* name, const char* because, const std::string& bytes) {
        write_vector("note", name, because, header, bytes);
    };
    refuse("text-changed", "does not match the text", replaced(good, "Caffi", "caffi"));
    {
        auto note = crypto::parse_note(good).value();
        note.signatures[0].signature.bytes[0] ^= 1;
        refuse("signature-changed", "does not match the text", note.bytes());
        note = crypto::parse_note(good).value();
        note.signatures[0].key_id ^= 1;
        refuse("key-id-changed", "no signature by", note.bytes());
        note = sign_note(text, key_of("greenfield-council", 2));
        refuse("another-key-same-name", "no signature by", note.bytes());
        note = sign_note(text, key_of("greenfield", 1));
        refuse("another-name-same-key", "no signature by", note.bytes());
        note = crypto::parse_note(good).value();
        crypto::require(add_signature(note, key_of("ann", 3)).ok(), "add");
        refuse("two-signatures", "exactly one signature", note.bytes());
    }
    refuse("signature-twice", "has signed already", good + good.substr(good.find(dash)));
    refuse("no-signature", "expected a signature line", good.substr(0, good.find("\n\n") + 2));
    refuse("text-only", "no empty line before signatures", text);
    refuse("no-final-lf", "ended by a line feed", good.substr(0, good.size() - 1));
    refuse("line-behind", "expected the end of the note", good + "x\n");
    refuse("crlf", "U+000D", replaced(good, "v1\n", "v1\r\n"));
    refuse("tab", "U+0009", replaced(good, "Caffi ", "Caffi\t"));
    refuse("nul", "U+0000", replaced(good, "Caffi", "Caff\0i"s));
    refuse("bom", "byte order mark", "\xef\xbb\xbf" + good);
    refuse("bidi-override", "U+202E",
           replaced(good, "Caffi",
                    "\xe2\x80\xae"
                    "Caffi"));
    refuse("line-separator", "U+2028", replaced(good, "Caffi ", "Caffi\xe2\x80\xa8"));
    refuse("not-utf8", "not UTF-8", replaced(good, "\xc5\xb5", "\xc5"));
    refuse("overlong-utf8", "not UTF-8", replaced(good, "Caffi ", "Caffi\xc0\xa0"));
    refuse("space-at-end", "space stands at the end", replaced(good, "v1\n", "v1 \n"));
    refuse("empty-line-inside", "expected a signature line",
           replaced(good, "\nround", "\n\nround"));
    refuse("hyphen-for-dash", "expected a signature line", replaced(good, dash, "- "));
    refuse("base64-without-padding", "expected a signature line", replaced(good, "=\n", "\n"));
    refuse("base64-url-symbols", "expected a signature line",
           good.substr(0, good.size() - 10) + "-_" + good.substr(good.size() - 8));
    // 68 bytes leave two spare bits in the last symbol but one's character.
    std::string spare = good;
    char& last = spare[spare.size() - 3];
    constexpr std::string_view symbols =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    last = symbols[symbols.find(last) ^ 1];
    refuse("base64-spare-bits", "expected a signature line", spare);
    std::string many = good;
    for (std::uint8_t i = 0; i < 16; ++i) {
        const auto note = sign_note(text, key_of("w" + std::to_string(i), i));
        many += note.bytes().substr(note.bytes().find(dash));
    }
    refuse("seventeen-signatures", "more than 16 signatures", many);
}

void checkpoints() {
    const std::string origin = crypto::log_origin(round_id, "kiosk-1");
    const auto key = key_of(origin, 4);
    const crypto::Checkpoint checkpoint{origin, 1, crypto::leaf_hash("an envelope")};
    const Header header{{"key", key.verifier().text()}};
    const auto signed_text = [&](const std::string& text) { return sign_note(text, key).bytes(); };
    write_vector("checkpoint", "good", "", header, sign_checkpoint(checkpoint, key).bytes());
    write_vector("checkpoint", "empty-log", "", header,
                 signed_text(crypto::Checkpoint{origin, 0, crypto::empty_root()}.text()));
    const std::string text = checkpoint.text();
    const std::pair<const char*, std::pair<const char*, std::string>> rows[] = {
        {"another-origin", {"expected the log", replaced(text, "kiosk-1", "kiosk-2")}},
        {"size-leading-zero",
         {"line 2: expected a whole number", replaced(text, "\n1\n", "\n01\n")}},
        {"size-negative", {"line 2: expected a whole number", replaced(text, "\n1\n", "\n-1\n")}},
        {"size-too-large",
         {"line 2: expected a whole number", replaced(text, "\n1\n", "\n9223372036854775808\n")}},
        {"root-short", {"line 3: expected 32 bytes", text.substr(0, text.size() - 5) + "\n"}},
        {"extension-line", {"line 4: expected the end", text + "extension\n"}},
        {"empty-log-wrong-root",
         {"expected the root of the empty log", replaced(text, "\n1\n", "\n0\n")}},
        {"root-missing", {"line 3", text.substr(0, origin.size() + 3)}},
    };
    for (const auto& row : rows) {
        write_vector("checkpoint", row.first, row.second.first, header,
                     signed_text(row.second.second));
    }
}

std::vector<crypto::Digest> leaves_of(std::size_t count) {
    std::vector<crypto::Digest> leaves;
    for (std::size_t i = 0; i < count; ++i) leaves.push_back(crypto::leaf_hash(std::to_string(i)));
    return leaves;
}

std::string lines_of(const crypto::Proof& proof) {
    std::string lines;
    for (const auto& digest : proof) lines += digest.hex() + "\n";
    return lines;
}

void proofs() {
    const auto leaves = leaves_of(21);
    const auto root = crypto::merkle_root(leaves);
    const auto inclusion = [&](std::size_t index, std::size_t size) {
        const auto part = std::span(leaves).first(size);
        return Header{{"leaf", leaves[index].hex()},
                      {"index", std::to_string(index)},
                      {"size", std::to_string(size)},
                      {"root", crypto::merkle_root(part).hex()}};
    };
    const char* const why = "does not lead to its root";
    for (const auto& row : {std::pair<std::size_t, std::size_t>{0, 1},
                            {0, 2},
                            {6, 7},
                            {4, 8},
                            {8, 9},
                            {20, 21},
                            {15, 16}}) {
        const auto part = std::span(leaves).first(row.second);
        write_vector("inclusion",
                     "leaf-" + std::to_string(row.first) + "-of-" + std::to_string(row.second), "",
                     inclusion(row.first, row.second), lines_of(inclusion_proof(part, row.first)));
    }
    const auto proof = crypto::inclusion_proof(leaves, 13);
    auto swapped = proof;
    std::swap(swapped[0], swapped[1]);
    auto longer = proof;
    longer.push_back(root);
    write_vector("inclusion", "hashes-swapped", why, inclusion(13, 21), lines_of(swapped));
    write_vector("inclusion", "one-hash-more", why, inclusion(13, 21), lines_of(longer));
    write_vector("inclusion", "one-hash-less", why, inclusion(13, 21),
                 lines_of({proof.begin(), proof.end() - 1}));
    write_vector("inclusion", "another-leaf", why, inclusion(12, 21), lines_of(proof));
    write_vector("inclusion", "behind-the-end", "below the log's size",
                 {{"leaf", leaves[0].hex()}, {"index", "21"}, {"size", "21"}, {"root", root.hex()}},
                 lines_of(proof));

    const auto consistency = [&](std::size_t old_size, std::size_t size) {
        return Header{{"old-size", std::to_string(old_size)},
                      {"old-root", crypto::merkle_root(std::span(leaves).first(old_size)).hex()},
                      {"size", std::to_string(size)},
                      {"root", crypto::merkle_root(std::span(leaves).first(size)).hex()}};
    };
    for (const auto& row : {std::pair<std::size_t, std::size_t>{1, 2},
                            {3, 7},
                            {4, 8},
                            {6, 8},
                            {8, 21},
                            {20, 21},
                            {7, 7}}) {
        write_vector("consistency",
                     "from-" + std::to_string(row.first) + "-to-" + std::to_string(row.second), "",
                     consistency(row.first, row.second),
                     lines_of(consistency_proof(std::span(leaves).first(row.second), row.first)));
    }
    const auto grown = crypto::consistency_proof(leaves, 13);
    auto changed = grown;
    changed[1].bytes[31] ^= 0x80;
    write_vector("consistency", "hash-changed", why, consistency(13, 21), lines_of(changed));
    write_vector("consistency", "one-hash-less", why, consistency(13, 21),
                 lines_of({grown.begin(), grown.end() - 1}));
    write_vector("consistency", "another-history", why, consistency(12, 21), lines_of(grown));
    write_vector("consistency", "shrunk", "expected a log of at least 21", consistency(21, 13), "");
}

void cards() {
    const auto salt = crypto::CardSalt::copy_of(seed_of(0x5a));
    const auto code =
        crypto::CardCode::from_bytes({0x08, 0x07, 0x40, 0xc3, 0x99, 0x5b, 0x02, 0xfe, 0x61, 0x8a});
    const crypto::CardKey key(code, salt);
    const std::string printed = code.printed();
    const Header header{{"salt", salt.hex()},
                        {"code", crypto::to_hex(code.bytes())},
                        {"public-key", key.public_key().hex()}};
    write_vector("card", "printed", "", header, printed);
    write_vector("card", "scanned-with-return", "", header, printed + "\r\n");
    std::string typed;
    for (const char c : printed) {
        typed += c == '-' ? ' ' : static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    }
    write_vector("card", "lower-case-and-spaces", "", header, typed);
    // Zeros and ones as people read them: this card has both.
    std::string letters;
    for (const char c : printed) letters += c == '0' ? 'O' : c == '1' ? 'l' : c;
    write_vector("card", "letters-for-digits", "", header, letters);
    std::string wrong = printed;
    wrong[3] = wrong[3] == '7' ? '8' : '7';
    write_vector("card", "one-symbol-wrong", "mistyped", {{"salt", salt.hex()}}, wrong);
    std::string swapped = printed;
    std::swap(swapped[0], swapped[1]);
    write_vector("card", "two-symbols-swapped", "mistyped", {{"salt", salt.hex()}}, swapped);
    write_vector("card", "too-short", "incomplete", {{"salt", salt.hex()}}, printed.substr(0, 19));
    write_vector("card", "too-long", "malformed", {{"salt", salt.hex()}}, printed + "0");
    write_vector("card", "letter-u", "malformed", {{"salt", salt.hex()}},
                 replaced(printed, "-", "U"));
}

void seals() {
    const auto key = crypto::TallySecretKey::from_bytes(seed_of(0x33));
    const auto seed = seed_of(0x21);
    const std::size_t block = 128;
    const std::string text = "a ballot's text, any bytes\n";
    const auto padded = crypto::pad(text, block).value();
    const auto sealed = crypto::seal(seed, padded.view(), key.public_key()).value();
    const Header header{{"tally-secret", crypto::to_hex(key.bytes())},
                        {"tally-key", key.public_key().hex()},
                        {"seed", crypto::to_hex(seed)},
                        {"id", crypto::ballot_id(seed).hex()},
                        {"block", std::to_string(block)},
                        {"text", crypto::to_hex(crypto::view_of(text))}};
    const auto lines = [](const crypto::Bytes& bytes) { return crypto::to_base64(bytes) + "\n"; };
    write_vector("seal", "good", "", header, lines(sealed));
    auto bytes = sealed;
    bytes[0] ^= 1;
    write_vector("seal", "ephemeral-key-changed", "not sealed to", header, lines(bytes));
    bytes = sealed;
    bytes[40] ^= 1;
    write_vector("seal", "authenticator-changed", "not sealed to", header, lines(bytes));
    bytes = sealed;
    bytes.back() ^= 0x80;
    write_vector("seal", "box-changed", "not sealed to", header, lines(bytes));
    bytes = sealed;
    bytes.pop_back();
    write_vector("seal", "cut", "not sealed to", header, lines(bytes));
    write_vector("seal", "to-another-key", "not sealed to", header,
                 lines(crypto::seal(seed, padded.view(),
                                    crypto::TallySecretKey::from_bytes(seed_of(0x34)).public_key())
                           .value()));
    const auto longer = crypto::pad(text, 2 * block).value();
    write_vector("seal", "another-block", "expected 128 bytes", header,
                 lines(crypto::seal(seed, longer.view(), key.public_key()).value()));
    const crypto::Bytes zeros(block, 0);
    write_vector("seal", "padding-missing", "padding is damaged", header,
                 lines(crypto::seal(seed, zeros, key.public_key()).value()));
}

void envelopes() {
    const auto code = crypto::CardCode::from_bytes({1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
    const crypto::CardKey card(code, crypto::CardSalt::copy_of(seed_of(0x5a)));
    const std::string sealed = crypto::to_base64(seed_of(0x66));
    const auto signature = sign_envelope(card, round_id, "kiosk-1", "all", sealed);
    const auto header = [&](const std::string& round, const char* kiosk, const char* style) {
        return Header{{"card", card.public_key().hex()},
                      {"round", round},
                      {"kiosk", kiosk},
                      {"style", style},
                      {"signature", signature.base64()}};
    };
    const std::string round = round_id.hex();
    const char* const why = "card signature";
    write_vector("envelope", "good", "", header(round, "kiosk-1", "all"), sealed);
    write_vector("envelope", "another-round", why,
                 header(crypto::sha256("x").hex(), "kiosk-1", "all"), sealed);
    write_vector("envelope", "another-kiosk", why, header(round, "kiosk-2", "all"), sealed);
    write_vector("envelope", "another-style", why, header(round, "kiosk-1", "north"), sealed);
    write_vector("envelope", "another-sealed", why, header(round, "kiosk-1", "all"),
                 crypto::to_base64(seed_of(0x67)));
    // S plus the group's order: the equation holds, the encoding is not canonical.
    auto other = signature;
    const auto order =
        crypto::from_hex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010")
            .value();
    unsigned carry = 0;
    for (std::size_t i = 0; i < 32; ++i) {
        carry += static_cast<unsigned>(other.bytes[32 + i]) + order[i];
        other.bytes[32 + i] = static_cast<std::uint8_t>(carry & 0xff);
        carry >>= 8;
    }
    auto malleable = header(round, "kiosk-1", "all");
    malleable.back().second = other.base64();
    write_vector("envelope", "signature-not-canonical", why, malleable, sealed);
}

// A share of a fixed polynomial: value + index * slope, byte by byte, in GF(256).
crypto::Share share_of(int index) {
    const auto key = crypto::TallySecretKey::from_bytes(seed_of(0x53));
    const std::uint8_t values[] = {0x53, 0x99, 0xdc, 0x16};  // 0x53 + 0xca * index
    return {index, 2, 3, key.public_key(), crypto::SecretBytes::copy_of(seed_of(values[index]))};
}

void shares() {
    std::string both;
    for (const int index : {1, 3}) both += share_file(share_of(index)).text();
    const std::string secret = crypto::to_hex(seed_of(0x53));
    write_vector("shares", "two-of-three", "", {{"tally-secret", secret}}, both);
    const std::string first(share_file(share_of(1)).text());
    const auto refuse = [&](const char* name, const char* because, const std::string& payload) {
        write_vector("shares", name, because, {}, payload);
    };
    refuse("one-of-two-needed", "expected 2 shares, found 1", first);
    refuse("same-twice", "share 1 is there twice", first + first);
    auto wrong = share_of(3);
    wrong.value.writable()[0] ^= 1;
    refuse("wrong-share", "do not rebuild", first + std::string(share_file(wrong).text()));
    std::string mistyped = first;
    mistyped[mistyped.find("code ") + 5 + 7] ^= 1;
    refuse("mistyped-group", "group 2 of 12 is mistyped", mistyped);
    refuse("index-line-differs", "not those inside the code",
           replaced(first, "index 1", "index 2"));
    refuse("lower-case-code", "twelve groups of six capitals", [&] {
        std::string text = first;
        for (std::size_t i = text.find("code ") + 5; i < text.size(); ++i) {
            if (text[i] >= 'A' && text[i] <= 'Z') text[i] = static_cast<char>(text[i] + 32);
        }
        return text;
    }());
    refuse("another-key", "another round's key",
           replaced(first, share_of(1).tally_key.hex(),
                    crypto::TallySecretKey::from_bytes(seed_of(1)).public_key().hex()));
}

void key_files() {
    const auto key = key_of("greenfield-council", 1);
    const std::string plain(plain_key(key).text());
    const Header header{{"key", key.verifier().text()}};
    write_vector("key-file", "plain", "", header, plain);
    write_vector("key-file", "plain-another-key", "not the one the file names", header,
                 replaced(plain, "seed AQEB", "seed AQEC"));
    write_vector("key-file", "plain-line-behind", "expected the end of the text", header,
                 plain + "x y\n");
    // Locked once with real randomness; salt and nonce make every locking different.
    const std::string locked =
        "tallystick/locked-key/v1\n"
        "key " +
        key.verifier().text() +
        "\n"
        "argon2id 1 8\n"
        "salt du9Cew1pi1EYSK6TAOKBTQ==\n"
        "nonce SJ0qF3TkGVH9mGjCvLuhj1OYkYFKDRW+\n"
        "box Em3hGO2uxw/rvHhP88/NRgRb0VzfxY9k4JzccletWeTNaXGyMuPtymJAYJzxqIu0\n";
    const Header with{{"key", key.verifier().text()}, {"passphrase", "four random words"}};
    write_vector("key-file", "locked", "", with, locked);
    write_vector("key-file", "locked-wrong-passphrase", "passphrase does not open",
                 {{"key", key.verifier().text()}, {"passphrase", "four random word"}}, locked);
    write_vector("key-file", "locked-too-costly", "line 3", with,
                 replaced(locked, "argon2id 1 8", "argon2id 1 4194304"));
}

}  // namespace

void write_crypto_vectors() {
    notes();
    checkpoints();
    proofs();
    cards();
    seals();
    envelopes();
    shares();
    key_files();
}

}  // namespace tallystick::vectors
