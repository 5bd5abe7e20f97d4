// SPDX-License-Identifier: GPL-3.0-or-later
// Packs, envelopes and reveals: what is made opens, and whatever is changed is found.
#include <ballot/make_envelope.h>

#include <filesystem>
#include <fstream>
#include <functional>

#include <crypto/merkle.h>

#include "support.h"

namespace tallystick::ballot::test {
namespace {

class EnvelopeMaking : public ::testing::Test {
protected:
    static void SetUpTestSuite() { s_round = seal_round(small_round(), 4); }
    static void TearDownTestSuite() { s_round.reset(); }
    static std::unique_ptr<Sealed> s_round;

    EnvelopeMaking()
        : m_key(crypto::SigningKey::from_seed(
                    crypto::log_origin(s_round->pack.round_id, "library-1"), seed_of(5))
                    .value()) {}
    SealedBallot make(std::size_t card = 0, std::uint64_t seed = 9) const {
        const crypto::CardKey key = s_round->card(card);
        const Style& style = *s_round->pack.style_of(key.public_key());
        auto ballot =
            make_envelope(s_round->pack, id<KioskId>("library-1"), m_key, Holder::of_card(key),
                          style.id, first_choices(*s_round, style), seed_of(seed));
        EXPECT_TRUE(good(ballot));
        return std::move(ballot).value();
    }
    crypto::SigningKey m_key;
};
std::unique_ptr<Sealed> EnvelopeMaking::s_round;

TEST_F(EnvelopeMaking, OpensToTheInnerBallot) {
    const SealedBallot ballot = make();
    const Round& round = s_round->pack.round;
    const auto envelope = read_envelope(ballot.line, round.style_width(), round.block);
    ASSERT_TRUE(good(envelope));
    const auto sealed = crypto::from_base64(envelope->sealed_base64).value();
    const auto padded = crypto::open_sealed(sealed, s_round->tally);
    ASSERT_TRUE(padded.ok());
    const auto text = crypto::unpad(padded->view(), static_cast<std::size_t>(round.block));
    ASSERT_TRUE(good(text));
    const auto note = crypto::parse_note(text.value());
    ASSERT_TRUE(good(note));
    EXPECT_TRUE(good(crypto::verify_only(note.value(), m_key.verifier())));
    const auto inner = read_inner_ballot(note->text);
    ASSERT_TRUE(good(inner));
    EXPECT_EQ(inner->id, ballot.id);
    EXPECT_EQ(inner->votes.size(), 2U);
}

TEST_F(EnvelopeMaking, IsDecidedByItsSeed) {
    EXPECT_EQ(make(0, 9).line, make(0, 9).line);
    EXPECT_NE(make(0, 9).line, make(0, 10).line);
    EXPECT_NE(make(0, 9).line, make(2, 9).line);
}

TEST_F(EnvelopeMaking, EveryLineHasOneLength) {
    EXPECT_EQ(make(0).line.size(), make(1).line.size());
}

TEST_F(EnvelopeMaking, TheLargestBallotFits) {
    const auto wide = seal_round(wide_round(220), 1);
    const auto key = crypto::SigningKey::from_seed(
                         crypto::log_origin(wide->pack.round_id, std::string(32, 'k')), seed_of(5))
                         .value();
    Votes all;
    for (const Proposal& proposal : wide->pack.round.proposals) all[proposal.id] = 1;
    const crypto::CardKey card = wide->card(0);
    EXPECT_TRUE(
        good(make_envelope(wide->pack, id<KioskId>(std::string(32, 'k')), key,
                           Holder::of_card(card), wide->pack.round.styles[0].id, all, seed_of(1))));
}

TEST_F(EnvelopeMaking, RefusesVotesAgainstTheRules) {
    const crypto::CardKey key = s_round->card(0);
    const auto made = [&](const Votes& votes) {
        return outcome(make_envelope(s_round->pack, id<KioskId>("library-1"), m_key,
                                     Holder::of_card(key), id<StyleId>("north"), votes,
                                     seed_of(1)));
    };
    EXPECT_TRUE(says(made({}), "rules"));
    EXPECT_TRUE(says(made({{id<ProposalId>("bench"), 2}}), "rules"));
    // The words name no choice: they may end in a log.
    EXPECT_EQ(made({{id<ProposalId>("bench"), 2}}).find("bench"), std::string::npos);
}

TEST_F(EnvelopeMaking, ReceiptIsTheKiosksAndNamesTheLeaf) {
    const SealedBallot ballot = make();
    const auto note = crypto::parse_note(ballot.receipt).value();
    EXPECT_TRUE(good(crypto::verify_only(note, m_key.verifier())));
    const ReceiptNote receipt = read_receipt_note(note.text).value();
    EXPECT_EQ(receipt.leaf, crypto::leaf_hash(ballot.line));
    EXPECT_EQ(receipt.card, ballot.holder.hex().substr(0, 8));
}

TEST_F(EnvelopeMaking, AStrangerSealsARevealedBallotAgain) {
    const SealedBallot ballot = make();
    const auto inner =
        check_reveal(s_round->pack, m_key.verifier(), ballot.reveal.text(), ballot.leaf);
    ASSERT_TRUE(good(inner));
    EXPECT_EQ(inner->votes.count(id<ProposalId>("bench")), 1U);
    EXPECT_TRUE(says(outcome(check_reveal(s_round->pack, m_key.verifier(), ballot.reveal.text(),
                                          make(0, 10).leaf)),
                     "expected the code"));
}

TEST_F(EnvelopeMaking, ARevealChangedAnywhereIsFound) {
    const SealedBallot ballot = make();
    const std::string reveal(ballot.reveal.text());
    for (std::size_t at = 0; at < reveal.size(); ++at) {
        std::string changed = reveal;
        changed[at] = static_cast<char>(changed[at] ^ 1);
        EXPECT_FALSE(check_reveal(s_round->pack, m_key.verifier(), changed, ballot.leaf).ok())
            << at << ": " << changed[at];
    }
}

TEST_F(EnvelopeMaking, ShortCodeIsForLookingUp) {
    const SealedBallot ballot = make();
    const std::string code = short_code(ballot.leaf);
    EXPECT_EQ(code.size(), 23U);
    EXPECT_EQ(code[5], '-');
}

// ---- packs ----

void write_text(const Path& file, const std::string& text) {
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
}
std::string read_text(const Path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

class Pack : public ::testing::Test {
protected:
    Pack() : m_sealed(seal_round(small_round(), 4)) {
        const PackContents contents{m_sealed->pack.round,
                                    m_sealed->tally.public_key(),
                                    m_sealed->pack.cards,
                                    {{"pictures/a.jpg", "picture"}}};
        m_folder = m_outer.path() / "pack";
        EXPECT_TRUE(good(write_pack(m_folder, contents, m_sealed->organiser)));
    }
    std::string load() const { return outcome(load_pack(m_folder)); }

    std::unique_ptr<Sealed> m_sealed;
    Folder m_outer;
    Path m_folder;
};

TEST_F(Pack, Loads) {
    const auto pack = load_pack(m_folder, &m_sealed->organiser.verifier());
    ASSERT_TRUE(good(pack));
    EXPECT_EQ(pack->cards.size(), 4U);
    EXPECT_EQ(pack->style_of(m_sealed->card(1).public_key())->id.text(), "to");
    EXPECT_EQ(pack->style_of(m_sealed->card(2).public_key())->id.text(), "north");
    EXPECT_EQ(pack->style_of(crypto::CardPublicKey{}), nullptr);
}

TEST_F(Pack, EveryTamperIsFound) {
    struct Row {
        const char* what;
        std::function<void(const Path&)> tamper;
        const char* words;
    };
    const std::vector<Row> rows{
        {"picture changed", [](const Path& f) { write_text(f / "pictures/a.jpg", "Picture"); },
         "pictures/a.jpg: expected SHA-256"},
        {"picture missing", [](const Path& f) { std::filesystem::remove_all(f / "pictures"); },
         "pictures/a.jpg: listed in round.note, but missing"},
        {"picture gone, folder left",
         [](const Path& f) { std::filesystem::remove(f / "pictures/a.jpg"); },
         "pictures: expected a folder with files, found an empty one"},
        {"empty folder", [](const Path& f) { std::filesystem::create_directory(f / "extra"); },
         "extra: expected a folder with files, found an empty one"},
        {"unlisted file", [](const Path& f) { write_text(f / "extra.txt", "x"); },
         "extra.txt: not listed"},
        {"hidden file", [](const Path& f) { write_text(f / ".hidden", "x"); },
         ".hidden: not listed"},
        {"bad name", [](const Path& f) { write_text(f / "A b.txt", "x"); }, "file name of a-z"},
        {"link",
         [](const Path& f) {
             std::filesystem::rename(f / "pictures/a.jpg", f.parent_path() / "a.jpg");
             std::filesystem::create_symlink("../../a.jpg", f / "pictures/a.jpg");
         },
         "found a link"},
        {"cards changed",
         [](const Path& f) { write_text(f / "cards.txt", read_text(f / "cards.txt") + "x\n"); },
         "cards.txt: expected SHA-256"},
        {"round.json changed",
         [](const Path& f) { write_text(f / "round.json", read_text(f / "round.json") + "\n"); },
         "round.json: expected SHA-256"},
        {"note changed",
         [](const Path& f) {
             std::string note = read_text(f / "round.note");
             note[note.find("title ") + 6] ^= 1;
             write_text(f / "round.note", note);
         },
         "round.note: "},
        {"note missing", [](const Path& f) { std::filesystem::remove(f / "round.note"); },
         "round.note: cannot read"},
    };
    for (const Row& row : rows) {
        const Path kept = m_outer.path() / "kept";
        std::filesystem::copy(m_folder, kept, std::filesystem::copy_options::recursive);
        row.tamper(m_folder);
        EXPECT_TRUE(says(load(), row.words)) << row.what;
        std::filesystem::remove_all(m_folder);
        std::filesystem::rename(kept, m_folder);
        ASSERT_EQ(load(), "accepted");
    }
}

TEST_F(Pack, AnotherOrganiserIsNamed) {
    const auto other = crypto::SigningKey::from_seed("test.example/other", seed_of(8)).value();
    EXPECT_TRUE(says(outcome(load_pack(m_folder, &other.verifier())), "expected the organiser"));
}

TEST_F(Pack, WritesNothingForAFaultyRound) {
    Round round = m_sealed->pack.round;
    round.styles[0].cards = 3;
    round.proposals[0].picture = "pictures/none.jpg";
    const Path place = m_outer.path() / "second";
    const auto written =
        write_pack(place, {round, m_sealed->tally.public_key(), m_sealed->pack.cards, {}},
                   m_sealed->organiser);
    EXPECT_TRUE(says(outcome(written), "expected 3 cards, found 2"));
    EXPECT_TRUE(says(outcome(written), "pictures/none.jpg"));
    EXPECT_FALSE(ballot::exists(place));
}

// round.note has 104 bytes for each recording: 9,700 of them are more than a million.
TEST_F(Pack, WritesNothingThatNobodyCouldRead) {
    const auto written = [&](std::size_t recordings, const std::string& content) {
        PackContents contents{
            m_sealed->pack.round, m_sealed->tally.public_key(), m_sealed->pack.cards, {}};
        for (std::size_t at = 0; at < recordings; ++at) {
            std::string name = std::to_string(at);
            name.insert(0, 16 - name.size(), '0');
            contents.files["speech/en/" + name + ".wav"] = content;
        }
        return outcome(write_pack(m_outer.path() / "second", contents, m_sealed->organiser));
    };
    EXPECT_TRUE(says(written(9'700, "x"), "round.note would list 9702 files and have 10"));
    EXPECT_TRUE(says(written(9'700, "x"), "expected at most 700000"));
    EXPECT_TRUE(says(written(1, std::string(100'000'001, 'x')),
                     "has 100000001 bytes, expected at most 100000000"));
    EXPECT_FALSE(ballot::exists(m_outer.path() / "second"));
}

TEST(Cards, TableIsStrict) {
    const auto sealed = seal_round(small_round(), 4);
    const Round& round = sealed->pack.round;
    const std::string text = sealed->pack.cards.text(round);
    EXPECT_TRUE(good(CardTable::parse(text, round)));
    const std::size_t line = text.find('\n') + 1;
    const auto parse = [&](const std::string& given) {
        return outcome(CardTable::parse(given, round));
    };
    EXPECT_TRUE(says(parse(text.substr(line) + text.substr(0, line)), "sorted by key"));
    EXPECT_TRUE(says(parse(text.substr(0, line) + text), "sorted by key"));
    EXPECT_TRUE(says(parse(text.substr(0, text.size() - 1)), "line"));
    EXPECT_TRUE(says(parse(text.substr(0, 64) + " south\n"), "style of the round"));
    EXPECT_TRUE(says(parse("0" + text), "hex"));
}

}  // namespace
}  // namespace tallystick::ballot::test
