// SPDX-License-Identifier: GPL-3.0-or-later
// Round, kiosk, roll and receipt: the notes that exist before and while people vote.
#include <ballot/notes.h>

#include "note_parts.h"

namespace tallystick::ballot {

using crypto::FieldReader;
using crypto::FieldWriter;
using crypto::Result;

namespace {

constexpr std::int64_t most_ballots = 1'000'000;

Result<Role> take_role(FieldReader& reader) {
    TALLYSTICK_TRY(word, reader.take("role"));
    if (word == "kiosk") return Role::kiosk;
    if (word == "paper") return Role::paper;
    return reader.expected("kiosk or paper", word);
}

}  // namespace

std::string write_round_note(const RoundNote& note) {
    FieldWriter writer(round_type);
    writer.add("title", note.title).add("organiser", note.organiser).add("tally", note.tally_key);
    for (const crypto::FileHash& file : note.files) writer.add(file);
    return writer.text();
}

Result<RoundNote> read_round_note(std::string_view text) {
    TALLYSTICK_TRY(reader, FieldReader::open(text, round_type));
    RoundNote note;
    TALLYSTICK_TRY(title, reader.take_text("title"));
    note.title = title;
    TALLYSTICK_TRY(organiser, take_key(reader, "organiser"));
    note.organiser = std::move(organiser);
    TALLYSTICK_TRY(tally, reader.take_hex<crypto::TallyPublicKey>("tally"));
    if (!crypto::is_usable(tally)) return reader.expected("a tally key that can seal", tally.hex());
    note.tally_key = tally;
    TALLYSTICK_TRY(files, take_files(reader));
    note.files = std::move(files);
    TALLYSTICK_CHECK(reader.finish());
    return note;
}

std::string write_kiosk_note(const KioskNote& note) {
    FieldWriter writer(kiosk_type);
    writer.add("round", note.round)
        .add("kiosk", note.kiosk.text())
        .add("role", role_name(note.role))
        .add("key", note.key)
        .add("most", note.most);
    return writer.text();
}

Result<KioskNote> read_kiosk_note(std::string_view text) {
    TALLYSTICK_TRY(reader, FieldReader::open(text, kiosk_type));
    KioskNote note;
    TALLYSTICK_CHECK(take_round_and_kiosk(reader, note));
    TALLYSTICK_TRY(role, take_role(reader));
    note.role = role;
    const std::string name = crypto::log_origin(note.round, note.kiosk.text());
    TALLYSTICK_TRY(key, take_key(reader, "key", &name));
    note.key = std::move(key);
    TALLYSTICK_TRY(most, reader.take_integer("most", 1, most_ballots));
    note.most = most;
    TALLYSTICK_CHECK(reader.finish());
    return note;
}

std::string write_roll_note(const RollNote& note) {
    FieldWriter writer(roll_type);
    writer.add("round", note.round).add("number", note.number);
    crypto::require(
        (note.number > 1) == note.previous.has_value() && (note.number > 1) == !note.reason.empty(),
        "a later roll has a previous one and a reason");
    if (note.previous) writer.add("previous", *note.previous).add("reason", note.reason);
    for (const RollNote::Entry& entry : note.entries)
        writer.add(role_name(entry.role), entry.kiosk.text() + " " + entry.certificate.hex());
    return writer.text();
}

Result<RollNote> read_roll_note(std::string_view text) {
    TALLYSTICK_TRY(reader, FieldReader::open(text, roll_type));
    RollNote note;
    TALLYSTICK_TRY(round, reader.take_hex("round"));
    note.round = round;
    TALLYSTICK_TRY(number, reader.take_integer("number", 1, 10'000));
    note.number = number;
    if (number > 1) {
        TALLYSTICK_TRY(previous, reader.take_hex("previous"));
        note.previous = previous;
        TALLYSTICK_TRY(reason, reader.take_text("reason"));
        note.reason = reason;
    }
    while (!reader.at_end()) {
        RollNote::Entry entry;
        entry.role = reader.next_is("paper") ? Role::paper : Role::kiosk;
        TALLYSTICK_TRY(value, reader.take(role_name(entry.role)));
        const auto parts = split(value, 2);
        auto kiosk = KioskId::parse(parts[0]);
        if (!kiosk) return reader.here(kiosk.error());
        entry.kiosk = std::move(kiosk).value();
        if (parts.size() != 2 || !crypto::read_hex(parts[1], entry.certificate.bytes))
            return reader.expected("a name and 64 lower-case hex digits", value);
        if (!note.entries.empty() && !(note.entries.back().kiosk < entry.kiosk))
            return reader.expected("entries sorted by name, each once", value);
        note.entries.push_back(std::move(entry));
    }
    return note;
}

std::string write_receipt_note(const ReceiptNote& note) {
    FieldWriter writer(receipt_type);
    writer.add("round", note.round)
        .add("kiosk", note.kiosk.text())
        .add("leaf", note.leaf)
        .add("card", note.card);
    return writer.text();
}

Result<ReceiptNote> read_receipt_note(std::string_view text) {
    TALLYSTICK_TRY(reader, FieldReader::open(text, receipt_type));
    ReceiptNote note;
    TALLYSTICK_CHECK(take_round_and_kiosk(reader, note));
    TALLYSTICK_TRY(leaf, reader.take_hex("leaf"));
    note.leaf = leaf;
    TALLYSTICK_TRY(card, reader.take("card"));
    std::array<std::uint8_t, 4> digits{};
    if (!crypto::read_hex(card, digits)) return reader.expected("8 lower-case hex digits", card);
    note.card = card;
    TALLYSTICK_CHECK(reader.finish());
    return note;
}

}  // namespace tallystick::ballot
