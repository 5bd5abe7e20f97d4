// SPDX-License-Identifier: GPL-3.0-or-later
// A kiosk's ballot box: SQLite tables of slots that exist from the start, filled with random bytes,
// so that nothing on the disk tells the order of casting. A cast is durable, and on the mirror,
// before cast() returns. One box per folder and process (a lock says so); one thread at a time. No
// clock: times are told by the caller and kept to five minutes. docs/FORMAT.md "Ballot box".
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <ballot/events.h>
#include <ballot/files.h>
#include <ballot/make_envelope.h>
#include <ballot/notes.h>
#include <ballot/pack.h>

namespace tallystick::ballot {

// Seconds since 1970 as the kiosk's clock says: never trusted, only reported.
using Seconds = std::int64_t;

struct BoxPlace {
    Path folder;           // box.db, kiosk.key, kiosk.note, closed/
    std::string vfs;       // SQLite VFS; empty: the system's
    Disk* disk = nullptr;  // null: real_disk()
};

enum class Polls { not_opened, open, paused, closed };

struct BoxCounts {
    std::int64_t stored = 0;  // cast here: in the log or waiting
    std::int64_t in_log = 0;
    std::int64_t waiting = 0;
    std::int64_t spoiled = 0;  // checked instead of cast
    std::int64_t uncast = 0;   // started and neither cast nor checked
    std::int64_t capacity = 0;
};

enum class CardStatus { unknown, usable, used };

enum class MirrorState { none, good, lost };

// Why a cast did not happen; nothing was stored and the card stays usable.
struct CastRefused {
    enum class Why {
        polls_not_open,
        card_unknown,
        card_used,
        wrong_style,
        was_checked,  // this very envelope was checked: it must be made again
        box_full,
        disk_failed
    };
    Why why{};
    std::string message;  // operator's sentence
};

// Stored and durable. `mirrored` is false when the mirror was lost at this cast or before.
struct CastDone {
    MirrorState mirror = MirrorState::none;
};

struct PinAnswer {
    enum class Kind { right, wrong, wait, not_set };
    Kind kind = Kind::wrong;
    std::int64_t tries_left = 0;  // wrong: before a wait begins
    Seconds wait = 0;             // seconds until the next try is taken
};

// Makes the kiosk's key, once, in `folder` (kiosk.key) and returns its verifier key, which the
// organiser puts into the certificate. Again with the same names: the same key.
[[nodiscard]] crypto::Result<crypto::VerifierKey> make_kiosk_key(const Path& folder,
                                                                 const crypto::Digest& round_id,
                                                                 const KioskId& kiosk,
                                                                 Disk& disk = real_disk());

class BallotBox {
public:
    // A new box with certificate.most slots. `certificate` is the whole signed kiosk note; the key
    // it names must be the folder's. `pack` must outlive the box. Nothing is left on failure.
    [[nodiscard]] static crypto::Result<std::unique_ptr<BallotBox>> create(
        const BoxPlace& place, const RoundPack& pack, std::string_view certificate, Seconds now);
    // Refuses another round's box, a damaged one, and one that another process holds.
    [[nodiscard]] static crypto::Result<std::unique_ptr<BallotBox>> open(const BoxPlace& place,
                                                                         const RoundPack& pack,
                                                                         Seconds now);
    // A box is there (made earlier) in this folder.
    [[nodiscard]] static bool is_made(const BoxPlace& place);

    ~BallotBox();
    BallotBox(const BallotBox&) = delete;
    BallotBox& operator=(const BallotBox&) = delete;

    [[nodiscard]] const KioskNote& certificate() const;
    [[nodiscard]] Polls polls() const;
    [[nodiscard]] BoxCounts counts() const;
    [[nodiscard]] const crypto::Checkpoint& checkpoint() const;

    // Signs and stores the checkpoint of the empty log: the zero report. Once.
    [[nodiscard]] crypto::Result<void> open_polls(Seconds now);
    [[nodiscard]] crypto::Result<void> pause(Seconds now);
    [[nodiscard]] crypto::Result<void> resume(Seconds now);
    // All waiting envelopes into the log, final checkpoint, closed bundle built in the folder.
    // Terminal: nothing is cast or checked afterwards.
    [[nodiscard]] crypto::Result<void> close_polls(Seconds now);

    [[nodiscard]] CardStatus card_status(const crypto::CardPublicKey& card) const;
    // A ballot was started and neither cast nor checked: a number only, kept from start to start.
    [[nodiscard]] crypto::Result<void> count_uncast();

    // Signed by this kiosk, sealed and ready; nothing is stored. `seed`: 32 fresh random bytes.
    [[nodiscard]] crypto::Result<SealedBallot> seal(const Holder& holder, const StyleId& style,
                                                    const Votes& votes,
                                                    crypto::ByteView seed) const;
    struct CastOutcome {
        std::optional<CastDone> done;  // exactly one of the two
        std::optional<CastRefused> refused;
    };
    // Slot, card and counter in one transaction, then the mirror; returns when both are synced. The
    // ballot must come from seal() of this box.
    [[nodiscard]] CastOutcome cast(const SealedBallot& ballot, Seconds now);
    // Check instead of cast: the leaf and the inner id are recorded as spoiled; only then may the
    // reveal be shown. The card stays usable.
    [[nodiscard]] crypto::Result<void> spoil(const SealedBallot& ballot);

    // The waiting envelopes enter the log if they are at least the round's k (all when closed),
    // then a bundle folder is written into `target`, read back and verified. Returns its path.
    // After a verified closed export the kiosk's key is wiped. Re-exports of a closed box copy the
    // bundle.
    [[nodiscard]] crypto::Result<Path> export_bundle(const Path& target, Seconds now);
    [[nodiscard]] bool key_wiped() const;

    // The mirror on a second medium: a folder there, made or continued. Refused, with the box
    // unchanged, if it belongs to another box or knows more than this one (a box restored from an
    // old copy). Attaching copies everything stored so far.
    [[nodiscard]] crypto::Result<void> attach_mirror(const Path& folder, Seconds now);
    [[nodiscard]] MirrorState mirror() const;
    // Refused if a bundle or checkpoint of this kiosk in `folder` knows more than the box, or
    // another history. Folders of other kiosks are passed over.
    [[nodiscard]] crypto::Result<void> check_against(const Path& folder) const;

    [[nodiscard]] crypto::Result<void> set_pin(std::string_view pin, Seconds now);
    // Five tries, then a wait of 60 s that doubles with every further wrong try, up to an hour; it
    // survives a restart, and a clock set back only lengthens it.
    [[nodiscard]] crypto::Result<PinAnswer> check_pin(std::string_view pin, Seconds now);

    // For the steward and the auditor; never about a voter.
    [[nodiscard]] crypto::Result<void> log_event(EventCode code, Seconds now);
    [[nodiscard]] crypto::Result<std::vector<Event>> events() const;

    // Integrity of every page, slot, receipt, log and checkpoint, as open() and tests ask it.
    [[nodiscard]] crypto::Result<void> self_check() const;

    struct Parts;  // the inside, known to the box's own sources only

private:
    explicit BallotBox(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

}  // namespace tallystick::ballot
