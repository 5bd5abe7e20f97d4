// SPDX-License-Identifier: GPL-3.0-or-later
// The box while people vote: open, cast, check, pause. Closing and exporting are in
// box_export.cpp, mirrors in box_outside.cpp, making and loading in box_make.cpp and box_load.cpp.
#include <ballot/ballot_box.h>

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

crypto::Error out_of_use() {
    return crypto::unreadable("box.db: out of use after a failed write",
                              "check the disk, then restart the kiosk");
}

}  // namespace

// ---- opening ------------------------------------------------------------------------------

BallotBox::BallotBox(std::unique_ptr<Parts> parts) : m_parts(std::move(parts)) {}

BallotBox::~BallotBox() {
    // A clean end; if it cannot be written, the next start tells of a restart instead.
    if (m_parts->database) (void)m_parts->database->execute("UPDATE box SET running = 0");
}

bool BallotBox::is_made(const BoxPlace& place) {
    return exists(place.folder / box_file, place.disk != nullptr ? *place.disk : real_disk());
}

Result<std::unique_ptr<BallotBox>> BallotBox::create(const BoxPlace& place, const RoundPack& pack,
                                                     std::string_view certificate, Seconds now) {
    Disk& disk = place.disk != nullptr ? *place.disk : real_disk();
    if (is_made(place))
        return bad_data((place.folder / box_file).string() + ": there is a ballot box already",
                        "a box is made once; use an empty folder for another round");
    {
        TALLYSTICK_TRY(lock, BoxLock::take(place.folder));
        auto certified = read_certificate(certificate, pack);
        if (!certified) return certified.error().in("certificate");
        Parts parts(place, &disk, &pack, std::move(lock), std::move(certified).value());
        TALLYSTICK_CHECK(parts.load_key());
        TALLYSTICK_CHECK(write_file(parts.file(box_certificate_file), certificate, disk));
        // Last, because its being there is what makes the folder a box.
        TALLYSTICK_CHECK(make_box_file(place, disk, pack, parts.certificate, now));
    }
    return open(place, pack, now);
}

Result<std::unique_ptr<BallotBox>> BallotBox::open(const BoxPlace& place, const RoundPack& pack,
                                                   Seconds now) {
    Disk& disk = place.disk != nullptr ? *place.disk : real_disk();
    TALLYSTICK_TRY(lock, BoxLock::take(place.folder));
    const Path file = place.folder / box_certificate_file;
    TALLYSTICK_TRY(bytes, read_file(file, most_note, disk));
    auto certificate = read_certificate(bytes, pack);
    if (!certificate) return certificate.error().in(file.string());
    auto parts = std::make_unique<Parts>(place, &disk, &pack, std::move(lock),
                                         std::move(certificate).value());
    TALLYSTICK_CHECK(parts->connect());
    TALLYSTICK_CHECK(parts->load());
    TALLYSTICK_CHECK(parts->load_key());
    TALLYSTICK_TRY(running, parts->database->number("SELECT running FROM box WHERE id = 1"));
    if (running != 0) parts->note_event(EventCode::restarted, now);
    TALLYSTICK_CHECK(parts->write([&]() -> Result<void> {
        TALLYSTICK_CHECK(parts->database->execute("UPDATE box SET running = 1"));
        return parts->insert_event(EventCode::started, now);
    }));
    // The power may have gone between the last COMMIT and the bundle.
    if (parts->polls == Polls::closed) TALLYSTICK_CHECK(parts->build_closed_bundle());
    return std::unique_ptr<BallotBox>(new BallotBox(std::move(parts)));
}

// ---- what is known --------------------------------------------------------------------------

const KioskNote& BallotBox::certificate() const {
    return m_parts->certificate.note;
}
Polls BallotBox::polls() const {
    return m_parts->polls;
}
const crypto::Checkpoint& BallotBox::checkpoint() const {
    return m_parts->checkpoint;
}
MirrorState BallotBox::mirror() const {
    return m_parts->mirror_state;
}
bool BallotBox::key_wiped() const {
    return !m_parts->key.has_value();
}

BoxCounts BallotBox::counts() const {
    BoxCounts counts;
    counts.stored = static_cast<std::int64_t>(m_parts->stored.size());
    counts.in_log = static_cast<std::int64_t>(m_parts->log.size());
    counts.waiting = static_cast<std::int64_t>(m_parts->waiting());
    counts.spoiled = static_cast<std::int64_t>(m_parts->spoiled.size());
    counts.uncast = m_parts->uncast;
    counts.capacity = m_parts->certificate.note.most;
    return counts;
}

CardStatus BallotBox::card_status(const crypto::CardPublicKey& card) const {
    const auto at = m_parts->pack->cards.find(card);
    if (!at) return CardStatus::unknown;
    return m_parts->card_used[*at] != 0 ? CardStatus::used : CardStatus::usable;
}

Result<void> BallotBox::self_check() const {
    // Two statements of the same box must agree: memory, and a fresh reading of the disk.
    const BoxCounts before = counts();
    m_parts->database.reset();  // it holds the file's lock
    TALLYSTICK_CHECK(m_parts->connect());
    TALLYSTICK_CHECK(m_parts->load());
    const BoxCounts after = counts();
    if (before.stored != after.stored || before.in_log != after.in_log)
        return bad_data("box.db: memory and disk disagree", "restart the kiosk");
    TALLYSTICK_TRY(check, m_parts->database->prepare("PRAGMA integrity_check(1)"));
    TALLYSTICK_TRY(row, check.step());
    if (!row || check.bytes(0) != "ok") return bad_data("box.db: " + check.bytes(0));
    return {};
}

Result<std::string> BallotBox::Parts::slot_content(std::size_t slot) const {
    if (!database) return out_of_use();
    TALLYSTICK_TRY(row, database->prepare("SELECT content FROM slots WHERE slot = ?"));
    row.bind(1, static_cast<std::int64_t>(slot));
    TALLYSTICK_TRY(there, row.step());
    if (!there) return bad_data("box.db: slot " + std::to_string(slot) + " is missing");
    return row.bytes(0);
}

// ---- writing --------------------------------------------------------------------------------

Result<void> BallotBox::Parts::write(const std::function<Result<void>()>& work) {
    if (!database) return out_of_use();
    auto done = database->transact(work);
    // A failed COMMIT may still have reached the disk: only a fresh reading knows.
    if (!done) reconnect();
    return done;
}

Result<void> BallotBox::Parts::insert_event(EventCode code, Seconds now) {
    TALLYSTICK_TRY(row,
                   database->prepare("INSERT INTO events(number, time, code) VALUES("
                                     "(SELECT COALESCE(MAX(number), -1) + 1 FROM events), ?, ?)"));
    row.bind(1, round_time(now)).bind(2, event_name(code));
    return row.run();
}

void BallotBox::Parts::note_event(EventCode code, Seconds now) {
    (void)write([&] { return insert_event(code, now); });
}

void BallotBox::Parts::lose_mirror(Seconds now) {
    mirror.reset();
    if (mirror_state == MirrorState::lost) return;
    mirror_state = MirrorState::lost;
    note_event(EventCode::mirror_lost, now);
}

Result<void> BallotBox::log_event(EventCode code, Seconds now) {
    return m_parts->write([&] { return m_parts->insert_event(code, now); });
}

Result<std::vector<Event>> BallotBox::events() const {
    return m_parts->read_events_stored();
}

Result<void> BallotBox::count_uncast() {
    TALLYSTICK_CHECK(m_parts->write([&] {
        return m_parts->database->execute("UPDATE box SET uncast = uncast + 1 WHERE id = 1");
    }));
    ++m_parts->uncast;
    return {};
}

namespace {

Result<void> set_polls(BallotBox::Parts& parts, Polls polls) {
    TALLYSTICK_TRY(row, parts.database->prepare("UPDATE box SET polls = ? WHERE id = 1"));
    row.bind(1, static_cast<std::int64_t>(polls));
    return row.run_changing(1);
}

Result<void> move_polls(BallotBox::Parts& parts, Polls from, Polls to, EventCode code,
                        Seconds now) {
    if (parts.polls != from)
        return crypto::usage(std::string("this cannot be done now: the polls are ") +
                             (parts.polls == Polls::not_opened ? "not open yet"
                              : parts.polls == Polls::open     ? "open"
                              : parts.polls == Polls::paused   ? "paused"
                                                               : "closed"));
    TALLYSTICK_CHECK(parts.write([&]() -> Result<void> {
        TALLYSTICK_CHECK(set_polls(parts, to));
        return parts.insert_event(code, now);
    }));
    parts.polls = to;
    return {};
}

}  // namespace

Result<void> BallotBox::open_polls(Seconds now) {
    Parts& parts = *m_parts;
    if (parts.polls != Polls::not_opened || !parts.key || !parts.stored.empty())
        return crypto::usage("the polls of this kiosk have been opened before");
    const Parts::Epoch empty = parts.next_epoch();
    TALLYSTICK_CHECK(parts.write([&]() -> Result<void> {
        TALLYSTICK_CHECK(set_polls(parts, Polls::open));
        TALLYSTICK_CHECK(parts.store_epoch(empty));
        return parts.insert_event(EventCode::opened, now);
    }));
    parts.polls = Polls::open;
    parts.remember_epoch(empty);
    if (parts.mirror && !parts.mirror->write_checkpoint(empty.note)) parts.lose_mirror(now);
    return {};
}

Result<void> BallotBox::pause(Seconds now) {
    return move_polls(*m_parts, Polls::open, Polls::paused, EventCode::paused, now);
}

Result<void> BallotBox::resume(Seconds now) {
    return move_polls(*m_parts, Polls::paused, Polls::open, EventCode::resumed, now);
}

// ---- casting --------------------------------------------------------------------------------

Result<SealedBallot> BallotBox::seal(const Holder& holder, const StyleId& style, const Votes& votes,
                                     crypto::ByteView seed) const {
    if (!m_parts->key) return crypto::usage("the polls are closed and the kiosk's key is wiped");
    return make_envelope(*m_parts->pack, m_parts->certificate.note.kiosk, *m_parts->key, holder,
                         style, votes, seed);
}

namespace {

using Why = CastRefused::Why;

std::optional<CastRefused> refused(Why why, std::string message) {
    return CastRefused{why, std::move(message)};
}

std::optional<CastRefused> may_cast(const BallotBox::Parts& parts, const SealedBallot& ballot) {
    if (parts.polls != Polls::open) return refused(Why::polls_not_open, "the polls are not open");
    if (parts.spoiled_leaves.count(ballot.leaf) != 0)
        return refused(Why::was_checked, "this envelope was checked and destroyed");
    const RoundPack& pack = *parts.pack;
    if (ballot.kind == EnvelopeKind::card) {
        const auto at = pack.cards.find(ballot.holder);
        if (!at || parts.certificate.note.role == Role::paper)
            return refused(Why::card_unknown, "this card cannot be used here");
        if (parts.card_used[*at] != 0)
            return refused(Why::card_used, "this card has voted already");
        if (pack.round.styles[pack.cards[*at].style].id != ballot.style)
            return refused(Why::wrong_style, "this card is for another ballot");
    } else {
        const bool paper = parts.certificate.note.role == Role::paper;
        if (paper != (ballot.kind == EnvelopeKind::paper) || (!paper && pack.round.has_cards))
            return refused(Why::card_unknown, "this box takes ballots with a voting card only");
        // Whoever reads the bundle refuses it.
        const KioskNote& own = parts.certificate.note;
        if (paper && !without_serial({ballot.holder}, own.kiosk, own.most).empty())
            return refused(Why::card_unknown, "this paper ballot's number is not one of this box");
        if (parts.holders.count(ballot.holder) != 0)
            return refused(Why::card_used, "this paper ballot is in the box already");
        if (!paper && static_cast<std::int64_t>(parts.stored.size()) >= pack.round.desk_cap)
            return refused(Why::box_full, "as many ballots without a card as the round allows");
    }
    if (parts.free_slots.empty())
        return refused(Why::box_full, "the box holds as many ballots as its certificate allows");
    return std::nullopt;
}

// What goes into a slot must read back as a ballot of this box, whatever happened in memory since
// it was sealed.
bool is_sound(const BallotBox::Parts& parts, const SealedBallot& ballot,
              const std::string& content) {
    const auto read =
        read_slot(content, *parts.pack, parts.certificate.note, parts.certificate.key);
    if (!read || crypto::leaf_hash(read->line) != ballot.leaf) return false;
    const auto envelope =
        read_envelope(read->line, parts.pack->round.style_width(), parts.pack->round.block);
    if (!envelope || envelope->holder != ballot.holder || envelope->kind != ballot.kind ||
        envelope->style != ballot.style)
        return false;
    return ballot.kind != EnvelopeKind::card ||
           crypto::verify_envelope(envelope->holder, parts.pack->round_id,
                                   parts.certificate.note.kiosk.text(), envelope->style.text(),
                                   envelope->sealed_base64, envelope->signature);
}

Result<void> store_ballot(BallotBox::Parts& parts, std::size_t slot, const std::string& content,
                          const std::optional<std::size_t>& card) {
    TALLYSTICK_TRY(put, parts.database->prepare(
                            "UPDATE slots SET used = 1, content = ? WHERE slot = ? AND used = 0"));
    put.bind_bytes(1, content).bind(2, static_cast<std::int64_t>(slot));
    TALLYSTICK_CHECK(put.run_changing(1));
    if (card) {
        TALLYSTICK_TRY(
            use, parts.database->prepare("UPDATE cards SET used = 1 WHERE card = ? AND used = 0"));
        use.bind(1, static_cast<std::int64_t>(*card));
        TALLYSTICK_CHECK(use.run_changing(1));
    }
    return parts.database->execute("UPDATE box SET stored = stored + 1 WHERE id = 1");
}

void remember_ballot(BallotBox::Parts& parts, std::size_t pick, const SealedBallot& ballot,
                     const std::optional<std::size_t>& card) {
    const std::size_t slot = parts.free_slots[pick];
    parts.free_slots[pick] = parts.free_slots.back();
    parts.free_slots.pop_back();
    parts.stored.emplace(slot, Stored{ballot.leaf, card, ballot.holder, false});
    parts.holders.insert(ballot.holder);
    if (card) parts.card_used[*card] = 1;
}

}  // namespace

BallotBox::CastOutcome BallotBox::cast(const SealedBallot& ballot, Seconds now) {
    Parts& parts = *m_parts;
    CastOutcome outcome;
    outcome.refused = may_cast(parts, ballot);
    if (outcome.refused) return outcome;
    const std::string content = write_slot({ballot.line, ballot.receipt});
    crypto::require(is_sound(parts, ballot, content), "cast of a ballot that seal() did not make");

    const std::size_t pick =
        crypto::random_below(static_cast<std::uint32_t>(parts.free_slots.size()));
    const std::size_t slot = parts.free_slots[pick];
    const std::optional<std::size_t> card =
        ballot.kind == EnvelopeKind::card ? parts.pack->cards.find(ballot.holder) : std::nullopt;
    if (const auto done = parts.write([&] { return store_ballot(parts, slot, content, card); })) {
        remember_ballot(parts, pick, ballot, card);
    } else {
        const auto at = parts.stored.find(slot);
        const bool stored_all_the_same =
            parts.database != nullptr && at != parts.stored.end() && at->second.leaf == ballot.leaf;
        if (!stored_all_the_same) {
            parts.note_event(EventCode::disk_failed, now);
            outcome.refused =
                refused(Why::disk_failed, done.error().message + " (" + done.error().hint + ")");
            return outcome;
        }
    }
    if (parts.mirror && !parts.mirror->write(slot, content)) parts.lose_mirror(now);
    outcome.done = CastDone{parts.mirror_state};
    return outcome;
}

Result<void> BallotBox::spoil(const SealedBallot& ballot) {
    Parts& parts = *m_parts;
    if (parts.polls != Polls::open) return crypto::usage("the polls are not open");
    const auto cast = std::any_of(parts.stored.begin(), parts.stored.end(),
                                  [&](const auto& one) { return one.second.leaf == ballot.leaf; });
    if (cast || parts.spoiled_leaves.count(ballot.leaf) != 0)
        return crypto::usage("this ballot was cast or checked before");
    if (parts.free_spoils.empty())
        return crypto::unreadable("the box holds as many checked ballots as it can",
                                  "cast without checking, or use another kiosk");
    const std::size_t pick =
        crypto::random_below(static_cast<std::uint32_t>(parts.free_spoils.size()));
    const std::size_t slot = parts.free_spoils[pick];
    TALLYSTICK_CHECK(parts.write([&]() -> Result<void> {
        TALLYSTICK_TRY(put, parts.database->prepare(
                                "UPDATE spoils SET used = 1, leaf = ?, ballot = ? WHERE slot = ? "
                                "AND used = 0"));
        put.bind_bytes(1, crypto::text_of(ballot.leaf.view()))
            .bind_bytes(2, crypto::text_of(ballot.id.view()))
            .bind(3, static_cast<std::int64_t>(slot));
        TALLYSTICK_CHECK(put.run_changing(1));
        return parts.database->execute("UPDATE box SET spoiled = spoiled + 1 WHERE id = 1");
    }));
    parts.free_spoils[pick] = parts.free_spoils.back();
    parts.free_spoils.pop_back();
    parts.spoiled.push_back({ballot.leaf, ballot.id});
    parts.spoiled_leaves.insert(ballot.leaf);
    return {};
}

}  // namespace tallystick::ballot
