// SPDX-License-Identifier: GPL-3.0-or-later
// Mirrors, and the refusal to run when something outside knows more than the box.
#include <algorithm>

#include <crypto/checkpoint.h>
#include <crypto/merkle.h>
#include <crypto/random.h>

#include "box_parts.h"

namespace tallystick::ballot {

using crypto::bad_data;
using crypto::Result;

namespace {

constexpr std::uint64_t most_note = 1'000'000;
constexpr const char* old_copy =
    "this kiosk was put back to an earlier state: let nobody vote on it, and keep this stick and "
    "the "
    "mirror as they are; to save what is in it, start it without either, close voting for good and "
    "save to an empty stick; hand in all three";

}  // namespace

Result<void> BallotBox::Parts::knows_no_more(const crypto::Note& note,
                                             const std::string& place_name) const {
    const auto outside = crypto::open_checkpoint(note, certificate.key);
    // What this kiosk never signed, or what is damaged, says nothing about its box.
    if (!outside) return {};
    if (outside->size > log.size())
        return bad_data(place_name + ": has a log of " + std::to_string(outside->size) +
                            " ballots signed by this kiosk, but its box has " +
                            std::to_string(log.size()),
                        old_copy);
    crypto::MerkleBuilder tree;
    for (std::size_t at = 0; at < outside->size; ++at) tree.append(stored.at(log[at]).leaf);
    if (tree.root() != outside->root)
        return bad_data(place_name + ": holds another history of this kiosk's log", old_copy);
    return {};
}

Result<BoxRecord> BallotBox::Parts::record() const {
    TALLYSTICK_TRY(events, read_events_stored());
    BoxRecord now{polls == Polls::closed ? BundleNote::State::closed : BundleNote::State::open,
                  static_cast<std::int64_t>(stored.size()),
                  uncast,
                  epochs,
                  spoiled,
                  std::move(events)};
    std::sort(now.spoiled.begin(), now.spoiled.end());
    return now;
}

namespace {

// The log is compared by its checkpoints; here is what the export says beside it.
Result<void> follows(const BoxRecord& now, const BoxRecord& exported, const std::string& place) {
    using State = BundleNote::State;
    if (exported.state == State::closed && now.state != State::closed)
        return bad_data(place + ": this kiosk signed that voting had ended", old_copy);
    if (const auto why = contradiction(now, exported))
        return bad_data(place + ": was signed by this kiosk, and its box knows less: " + *why,
                        old_copy);
    return {};
}

}  // namespace

Result<void> BallotBox::check_against(const Path& folder) const {
    const Parts& parts = *m_parts;
    TALLYSTICK_TRY(now, parts.record());
    const std::string start =
        parts.pack->round_id.hex().substr(0, 8) + "-" + parts.certificate.note.kiosk.text() + "-";
    TALLYSTICK_TRY(entries, list_folder(folder, *parts.disk));
    for (const Disk::Entry& entry : entries) {
        const Path file = folder / entry.name / "checkpoint.note";
        // A dot: what a pulled plug left behind.
        const bool ours = entry.name.starts_with(start) || entry.name.starts_with("." + start);
        if (entry.kind != Disk::Entry::Kind::folder || !ours) continue;
        if (!exists(file, *parts.disk)) continue;
        // Another kiosk's name may begin like ours ("north", "north-2"): its certificate tells.
        const auto other = read_file(folder / entry.name / "kiosk.note", most_note, *parts.disk);
        if (!other || other.value() != parts.certificate.bytes) continue;
        TALLYSTICK_TRY(bytes, read_file(file, most_note, *parts.disk));
        const auto note = crypto::parse_note(bytes);
        if (note) TALLYSTICK_CHECK(parts.knows_no_more(note.value(), file.string()));
        if (const auto said = read_record(folder / entry.name, parts.certificate.key, *parts.disk))
            TALLYSTICK_CHECK(follows(now, *said, (folder / entry.name).string()));
    }
    return {};
}

namespace {

// Brings an existing mirror up to the box, after making sure that it knows no more.
Result<void> compare_mirror(const BallotBox::Parts& parts, Mirror& mirror) {
    std::vector<std::size_t> stale;
    for (std::size_t slot = 0; slot < parts.capacity(); ++slot) {
        TALLYSTICK_TRY(found, mirror.read(slot));
        if (parts.stored.count(slot) != 0) {
            TALLYSTICK_TRY(content, parts.slot_content(slot));
            if (content != found) stale.push_back(slot);
        }
        const auto there =
            read_slot(found, *parts.pack, parts.certificate.note, parts.certificate.key);
        if (!there) continue;
        const auto at = parts.stored.find(slot);
        if (at == parts.stored.end() || at->second.leaf != crypto::leaf_hash(there->line))
            return bad_data(mirror.folder().string() + ": slot " + std::to_string(slot) +
                                " holds a ballot that this kiosk's box does not have",
                            old_copy);
    }
    TALLYSTICK_TRY(checkpoint, mirror.read_checkpoint());
    if (checkpoint) {
        const auto note = crypto::parse_note(*checkpoint);
        if (note) TALLYSTICK_CHECK(parts.knows_no_more(note.value(), mirror.folder().string()));
    }
    for (const std::size_t slot : stale) {
        TALLYSTICK_TRY(content, parts.slot_content(slot));
        TALLYSTICK_CHECK(mirror.write(slot, content));
    }
    return {};
}

Result<Mirror> make_or_continue(const BallotBox::Parts& parts, const Path& folder) {
    if (exists(folder, *parts.disk)) {
        TALLYSTICK_TRY(mirror, Mirror::open(folder, parts.certificate.bytes, parts.slot_bytes(),
                                            parts.capacity(), *parts.disk));
        TALLYSTICK_CHECK(compare_mirror(parts, mirror));
        return mirror;
    }
    std::optional<crypto::Error> failed;
    const auto slot = [&](std::size_t at) {
        if (parts.stored.count(at) != 0) {
            auto content = parts.slot_content(at);
            if (content) return std::move(content).value();
            failed = content.error();
        }
        return std::string(crypto::text_of(crypto::random_bytes(parts.slot_bytes())));
    };
    auto mirror = Mirror::create(folder, parts.certificate.bytes, parts.slot_bytes(),
                                 parts.capacity(), slot, *parts.disk);
    if (failed) return *failed;
    return mirror;
}

}  // namespace

Result<void> BallotBox::attach_mirror(const Path& medium, Seconds now) {
    Parts& parts = *m_parts;
    const Path folder =
        Mirror::folder_of(medium, parts.pack->round_id, parts.certificate.note.kiosk);
    auto mirror = make_or_continue(parts, folder);
    if (!mirror) {
        parts.note_event(EventCode::mirror_refused, now);
        return mirror.error();
    }
    if (parts.polls != Polls::not_opened) {
        TALLYSTICK_TRY(row, parts.database->prepare(
                                "SELECT checkpoint FROM epochs ORDER BY number DESC LIMIT 1"));
        TALLYSTICK_TRY(there, row.step());
        if (there) TALLYSTICK_CHECK(mirror->write_checkpoint(row.bytes(0)));
    }
    parts.mirror = std::move(mirror).value();
    parts.mirror_state = MirrorState::good;
    parts.note_event(EventCode::mirror_attached, now);
    return {};
}

}  // namespace tallystick::ballot
