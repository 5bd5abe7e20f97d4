// SPDX-License-Identifier: GPL-3.0-or-later
// The texts of all typed notes and the envelope line: one good one each, and one file per fault.
// `because` is what our reader says; a fault that it accepted would stop the program.
#include "make_vectors.h"

#include <ballot/inner_ballot.h>
#include <ballot/notes.h>
#include <crypto/checkpoint.h>
#include <crypto/digest.h>
#include <crypto/sealing.h>
#include <crypto/tally_note.h>

namespace tallystick::vectors {
namespace {

namespace ballot = tallystick::ballot;
using crypto::Digest;

std::array<std::uint8_t, 32> seed_of(std::uint8_t byte) {
    std::array<std::uint8_t, 32> seed{};
    seed.fill(byte);
    return seed;
}

const Digest round_id = crypto::sha256("the round of the vectors\n");
const Digest some_hash = crypto::sha256("some text\n");

template <typename Id>
Id id_of(std::string_view text) {
    return Id::parse(text).value();
}

std::string key_text(const std::string& name, std::uint8_t seed) {
    return crypto::SigningKey::from_seed(name, seed_of(seed)).value().verifier().text();
}

// One type of note: its good text, its faults by name: (from, to), the first occurrence replaced.
struct Faults {
    const char* kind;
    std::string good;
    std::string (*problem)(std::string_view text);  // empty: accepted
    std::vector<std::pair<std::string, std::pair<std::string, std::string>>> edits;
};

template <typename Note, crypto::Result<Note> (*read)(std::string_view),
          std::string (*write)(const Note&)>
std::string problem_of(std::string_view text) {
    const auto note = read(text);
    if (!note) return note.error().message;
    crypto::require(write(*note) == text, "written as it was read");
    return {};
}

std::string swap_lines_at_end(const std::string& text) {
    const std::size_t last = text.rfind('\n', text.size() - 2) + 1;
    const std::size_t before = text.rfind('\n', last - 2) + 1;
    return text.substr(0, before) + text.substr(last) + text.substr(before, last - before);
}

void write_faults(const Faults& faults) {
    const std::string& good = faults.good;
    const std::string problem = faults.problem(good);
    crypto::require(problem.empty(), problem.c_str());
    write_vector(faults.kind, "good", "", {}, good);
    const auto refuse = [&](const std::string& name, const std::string& text) {
        const std::string why = faults.problem(text);
        crypto::require(!why.empty(), (std::string(faults.kind) + ": accepted: " + name).c_str());
        write_vector(faults.kind, name, why.substr(0, why.find('\n')), {}, text);
    };
    const std::size_t second = good.find('\n') + 1;
    const std::size_t third = good.find('\n', second) + 1;
    refuse("another-version", replaced(good, "/v1\n", "/v2\n"));
    refuse("line-missing", good.substr(0, second) + good.substr(third));
    refuse("line-twice", good.substr(0, third) + good.substr(second));
    refuse("lines-exchanged", swap_lines_at_end(good));
    refuse("line-behind", good + "more 1\n");
    refuse("space-at-end",
           replaced(good, "\n" + good.substr(second, 5), " \n" + good.substr(second, 5)));
    refuse("two-spaces", good.substr(0, second) + replaced(good.substr(second), " ", "  "));
    refuse("crlf", replaced(good, "\n", "\r\n"));
    refuse("no-final-lf", good.substr(0, good.size() - 1));
    refuse("empty", "");
    for (const auto& edit : faults.edits) {
        refuse(edit.first, replaced(good, edit.second.first, edit.second.second));
    }
}

void before_voting() {
    ballot::RoundNote round;
    round.title = "Caffi sudd – £400,000";
    round.organiser = key_text("greenfield-council", 1);
    round.tally_key = crypto::TallySecretKey::from_bytes(seed_of(0x33)).public_key();
    round.files = {
        {some_hash, "cards.txt"}, {some_hash, "pictures/p01.jpg"}, {some_hash, "round.json"}};
    write_faults({"round-note",
                  ballot::write_round_note(round),
                  problem_of<ballot::RoundNote, ballot::read_round_note, ballot::write_round_note>,
                  {{"path-leaves-the-folder", {"pictures/p01", "../p01"}},
                   {"path-twice", {"pictures/p01.jpg", "cards.txt"}},
                   {"capital-hex", {"  cards.txt", "A  cards.txt"}},
                   {"bidi-title",
                    {"Caffi",
                     "\xe2\x80\xae"
                     "Caffi"}}}});
    ballot::KioskNote kiosk;
    kiosk.round = round_id;
    kiosk.kiosk = id_of<ballot::KioskId>("kiosk-1");
    kiosk.key = key_text(crypto::log_origin(round_id, "kiosk-1"), 4);
    kiosk.most = 10'000;
    write_faults({"kiosk-note",
                  ballot::write_kiosk_note(kiosk),
                  problem_of<ballot::KioskNote, ballot::read_kiosk_note, ballot::write_kiosk_note>,
                  {{"unknown-role", {"role kiosk", "role desk"}},
                   {"key-of-another-kiosk", {"kiosk kiosk-1", "kiosk kiosk-2"}},
                   {"most-leading-zero", {"most 10000", "most 010000"}},
                   {"most-zero", {"most 10000", "most 0"}},
                   {"name-with-capitals", {"kiosk kiosk-1", "kiosk Kiosk-1"}}}});
    ballot::RollNote roll;
    roll.round = round_id;
    roll.number = 2;
    roll.previous = some_hash;
    roll.reason = "one more kiosk";
    roll.entries = {{id_of<ballot::KioskId>("kiosk-1"), ballot::Role::kiosk, some_hash},
                    {id_of<ballot::KioskId>("paper-1"), ballot::Role::paper, some_hash}};
    write_faults({"roll-note",
                  ballot::write_roll_note(roll),
                  problem_of<ballot::RollNote, ballot::read_roll_note, ballot::write_roll_note>,
                  {{"first-roll-with-previous", {"number 2", "number 1"}},
                   {"number-zero", {"number 2", "number 0"}},
                   {"name-twice", {"paper paper-1", "paper kiosk-1"}},
                   {"not-sorted", {"kiosk kiosk-1", "kiosk z"}}}});
}

void while_voting() {
    ballot::InnerBallot inner;
    inner.round = round_id;
    inner.kiosk = id_of<ballot::KioskId>("kiosk-1");
    inner.style = id_of<ballot::StyleId>("all");
    inner.id = crypto::ballot_id(seed_of(0x21));
    inner.votes = {{id_of<ballot::ProposalId>("p01"), 1}, {id_of<ballot::ProposalId>("p02"), -2}};
    write_faults(
        {"ballot-note",
         ballot::write_inner_ballot(inner),
         problem_of<ballot::InnerBallot, ballot::read_inner_ballot, ballot::write_inner_ballot>,
         {{"vote-twice", {"vote p02", "vote p01"}},
          {"votes-not-sorted", {"vote p01", "vote p03"}},
          {"plus-sign", {"p01 1", "p01 +1"}},
          {"leading-zero", {"p01 1", "p01 01"}},
          {"minus-zero", {"p02 -2", "p02 -0"}},
          {"fraction", {"p01 1", "p01 1.0"}},
          {"short-id", {"id ", "id 0"}}}});
    ballot::ReceiptNote receipt{round_id, inner.kiosk, some_hash, "0a1b2c3d"};
    write_faults(
        {"receipt-note",
         ballot::write_receipt_note(receipt),
         problem_of<ballot::ReceiptNote, ballot::read_receipt_note, ballot::write_receipt_note>,
         {{"card-of-nine-digits", {"0a1b2c3d", "0a1b2c3d4"}},
          {"card-capitals", {"0a1b2c3d", "0A1B2C3D"}}}});
    ballot::BundleNote bundle;
    bundle.round = round_id;
    bundle.kiosk = inner.kiosk;
    bundle.state = ballot::BundleNote::State::closed;
    bundle.envelopes = 40;
    bundle.spoiled = 2;
    bundle.uncast = 1;
    bundle.epochs = {16, 40};
    bundle.checkpoint = some_hash;
    for (const char* file :
         {"checkpoint.note", "envelopes.txt", "events.txt", "kiosk.note", "spoiled.txt"}) {
        bundle.files.push_back({some_hash, file});
    }
    write_faults(
        {"bundle-note",
         ballot::write_bundle_note(bundle),
         problem_of<ballot::BundleNote, ballot::read_bundle_note, ballot::write_bundle_note>,
         {{"unknown-state", {"state closed", "state shut"}},
          {"epochs-not-rising", {"16", "41"}},
          {"negative-count", {"envelopes 40", "envelopes -40"}}}});
}

void after_voting() {
    ballot::ClosingNote closing;
    closing.round = round_id;
    closing.roll = some_hash;
    ballot::ClosingNote::Box kiosk;
    kiosk.kiosk = id_of<ballot::KioskId>("kiosk-1");
    kiosk.last = ballot::ClosingNote::Box::Final{40, some_hash};
    ballot::ClosingNote::Box paper;
    paper.kiosk = id_of<ballot::KioskId>("paper-1");
    paper.role = ballot::Role::paper;
    paper.missing = "soaked by the rain";
    closing.boxes = {kiosk, paper};
    closing.envelopes = 40;
    closing.merged = some_hash;
    closing.spoiled = 1;
    closing.spoiled_list = some_hash;
    closing.cards = {{id_of<ballot::StyleId>("all"), 100, 60, 38, 2}};
    closing.explanations = {{"kiosk-missing", "soaked by the rain"}};
    closing.dice = "314261535653141653214362";
    write_faults(
        {"closing-note",
         ballot::write_closing_note(closing),
         problem_of<ballot::ClosingNote, ballot::read_closing_note, ballot::write_closing_note>,
         {{"dice-with-a-zero", {"dice 3", "dice 0"}},
          {"dice-with-a-seven", {"dice 3", "dice 7"}},
          {"dice-too-few", {"dice 314261", "dice "}},
          {"dice-too-many", {"dice ", "dice 66666666666666666"}},
          {"box-twice", {"paper paper-1", "paper kiosk-1"}},
          {"no-reason", {"missing soaked by the rain", "missing"}},
          {"spoiled-number-missing", {"spoiled 1 ", "spoiled "}},
          {"cards-number-missing", {"100 60 38 2", "100 60 38"}}}});
    const auto tally = crypto::TallySecretKey::from_bytes(seed_of(0x33));
    const auto form = crypto::tally_verifier(tally, ballot::tally_key_name(round_id)).value();
    const ballot::OpenedNote opened{round_id,
                                    some_hash,
                                    form.text(),
                                    {{some_hash, "ballots.txt"}, {some_hash, "closing.note"}}};
    write_faults(
        {"opened-note",
         ballot::write_opened_note(opened),
         problem_of<ballot::OpenedNote, ballot::read_opened_note, ballot::write_opened_note>,
         {{"key-of-another-name", {"key tallystick/tally", "key tallystick/tilly"}},
          {"file-twice", {"closing.note", "ballots.txt"}},
          {"path-upwards", {"closing.note", "../closing.note"}}}});
    ballot::ResultNote result;
    result.round = round_id;
    result.closing = some_hash;
    result.rule = "greedy";
    result.parameters = {{"score", "votes"}, {"ties", "lot"}};
    result.counts = {{"counted", 40}, {"envelopes/kiosk-1/all", 40}};
    result.funded = {{id_of<ballot::ProposalId>("p01"), ballot::Pence(120'000)},
                     {id_of<ballot::ProposalId>("p02"), ballot::Pence(80'000)}};
    result.left = ballot::Pence(5);
    result.files = {{some_hash, "ballots.txt"}, {some_hash, "closing.note"}};
    write_faults(
        {"result-note",
         ballot::write_result_note(result),
         problem_of<ballot::ResultNote, ballot::read_result_note, ballot::write_result_note>,
         {{"funded-twice", {"funded p02", "funded p01"}},
          {"pounds-for-pence", {"p01 120000", "p01 1200.00"}},
          {"negative-money", {"left 5", "left -5"}},
          {"counts-not-sorted", {"count counted", "count zcounted"}},
          {"parameter-twice", {"parameter ties", "parameter score"}}}});
}

void envelope_lines() {
    constexpr std::size_t width = 5;
    constexpr std::int64_t block = 64;
    const Header header{{"style-width", "5"}, {"block", "64"}};
    ballot::Envelope envelope;
    envelope.holder = crypto::CardPublicKey::copy_of(seed_of(0x5a));
    envelope.style = id_of<ballot::StyleId>("all");
    envelope.sealed_base64 = crypto::to_base64(crypto::Bytes(block + 48, 0x66));
    envelope.signature.bytes.fill(0x77);
    const std::string card = ballot::write_envelope(envelope, width);
    const auto accept = [&](const char* name, const std::string& line) {
        crypto::require(ballot::read_envelope(line, width, block).ok(), name);
        write_vector("envelope-line", name, "", header, line);
    };
    const auto refuse = [&](const char* name, const std::string& line) {
        const auto read = ballot::read_envelope(line, width, block);
        crypto::require(!read.ok(), name);
        write_vector("envelope-line", name, read.error().message, header, line);
    };
    accept("card", card);
    envelope.kind = ballot::EnvelopeKind::desk;
    envelope.signature = {};
    const std::string desk = ballot::write_envelope(envelope, width);
    accept("desk", desk);
    envelope.kind = ballot::EnvelopeKind::paper;
    envelope.holder = ballot::paper_holder(id_of<ballot::KioskId>("paper-1"), 7);
    accept("paper", ballot::write_envelope(envelope, width));
    refuse("unknown-kind", "x" + card.substr(1));
    refuse("style-not-padded", replaced(card, "all..", "all"));
    refuse("style-padded-with-spaces", replaced(card, "all..", "all  "));
    refuse("dots-inside-the-style", replaced(card, "all..", "a.l.."));
    refuse("empty-style", replaced(card, "all..", "....."));
    refuse("holder-capitals", replaced(card, "5a5a", "5A5A"));
    refuse("sealed-shorter", replaced(card, "Zm", ""));
    refuse("desk-with-signature", "s" + card.substr(1));
    refuse("space-at-end", card + " ");
    refuse("tab", replaced(card, " ", "\t"));
    refuse("empty", "");
}

}  // namespace

void write_ballot_vectors() {
    before_voting();
    while_voting();
    after_voting();
    envelope_lines();
}

}  // namespace tallystick::vectors
