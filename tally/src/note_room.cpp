// SPDX-License-Identifier: GPL-3.0-or-later
#include <tally/note_room.h>

#include <algorithm>

#include <ballot/bundle.h>
#include <tally/publish.h>

namespace tallystick::tally {
namespace {

std::size_t witness_lines(const ballot::RoundPack& pack) {
    std::size_t size = 0;
    for (const auto& witness : pack.witnesses)
        size += crypto::signature_line_size(witness.name().size());
    return size;
}

}  // namespace

crypto::Result<void> check_note_room(const crypto::Note& note, const ballot::RoundPack& pack,
                                     const std::string& what) {
    const std::string bytes = note.bytes();
    const std::size_t size = bytes.size() + witness_lines(pack);
    if (size > crypto::Note::most_bytes)
        return crypto::bad_data("the note would list " + what + " and have " +
                                    std::to_string(size) +
                                    " bytes with its witnesses' signatures, expected at most " +
                                    std::to_string(crypto::Note::most_bytes),
                                "nobody could read it; nothing was written");
    TALLYSTICK_CHECK(crypto::parse_note(bytes));
    return {};
}

namespace {

// What result_of() and publish() will list for this roll, every number being `number`.
struct Imagined {
    const ballot::RoundPack& pack;
    const ballot::RollNote& roll;
    std::int64_t number;

    void files(ballot::ResultNote& note, std::initializer_list<ballot::BundleState> exports) const {
        const auto add = [&](const std::string& path) { note.files.push_back({{}, path}); };
        for (const auto& entry : roll.entries)
            for (const ballot::BundleState state : exports)
                for (const char* file : {"bundle.note", "checkpoint.note", "envelopes.txt",
                                         "events.txt", "kiosk.note", "spoiled.txt"})
                    add("bundles/" +
                        ballot::bundle_name(pack.round_id, entry.kiosk,
                                            static_cast<std::size_t>(number), state) +
                        "/" + file);
        add("pack/" + std::string(ballot::round_note_file));
        for (const auto& file : pack.note.files) add("pack/" + file.path);
        for (std::int64_t at = 1; at <= roll.number; ++at)
            add("rolls/roll-" + std::to_string(at) + ".note");
        for (const std::string& path : paths_for_people(pack.round)) add(path);
        for (const char* file : {"closing.note", "opened.note", "rejected.txt", "votes.txt"})
            add(file);
    }
    void counts(ballot::ResultNote& note) const {
        note.rule = pack.round.count.rule;
        const auto add = [&](const std::string& name) { note.counts.push_back({name, number}); };
        for (const char* name : {"ballots", "blank", "bound", "envelopes", "invalid", "rejected",
                                 "set-aside", "spoiled"})
            add(name);
        for (const auto& style : pack.round.styles) {
            add("ballots/" + style.id.text());
            for (const auto& entry : roll.entries)
                add("envelopes/" + entry.kiosk.text() + "/" + style.id.text());
        }
    }
    [[nodiscard]] std::size_t size(const ballot::ResultNote& note) const {
        return crypto::signed_note_size(ballot::write_result_note(note).size(),
                                        pack.organiser.name().size()) +
               witness_lines(pack);
    }
};

}  // namespace

ResultRoom result_room(const ballot::RoundPack& pack, const ballot::RollNote& roll) {
    using State = ballot::BundleState;
    ResultRoom room;
    ballot::ResultNote least;
    const Imagined short_one{pack, roll, 0};
    short_one.counts(least);
    ballot::ResultNote one_each = least;
    short_one.files(least, {});
    room.least = short_one.size(least);
    short_one.files(one_each, {State::closed});
    room.one_each = short_one.size(one_each);
    ballot::ResultNote likely;
    const Imagined long_one{pack, roll, 9'999};
    long_one.counts(likely);
    long_one.files(likely, {State::open, State::closed});
    for (const auto& proposal : pack.round.proposals)
        likely.funded.push_back({proposal.id, proposal.cost});
    room.likely = long_one.size(likely);
    return room;
}

crypto::Result<std::optional<std::string>> check_result_room(const ballot::RoundPack& pack,
                                                             const ballot::RollNote& roll) {
    const ResultRoom room = result_room(pack, roll);
    const auto would_have = [&](const char* how, std::size_t size) {
        return "the result note has a line for each of " + std::to_string(roll.entries.size()) +
               " boxes and each of " + std::to_string(pack.round.styles.size()) +
               " ballot styles and one for each file, and would have " + how +
               std::to_string(size) + " bytes, expected at most " +
               std::to_string(crypto::Note::most_bytes);
    };
    if ((roll.number == 1 ? room.one_each : room.least) > crypto::Note::most_bytes)
        return crypto::bad_data(
            roll.number == 1
                ? would_have("at least ", room.one_each) + " with one export from each box"
                : would_have("at least ", room.least) + " without any export",
            "the ballots could be opened and the result not published: use fewer kiosks, or seal a "
            "round with fewer ballot styles or pictures");
    if (room.one_each > crypto::Note::most_bytes)
        return std::optional<std::string>(
            would_have("about ", room.one_each) +
            " with one export from each box: only if enough of them are dead and hand in nothing "
            "can the result be published");
    if (room.likely > crypto::Note::most_bytes)
        return std::optional<std::string>(
            would_have("about ", room.likely) +
            " with two exports from each box: use fewer kiosks, or hand in one export of each");
    return std::optional<std::string>();
}

}  // namespace tallystick::tally
