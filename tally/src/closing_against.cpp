// SPDX-License-Identifier: GPL-3.0-or-later
#include "closing_against.h"

#include <crypto/digest.h>

namespace tallystick::tally {
namespace {

using Line = ballot::ClosingNote::Box;

constexpr const char* other_folder =
    "the closing note was made from another merged folder: give that one, or merge the same "
    "bundles again";
constexpr const char* other_published =
    "the organiser published other bundles than were closed over: ask why, and do not rely on it";
constexpr const char* other_bundles =
    "publish takes the bundles that merge took: name every stick and folder again that was merged "
    "(merge --json lists them as inputs), and no other";

std::string brief(const crypto::Digest& digest) {
    return digest.hex().substr(0, 12) + "...";
}

std::string names_of(const Box& box) {
    std::string names;
    for (const auto& name : box.bundles) names += (names.empty() ? "" : ", ") + name;
    return names;
}

std::string log_of(std::uint64_t size, const crypto::Digest& root) {
    return "a log of " + std::to_string(size) + " envelopes with root " + brief(root);
}

std::string found_of(const Box& box) {
    const std::string where = box.bundles.empty() ? "" : " in " + names_of(box);
    if (has_final(box) && box.checkpoint)
        return log_of(box.checkpoint->size, box.checkpoint->root) + where;
    if (box.state == Box::State::missing) return "no bundle of it";
    return "what a mirror held" + where;
}

std::string hint_of(const Merged& merged, const std::string& given) {
    switch (merged.from) {
        case Merged::From::folder:
            return other_folder;
        case Merged::From::published:
            return other_published;
        case Merged::From::given:
            break;
    }
    return given;
}

// The folder that would be right is known by its name, but for its state.
std::string hint_of_box(const Line& line, const Box& box, const Merged& merged,
                        const crypto::Digest& round) {
    const bool more = !line.last || (box.checkpoint && static_cast<std::uint64_t>(line.last->size) <
                                                           box.checkpoint->size);
    if (more)
        return hint_of(merged,
                       "merge did not have all of these: take what came later out of the folders "
                       "that you name: " +
                           names_of(box));
    return hint_of(merged, "merge had " + round.hex().substr(0, 8) + "-" + box.kiosk.text() + "-" +
                               std::to_string(line.last->size) +
                               "-closed or -open: name the stick or folder that it is in, too");
}

void check_box(const ballot::ClosingNote& note, const Line& line, const Box& box,
               const Merged& merged, const std::string& file, Report& report) {
    const bool same_name = line.kiosk == box.kiosk && line.role == box.role;
    const bool same_end =
        line.last ? has_final(box) && box.checkpoint &&
                        static_cast<std::uint64_t>(line.last->size) == box.checkpoint->size &&
                        line.last->root == box.checkpoint->root
                  : !has_final(box);
    if (same_name && same_end) return;
    const std::string expected =
        line.last ? log_of(static_cast<std::uint64_t>(line.last->size), line.last->root)
                  : "no final checkpoint (\"" + line.missing + "\")";
    const std::string start = file + ": " + line.kiosk.text() + ": expected ";
    if (!same_name)
        return report.fail("closing-boxes",
                           crypto::bad_data(start + box.kiosk.text() + " in its place",
                                            "the closing note is of another roll"));
    report.fail("closing-boxes", crypto::bad_data(start + expected + ", found " + found_of(box),
                                                  hint_of_box(line, box, merged, note.round)));
}

// How many each box has, and of which bundles.
std::string parts_of(const Merged& merged) {
    std::string parts;
    for (const auto& box : merged.boxes) {
        parts +=
            (parts.empty() ? " (" : "; ") + box.kiosk.text() + " " + std::to_string(box.envelopes);
        if (!box.bundles.empty()) parts += " of " + names_of(box);
    }
    return parts.empty() ? parts : parts + ")";
}

}  // namespace

std::string hint_of_difference(const Merged& merged) {
    return hint_of(merged, other_bundles);
}

bool has_final(const Box& box) {
    return box.state == Box::State::closed || box.state == Box::State::open;
}

void check_against_merged(const ballot::ClosingNote& note, const Merged& merged,
                          const std::string& file, Report& report) {
    for (std::size_t at = 0; at < merged.boxes.size(); ++at)
        check_box(note, note.boxes[at], merged.boxes[at], merged, file, report);
    const auto compare = [&](std::string_view check, const char* what, std::int64_t expected,
                             const crypto::Digest& expected_hash, std::int64_t found,
                             const crypto::Digest& found_hash) {
        if (expected == found && expected_hash == found_hash) return;
        report.fail(check, crypto::bad_data(file + ": expected " + std::to_string(expected) + " " +
                                                what + ", SHA-256 " + brief(expected_hash) +
                                                ", found " + std::to_string(found) + ", SHA-256 " +
                                                brief(found_hash) + parts_of(merged),
                                            hint_of_difference(merged)));
    };
    compare("closing-envelopes", "envelopes", note.envelopes, note.merged,
            static_cast<std::int64_t>(merged.marks.size()), merged.envelopes);
    compare("closing-spoiled", "checked ballots", note.spoiled, note.spoiled_list,
            count_spoiled(merged.boxes), crypto::sha256(write_spoiled(merged.boxes)));
}

}  // namespace tallystick::tally
