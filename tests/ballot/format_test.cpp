// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps the examples of docs/FORMAT.md true: one tiny event from fixed seeds, made by the program
// and compared with the page. TALLYSTICK_WRITE_EXAMPLES=1 writes them into the page instead.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>

#include <crypto/digest.h>
#include <crypto/merkle.h>
#include <crypto/tally_note.h>

#include "support.h"

namespace tallystick::ballot::test {
namespace {

const std::string page_file = std::string(TALLYSTICK_SOURCE_DIR) + "/docs/FORMAT.md";

std::string read_page() {
    std::ifstream stream(page_file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

// Where the block of an example stands in the page: its start and its size.
std::pair<std::size_t, std::size_t> find_example(const std::string& page, const std::string& name) {
    const std::string marker = "<!-- example: " + name + " -->\n```\n";
    const std::size_t start = page.find(marker);
    if (start == std::string::npos) return {0, 0};
    const std::size_t from = start + marker.size();
    return {from, page.find("```", from) - from};
}

Round tiny_round() {
    Round round = small_round();
    round.title.by_language["cy"] = "Cronfa Fach";
    round.languages = {"en", "cy"};
    round.title.by_language["en"] = "Small Fund";
    round.fund = Pence(100'000);
    round.pots.resize(1);
    round.pots[0].ballot.max_chosen = 2;
    round.pots[0].accent = "teal";
    round.styles.resize(1);
    round.styles[0].pots = {round.pots[0].id};
    round.proposals.resize(3);
    for (std::size_t at = 0; at < round.card_salt.bytes.size(); ++at)
        round.card_salt.bytes[at] = static_cast<std::uint8_t>(at);
    round.witnesses = {
        crypto::SigningKey::from_seed("parish-clerk", seed_of(11)).value().verifier().text()};
    round.witness_quorum = 1;
    return round;
}

// Every file of the audit folder; those for people are one line each here.
std::vector<crypto::FileHash> result_files(const std::map<std::string, std::string>& made,
                                           const std::map<std::string, std::string>& bundle,
                                           const RoundPack& pack) {
    std::map<std::string, std::string> all;
    for (const auto& [name, bytes] : bundle)
        all["bundles/" + made.at("bundle-name").substr(0, made.at("bundle-name").size() - 1) + "/" +
            name] = bytes;
    for (const char* name : {"closing", "opened"})
        all[std::string(name) + ".note"] = made.at(std::string(name) + "-note");
    for (const char* name : {"count.json", "readme.txt", "results/en.html", "results/index.html"})
        all[name] = "for people\n";
    all["pack/round.note"] = made.at("round-note");
    all["rejected.txt"] = "";
    all["rolls/roll-1.note"] = made.at("roll-note");
    all["votes.txt"] = "north bench=1 juice-bar=1\n";
    std::vector<crypto::FileHash> files;
    for (const auto& [path, bytes] : all) files.push_back({crypto::sha256(bytes), path});
    for (const auto& file : pack.note.files) files.push_back({file.hash, "pack/" + file.path});
    std::sort(files.begin(), files.end(),
              [](const auto& a, const auto& b) { return a.path < b.path; });
    return files;
}

std::map<std::string, std::string> examples() {
    std::map<std::string, std::string> made;
    const auto sealed = seal_round(tiny_round(), 2);
    const RoundPack& pack = sealed->pack;
    const auto witness = crypto::SigningKey::from_seed("parish-clerk", seed_of(11)).value();
    const auto kiosk = id<KioskId>("library-1");
    const auto key =
        crypto::SigningKey::from_seed(crypto::log_origin(pack.round_id, kiosk.text()), seed_of(5))
            .value();
    made["round-json"] = write_round_json(pack.round);
    made["cards-txt"] = pack.cards.text(pack.round);
    made["round-note"] = crypto::sign_note(write_round_note(pack.note), sealed->organiser).bytes();
    const std::string certificate = sealed->certificate(kiosk, key.verifier(), 500);
    made["kiosk-note"] = certificate;

    const auto cosigned = [&](const std::string& text) {
        crypto::Note note = crypto::sign_note(text, sealed->organiser);
        EXPECT_TRUE(good(crypto::add_witness_signature(note, witness)));
        return note;
    };
    RollNote roll;
    roll.round = pack.round_id;
    roll.entries = {{kiosk, Role::kiosk, crypto::parse_note(certificate)->id()}};
    const crypto::Note roll_note = cosigned(write_roll_note(roll));
    made["roll-note"] = roll_note.bytes();

    const Votes votes{{id<ProposalId>("bench"), 1}, {id<ProposalId>("juice-bar"), 1}};
    const crypto::CardKey card = sealed->card(0);
    const auto seed = seed_of(77);
    const SealedBallot ballot =
        make_envelope(pack, kiosk, key, Holder::of_card(card), id<StyleId>("north"), votes, seed)
            .value();
    made["inner-ballot"] =
        crypto::sign_note(
            write_inner_ballot({pack.round_id, kiosk, id<StyleId>("north"), ballot.id, votes}), key)
            .bytes();
    made["envelope-line"] = ballot.line + "\n";
    made["envelope-values"] = "seed " + crypto::to_hex(seed) + "\nid " + ballot.id.hex() +
                              "\nleaf " + ballot.leaf.hex() + "\nshort-code " +
                              short_code(ballot.leaf) + "\n";
    made["receipt-note"] = ballot.receipt;
    made["reveal"] = std::string(ballot.reveal.text());

    const SealedBallot checked = make_envelope(pack, kiosk, key, Holder::of_card(card),
                                               id<StyleId>("north"), votes, seed_of(78))
                                     .value();
    BundleParts parts;
    parts.certificate = certificate;
    parts.lines = {ballot.line};
    parts.epochs = {1};
    parts.uncast = 2;
    parts.spoiled = {{checked.leaf, checked.id}};
    parts.events = {{noon, EventCode::made},
                    {noon, EventCode::started},
                    {noon + 600, EventCode::opened},
                    {noon + 14'400, EventCode::closed}};
    const auto files = make_bundle(pack.round_id, kiosk, parts, key);
    made["bundle-note"] = files.at("bundle.note");
    made["bundle-checkpoint"] = files.at("checkpoint.note");
    made["bundle-spoiled"] = files.at("spoiled.txt");
    made["bundle-events"] = files.at("events.txt");
    made["bundle-name"] =
        bundle_name(pack.round_id, kiosk, parts.lines.size(), BundleState::closed) + "\n";

    ClosingNote closing;
    closing.round = pack.round_id;
    closing.roll = roll_note.id();
    ClosingNote::Box box;
    box.kiosk = kiosk;
    box.last = ClosingNote::Box::Final{1, crypto::merkle_root(std::vector{ballot.leaf})};
    closing.boxes = {box};
    closing.envelopes = 1;
    closing.merged = crypto::sha256(kiosk.text() + " " + ballot.line + "\n");
    closing.spoiled = 1;
    closing.spoiled_list = crypto::sha256(kiosk.text() + " " + files.at("spoiled.txt"));
    closing.cards = {{id<StyleId>("north"), 2, 1, 1, 0}};
    closing.dice = "36415526344161253146";
    const crypto::Note closing_note = cosigned(write_closing_note(closing));
    made["closing-note"] = closing_note.bytes();

    // A single ballot of its style: labels are withheld.
    const std::string votes_line = "north bench=1 juice-bar=1\n";
    const crypto::TallySecretKey& tally = sealed->tally;
    const auto form = crypto::tally_verifier(tally, tally_key_name(pack.round_id)).value();
    const OpenedNote opened{pack.round_id,
                            closing_note.id(),
                            form.text(),
                            {{crypto::sha256(made["inner-ballot"]), "ballots.txt"},
                             {crypto::sha256(closing_note.bytes()), "closing.note"},
                             {crypto::sha256(""), "rejected.txt"},
                             {crypto::sha256(votes_line), "votes.txt"}}};
    made["opened-note"] =
        crypto::sign_with_tally_key(write_opened_note(opened), tally, form).bytes();

    ResultNote result;
    result.round = pack.round_id;
    result.closing = closing_note.id();
    result.rule = "greedy";
    result.parameters = {{"on-misfit", "skip"},
                         {"pages", "1.0.0"},
                         {"score", "default"},
                         {"signed-list", opened.files[0].hash.hex()},
                         {"ties", "lot:" + closing.dice}};
    // Set aside and rejected none, spoiled one: bound is 1.
    result.counts = {{"ballots", 1}, {"ballots/north", 1}, {"blank", 0},
                     {"bound", 1},   {"envelopes", 1},     {"envelopes/library-1/north", 1},
                     {"invalid", 0}, {"rejected", 0},      {"set-aside", 0},
                     {"spoiled", 1}};
    // One vote each. SHA-256 of the tie texts begins 97e6 for juice-bar and ec50 for bench.
    result.funded = {{id<ProposalId>("juice-bar"), Pence(60'000)},
                     {id<ProposalId>("bench"), Pence(40'000)}};
    result.files = result_files(made, files, pack);
    made["result-note"] = cosigned(write_result_note(result)).bytes();
    return made;
}

TEST(FormatExamples, AreWhatTheProgramWrites) {
    std::string page = read_page();
    const bool write = std::getenv("TALLYSTICK_WRITE_EXAMPLES") != nullptr;
    for (const auto& [name, text] : examples()) {
        const auto [at, size] = find_example(page, name);
        ASSERT_NE(at, 0U) << "no example " << name << " in docs/FORMAT.md";
        if (write)
            page.replace(at, size, text);
        else
            EXPECT_EQ(page.substr(at, size), text) << name;
    }
    if (write) std::ofstream(page_file, std::ios::binary) << page;
}

// The page as a stranger reads it: nothing but its own bytes.
TEST(FormatExamples, VerifyAsTheyStand) {
    const std::string page = read_page();
    const auto block = [&](const std::string& name) {
        const auto [at, size] = find_example(page, name);
        return page.substr(at, size);
    };
    const auto round = crypto::parse_note(block("round-note")).value();
    const auto round_text = read_round_note(round.text).value();
    const auto organiser = crypto::VerifierKey::parse(round_text.organiser).value();
    EXPECT_TRUE(good(crypto::verify_only(round, organiser)));
    for (const crypto::FileHash& file : round_text.files) {
        if (file.path == "round.json") {
            EXPECT_EQ(file.hash, crypto::sha256(block("round-json")));
        }
        if (file.path == "cards.txt") {
            EXPECT_EQ(file.hash, crypto::sha256(block("cards-txt")));
        }
    }
    const Round rules = read_round_json(block("round-json")).value();
    EXPECT_TRUE(faults_of(rules).empty());
    const auto certificate = crypto::parse_note(block("kiosk-note")).value();
    EXPECT_TRUE(good(crypto::verify_only(certificate, organiser)));
    const auto kiosk = crypto::VerifierKey::parse(read_kiosk_note(certificate.text)->key).value();
    for (const char* name : {"inner-ballot", "receipt-note", "bundle-note", "bundle-checkpoint"})
        EXPECT_TRUE(good(crypto::verify_only(crypto::parse_note(block(name)).value(), kiosk)))
            << name;
    const auto witness = crypto::VerifierKey::parse(rules.witnesses[0]).value();
    for (const char* name : {"roll-note", "closing-note", "result-note"})
        EXPECT_TRUE(good(crypto::verify_with_witnesses(crypto::parse_note(block(name)).value(),
                                                       organiser, std::vector{witness})))
            << name;
    const auto opened = crypto::parse_note(block("opened-note")).value();
    const auto form = crypto::VerifierKey::parse(read_opened_note(opened.text)->key).value();
    EXPECT_TRUE(good(crypto::verify_only(opened, form)));
    EXPECT_TRUE(crypto::is_form_of(form, round_text.tally_key));
    std::string line = block("envelope-line");
    line.pop_back();
    const auto envelope = read_envelope(line, rules.style_width(), rules.block).value();
    EXPECT_TRUE(crypto::verify_envelope(envelope.holder, round.id(), "library-1", "north",
                                        envelope.sealed_base64, envelope.signature));
    const auto receipt = crypto::parse_note(block("receipt-note")).value();
    EXPECT_EQ(read_receipt_note(receipt.text)->leaf, crypto::leaf_hash(line));
}

}  // namespace
}  // namespace tallystick::ballot::test
