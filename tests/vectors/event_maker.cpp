// SPDX-License-Identifier: GPL-3.0-or-later
#include "event_maker.h"

#include <algorithm>
#include <fstream>

#include <crypto/digest.h>
#include <crypto/merkle.h>
#include <rules/report.h>
#include <tally/audit.h>

namespace tallystick::vectors {

namespace fs = std::filesystem;

namespace {

crypto::Bytes seed_of(std::uint8_t byte) {
    return crypto::Bytes(32, byte);
}

ballot::Texts english(const std::string& text) {
    return ballot::Texts{{{"en", text}}};
}

std::shared_ptr<const crypto::SigningKey> key_of(const std::string& name, std::uint8_t seed) {
    return std::make_shared<const crypto::SigningKey>(
        must(crypto::SigningKey::from_seed(name, seed_of(seed))));
}

crypto::CardKey card_of(std::size_t number, const crypto::CardSalt& salt) {
    std::array<std::uint8_t, crypto::CardCode::size> code{};
    code.fill(static_cast<std::uint8_t>(number + 1));
    return {crypto::CardCode::from_bytes(code), salt};
}

ballot::Round round_of(const std::string& witness, std::int64_t cards) {
    ballot::Round round;
    round.title = english("Vector fund");
    round.languages = {"en"};
    round.fund = ballot::Pence(100'000);
    round.witnesses = {witness};
    round.witness_quorum = 1;
    round.card_salt = must(crypto::CardSalt::from_hex(std::string(64, '5')));
    ballot::Pot pot;
    pot.id = id<ballot::PotId>("main");
    pot.name = english("Main");
    pot.limit = round.fund;
    pot.ballot.max_chosen = 2;
    round.pots = {pot};
    for (int number = 1; number <= 3; ++number) {
        ballot::Proposal proposal;
        proposal.id = id<ballot::ProposalId>("p" + std::to_string(number));
        proposal.number = number;
        proposal.pot = pot.id;
        proposal.cost = ballot::Pence(30'000 + 10'000 * number);
        proposal.title = english("Proposal " + std::to_string(number));
        proposal.summary = english("What it is.");
        round.proposals.push_back(proposal);
    }
    ballot::Style style;
    style.id = id<ballot::StyleId>("all");
    style.name = english("All");
    style.pots = {pot.id};
    style.cards = cards;
    round.styles = {style};
    round.has_cards = cards > 0;
    round.desk_cap = round.has_cards ? 0 : EventMaker::desk_cap;
    round.block = ballot::block_size(round);
    return round;
}

void put(const fs::path& folder, const Files& files) {
    for (const auto& [path, bytes] : files) {
        fs::create_directories((folder / path).parent_path());
        std::ofstream(folder / path, std::ios::binary | std::ios::trunc) << bytes;
    }
}

Files take(const fs::path& folder, const std::string& prefix) {
    Files files;
    for (const std::string& path : must(ballot::list_tree(folder)))
        files[prefix + path] = must(ballot::read_file(folder / path, 10'000'000));
    return files;
}

}  // namespace

EventMaker::EventMaker(fs::path scratch, std::int64_t cards, std::vector<std::string> kiosks,
                       std::int64_t most)
    : m_folder(std::move(scratch)), m_most(most) {
    fs::remove_all(m_folder);
    fs::create_directories(m_folder);
    m_event.organiser = key_of("vectors.example/organiser", 1);
    m_event.witness = key_of("anna", 2);
    m_event.tally = std::make_shared<const crypto::TallySecretKey>(
        crypto::TallySecretKey::from_bytes(seed_of(4)));
    std::vector<ballot::CardTable::Card> table;
    ballot::Round round = round_of(m_event.witness->verifier().text(), cards);
    for (std::int64_t at = 0; at < cards; ++at)
        table.push_back({card_of(static_cast<std::size_t>(at), round.card_salt).public_key(), 0});
    (void)must(ballot::write_pack(
        m_folder / "pack",
        {round, m_event.tally->public_key(), must(ballot::CardTable::create(std::move(table))), {}},
        *m_event.organiser));
    m_pack = must(ballot::load_pack(m_folder / "pack"));
    std::uint8_t seed = 10;
    for (const std::string& name : kiosks) add_kiosk(name, seed++);
    m_event.files = take(m_folder / "pack", "pack/");
    m_event.files["rolls/roll-1.note"] = m_event.sign(ballot::write_roll_note(m_roll));
}

ballot::SealedBallot EventMaker::seal(std::size_t kiosk, const ballot::Holder& holder,
                                      std::uint8_t seed) const {
    const Kiosk& own = m_kiosks[kiosk];
    const auto choice = [&](std::size_t at) { return m_pack->round.proposals[at % 3].id; };
    ballot::Votes votes{{choice(seed), 1}};
    if (seed % 2 == 0) votes[choice(seed + 1U)] = 1;
    return must(ballot::make_envelope(*m_pack, own.id, *own.key, holder, m_pack->round.styles[0].id,
                                      votes, seed_of(seed)));
}

ballot::SealedBallot EventMaker::seal(std::size_t kiosk, std::size_t card,
                                      std::uint8_t seed) const {
    const crypto::CardKey key = card_of(card, m_pack->round.card_salt);
    return seal(kiosk, ballot::Holder::of_card(key), seed);
}

ballot::SealedBallot EventMaker::seal_at_desk(std::size_t kiosk, std::uint8_t digits,
                                              std::uint8_t seed) const {
    ballot::Holder holder = ballot::Holder::of_desk();
    holder.other.bytes.fill(digits);
    return seal(kiosk, holder, seed);
}

std::string EventMaker::unopenable(std::size_t kiosk, std::size_t card) const {
    return envelope(
        kiosk, card,
        crypto::to_base64(crypto::Bytes(static_cast<std::size_t>(m_pack->round.block) + 48, 0x6e)));
}

std::string EventMaker::envelope(std::size_t kiosk, std::size_t card,
                                 const std::string& sealed) const {
    const crypto::CardKey key = card_of(card, m_pack->round.card_salt);
    ballot::Envelope envelope;
    envelope.holder = key.public_key();
    envelope.style = m_pack->round.styles[0].id;
    envelope.sealed_base64 = sealed;
    envelope.signature = crypto::sign_envelope(key, m_pack->round_id, m_kiosks[kiosk].id.text(),
                                               envelope.style.text(), envelope.sealed_base64);
    return ballot::write_envelope(envelope, m_pack->round.style_width());
}

void EventMaker::close(std::size_t kiosk, std::vector<std::string> lines,
                       std::vector<ballot::Spoiled> spoiled) {
    hand_in(kiosk, ballot::BundleNote::State::closed, std::move(lines), std::move(spoiled));
}

void EventMaker::hand_in(std::size_t kiosk, ballot::BundleNote::State state,
                         std::vector<std::string> lines, std::vector<ballot::Spoiled> spoiled) {
    const Kiosk& own = m_kiosks[kiosk];
    const bool closed = state == ballot::BundleNote::State::closed;
    ballot::BundleParts parts;
    parts.state = state;
    parts.certificate = own.certificate;
    std::sort(lines.begin(), lines.end(), [](const std::string& a, const std::string& b) {
        return crypto::leaf_hash(a) < crypto::leaf_hash(b);
    });
    parts.lines = std::move(lines);
    if (!parts.lines.empty()) parts.epochs = {static_cast<std::int64_t>(parts.lines.size())};
    parts.spoiled = std::move(spoiled);
    parts.events = {{1'778'328'000, ballot::EventCode::opened}};
    if (closed) parts.events.push_back({1'778'342'400, ballot::EventCode::closed});
    const std::string name =
        "bundles/" +
        ballot::bundle_name(m_pack->round_id, own.id, parts.lines.size(),
                            closed ? ballot::BundleState::closed : ballot::BundleState::open);
    for (auto& [path, bytes] : ballot::make_bundle(m_pack->round_id, own.id, parts, *own.key))
        m_event.files[name + "/" + path] = bytes;
    m_event.bundle = name + "/";
    m_event.kiosk = own.key;
}

void EventMaker::recover(std::size_t kiosk, const std::vector<ballot::SlotContent>& slots,
                         std::optional<std::uint64_t> logged) {
    const Kiosk& own = m_kiosks[kiosk];
    const fs::path mirror = ballot::Mirror::folder_of(m_folder / "stick", m_pack->round_id, own.id);
    fs::create_directories(mirror.parent_path());
    fs::create_directories(m_folder / "recovered");
    const std::size_t size = ballot::slot_size(*m_pack, own.id);
    (void)must(ballot::Mirror::create(
        mirror, own.certificate, size, m_most,
        [&](std::size_t slot) {
            return slot < slots.size() ? ballot::write_slot(slots[slot])
                                       : std::string(size, '\x6e');
        },
        ballot::real_disk()));
    std::vector<crypto::Digest> leaves;
    for (const auto& slot : slots) leaves.push_back(crypto::leaf_hash(slot.line));
    std::sort(leaves.begin(), leaves.end());
    const crypto::Digest root =
        logged ? crypto::sha256("of a log that is lost") : crypto::merkle_root(leaves);
    const crypto::Checkpoint said{own.key->name(), logged.value_or(slots.size()), root};
    put(mirror, {{"checkpoint.note", crypto::sign_checkpoint(said, *own.key).bytes()}});
    const auto recovered = must(ballot::recover_bundle(mirror, m_folder / "recovered", *m_pack));
    m_event.files.merge(
        take(recovered.folder, "bundles/" + recovered.folder.filename().string() + "/"));
}

Event EventMaker::finish(const tally::ClosingInput& closing) {
    put(m_folder / "made", m_event.files);
    tally::Report report;
    const auto roll =
        *tally::read_rolls(*m_pack, {{"roll", m_event.files.at("rolls/roll-1.note")}}, report);
    std::vector<ballot::Path> bundles;
    for (const auto& entry : fs::directory_iterator(m_folder / "made" / "bundles"))
        bundles.push_back(entry.path());
    const auto merged = must(tally::merge(*m_pack, roll, bundles, m_folder / "merged", 1, report));
    if (!merged) std::fprintf(stderr, "%s\n", report.first()->message.c_str());
    crypto::require(merged.has_value(), "the vectors' event merges");
    const auto note = tally::make_closing(*m_pack, roll, *merged, closing, report);
    if (!note) std::fprintf(stderr, "%s\n", report.first()->message.c_str());
    crypto::require(note.has_value(), "the vectors' event does not close");
    const std::string signed_note = m_event.sign(ballot::write_closing_note(*note));
    tally::Report again;
    const auto closed =
        tally::read_closing(*m_pack, roll, *merged, {"closing.note", signed_note}, again);
    (void)must(tally::open_envelopes(*m_pack, roll, *merged, *closed,
                                     m_folder / "merged" / "envelopes.txt", *m_event.tally,
                                     m_folder / "opened", 1));
    const Files opened = take(m_folder / "opened", "");
    const bool labels = !opened.contains("votes.txt");
    const std::string list = labels ? "ballots.txt" : "votes.txt";
    m_event.files["closing.note"] = signed_note;
    m_event.files["opened.note"] = opened.at("opened.note");
    m_event.files[list] = opened.at(list);
    m_event.files["rejected.txt"] = opened.at("rejected.txt");
    if (!labels) m_event.kept["ballots.txt"] = opened.at("ballots.txt");
    // What people read may change its words at any time; nothing checks more than its hash. What
    // programs read comes with the count.
    m_event.files["readme.txt"] = "See result.note.\n";
    m_event.files["results/en.html"] = m_event.files["results/index.html"] =
        "<p>See result.note.</p>\n";
    sign_result(labels);
    return m_event;
}

void EventMaker::add_kiosk(const std::string& name, std::uint8_t seed) {
    auto key = key_of(crypto::log_origin(m_pack->round_id, name), seed);
    const ballot::KioskNote note{m_pack->round_id, id<ballot::KioskId>(name), ballot::Role::kiosk,
                                 key->verifier().text(), m_most};
    const auto certificate = crypto::sign_note(ballot::write_kiosk_note(note), *m_event.organiser);
    m_roll.round = m_pack->round_id;
    m_roll.entries.push_back({note.kiosk, note.role, certificate.id()});
    m_kiosks.push_back({note.kiosk, std::move(key), certificate.bytes()});
}

void EventMaker::sign_result(bool labels) {
    put(m_folder / "made", m_event.files);
    tally::ExamineInput input;
    input.pack = m_folder / "made" / "pack";
    input.rolls = {{"roll", m_event.files.at("rolls/roll-1.note")}};
    for (const auto& entry : fs::directory_iterator(m_folder / "made" / "bundles"))
        input.bundles.push_back(entry.path());
    input.closing = {"closing.note", m_event.files.at("closing.note")};
    input.opened = {"opened.note", m_event.files.at("opened.note")};
    input.list = m_folder / "made" / (labels ? "ballots.txt" : "votes.txt");
    input.rejected = m_folder / "made" / "rejected.txt";
    if (!labels) input.full = m_folder / "opened" / "ballots.txt";
    input.threads = 1;
    tally::Report report;
    const auto examined = must(tally::examine(input, report));
    if (!examined) std::fprintf(stderr, "%s\n", report.first()->message.c_str());
    crypto::require(examined.has_value(), "the vectors' event is not good");
    m_event.files["count.json"] =
        rules::to_json(examined->count.allocation, rules::TraceDetail::with);
    ballot::ResultNote note = tally::result_of(*examined);
    const auto after = std::find_if(note.parameters.begin(), note.parameters.end(),
                                    [](const auto& one) { return one.name > "pages"; });
    note.parameters.insert(after, {"pages", "vectors"});
    m_event.files["result.note"] = m_event.sign(ballot::write_result_note(note));
    m_event.sign_result();
}

}  // namespace tallystick::vectors
