// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps the examples of docs/FORMAT.md true: reads each from the page and recomputes it.
#include <fstream>
#include <iterator>
#include <map>

#include <crypto/card.h>
#include <crypto/checkpoint.h>
#include <crypto/digest.h>
#include <crypto/keyfile.h>
#include <crypto/merkle.h>
#include <crypto/sealing.h>
#include <crypto/shares.h>

#include "support.h"

namespace tallystick::crypto {
namespace {

using test::outcome;

// The block between ``` lines behind `<!-- example: name -->`.
std::string example(const std::string& name) {
    std::ifstream in(std::string(TALLYSTICK_SOURCE_DIR) + "/docs/FORMAT.md", std::ios::binary);
    const std::string page{std::istreambuf_iterator<char>(in), {}};
    const std::string marker = "<!-- example: " + name + " -->\n```\n";
    const std::size_t start = page.find(marker);
    if (start == std::string::npos) return "no example " + name + " in docs/FORMAT.md\n";
    const std::size_t from = start + marker.size();
    return page.substr(from, page.find("```", from) - from);
}

// An example of `name value` lines.
class Values {
public:
    explicit Values(const std::string& name) {
        const std::string block = example(name);
        for (std::size_t at = 0; at < block.size();) {
            const std::size_t end = block.find('\n', at);
            const std::size_t space = block.find(' ', at);
            m_values[block.substr(at, space - at)] = block.substr(space + 1, end - space - 1);
            at = end + 1;
        }
    }
    std::string operator[](const std::string& name) const {
        const auto found = m_values.find(name);
        return found == m_values.end() ? "(no value " + name + ")" : found->second;
    }
    Bytes hex(const std::string& name) const { return from_hex((*this)[name]).value(); }
    Digest digest(const std::string& name) const { return Digest::from_hex((*this)[name]).value(); }

private:
    std::map<std::string, std::string> m_values;
};

TEST(FormatExamples, Encodings) {
    const Values values("encodings");
    const Bytes bytes = values.hex("hex");
    EXPECT_EQ(to_base64(bytes), values["base64"]);
    EXPECT_EQ(to_crockford(bytes), values["crockford"]);
    EXPECT_EQ(sha256(bytes).hex(), values["sha256"]);
}

TEST(FormatExamples, Note) {
    const Values values("note-key");
    const auto key = SigningKey::from_seed("greenfield-council", values.hex("seed")).value();
    EXPECT_EQ(key.verifier().text(), values["key"]);
    const auto note = parse_note(example("note")).value();
    EXPECT_EQ(outcome(verify_only(note, key.verifier())), "accepted");
    EXPECT_EQ(sign_note(note.text, key).bytes(), example("note"));
    EXPECT_EQ(note.id().hex(), values["id"]);
    EXPECT_EQ(signature_line_size(10), 10U + 98) << "the page says so";
}

TEST(FormatExamples, Log) {
    const Values values("log");
    std::vector<Digest> leaves;
    for (const char* name : {"0", "1", "2"}) {
        leaves.push_back(leaf_hash(values[std::string("leaf-") + name]));
        EXPECT_EQ(leaves.back(), values.digest(std::string("hash-") + name));
    }
    EXPECT_EQ(merkle_root(std::span(leaves).first(1)), values.digest("root-1"));
    EXPECT_EQ(merkle_root(std::span(leaves).first(2)), values.digest("root-2"));
    EXPECT_EQ(merkle_root(leaves), values.digest("root-3"));
    const auto line = [](const Proof& proof) {
        std::string text;
        for (const Digest& digest : proof) text += (text.empty() ? "" : " ") + digest.hex();
        return text;
    };
    EXPECT_EQ(line(inclusion_proof(leaves, 1)), values["inclusion-1-of-3"]);
    EXPECT_EQ(line(consistency_proof(leaves, 1)), values["consistency-1-to-3"]);
    EXPECT_EQ(line(consistency_proof(leaves, 2)), values["consistency-2-to-3"]);

    const Values key_values("checkpoint-key");
    const auto key = VerifierKey::parse(key_values["key"]).value();
    const auto note = parse_note(example("checkpoint")).value();
    const auto checkpoint = open_checkpoint(note, key).value();
    EXPECT_EQ(checkpoint.size, 3U);
    EXPECT_EQ(checkpoint.root, values.digest("root-3"));
    const auto signer = SigningKey::from_seed(key.name(), key_values.hex("seed")).value();
    EXPECT_EQ(sign_checkpoint(checkpoint, signer).bytes(), example("checkpoint"));
}

TEST(FormatExamples, SealedEnvelope) {
    const Values values("seal");
    const auto key = TallySecretKey::from_bytes(values.hex("tally-secret"));
    EXPECT_EQ(key.public_key().hex(), values["tally-key"]);
    const Bytes seed = values.hex("seed");
    EXPECT_EQ(ballot_id(seed).hex(), values["id"]);
    const Bytes text = values.hex("text");
    const auto padded = pad(text_of(text), std::stoull(values["block"])).value();
    EXPECT_EQ(to_hex(padded.view()), values["plaintext"]);
    const Bytes sealed = seal(seed, padded.view(), key.public_key()).value();
    EXPECT_EQ(to_base64(sealed), values["sealed"]);
    EXPECT_EQ(to_hex(ByteView(sealed).first(32)), values["ephemeral-key"]);
    EXPECT_EQ(TallySecretKey::from_bytes(values.hex("ephemeral-secret")).public_key().hex(),
              values["ephemeral-key"]);
    EXPECT_TRUE(open_sealed(sealed, key).value().equals(padded.view()));
}

TEST(FormatExamples, Card) {
    const Values values("card");
    const CardReading reading = read_card(values["printed"]);
    ASSERT_TRUE(reading.code.has_value());
    EXPECT_EQ(to_hex(reading.code->bytes()), values["code"]);
    EXPECT_EQ(reading.code->printed(), values["printed"]);
    const CardKey key(*reading.code, CardSalt::from_hex(values["salt"]).value());
    EXPECT_EQ(key.public_key().hex(), values["public-key"]);
    EXPECT_EQ(SigningKey::from_seed("k", values.hex("seed")).value().verifier().key().hex(),
              values["public-key"]);
    EXPECT_EQ(card_label(key.public_key()), values["label"]);
    const Digest round = values.digest("round");
    EXPECT_EQ(envelope_text(round, values["kiosk"], values["style"], values["sealed"]),
              example("envelope-text"));
    EXPECT_EQ(
        sign_envelope(key, round, values["kiosk"], values["style"], values["sealed"]).base64(),
        values["signature"]);
}

TEST(FormatExamples, KeyFiles) {
    const Values values("note-key");
    const auto locked = unlock_key(example("locked-key"), "four random words").value();
    EXPECT_EQ(locked.verifier().text(), values["key"]);
    const auto plain = parse_plain_key(example("plain-key")).value();
    EXPECT_EQ(plain.verifier().text(), values["key"]);
    EXPECT_EQ(plain_key(plain).text(), example("plain-key"));
}

TEST(FormatExamples, Shares) {
    const Values values("shares");
    std::vector<Share> shares;
    for (const char* index : {"1", "3"}) {
        const std::string file = example(std::string("share-") + index);
        shares.push_back(parse_share_file(file).value());
        EXPECT_EQ(share_file(shares.back()).text(), file);
        EXPECT_EQ(to_hex(shares.back().value.view()), values[std::string("value-") + index]);
    }
    EXPECT_EQ(to_hex(combine(shares).value().bytes()), values["tally-secret"]);
    EXPECT_EQ(values["tally-secret"], Values("seal")["tally-secret"]);
}

}  // namespace
}  // namespace tallystick::crypto
