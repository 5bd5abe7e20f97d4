// SPDX-License-Identifier: GPL-3.0-or-later
#include "event_fixture.h"

#include <algorithm>
#include <atomic>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>
#include <unistd.h>

#include <crypto/digest.h>
#include <crypto/merkle.h>
#include <crypto/random.h>
#include <crypto/tally_note.h>

namespace tallystick::test {
namespace {

template <typename T>
T must(crypto::Result<T> result) {
    if (!result) std::fprintf(stderr, "fixture: %s\n", result.error().message.c_str());
    crypto::require(result.ok(), "the fixture could not be made");
    return std::move(result).value();
}
void must(const crypto::Result<void>& result) {
    if (!result) std::fprintf(stderr, "fixture: %s\n", result.error().message.c_str());
    crypto::require(result.ok(), "the fixture could not be made");
}

ballot::Texts english(const std::string& text) {
    ballot::Texts texts;
    texts.by_language["en"] = text;
    return texts;
}

ballot::Round small_round(RoundCards round_cards) {
    ballot::Round round;
    round.title = english("Small fund");
    round.languages = {"en"};
    round.fund = ballot::Pence(1'000'000);
    round.blank_ballots = true;
    round.witness_quorum = 2;
    round.has_cards = round_cards == RoundCards::printed;
    round.desk_cap = round.has_cards ? 0 : EventFixture::desk_cap;
    for (const auto* name : {"east", "west"}) {
        ballot::Pot pot;
        pot.id = must(ballot::PotId::parse(name));
        pot.name = english(name);
        pot.limit = ballot::Pence(500'000);
        pot.ballot.max_chosen = 2;
        pot.accent = "teal";
        round.pots.push_back(pot);
        for (int at = 1; at <= 4; ++at) {
            ballot::Proposal proposal;
            proposal.id = must(ballot::ProposalId::parse(name + std::to_string(at)));
            proposal.number = static_cast<std::int64_t>(round.proposals.size()) + 1;
            proposal.pot = pot.id;
            proposal.cost = ballot::Pence(150'000 + at * 10'000);
            proposal.title = english(std::string("Proposal ") + name + std::to_string(at));
            proposal.summary = english("What it is.");
            round.proposals.push_back(proposal);
        }
    }
    for (const auto* name : {"adult", "young"}) {
        ballot::Style style;
        style.id = must(ballot::StyleId::parse(name));
        style.name = english(name);
        style.pots = {round.pots[0].id, round.pots[1].id};
        style.cards = round_cards == RoundCards::printed ? 30 : 0;
        round.styles.push_back(style);
    }
    return round;
}

}  // namespace

EventFixture::EventFixture(RoundCards round_cards) {
    static std::atomic<int> number{0};
    m_folder = std::filesystem::temp_directory_path() /
               ("tallystick-event-" + std::to_string(getpid()) + "-" + std::to_string(++number));
    std::filesystem::create_directories(m_folder / "bundles");
    must(crypto::init());
    make_pack(round_cards);
    make_kiosk("kiosk-1");
    make_kiosk("kiosk-2");
    roll_note.round = pack->round_id;
    for (const auto& kiosk : kiosks)
        roll_note.entries.push_back(
            {kiosk.id, ballot::Role::kiosk, must(crypto::parse_note(kiosk.certificate)).id()});
    roll_text = sign(ballot::write_roll_note(roll_note));
}

EventFixture::~EventFixture() {
    std::error_code ignored;
    std::filesystem::remove_all(m_folder, ignored);
}

void EventFixture::make_pack(RoundCards round_cards) {
    organiser = must(crypto::SigningKey::generate("organiser"));
    other = must(crypto::SigningKey::generate("organiser"));  // the name alone is the same
    ballot::Round round = small_round(round_cards);
    for (const auto* name : {"ann", "ben"}) {
        witnesses.push_back(must(crypto::SigningKey::generate(name)));
        round.witnesses.push_back(witnesses.back().verifier().text());
    }
    tally_key = crypto::TallySecretKey::generate();
    crypto::fill_random(round.card_salt.bytes);
    std::vector<ballot::CardTable::Card> table;
    for (std::uint16_t at = 0; round.has_cards && at < 60; ++at) {
        cards.push_back(crypto::CardCode::generate());
        table.push_back({crypto::CardKey(cards.back(), round.card_salt).public_key(),
                         static_cast<std::uint16_t>(at % 2)});
    }
    round.block = ballot::block_size(round);
    ballot::PackContents contents{
        round, tally_key->public_key(), must(ballot::CardTable::create(std::move(table))), {}};
    (void)must(ballot::write_pack(path("pack"), contents, *organiser));
    pack = must(ballot::load_pack(path("pack")));
}

void EventFixture::make_kiosk(const std::string& name) {
    const auto id = must(ballot::KioskId::parse(name));
    auto key = must(crypto::SigningKey::generate(crypto::log_origin(pack->round_id, name)));
    const ballot::KioskNote note{pack->round_id, id, ballot::Role::kiosk, key.verifier().text(),
                                 most};
    auto certificate = crypto::sign_note(ballot::write_kiosk_note(note), *organiser).bytes();
    kiosks.push_back({id, std::move(key), std::move(certificate), {}});
    vote(kiosks.back());
}

void EventFixture::vote(Kiosk& kiosk) {
    for (std::size_t at = 0; at < per_kiosk; ++at) {
        std::optional<crypto::CardKey> card;
        if (pack->round.has_cards) {
            card.emplace(cards.back(), pack->round.card_salt);
            cards.pop_back();
        }
        const ballot::Style& style =
            card ? *pack->style_of(card->public_key()) : pack->round.styles[at % 2];
        const auto seed = crypto::SecretBytes::random(crypto::ballot_seed_size);
        auto sealed = must(
            ballot::make_envelope(*pack, kiosk.id, kiosk.key,
                                  card ? ballot::Holder::of_card(*card) : ballot::Holder::of_desk(),
                                  style.id, random_votes(pack->round, style, m_dice), seed.view()));
        kiosk.voted.push_back({sealed.line, sealed.receipt, sealed.leaf, sealed.id});
    }
}

namespace {

void sort_by_leaf(std::vector<std::string>::iterator first,
                  std::vector<std::string>::iterator last) {
    std::sort(first, last, [](const std::string& a, const std::string& b) {
        return crypto::leaf_hash(a) < crypto::leaf_hash(b);
    });
}

std::vector<std::string> lines_of(const Kiosk& kiosk, std::vector<std::string> extra,
                                  std::size_t first, std::size_t count) {
    for (std::size_t at = first; at < first + count; ++at) extra.push_back(kiosk.voted[at].line);
    return extra;
}

}  // namespace

ballot::Path EventFixture::bundle(std::size_t kiosk, const Bundled& what) {
    const Kiosk& from = kiosks[kiosk];
    ballot::BundleParts parts;
    parts.state = what.state;
    parts.certificate = from.certificate;
    parts.lines = lines_of(from, what.extra, what.first, what.count);
    parts.epochs = what.epochs;
    if (parts.epochs.empty() && !parts.lines.empty())
        parts.epochs = {static_cast<std::int64_t>(parts.lines.size())};
    auto start = parts.lines.begin();
    for (const std::int64_t end : parts.epochs) {
        sort_by_leaf(start, parts.lines.begin() + end);
        start = parts.lines.begin() + end;
    }
    parts.spoiled = what.spoiled;
    parts.waiting = what.waiting;
    parts.uncast = what.uncast;
    parts.events = what.events;
    if (what.state == ballot::BundleNote::State::closed && parts.events.empty())
        parts.events = {{1'778'342'400, ballot::EventCode::closed}};
    const ballot::BundleState state = what.state == ballot::BundleNote::State::closed
                                          ? ballot::BundleState::closed
                                          : ballot::BundleState::open;
    return write_bundle(from, what.under, parts.lines.size(), state,
                        ballot::make_bundle(pack->round_id, from.id, parts, from.key));
}

ballot::Path EventFixture::recovered(std::size_t kiosk, const Recovered& what) {
    const Kiosk& from = kiosks[kiosk];
    auto lines = lines_of(from, what.extra, what.first, what.count);
    sort_by_leaf(lines.begin(), lines.end());
    std::map<std::string, std::string> files{{"kiosk.note", from.certificate}};
    for (const std::string& line : lines) {
        files["envelopes.txt"] += line + "\n";
        const auto envelope =
            must(ballot::read_envelope(line, pack->round.style_width(), pack->round.block));
        const ballot::ReceiptNote receipt{pack->round_id, from.id, crypto::leaf_hash(line),
                                          crypto::card_label(envelope.holder)};
        files["receipts.txt"] +=
            crypto::sign_note(ballot::write_receipt_note(receipt), from.key).bytes();
    }
    files["checkpoint.note"] =
        crypto::sign_checkpoint(what.checkpoint.value_or(checkpoint(kiosk, 0)), from.key).bytes();
    return write_bundle(from, what.under, lines.size(), ballot::BundleState::recovered, files);
}

crypto::Checkpoint EventFixture::checkpoint(std::size_t kiosk, std::size_t count) const {
    auto lines = lines_of(kiosks[kiosk], {}, 0, count);
    sort_by_leaf(lines.begin(), lines.end());
    crypto::MerkleBuilder tree;
    for (const std::string& line : lines) tree.append(crypto::leaf_hash(line));
    return {crypto::log_origin(pack->round_id, kiosks[kiosk].id.text()), tree.size(), tree.root()};
}

ballot::Path EventFixture::write_bundle(const Kiosk& kiosk, const std::string& under,
                                        std::size_t size, ballot::BundleState state,
                                        const std::map<std::string, std::string>& files) const {
    const ballot::Path folder =
        path(under) / ballot::bundle_name(pack->round_id, kiosk.id, size, state);
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
    std::filesystem::create_directories(path(under));
    must(ballot::write_folder(folder, files));
    return folder;
}

std::string EventFixture::sealed_of(const Voted& voted) const {
    return must(ballot::read_envelope(voted.line, pack->round.style_width(), pack->round.block))
        .sealed_base64;
}

std::string EventFixture::forge(std::size_t kiosk, std::string_view sealed_base64) {
    ballot::Envelope envelope;
    envelope.sealed_base64 = std::string(sealed_base64);
    if (pack->round.has_cards) {
        const crypto::CardKey card(cards.back(), pack->round.card_salt);
        cards.pop_back();
        envelope.holder = card.public_key();
        envelope.style = pack->style_of(card.public_key())->id;
        envelope.signature = crypto::sign_envelope(card, pack->round_id, kiosks[kiosk].id.text(),
                                                   envelope.style.text(), sealed_base64);
    } else {
        envelope.kind = ballot::EnvelopeKind::desk;
        envelope.holder = ballot::Holder::of_desk().other;
        envelope.style = pack->round.styles[0].id;
    }
    return ballot::write_envelope(envelope, pack->round.style_width());
}

std::string EventFixture::sign(std::string_view text, bool witnessed) const {
    crypto::Note note = crypto::sign_note(text, *organiser);
    if (witnessed)
        for (const auto& witness : witnesses) must(crypto::add_witness_signature(note, witness));
    return note.bytes();
}

std::string EventFixture::sign_opened(ballot::OpenedNote note,
                                      const crypto::TallySecretKey& key) const {
    const auto form = must(crypto::tally_verifier(key, ballot::tally_key_name(note.round)));
    note.key = form.text();
    return crypto::sign_with_tally_key(ballot::write_opened_note(note), key, form).bytes();
}

std::string EventFixture::sign_opened(const tally::ExamineInput& input) const {
    const bool labels = input.list.filename() == "ballots.txt";
    const auto closing = must(crypto::parse_note(input.closing.second));
    ballot::OpenedNote note{pack->round_id, closing.id(), {}, {}};
    note.files = {
        {must(tally::hash_file(labels ? input.list : path("opened") / "ballots.txt")),
         "ballots.txt"},
        {crypto::sha256(input.closing.second), "closing.note"},
        {must(tally::hash_file(input.rejected)), "rejected.txt"},
    };
    if (!labels) note.files.push_back({must(tally::hash_file(input.list)), "votes.txt"});
    return sign_opened(std::move(note), *tally_key);
}

void EventFixture::sign_result(const std::function<void(ballot::ResultNote&)>& change) const {
    const auto file = path("audit") / "result.note";
    auto note = must(ballot::read_result_note(must(crypto::parse_note(read_text(file))).text));
    std::filesystem::remove(file);
    note.files = must(tally::hash_tree(path("audit")));
    if (change) change(note);
    write_text(file, sign(ballot::write_result_note(note)));
}

tally::Roll EventFixture::roll() const {
    return {roll_note, crypto::note_id(ballot::write_roll_note(roll_note)), {roll_text}};
}

void EventFixture::finish(const std::vector<ballot::Path>& from,
                          const std::map<std::string, std::string>& reasons) {
    bundles = from;
    tally::Report report;
    const auto merged = must(tally::merge(*pack, roll(), bundles, path("merged"), 1, report));
    crypto::require(merged.has_value(), "the fixture does not merge");
    tally::ClosingInput input;
    input.dice = dice;
    input.reasons = reasons;
    for (const auto& style : pack->round.styles) input.cards.push_back({style.id, 30, 30, 0, 0});
    tally::Report closing_report;
    const auto note = tally::make_closing(*pack, roll(), *merged, input, closing_report);
    crypto::require(note.has_value(), "the fixture does not close");
    closing_text = sign(ballot::write_closing_note(*note));
    const auto closing =
        tally::read_closing(*pack, roll(), *merged, {"closing.note", closing_text}, closing_report);
    crypto::require(closing.has_value(), "the fixture's closing note is refused");
    (void)must(tally::open_envelopes(*pack, roll(), *merged, *closing,
                                     path("merged") / "envelopes.txt", *tally_key, path("opened"),
                                     1));
    tally::Report examined_report;
    const auto examined = must(tally::examine(examine_input(), examined_report));
    crypto::require(examined.has_value(), "the fixture is not good");
    (void)must(tally::publish(*examined,
                              {path("audit"), path("pack"), path("opened") / "ballots.txt",
                               path("opened") / "rejected.txt", "", version},
                              *organiser));
    sign_result();
}

tally::ExamineInput EventFixture::examine_input() const {
    tally::ExamineInput input;
    input.pack = path("pack");
    input.rolls = {{"roll.note", roll_text}};
    input.bundles = bundles;
    input.closing = {"closing.note", closing_text};
    input.opened = {"opened.note", read_text(path("opened") / "opened.note")};
    input.list = path("opened") / "ballots.txt";
    input.rejected = path("opened") / "rejected.txt";
    input.threads = 1;
    return input;
}

std::string read_text(const ballot::Path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

void write_text(const ballot::Path& file, std::string_view text) {
    std::ofstream(file, std::ios::binary | std::ios::trunc) << text;
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

std::set<std::string> failures(const tally::Report& report) {
    std::set<std::string> out;
    for (const auto& line : report.lines())
        if (line.verdict == tally::Verdict::failed) out.insert(line.info->name);
    return out;
}

}  // namespace tallystick::test
