// SPDX-License-Identifier: GPL-3.0-or-later
#include "vector_event.h"

#include <algorithm>
#include <fstream>

#include <ballot/make_envelope.h>
#include <ballot/mirror.h>
#include <crypto/digest.h>
#include <crypto/merkle.h>
#include <crypto/tally_note.h>
#include <tally/audit.h>

#include "make_vectors.h"

namespace tallystick::vectors {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t most_ballots = 20;

crypto::Bytes seed_of(std::uint8_t byte) {
    return crypto::Bytes(32, byte);
}

template <typename T>
T must(crypto::Result<T> result) {
    if (!result) std::fprintf(stderr, "make_vectors: %s\n", result.error().message.c_str());
    crypto::require(result.ok(), "a vector's event could not be made");
    return std::move(result).value();
}

template <typename Id>
Id id(std::string_view text) {
    return must(Id::parse(text));
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

// Makes an event step by step, as organiser and kiosks would.
class Maker {
public:
    Maker(fs::path scratch, std::int64_t cards, std::vector<std::string> kiosks,
          std::int64_t most = most_ballots)
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
            table.push_back(
                {card_of(static_cast<std::size_t>(at), round.card_salt).public_key(), 0});
        (void)must(ballot::write_pack(m_folder / "pack",
                                      {round,
                                       m_event.tally->public_key(),
                                       must(ballot::CardTable::create(std::move(table))),
                                       {}},
                                      *m_event.organiser));
        m_pack = must(ballot::load_pack(m_folder / "pack"));
        std::uint8_t seed = 10;
        for (const std::string& name : kiosks) add_kiosk(name, seed++);
        m_event.files = take(m_folder / "pack", "pack/");
        m_event.files["rolls/roll-1.note"] = m_event.sign(ballot::write_roll_note(m_roll));
    }

    [[nodiscard]] const ballot::Round& round() const { return m_pack->round; }
    ballot::SealedBallot seal(std::size_t kiosk, std::size_t card, std::uint8_t seed) const {
        const Kiosk& own = m_kiosks[kiosk];
        const auto choice = [&](std::size_t at) { return m_pack->round.proposals[at % 3].id; };
        ballot::Votes votes{{choice(seed), 1}};
        if (seed % 2 == 0) votes[choice(seed + 1U)] = 1;
        const crypto::CardKey key = card_of(card, m_pack->round.card_salt);
        return must(ballot::make_envelope(*m_pack, own.id, *own.key, ballot::Holder::of_card(key),
                                          m_pack->round.styles[0].id, votes, seed_of(seed)));
    }
    // Noise in an envelope that a card signed.
    std::string unopenable(std::size_t kiosk, std::size_t card) const {
        return envelope(kiosk, card,
                        crypto::to_base64(crypto::Bytes(
                            static_cast<std::size_t>(m_pack->round.block) + 48, 0x6e)));
    }
    // Any sealed bytes that a card signed.
    std::string envelope(std::size_t kiosk, std::size_t card, const std::string& sealed) const {
        const crypto::CardKey key = card_of(card, m_pack->round.card_salt);
        ballot::Envelope envelope;
        envelope.holder = key.public_key();
        envelope.style = m_pack->round.styles[0].id;
        envelope.sealed_base64 = sealed;
        envelope.signature = crypto::sign_envelope(key, m_pack->round_id, m_kiosks[kiosk].id.text(),
                                                   envelope.style.text(), envelope.sealed_base64);
        return ballot::write_envelope(envelope, m_pack->round.style_width());
    }

    void close(std::size_t kiosk, std::vector<std::string> lines,
               std::vector<ballot::Spoiled> spoiled) {
        hand_in(kiosk, ballot::BundleNote::State::closed, std::move(lines), std::move(spoiled));
    }
    void hand_in(std::size_t kiosk, ballot::BundleNote::State state, std::vector<std::string> lines,
                 std::vector<ballot::Spoiled> spoiled) {
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
    // The kiosk died; its mirror had slots, and a checkpoint of `logged` envelopes if that is
    // given.
    void recover(std::size_t kiosk, const std::vector<ballot::SlotContent>& slots,
                 std::optional<std::uint64_t> logged = {}) {
        const Kiosk& own = m_kiosks[kiosk];
        const fs::path mirror =
            ballot::Mirror::folder_of(m_folder / "stick", m_pack->round_id, own.id);
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
        const crypto::Digest root = crypto::sha256("of a log that is lost");
        if (logged)
            put(mirror,
                {{"checkpoint.note",
                  crypto::sign_checkpoint({own.key->name(), *logged, root}, *own.key).bytes()}});
        const auto recovered =
            must(ballot::recover_bundle(mirror, m_folder / "recovered", *m_pack));
        m_event.files.merge(
            take(recovered.folder, "bundles/" + recovered.folder.filename().string() + "/"));
    }

    Event finish(const tally::ClosingInput& closing) {
        put(m_folder / "made", m_event.files);
        tally::Report report;
        const auto roll =
            *tally::read_rolls(*m_pack, {{"roll", m_event.files.at("rolls/roll-1.note")}}, report);
        std::vector<ballot::Path> bundles;
        for (const auto& entry : fs::directory_iterator(m_folder / "made" / "bundles"))
            bundles.push_back(entry.path());
        const auto merged =
            must(tally::merge(*m_pack, roll, bundles, m_folder / "merged", 1, report));
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
        // What people read may change its words at any time; nothing checks more than its hash.
        m_event.files["count.json"] = "{}\n";
        m_event.files["results/index.html"] = "<p>See result.note.</p>\n";
        sign_result(labels);
        return m_event;
    }

private:
    struct Kiosk {
        ballot::KioskId id;
        std::shared_ptr<const crypto::SigningKey> key;
        std::string certificate;
    };

    void add_kiosk(const std::string& name, std::uint8_t seed) {
        auto key = key_of(crypto::log_origin(m_pack->round_id, name), seed);
        const ballot::KioskNote note{m_pack->round_id, id<ballot::KioskId>(name),
                                     ballot::Role::kiosk, key->verifier().text(), m_most};
        const auto certificate =
            crypto::sign_note(ballot::write_kiosk_note(note), *m_event.organiser);
        m_roll.round = m_pack->round_id;
        m_roll.entries.push_back({note.kiosk, note.role, certificate.id()});
        m_kiosks.push_back({note.kiosk, std::move(key), certificate.bytes()});
    }

    void sign_result(bool labels) {
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
        m_event.files["result.note"] =
            m_event.sign(ballot::write_result_note(tally::result_of(*examined)));
        m_event.sign_result();
    }

    fs::path m_folder;
    std::int64_t m_most;
    Event m_event;
    std::optional<ballot::RoundPack> m_pack;
    std::vector<Kiosk> m_kiosks;
    ballot::RollNote m_roll;
};

}  // namespace

std::string Event::sign(std::string_view text) const {
    crypto::Note note = crypto::sign_note(text, *organiser);
    crypto::require(crypto::add_witness_signature(note, *witness).ok(), "a witness signs");
    return note.bytes();
}

void Event::publish(const std::function<void(ballot::ResultNote&)>& edit) {
    sign_opened();
    sign_result(edit);
}

void Event::sign_opened(const std::function<void(ballot::OpenedNote&)>& edit) {
    auto note = must(ballot::read_opened_note(crypto::parse_note(files.at("opened.note"))->text));
    note.files.clear();
    for (const char* path : {"ballots.txt", "closing.note", "rejected.txt", "votes.txt"}) {
        const Files& from = files.contains(path) ? files : kept;
        if (const auto file = from.find(path); file != from.end())
            note.files.push_back({crypto::sha256(file->second), path});
    }
    if (const auto closing = crypto::parse_note(files.at("closing.note")); closing.ok())
        note.closing = closing->id();
    if (edit) edit(note);
    const auto form = must(crypto::tally_verifier(*tally, ballot::tally_key_name(note.round)));
    note.key = form.text();
    files["opened.note"] =
        crypto::sign_with_tally_key(ballot::write_opened_note(note), *tally, form).bytes();
}

void Event::sign_result(const std::function<void(ballot::ResultNote&)>& edit) {
    auto note = must(ballot::read_result_note(crypto::parse_note(files.at("result.note"))->text));
    note.files.clear();
    for (const auto& [path, bytes] : files)
        if (path != "result.note") note.files.push_back({crypto::sha256(bytes), path});
    if (const auto closing = crypto::parse_note(files.at("closing.note")); closing.ok())
        note.closing = closing->id();
    if (edit) edit(note);
    files["result.note"] = sign(ballot::write_result_note(note));
}

void Event::sign_bundle(const std::function<void(ballot::BundleNote&)>& edit) {
    const std::string path = bundle + "bundle.note";
    auto note = must(ballot::read_bundle_note(crypto::parse_note(files.at(path))->text));
    for (auto& file : note.files) file.hash = crypto::sha256(files.at(bundle + file.path));
    if (const auto point = crypto::parse_note(files.at(bundle + "checkpoint.note")); point.ok())
        note.checkpoint = point->id();
    if (edit) edit(note);
    files[path] = crypto::sign_note(ballot::write_bundle_note(note), *kiosk).bytes();
}

Event plain_event(const fs::path& scratch) {
    Maker maker(scratch, 12, {"hall-1"});
    std::vector<std::string> lines;
    for (std::uint8_t at = 0; at < 11; ++at)
        lines.push_back(maker.seal(0, at, static_cast<std::uint8_t>(100 + at)).line);
    const auto checked = maker.seal(0, 0, 99);
    maker.close(0, lines, {{checked.leaf, checked.id}});
    tally::ClosingInput closing;
    closing.dice = "11111222223333344444";
    closing.cards = {{id<ballot::StyleId>("all"), 12, 11, 1, 0}};
    return maker.finish(closing);
}

Event event_with_gaps(const fs::path& scratch) {
    Maker maker(scratch, 8, {"hall-1", "hall-2"});
    maker.close(0, {maker.seal(0, 0, 100).line, maker.seal(0, 1, 101).line, maker.unopenable(0, 2)},
                {});
    // Card 1 has voted in both halls.
    std::vector<ballot::SlotContent> slots;
    for (const auto& [card, seed] : {std::pair{3U, 102}, {1U, 103}, {4U, 104}}) {
        const auto sealed = maker.seal(1, card, static_cast<std::uint8_t>(seed));
        slots.push_back({sealed.line, sealed.receipt});
    }
    maker.recover(1, slots);
    tally::ClosingInput closing;
    closing.dice = "11111222223333344444";
    closing.cards = {{id<ballot::StyleId>("all"), 8, 6, 2, 0}};
    closing.missing = {{"hall-2", "its disk died at noon"}};
    closing.reasons = {{"box-closed", "hall-2 died; what its mirror held was counted"}};
    return maker.finish(closing);
}

Event event_with_alarms(const fs::path& scratch) {
    // Four ballots a box: hall-1 has three at most in one bundle, and five in all.
    Maker maker(scratch, 12, {"hall-1", "hall-2", "hall-3"}, 4);
    const auto of_hall_1 = [&](std::size_t card, std::uint8_t seed) {
        return maker.seal(0, card, seed);
    };
    const auto lost = of_hall_1(0, 100), cast = of_hall_1(1, 101), destroyed = of_hall_1(2, 102),
               again = of_hall_1(1, 103), mirrored = of_hall_1(3, 104);
    // An early export names a ballot as destroyed that the last log has; a log that was closed
    // before has a vote that the last one has not, and so has the mirror.
    maker.hand_in(0, ballot::BundleNote::State::open, {}, {{destroyed.leaf, destroyed.id}});
    maker.close(0, {lost.line}, {});
    // Of the mirror's four envelopes three cannot be read any more.
    maker.recover(0, {{mirrored.line, mirrored.receipt}}, 4);
    maker.close(0, {cast.line, destroyed.line, again.line}, {});
    const auto copied =
        must(ballot::read_envelope(cast.line, maker.round().style_width(), maker.round().block));
    maker.close(1, {maker.seal(1, 4, 105).line, maker.envelope(1, 5, copied.sealed_base64)}, {});
    tally::ClosingInput closing;
    closing.dice = "11111222223333344444";
    closing.cards = {{id<ballot::StyleId>("all"), 12, 8, 4, 0}};
    closing.missing = {{"hall-3", "it fell into the river"}};
    closing.reasons = {{"box-limits", "hall-1 ran from an old copy of its box"},
                       {"box-present", "hall-3 fell into the river"},
                       {"card-once", "hall-1 ran from an old copy of its box"},
                       {"event-sealed-once", "somebody copied an export"},
                       {"event-spoiled-not-cast", "hall-1 ran from an old copy of its box"},
                       {"log-grows", "hall-1 ran from an old copy of its box"},
                       {"log-holds-mirror", "hall-1 ran from an old copy of its box"},
                       {"mirror-whole", "the stick of hall-1 was trodden on"}};
    return maker.finish(closing);
}

}  // namespace tallystick::vectors
