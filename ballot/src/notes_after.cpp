// SPDX-License-Identifier: GPL-3.0-or-later
// Bundle, closing and result: the notes that say what was cast, what will be opened, what came out.
#include <ballot/notes.h>

#include <algorithm>

#include "note_parts.h"

namespace tallystick::ballot {

using crypto::FieldReader;
using crypto::FieldWriter;
using crypto::Result;

namespace {

constexpr std::int64_t most_count = 1'000'000'000'000;

// "inner/kiosk-1/adult": slugs joined by '/'.
bool is_count_name(std::string_view name) {
    for (;;) {
        const std::size_t slash = name.find('/');
        if (!crypto::is_slug(name.substr(0, slash))) return false;
        if (slash == std::string_view::npos) return true;
        name.remove_prefix(slash + 1);
    }
}

Result<std::int64_t> number(const FieldReader& reader, std::string_view text) {
    auto value = crypto::parse_integer(text, 0, most_count);
    if (!value) return reader.here(value.error());
    return value;
}

}  // namespace

std::string write_bundle_note(const BundleNote& note) {
    FieldWriter writer(bundle_type);
    writer.add("round", note.round)
        .add("kiosk", note.kiosk.text())
        .add("state", note.state == BundleNote::State::open ? "open" : "closed")
        .add("envelopes", note.envelopes)
        .add("waiting", note.waiting)
        .add("spoiled", note.spoiled)
        .add("uncast", note.uncast);
    for (const std::int64_t end : note.epochs) writer.add("epoch", end);
    writer.add("checkpoint", note.checkpoint);
    for (const crypto::FileHash& file : note.files) writer.add(file);
    return writer.text();
}

Result<BundleNote> read_bundle_note(std::string_view text) {
    TALLYSTICK_TRY(reader, FieldReader::open(text, bundle_type));
    BundleNote note;
    TALLYSTICK_CHECK(take_round_and_kiosk(reader, note));
    TALLYSTICK_TRY(state, reader.take("state"));
    if (state != "open" && state != "closed") return reader.expected("open or closed", state);
    note.state = state == "open" ? BundleNote::State::open : BundleNote::State::closed;
    TALLYSTICK_TRY(envelopes, reader.take_integer("envelopes", 0, most_count));
    note.envelopes = envelopes;
    TALLYSTICK_TRY(waiting, reader.take_integer("waiting", 0, most_count));
    note.waiting = waiting;
    if (state == "closed" && waiting != 0)
        return reader.expected("0 waiting in a closed bundle", std::to_string(waiting));
    TALLYSTICK_TRY(spoiled, reader.take_integer("spoiled", 0, most_count));
    note.spoiled = spoiled;
    TALLYSTICK_TRY(uncast, reader.take_integer("uncast", 0, most_count));
    note.uncast = uncast;
    while (reader.next_is("epoch")) {
        const std::int64_t last = note.epochs.empty() ? 0 : note.epochs.back();
        TALLYSTICK_TRY(end, reader.take_integer("epoch", last + 1, most_count));
        note.epochs.push_back(end);
    }
    if ((note.epochs.empty() ? 0 : note.epochs.back()) != note.envelopes)
        return reader.expected("the last epoch to end at the number of envelopes",
                               std::to_string(note.envelopes));
    TALLYSTICK_TRY(checkpoint, reader.take_hex("checkpoint"));
    note.checkpoint = checkpoint;
    TALLYSTICK_TRY(files, take_files(reader));
    note.files = std::move(files);
    TALLYSTICK_CHECK(reader.finish());
    return note;
}

bool is_dice(std::string_view text) {
    return text.size() >= 20 && text.size() <= 40 &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '1' && c <= '6'; });
}

std::string write_closing_note(const ClosingNote& note) {
    FieldWriter writer(closing_type);
    writer.add("round", note.round).add("roll", note.roll);
    for (const ClosingNote::Box& box : note.boxes) {
        const std::string end =
            box.last ? "final " + std::to_string(box.last->size) + " " + box.last->root.hex()
                     : "missing " + box.missing;
        writer.add(role_name(box.role), box.kiosk.text() + " " + end);
    }
    writer.add("envelopes", std::to_string(note.envelopes) + " " + note.merged.hex());
    writer.add("spoiled", std::to_string(note.spoiled) + " " + note.spoiled_list.hex());
    for (const ClosingNote::Cards& cards : note.cards)
        writer.add("cards", cards.style.text() + " " + std::to_string(cards.printed) + " " +
                                std::to_string(cards.issued) + " " +
                                std::to_string(cards.returned) + " " +
                                std::to_string(cards.spoiled));
    add_explanations(writer, note.explanations);
    crypto::require(is_dice(note.dice), "dice are 20 to 40 digits 1 to 6");
    writer.add("dice", note.dice);
    return writer.text();
}

namespace {

Result<ClosingNote::Box> take_box(FieldReader& reader) {
    ClosingNote::Box box;
    box.role = reader.next_is("paper") ? Role::paper : Role::kiosk;
    TALLYSTICK_TRY(value, reader.take_text(role_name(box.role)));
    const auto parts = split(value, 3);
    auto kiosk = KioskId::parse(parts[0]);
    if (!kiosk) return reader.here(kiosk.error());
    box.kiosk = std::move(kiosk).value();
    const auto fault = [&] {
        return reader.expected("<name> final <size> <64 hex> or <name> missing <reason>", value);
    };
    if (parts.size() != 3) return fault();
    if (parts[1] == "missing") {
        if (const auto good = crypto::check_line(parts[2], crypto::Charset::unicode); !good)
            return reader.here(good.error());
        box.missing = parts[2];
        return box;
    }
    const auto end = split(parts[2], 2);
    if (parts[1] != "final" || end.size() != 2) return fault();
    ClosingNote::Box::Final last;
    TALLYSTICK_TRY(size, number(reader, end[0]));
    last.size = size;
    if (!crypto::read_hex(end[1], last.root.bytes)) return fault();
    box.last = last;
    return box;
}

// `<keyword> <lines> <SHA-256>` of one of the merged lists.
Result<void> take_list(FieldReader& reader, std::string_view keyword, std::int64_t& lines,
                       crypto::Digest& hash) {
    TALLYSTICK_TRY(value, reader.take(keyword));
    const auto parts = split(value, 2);
    if (parts.size() != 2 || !crypto::read_hex(parts[1], hash.bytes))
        return reader.expected("a number and 64 lower-case hex digits", value);
    TALLYSTICK_TRY(count, number(reader, parts[0]));
    lines = count;
    return {};
}

Result<ClosingNote::Cards> take_cards(FieldReader& reader) {
    TALLYSTICK_TRY(value, reader.take("cards"));
    const auto parts = split(value, 5);
    if (parts.size() != 5)
        return reader.expected("<style> <printed> <issued> <returned> <spoiled>", value);
    ClosingNote::Cards cards;
    auto style = StyleId::parse(parts[0]);
    if (!style) return reader.here(style.error());
    cards.style = std::move(style).value();
    std::size_t at = 1;
    for (std::int64_t* field : {&cards.printed, &cards.issued, &cards.returned, &cards.spoiled}) {
        TALLYSTICK_TRY(count, number(reader, parts[at++]));
        *field = count;
    }
    return cards;
}

}  // namespace

Result<ClosingNote> read_closing_note(std::string_view text) {
    TALLYSTICK_TRY(reader, FieldReader::open(text, closing_type));
    ClosingNote note;
    TALLYSTICK_TRY(round, reader.take_hex("round"));
    note.round = round;
    TALLYSTICK_TRY(roll, reader.take_hex("roll"));
    note.roll = roll;
    while (reader.next_is("kiosk") || reader.next_is("paper")) {
        TALLYSTICK_TRY(box, take_box(reader));
        if (!note.boxes.empty() && !(note.boxes.back().kiosk < box.kiosk))
            return reader.expected("boxes sorted by name, each once", box.kiosk.text());
        note.boxes.push_back(std::move(box));
    }
    TALLYSTICK_CHECK(take_list(reader, "envelopes", note.envelopes, note.merged));
    TALLYSTICK_CHECK(take_list(reader, "spoiled", note.spoiled, note.spoiled_list));
    while (reader.next_is("cards")) {
        TALLYSTICK_TRY(cards, take_cards(reader));
        const bool again =
            std::any_of(note.cards.begin(), note.cards.end(),
                        [&](const ClosingNote::Cards& one) { return one.style == cards.style; });
        if (again) return reader.expected("each style once", cards.style.text());
        note.cards.push_back(std::move(cards));
    }
    TALLYSTICK_TRY(explanations, take_explanations(reader));
    note.explanations = std::move(explanations);
    TALLYSTICK_TRY(dice, reader.take("dice"));
    if (!is_dice(dice)) return reader.expected("20 to 40 rolls, digits 1 to 6", dice);
    note.dice = dice;
    TALLYSTICK_CHECK(reader.finish());
    return note;
}

std::string write_result_note(const ResultNote& note) {
    FieldWriter writer(result_type);
    writer.add("round", note.round).add("closing", note.closing).add("rule", note.rule);
    for (const ResultNote::Parameter& one : note.parameters) {
        crypto::require(crypto::is_slug(one.name), "parameter without a name");
        writer.add("parameter", one.name + " " + one.value);
    }
    for (const ResultNote::Count& one : note.counts) {
        crypto::require(is_count_name(one.name), "count without a name");
        writer.add("count", one.name + " " + std::to_string(one.value));
    }
    for (const ResultNote::Funded& one : note.funded)
        writer.add("funded", one.proposal.text() + " " + std::to_string(one.amount.value()));
    writer.add("left", note.left.value());
    add_explanations(writer, note.explanations);
    for (const crypto::FileHash& file : note.files) writer.add(file);
    return writer.text();
}

namespace {

Result<std::vector<ResultNote::Parameter>> take_parameters(FieldReader& reader) {
    std::vector<ResultNote::Parameter> found;
    while (reader.next_is("parameter")) {
        TALLYSTICK_TRY(value, reader.take_text("parameter"));
        const auto parts = split(value, 2);
        if (parts.size() != 2 || !crypto::is_slug(parts[0]) ||
            !crypto::check_line(parts[1], crypto::Charset::unicode))
            return reader.expected("a parameter's name and value", value);
        if (!found.empty() && !(found.back().name < parts[0]))
            return reader.expected("parameters sorted by name, each once", value);
        found.push_back({std::string(parts[0]), std::string(parts[1])});
    }
    return found;
}

Result<std::vector<ResultNote::Count>> take_counts(FieldReader& reader) {
    std::vector<ResultNote::Count> found;
    while (reader.next_is("count")) {
        TALLYSTICK_TRY(value, reader.take("count"));
        const auto parts = split(value, 2);
        if (parts.size() != 2 || !is_count_name(parts[0]))
            return reader.expected("names joined by '/', and a number", value);
        TALLYSTICK_TRY(count, number(reader, parts[1]));
        if (!found.empty() && !(found.back().name < parts[0]))
            return reader.expected("counts sorted by name, each once", value);
        found.push_back({std::string(parts[0]), count});
    }
    return found;
}

Result<std::vector<ResultNote::Funded>> take_funded(FieldReader& reader) {
    std::vector<ResultNote::Funded> found;
    while (reader.next_is("funded")) {
        TALLYSTICK_TRY(value, reader.take("funded"));
        const auto parts = split(value, 2);
        if (parts.size() != 2) return reader.expected("a proposal and pence", value);
        auto proposal = ProposalId::parse(parts[0]);
        if (!proposal) return reader.here(proposal.error());
        auto amount = Pence::parse(parts[1]);
        if (!amount) return reader.here(amount.error());
        const bool again = std::any_of(
            found.begin(), found.end(),
            [&](const ResultNote::Funded& one) { return one.proposal == proposal.value(); });
        if (again) return reader.expected("each proposal once", parts[0]);
        found.push_back({std::move(proposal).value(), amount.value()});
    }
    return found;
}

}  // namespace

Result<ResultNote> read_result_note(std::string_view text) {
    TALLYSTICK_TRY(reader, FieldReader::open(text, result_type));
    ResultNote note;
    TALLYSTICK_CHECK(take_round_and_closing(reader, note));
    TALLYSTICK_TRY(rule, reader.take("rule"));
    note.rule = rule;
    TALLYSTICK_TRY(parameters, take_parameters(reader));
    note.parameters = std::move(parameters);
    TALLYSTICK_TRY(counts, take_counts(reader));
    note.counts = std::move(counts);
    TALLYSTICK_TRY(funded, take_funded(reader));
    note.funded = std::move(funded);
    TALLYSTICK_TRY(left, reader.take_integer("left", 0, Pence::max_pence));
    note.left = Pence(left);
    TALLYSTICK_TRY(explanations, take_explanations(reader));
    note.explanations = std::move(explanations);
    TALLYSTICK_TRY(files, take_files(reader));
    note.files = std::move(files);
    TALLYSTICK_CHECK(reader.finish());
    return note;
}

}  // namespace tallystick::ballot
