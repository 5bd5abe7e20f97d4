// SPDX-License-Identifier: GPL-3.0-or-later
// Bundles: a good closed one, a good recovered one, and one file per fault. What the fault does not
// concern is signed again, as the holder of the kiosk's key could, so that one check alone sees it.
#include <algorithm>

#include <crypto/checkpoint.h>
#include <crypto/digest.h>
#include <crypto/merkle.h>

#include "event_faults.h"

namespace tallystick::vectors {
namespace {

const crypto::Digest another = another_hash();

crypto::Digest root_of(std::string_view lines) {
    std::vector<crypto::Digest> leaves;
    for (; !lines.empty(); lines.remove_prefix(lines.find('\n') + 1))
        leaves.push_back(crypto::leaf_hash(lines.substr(0, lines.find('\n'))));
    return crypto::merkle_root(leaves);
}

// The kiosk, or who has its key, signs everything over its envelopes as they are now.
void sign_log(Event& event) {
    const std::string& lines = event.files.at(event.bundle + "envelopes.txt");
    const auto size = static_cast<std::uint64_t>(std::count(lines.begin(), lines.end(), '\n'));
    event.files[event.bundle + "checkpoint.note"] =
        crypto::sign_checkpoint({event.kiosk->name(), size, root_of(lines)}, *event.kiosk).bytes();
    event.sign_bundle([&](ballot::BundleNote& note) {
        note.envelopes = static_cast<std::int64_t>(size);
        note.epochs = {note.envelopes};
    });
}

}  // namespace

void sort_log(Event& event) {
    std::string& text = event.files.at(event.bundle + "envelopes.txt");
    std::vector<std::pair<crypto::Digest, std::string>> lines;
    for (std::string_view rest = text; !rest.empty(); rest.remove_prefix(rest.find('\n') + 1)) {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        lines.emplace_back(crypto::leaf_hash(line), std::string(line) + "\n");
    }
    std::sort(lines.begin(), lines.end());
    text.clear();
    for (const auto& line : lines) text += line.second;
    sign_log(event);
}

namespace {

Change in_bundle(const std::string& file, const std::function<void(std::string&)>& change,
                 const Change& after) {
    return [=](Event& event) {
        change(event.files.at(event.bundle + file));
        after(event);
    };
}
Change in_bundle_note(const std::function<void(ballot::BundleNote&)>& change) {
    return [=](Event& event) { event.sign_bundle(change); };
}
// The note's text is changed where no writer of ours would, and signed.
Change in_bundle_text(const std::function<void(std::string&)>& change) {
    return [=](Event& event) {
        std::string& note = event.files.at(event.bundle + "bundle.note");
        std::string text = crypto::parse_note(note)->text;
        change(text);
        note = crypto::sign_note(text, *event.kiosk).bytes();
    };
}
const Change sign_bundle = [](Event& event) { event.sign_bundle(); };

crypto::CardKey card_of(const std::string& symbols) {
    std::array<std::uint8_t, crypto::CardCode::size> code{};
    std::copy_n(symbols.begin(), code.size(), code.begin());
    return {crypto::CardCode::from_bytes(code),
            crypto::CardSalt::from_hex(std::string(64, '5')).value()};
}
// The event's own cards are 01010101010101010101, 02020202020202020202 and so on; eleven have
// voted.
crypto::CardKey printed_card(char number) {
    return card_of(std::string(crypto::CardCode::size, number));
}

// The envelope at byte `start`, signed for the same sealed ballot by another card.
std::string signed_again(const Event& event, std::size_t start, const crypto::CardKey& card) {
    const std::string& lines = event.files.at(event.bundle + "envelopes.txt");
    std::string line = lines.substr(start, lines.find('\n', start) + 1 - start);
    const std::size_t end = line.size() - 1;
    const std::string sealed = line.substr(71, end - 71 - 89);
    const auto note = crypto::parse_note(event.files.at(event.bundle + "bundle.note"));
    const auto bundle = ballot::read_bundle_note(note->text).value();
    const auto signature =
        crypto::sign_envelope(card, bundle.round, bundle.kiosk.text(), "all", sealed);
    line.replace(2, 64, card.public_key().hex());
    line.replace(end - 88, 88, signature.base64());
    return line;
}
void resign_first(Event& event, const crypto::CardKey& card) {
    std::string& lines = event.files.at(event.bundle + "envelopes.txt");
    lines.replace(0, lines.find('\n') + 1, signed_again(event, 0, card));
}

// The same sealed ballots in a paper box: serials 1, 2 and so on, the first line's hex being
// `first` if that is not empty.
void put_on_paper(Event& event, const std::string& first) {
    std::string& certificate = event.files.at(event.bundle + "kiosk.note");
    auto note = ballot::read_kiosk_note(crypto::parse_note(certificate)->text).value();
    note.role = ballot::Role::paper;
    certificate = crypto::sign_note(ballot::write_kiosk_note(note), *event.organiser).bytes();
    std::string& lines = event.files.at(event.bundle + "envelopes.txt");
    std::int64_t serial = 0;
    for (std::size_t start = 0; start < lines.size(); start = lines.find('\n', start) + 1) {
        const std::string own = ballot::paper_holder(note.kiosk, ++serial).hex();
        lines[start] = 'p';
        lines.replace(start + 2, 64, serial == 1 && !first.empty() ? first : own);
        lines.replace(lines.find('\n', start) - 88, 88, std::string(86, 'A') + "==");
    }
    sort_log(event);
}

// The kiosk's own key and an organiser's certificate, but for another round.
void enrol_elsewhere(Event& event) {
    const auto round = another;
    const std::string name = crypto::log_origin(round, "hall-1");
    event.kiosk = std::make_shared<const crypto::SigningKey>(event.kiosk->renamed(name).value());
    std::string& certificate = event.files.at(event.bundle + "kiosk.note");
    auto note = ballot::read_kiosk_note(crypto::parse_note(certificate)->text).value();
    note.round = round;
    note.key = event.kiosk->verifier().text();
    certificate = crypto::sign_note(ballot::write_kiosk_note(note), *event.organiser).bytes();
    const auto edit_round = [&](ballot::BundleNote& bundle) { bundle.round = round; };
    event.sign_bundle(edit_round);
    sign_log(event);
}

std::vector<Fault> bundle_faults() {
    const auto file_of = [](Event& event, const char* name) -> std::string& {
        return event.files.at(event.bundle + name);
    };
    return {
        {"good", "", [](Event&) {}},
        {"file-more", "bundle-files", [](Event& e) { e.files[e.bundle + "more.txt"] = "more\n"; }},
        {"file-missing", "bundle-files", [](Event& e) { e.files.erase(e.bundle + "events.txt"); }},
        {"certificate-not-in-its-form", "certificate-form",
         in_bundle(
             "kiosk.note", [](std::string& note) { note += "x"; }, sign_bundle)},
        {"certificate-signed-by-another", "certificate-signature",
         [=](Event& e) {
             file_of(e, "kiosk.note") = forged(file_of(e, "kiosk.note"), *e.organiser);
             e.sign_bundle();
         }},
        {"note-with-a-line-more", "bundle-note-form",
         in_bundle_text([](std::string& text) { text += "more 1\n"; })},
        {"note-with-a-number-that-begins-with-0", "bundle-note-form",
         in_bundle_text([](std::string& text) { edit(text, "uncast ", "uncast 0"); })},
        {"note-with-a-number-above-its-limit", "bundle-note-form",
         in_bundle_text([](std::string& text) { edit(text, "uncast ", "uncast 1000000000000"); })},
        {"note-signed-by-another", "bundle-note-signature",
         [=](Event& e) {
             file_of(e, "bundle.note") = forged(file_of(e, "bundle.note"), *e.kiosk);
         }},
        {"note-of-another-kiosk", "bundle-note-round", in_bundle_note([](ballot::BundleNote& note) {
             note.kiosk = ballot::KioskId::parse("hall-9").value();
         })},
        {"hash-of-another-file", "bundle-hashes",
         in_bundle_note([](ballot::BundleNote& note) { note.files[2].hash = another; })},
        {"checkpoint-not-in-its-form", "checkpoint-form",
         [=](Event& e) {
             file_of(e, "checkpoint.note") =
                 crypto::sign_note(e.kiosk->name() + "\n11\nroot\n", *e.kiosk).bytes();
             e.sign_bundle();
         }},
        {"checkpoint-signed-by-another", "checkpoint-signature",
         [=](Event& e) {
             file_of(e, "checkpoint.note") = forged(file_of(e, "checkpoint.note"), *e.kiosk);
             e.sign_bundle();
         }},
        {"note-of-another-checkpoint", "checkpoint-match",
         in_bundle_note([](ballot::BundleNote& note) { note.checkpoint = another; })},
        {"envelope-with-bad-base64", "envelope-form",
         in_bundle(
             "envelopes.txt", [](std::string& lines) { lines[90] = '!'; }, sort_log)},
        {"envelope-of-a-paper-box", "envelope-kind",
         in_bundle(
             "envelopes.txt",
             [](std::string& lines) {
                 const std::size_t end = lines.find('\n');
                 lines[0] = 'p';
                 lines.replace(end - 88, 88, std::string(86, 'A') + "==");
             },
             sort_log)},
        {"card-signature-changed", "card-signature",
         in_bundle(
             "envelopes.txt",
             [](std::string& lines) {
                 char& symbol = lines[lines.find('\n') - 40];
                 symbol = symbol == 'A' ? 'B' : 'A';
             },
             sort_log)},
        {"card-that-was-never-printed", "card-known",
         [](Event& e) {
             resign_first(e, card_of("7777777777777777"));
             sort_log(e);
         }},
        {"paper-good", "", [](Event& e) { put_on_paper(e, ""); }},
        {"paper-with-a-cards-hex", "paper-serial",
         [](Event& e) { put_on_paper(e, printed_card(1).public_key().hex()); }},
        {"card-twice", "card-once",
         [=](Event& e) {
             std::string& lines = file_of(e, "envelopes.txt");
             const std::string second = printed_card(2).public_key().hex();
             resign_first(e, printed_card(lines.substr(2, 64) == second ? 3 : 2));
             sort_log(e);
         }},
        {"sealed-twice", "sealed-once",
         [=](Event& e) {
             std::string& lines = file_of(e, "envelopes.txt");
             const std::size_t second = lines.find('\n') + 1;
             lines.replace(second, lines.find('\n', second) + 1 - second,
                           signed_again(e, 0, printed_card(12)));
             sort_log(e);
         }},
        {"lines-exchanged", "epoch-order", in_bundle("envelopes.txt", swap_first_lines, sign_log)},
        {"another-root", "log-root",
         [=](Event& e) {
             file_of(e, "checkpoint.note") =
                 crypto::sign_checkpoint({e.kiosk->name(), 11, another}, *e.kiosk).bytes();
             e.sign_bundle();
         }},
        {"spoiled-not-in-its-form", "spoiled-form",
         in_bundle(
             "spoiled.txt", [](std::string& text) { edit(text, " ", "  "); },
             [](Event& e) { e.sign_bundle([](ballot::BundleNote& note) { note.spoiled = 0; }); })},
        {"spoiled-with-one-leaf-twice", "spoiled-form",
         in_bundle(
             "spoiled.txt",
             [](std::string& text) { text += text.substr(0, 65) + std::string(32, 'f') + "\n"; },
             sign_bundle)},
        {"spoiled-and-cast", "spoiled-not-cast",
         [=](Event& e) {
             const std::string& lines = file_of(e, "envelopes.txt");
             std::string& spoiled = file_of(e, "spoiled.txt");
             spoiled.replace(0, 64, crypto::leaf_hash(lines.substr(0, lines.find('\n'))).hex());
             e.sign_bundle();
         }},
        {"event-with-minutes", "events-form",
         in_bundle(
             "events.txt", [](std::string& text) { edit(text, "00Z", "03Z"); }, sign_bundle)},
        {"event-on-no-day-of-the-calendar", "events-form",
         in_bundle(
             "events.txt", [](std::string& text) { text.replace(text.find('-') + 1, 5, "02-30"); },
             sign_bundle)},
        {"events-without-their-end", "events-form",
         in_bundle(
             "events.txt",
             [](std::string& text) { text.resize(text.rfind('\n', text.size() - 2) + 1); },
             sign_bundle)},
        {"no-events", "events-form",
         in_bundle(
             "events.txt", [](std::string& text) { text.clear(); }, sign_bundle)},
        {"another-number-of-spoiled", "bundle-counts",
         in_bundle_note([](ballot::BundleNote& note) { note.spoiled = 2; })},
    };
}

}  // namespace

void write_bundle_vectors(const Event& good) {
    const std::string name = good.bundle.substr(8, good.bundle.size() - 9);
    const Header header{{"base", "audit/good.txt"}, {"name", name}, {"folder", good.bundle}};
    for (const Fault& fault : bundle_faults()) {
        Event event = good;
        fault.change(event);
        write_change("bundle", fault, header, good.files, event.files, good.bundle);
    }
    Event elsewhere = good;
    enrol_elsewhere(elsewhere);
    const Header other_round{{"base", "audit/good.txt"},
                             {"name", another.hex().substr(0, 8) + name.substr(name.find('-'))},
                             {"folder", good.bundle}};
    write_change("bundle", {"certificate-of-another-round", "certificate-round", {}}, other_round,
                 good.files, elsewhere.files, good.bundle);
    const Header renamed{{"base", "audit/good.txt"},
                         {"name", replaced(name, "-11-", "-12-")},
                         {"folder", good.bundle}};
    write_change("bundle", {"another-name", "bundle-name", {}}, renamed, good.files, good.files,
                 good.bundle);
}

// The mirror's checkpoint, over `lines` with `more` lines that are not here, or with another root.
std::string mirror_checkpoint(const std::string& certificate, std::string_view lines,
                              std::uint64_t more, const std::optional<crypto::Digest>& root = {}) {
    const auto note = ballot::read_kiosk_note(crypto::parse_note(certificate)->text).value();
    // The second kiosk's key.
    const auto key = crypto::SigningKey::from_seed(
                         crypto::log_origin(note.round, note.kiosk.text()), crypto::Bytes(32, 11))
                         .value();
    const auto size = static_cast<std::uint64_t>(std::count(lines.begin(), lines.end(), '\n'));
    return crypto::sign_checkpoint({key.name(), size + more, root ? *root : root_of(lines)}, key)
        .bytes();
}

// The recovered bundle of the event with gaps, and faults of its receipts and its checkpoint.
void write_recovered_vectors(const Event& gaps) {
    std::string folder;
    for (const auto& entry : gaps.files)
        if (const std::size_t at = entry.first.find("-recovered/"); at != std::string::npos)
            folder = entry.first.substr(0, at + 11);
    const Header header{{"base", "audit/gaps.txt"},
                        {"name", folder.substr(8, folder.size() - 9)},
                        {"folder", folder}};
    const std::string receipts = gaps.files.at(folder + "receipts.txt");
    const auto notes = notes_of(receipts);
    const std::pair<std::string, std::string> cases[] = {
        {"recovered-good", receipts},
        {"receipt-missing", notes[0] + notes[1]},
        {"receipts-exchanged", notes[1] + notes[0] + notes[2]},
        {"receipt-changed", replaced(receipts, "card ", "card 0")},
    };
    for (const auto& [name, text] : cases) {
        Files changed = gaps.files;
        changed[folder + "receipts.txt"] = text;
        const char* check = text == receipts ? "" : "receipts-match";
        write_change("bundle", {name, check, {}}, header, gaps.files, changed, folder);
    }
    const std::string& certificate = gaps.files.at(folder + "kiosk.note");
    const std::string& lines = gaps.files.at(folder + "envelopes.txt");
    const std::pair<Fault, std::string> checkpoints[] = {
        {{"recovered-with-fewer-envelopes", "mirror-whole", {}},
         mirror_checkpoint(certificate, lines, 1, another)},
        {{"recovered-with-other-envelopes", "mirror-whole", {}},
         mirror_checkpoint(certificate, lines, 0, another)},
    };
    for (const auto& [fault, note] : checkpoints) {
        Files changed = gaps.files;
        changed[folder + "checkpoint.note"] = note;
        write_change("bundle", fault, header, gaps.files, changed, folder);
    }
    Files stripped = gaps.files;
    stripped.erase(folder + "checkpoint.note");
    write_change("bundle", {"recovered-without-its-checkpoint", "mirror-whole", {}}, header,
                 gaps.files, stripped, folder);
}

}  // namespace tallystick::vectors
