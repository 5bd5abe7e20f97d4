// SPDX-License-Identifier: GPL-3.0-or-later
// Opening a box: everything in it is read and checked before anybody votes.
#include <algorithm>

#include <crypto/checkpoint.h>
#include <crypto/keyfile.h>
#include <crypto/merkle.h>

#include "box_parts.h"

namespace tallystick::ballot {

using crypto::bad_data;
using crypto::Result;

namespace {

constexpr const char* stop_using =
    "stop using this kiosk, keep its disk, and recover its ballots from the mirror";

crypto::Error damaged(const std::string& what) {
    return bad_data("box.db: " + what, stop_using);
}

}  // namespace

Result<void> BallotBox::Parts::connect() {
    auto opened = Database::open(file(box_file), place.vfs, Database::Purpose::lasting);
    if (!opened) return opened.error();
    database = std::move(opened).value();
    TALLYSTICK_TRY(check, database->prepare("PRAGMA quick_check(1)"));
    TALLYSTICK_TRY(row, check.step());
    if (!row || check.bytes(0) != "ok")
        return damaged("the file is damaged: " + (row ? check.bytes(0) : std::string()));
    return {};
}

Result<void> BallotBox::Parts::load_key() {
    constexpr std::uint64_t most = 10'000;
    if (!exists(file(box_key_file), *disk)) {
        if (closed_exported) return {};
        return bad_data(file(box_key_file).string() + ": the kiosk's key is missing", stop_using);
    }
    TALLYSTICK_TRY(text, read_file(file(box_key_file), most, *disk));
    auto read = crypto::parse_plain_key(text);
    crypto::wipe(text);
    if (!read) {
        // A wipe that the power cut short leaves zeros: finish it.
        if (closed_exported) return wipe_key();
        return read.error().in(file(box_key_file).string());
    }
    if (!(read->verifier() == certificate.key))
        return bad_data(file(box_key_file).string() + ": expected the key of the certificate, " +
                            certificate.key.text(),
                        "put back the key file that was made for this certificate");
    key = std::move(read).value();
    return closed_exported ? wipe_key() : Result<void>();
}

namespace {

Result<void> load_box_row(BallotBox::Parts& parts, std::int64_t& stored, std::int64_t& spoiled) {
    TALLYSTICK_TRY(row, parts.database->prepare(
                            "SELECT format, round, certificate, polls, stored, spoiled, uncast, "
                            "exported FROM box WHERE id = 1"));
    TALLYSTICK_TRY(there, row.step());
    if (!there || row.bytes(0) != "tallystick/box/v1")
        return damaged("not a ballot box of this version");
    if (row.bytes(1) != crypto::text_of(parts.pack->round_id.view()) ||
        row.bytes(2) != crypto::text_of(parts.certificate.id.view()))
        return bad_data("box.db: this ballot box is of another round or certificate",
                        "start the kiosk with the round pack it was enrolled for");
    const std::int64_t polls = row.integer(3);
    if (polls < 0 || polls > 3) return damaged("unknown state of the polls");
    parts.polls = static_cast<Polls>(polls);
    stored = row.integer(4);
    spoiled = row.integer(5);
    parts.uncast = row.integer(6);
    parts.closed_exported = row.integer(7) != 0;
    return {};
}

Result<void> load_one(BallotBox::Parts& parts, std::size_t slot, const std::string& content) {
    const auto read =
        read_slot(content, *parts.pack, parts.certificate.note, parts.certificate.key);
    if (!read) return damaged("slot " + std::to_string(slot) + " does not hold a ballot");
    TALLYSTICK_TRY(envelope, read_envelope(read->line, parts.pack->round.style_width(),
                                           parts.pack->round.block));
    Stored one;
    one.leaf = crypto::leaf_hash(read->line);
    one.holder = envelope.holder;
    if (envelope.kind == EnvelopeKind::card) {
        one.card = parts.pack->cards.find(envelope.holder);
        if (!one.card || parts.card_used[*one.card] == 0)
            return damaged("slot " + std::to_string(slot) + " holds a ballot of an unused card");
    }
    if (!parts.holders.insert(envelope.holder).second)
        return damaged("slot " + std::to_string(slot) + " holds a second ballot of its card");
    parts.stored.emplace(slot, one);
    return {};
}

Result<void> load_slots(BallotBox::Parts& parts, std::int64_t stored) {
    std::vector<std::uint8_t>& used = parts.card_used;
    used.assign(parts.pack->cards.size(), 0);
    TALLYSTICK_TRY(cards,
                   parts.database->prepare("SELECT card FROM cards WHERE used = 1 ORDER BY card"));
    std::size_t cards_used = 0;
    for (;;) {
        TALLYSTICK_TRY(more, cards.step());
        if (!more) break;
        const auto card = static_cast<std::size_t>(cards.integer(0));
        if (card >= used.size()) return damaged("a used card that the round does not have");
        used[card] = 1;
        ++cards_used;
    }
    parts.stored.clear();
    parts.holders.clear();
    TALLYSTICK_TRY(slots, parts.database->prepare(
                              "SELECT slot, content FROM slots WHERE used = 1 ORDER BY slot"));
    for (;;) {
        TALLYSTICK_TRY(more, slots.step());
        if (!more) break;
        const auto slot = static_cast<std::size_t>(slots.integer(0));
        if (slot >= parts.capacity()) return damaged("more slots than the certificate allows");
        TALLYSTICK_CHECK(load_one(parts, slot, slots.bytes(1)));
    }
    const auto with_card =
        std::count_if(parts.stored.begin(), parts.stored.end(),
                      [](const auto& one) { return one.second.card.has_value(); });
    if (cards_used != static_cast<std::size_t>(with_card))
        return damaged("a card is used without its ballot");
    if (stored != static_cast<std::int64_t>(parts.stored.size()))
        return damaged("expected " + std::to_string(stored) + " ballots, found " +
                       std::to_string(parts.stored.size()));
    parts.free_slots.clear();
    for (std::size_t slot = 0; slot < parts.capacity(); ++slot)
        if (parts.stored.count(slot) == 0) parts.free_slots.push_back(slot);
    return {};
}

Result<void> load_spoils(BallotBox::Parts& parts, std::int64_t spoiled) {
    parts.spoiled.clear();
    parts.spoiled_leaves.clear();
    parts.free_spoils.clear();
    TALLYSTICK_TRY(
        rows, parts.database->prepare("SELECT slot, used, leaf, ballot FROM spoils ORDER BY slot"));
    for (;;) {
        TALLYSTICK_TRY(more, rows.step());
        if (!more) break;
        if (rows.integer(1) == 0) {
            parts.free_spoils.push_back(static_cast<std::size_t>(rows.integer(0)));
            continue;
        }
        const std::string leaf = rows.bytes(2);
        const std::string ballot = rows.bytes(3);
        if (leaf.size() != crypto::Digest::size || ballot.size() != crypto::BallotId::size)
            return damaged("a checked ballot's record is damaged");
        const Spoiled one{crypto::Digest::copy_of(crypto::view_of(leaf)),
                          crypto::BallotId::copy_of(crypto::view_of(ballot))};
        parts.spoiled.push_back(one);
        parts.spoiled_leaves.insert(one.leaf);
    }
    if (spoiled != static_cast<std::int64_t>(parts.spoiled.size()))
        return damaged("expected " + std::to_string(spoiled) + " checked ballots, found " +
                       std::to_string(parts.spoiled.size()));
    return {};
}

// The log's slots, and every epoch's checkpoint against the tree as it was then.
Result<void> load_log(BallotBox::Parts& parts) {
    parts.log.clear();
    parts.epochs.clear();
    TALLYSTICK_TRY(rows, parts.database->prepare("SELECT slot FROM log ORDER BY position"));
    for (;;) {
        TALLYSTICK_TRY(more, rows.step());
        if (!more) break;
        const auto slot = static_cast<std::size_t>(rows.integer(0));
        const auto at = parts.stored.find(slot);
        if (at == parts.stored.end() || at->second.in_log)
            return damaged("the log names a slot without a ballot, or one twice");
        at->second.in_log = true;
        parts.log.push_back(slot);
    }
    crypto::MerkleBuilder tree;
    TALLYSTICK_TRY(epochs,
                   parts.database->prepare("SELECT size, checkpoint FROM epochs ORDER BY number"));
    bool opened = false;
    for (;;) {
        TALLYSTICK_TRY(more, epochs.step());
        if (!more) break;
        const std::int64_t size = epochs.integer(0);
        if (size < 0 || static_cast<std::size_t>(size) > parts.log.size() ||
            static_cast<std::uint64_t>(size) < tree.size())
            return damaged("the log is shorter than its checkpoint");
        while (tree.size() < static_cast<std::uint64_t>(size))
            tree.append(parts.stored.at(parts.log[tree.size()]).leaf);
        TALLYSTICK_TRY(note, crypto::parse_note(epochs.bytes(1)));
        TALLYSTICK_TRY(checkpoint, crypto::open_checkpoint(note, parts.certificate.key));
        if (checkpoint.size != tree.size() || checkpoint.root != tree.root())
            return damaged("the log does not have the root that was signed for it");
        if (size > 0) parts.epochs.push_back(size);
        parts.checkpoint = checkpoint;
        opened = true;
    }
    if (tree.size() != parts.log.size()) return damaged("the log is longer than its checkpoint");
    if (opened != (parts.polls != Polls::not_opened))
        return damaged("polls are open without the checkpoint of the empty log");
    return {};
}

}  // namespace

Result<void> BallotBox::Parts::load() {
    std::int64_t stored_count = 0;
    std::int64_t spoiled_count = 0;
    checkpoint = {crypto::log_origin(pack->round_id, certificate.note.kiosk.text()), 0,
                  crypto::empty_root()};
    TALLYSTICK_CHECK(load_box_row(*this, stored_count, spoiled_count));
    TALLYSTICK_CHECK(load_slots(*this, stored_count));
    TALLYSTICK_CHECK(load_spoils(*this, spoiled_count));
    return load_log(*this);
}

void BallotBox::Parts::reconnect() {
    database.reset();
    if (!connect() || !load()) database.reset();
}

}  // namespace tallystick::ballot
