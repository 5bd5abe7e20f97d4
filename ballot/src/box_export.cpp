// SPDX-License-Identifier: GPL-3.0-or-later
// Epochs, closing and exports.
#include <algorithm>

#include <crypto/checkpoint.h>
#include <crypto/merkle.h>

#include "box_parts.h"

namespace tallystick::ballot {

using crypto::bad_data;
using crypto::Result;

namespace {

constexpr std::uint64_t most_bundle_file = 4'000'000'000;

}  // namespace

// ---- epochs ---------------------------------------------------------------------------------

// Everything that waits, sorted by leaf hash, behind what is in the log.
BallotBox::Parts::Epoch BallotBox::Parts::next_epoch() const {
    Epoch epoch;
    for (const auto& [slot, one] : stored)
        if (!one.in_log) epoch.slots.push_back(slot);
    std::sort(epoch.slots.begin(), epoch.slots.end(), [this](std::size_t a, std::size_t b) {
        return stored.at(a).leaf < stored.at(b).leaf;
    });
    crypto::MerkleBuilder tree;
    for (const std::size_t slot : log) tree.append(stored.at(slot).leaf);
    for (const std::size_t slot : epoch.slots) tree.append(stored.at(slot).leaf);
    epoch.checkpoint = {checkpoint.origin, tree.size(), tree.root()};
    epoch.note = crypto::sign_checkpoint(epoch.checkpoint, *key).bytes();
    return epoch;
}

Result<void> BallotBox::Parts::store_epoch(const Epoch& epoch) {
    TALLYSTICK_TRY(append, database->prepare("INSERT INTO log(position, slot) VALUES(?, ?)"));
    auto position = static_cast<std::int64_t>(log.size());
    for (const std::size_t slot : epoch.slots) {
        append.bind(1, position++).bind(2, static_cast<std::int64_t>(slot));
        TALLYSTICK_CHECK(append.run());
        append.again();
    }
    TALLYSTICK_TRY(row,
                   database->prepare("INSERT INTO epochs(number, size, checkpoint) VALUES("
                                     "(SELECT COALESCE(MAX(number), -1) + 1 FROM epochs), ?, ?)"));
    row.bind(1, position).bind(2, std::string_view(epoch.note));
    return row.run();
}

void BallotBox::Parts::remember_epoch(const Epoch& epoch) {
    for (const std::size_t slot : epoch.slots) {
        stored.at(slot).in_log = true;
        log.push_back(slot);
    }
    if (!epoch.slots.empty()) epochs.push_back(static_cast<std::int64_t>(log.size()));
    checkpoint = epoch.checkpoint;
}

Result<void> BallotBox::close_polls(Seconds now) {
    Parts& parts = *m_parts;
    if (parts.polls != Polls::open && parts.polls != Polls::paused)
        return crypto::usage("only polls that are open or paused can be closed");
    const Parts::Epoch last = parts.next_epoch();
    TALLYSTICK_CHECK(parts.write([&]() -> Result<void> {
        if (!last.slots.empty()) TALLYSTICK_CHECK(parts.store_epoch(last));
        TALLYSTICK_TRY(row, parts.database->prepare("UPDATE box SET polls = ? WHERE id = 1"));
        row.bind(1, static_cast<std::int64_t>(Polls::closed));
        TALLYSTICK_CHECK(row.run_changing(1));
        return parts.insert_event(EventCode::closed, now);
    }));
    parts.polls = Polls::closed;
    parts.remember_epoch(last);
    if (parts.mirror && !parts.mirror->write_checkpoint(last.note)) parts.lose_mirror(now);
    return parts.build_closed_bundle();
}

// ---- bundles --------------------------------------------------------------------------------

Result<std::vector<Event>> BallotBox::Parts::read_events_stored() const {
    if (!database) return crypto::unreadable("box.db: out of use after a failed write");
    std::string text;
    TALLYSTICK_TRY(rows, database->prepare("SELECT time, code FROM events ORDER BY number"));
    std::vector<Event> events;
    for (;;) {
        TALLYSTICK_TRY(more, rows.step());
        if (!more) return events;
        Event event;
        event.time = rows.integer(0);
        // One list of names: the one that events.txt is read with.
        Event timeless;
        const std::string line =
            write_events({timeless}).substr(0, std::string_view("1970-01-01T00:00Z ").size());
        TALLYSTICK_TRY(named, read_events(line + rows.bytes(1) + "\n"));
        event.code = named.front().code;
        events.push_back(event);
    }
}

Result<std::map<std::string, std::string>> BallotBox::Parts::bundle_files() const {
    BundleParts bundle;
    bundle.state = polls == Polls::closed ? BundleNote::State::closed : BundleNote::State::open;
    bundle.certificate = certificate.bytes;
    const std::size_t line_bytes = envelope_line_size(pack->round.style_width(), pack->round.block);
    for (const std::size_t slot : log) {
        TALLYSTICK_TRY(content, slot_content(slot));
        content.resize(std::min(content.size(), line_bytes));
        bundle.lines.push_back(std::move(content));
    }
    bundle.epochs = epochs;
    bundle.waiting = static_cast<std::int64_t>(waiting());
    bundle.uncast = uncast;
    bundle.spoiled = spoiled;
    TALLYSTICK_TRY(events, read_events_stored());
    if (polls == Polls::closed) {
        // What happens after closing is not of the vote: the bundle is the same whenever it is
        // built.
        const auto closed = std::find_if(events.begin(), events.end(), [](const Event& event) {
            return event.code == EventCode::closed;
        });
        if (closed != events.end()) events.erase(closed + 1, events.end());
    }
    bundle.events = std::move(events);
    return make_bundle(pack->round_id, certificate.note.kiosk, bundle, *key);
}

Path BallotBox::Parts::closed_bundle() const {
    return file(box_closed_folder) /
           bundle_name(pack->round_id, certificate.note.kiosk, log.size(), BundleState::closed);
}

Result<void> BallotBox::Parts::build_closed_bundle() {
    if (exists(closed_bundle(), *disk)) return {};
    if (!key)
        return bad_data(closed_bundle().string() + ": the closed bundle is missing",
                        "copy it back from the stick it was exported to");
    TALLYSTICK_TRY(files, bundle_files());
    if (!exists(file(box_closed_folder), *disk))
        if (const int code = disk->make_folder(file(box_closed_folder)))
            return disk_error(code, "make", file(box_closed_folder));
    // The key is wiped once this bundle was exported: its folder's own name must last, too.
    if (const int code = disk->sync_folder(place.folder))
        return disk_error(code, "make", file(box_closed_folder));
    return write_folder(closed_bundle(), files, *disk);
}

Result<void> BallotBox::Parts::wipe_key() {
    key.reset();
    return wipe_file(file(box_key_file), *disk);
}

namespace {

// An export of the same size replaces the earlier one: its counts and events are newer. The earlier
// one stays until the later one is complete, and so does one that a pulled plug left behind.
Result<void> replace_folder(const Path& folder, const std::map<std::string, std::string>& files,
                            Disk& disk) {
    const Path old = folder.parent_path() / ("." + folder.filename().string() + ".old");
    const bool again = exists(folder, disk);
    if (again) {
        TALLYSTICK_CHECK(remove_tree(old, disk));
        if (const int code = disk.rename(folder, old)) return disk_error(code, "replace", folder);
    }
    if (auto done = write_folder(folder, files, disk); !done) {
        if (again && !exists(folder, disk)) (void)disk.rename(old, folder);
        return done;
    }
    return remove_tree(old, disk);
}

}  // namespace

Result<Path> BallotBox::export_bundle(const Path& target, Seconds now) {
    Parts& parts = *m_parts;
    if (parts.polls == Polls::not_opened)
        return crypto::usage("there is nothing to export before the polls are opened");
    // A full check first: a box that was put back must not write over what knows more.
    TALLYSTICK_CHECK(check_against(target));
    const bool closed = parts.polls == Polls::closed;
    if (!closed && static_cast<std::int64_t>(parts.waiting()) >= parts.pack->round.epoch) {
        const Parts::Epoch epoch = parts.next_epoch();
        TALLYSTICK_CHECK(parts.write([&] { return parts.store_epoch(epoch); }));
        parts.remember_epoch(epoch);
        if (parts.mirror && !parts.mirror->write_checkpoint(epoch.note)) parts.lose_mirror(now);
    }
    std::map<std::string, std::string> files;
    if (closed) {
        TALLYSTICK_CHECK(parts.build_closed_bundle());
        TALLYSTICK_TRY(built, read_folder(parts.closed_bundle(), most_bundle_file, *parts.disk));
        files = std::move(built);
    } else {
        TALLYSTICK_TRY(built, parts.bundle_files());
        files = std::move(built);
    }
    const Path folder =
        target / bundle_name(parts.pack->round_id, parts.certificate.note.kiosk, parts.log.size(),
                             closed ? BundleState::closed : BundleState::open);
    TALLYSTICK_CHECK(replace_folder(folder, files, *parts.disk));
    files.clear();
    TALLYSTICK_TRY(bundle, read_good_bundle(folder, *parts.pack, {}, *parts.disk));
    if (bundle.checkpoint != parts.checkpoint)
        return bad_data(folder.string() + ": what was written is not what reads back",
                        "use another stick");
    TALLYSTICK_CHECK(parts.write([&]() -> Result<void> {
        if (closed) TALLYSTICK_CHECK(parts.database->execute("UPDATE box SET exported = 1"));
        return parts.insert_event(EventCode::exported, now);
    }));
    if (closed) {
        parts.closed_exported = true;
        TALLYSTICK_CHECK(parts.wipe_key());
    }
    return folder;
}

}  // namespace tallystick::ballot
