// SPDX-License-Identifier: GPL-3.0-or-later
#include "vector_event.h"

#include <crypto/digest.h>
#include <crypto/tally_note.h>
#include <tally/audit.h>

#include "event_maker.h"

namespace tallystick::vectors {

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

Event plain_event(const std::filesystem::path& scratch) {
    EventMaker maker(scratch, 12, {"hall-1"});
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

Event event_with_gaps(const std::filesystem::path& scratch) {
    EventMaker maker(scratch, 8, {"hall-1", "hall-2"});
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

Event event_with_alarms(const std::filesystem::path& scratch) {
    // Four ballots a box: hall-1 has three at most in one bundle, and five in all.
    EventMaker maker(scratch, 12, {"hall-1", "hall-2", "hall-3"}, 4);
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
