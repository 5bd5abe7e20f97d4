// SPDX-License-Identifier: GPL-3.0-or-later
// The inside of a ballot box: its place, its database and what is kept of it in memory. What memory
// holds is always what the last COMMIT holds; after a failure it is read again from the disk.
// Private to ballot/.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_set>
#include <vector>

#include <ballot/ballot_box.h>
#include <ballot/box_record.h>
#include <ballot/bundle.h>
#include <ballot/mirror.h>

#include "database.h"

namespace tallystick::ballot {

inline constexpr std::string_view box_file = "box.db";
inline constexpr std::string_view box_key_file = "kiosk.key";
inline constexpr std::string_view box_certificate_file = "kiosk.note";
inline constexpr std::string_view box_lock_file = "box.lock";
inline constexpr std::string_view box_closed_folder = "closed";

// One process per box: an flock that the kernel lets go however the process ends.
class BoxLock {
public:
    [[nodiscard]] static crypto::Result<BoxLock> take(const Path& folder);
    BoxLock(BoxLock&& other) noexcept : m_fd(other.m_fd) { other.m_fd = -1; }
    BoxLock& operator=(BoxLock&&) = delete;
    ~BoxLock();

private:
    explicit BoxLock(int fd) : m_fd(fd) {}
    int m_fd;
};

struct Certificate {
    KioskNote note;
    crypto::VerifierKey key;
    std::string bytes;
    crypto::Digest id;
};
// Signed by the pack's organiser, for its round.
[[nodiscard]] crypto::Result<Certificate> read_certificate(std::string_view bytes,
                                                           const RoundPack& pack);

// One ballot in a slot. The envelope itself stays on the disk.
struct Stored {
    crypto::Digest leaf;
    std::optional<std::size_t> card;  // place in the pack's table
    crypto::CardPublicKey holder;
    bool in_log = false;
};

struct BallotBox::Parts {
    BoxPlace place;
    Disk* disk;
    const RoundPack* pack;
    BoxLock lock;
    Certificate certificate;
    std::optional<crypto::SigningKey> key;  // none after the wipe
    std::unique_ptr<Database> database;     // none after a failure that could not be mended

    // As the last COMMIT left it.
    Polls polls = Polls::not_opened;
    std::int64_t uncast = 0;
    bool closed_exported = false;
    std::map<std::size_t, Stored> stored;  // by slot
    std::vector<std::size_t> free_slots;
    std::vector<std::size_t> free_spoils;
    std::vector<std::uint8_t> card_used;
    std::set<crypto::CardPublicKey> holders;
    std::vector<Spoiled> spoiled;
    std::unordered_set<crypto::Digest> spoiled_leaves;
    std::vector<std::size_t> log;  // slots in log order
    std::vector<std::int64_t> epochs;
    crypto::Checkpoint checkpoint;

    std::optional<Mirror> mirror;
    MirrorState mirror_state = MirrorState::none;

    Parts(BoxPlace at, Disk* files, const RoundPack* round, BoxLock held, Certificate certified)
        : place(std::move(at)),
          disk(files),
          pack(round),
          lock(std::move(held)),
          certificate(std::move(certified)) {}

    [[nodiscard]] std::size_t capacity() const {
        return static_cast<std::size_t>(certificate.note.most);
    }
    [[nodiscard]] std::size_t slot_bytes() const {
        return slot_size(*pack, certificate.note.kiosk);
    }
    [[nodiscard]] Path file(std::string_view name) const { return place.folder / name; }
    [[nodiscard]] std::size_t waiting() const { return stored.size() - log.size(); }

    // box_load.cpp
    [[nodiscard]] crypto::Result<void> connect();
    [[nodiscard]] crypto::Result<void> load();
    [[nodiscard]] crypto::Result<void> load_key();
    // After a write failed: read again what the disk really holds.
    void reconnect();

    // ballot_box.cpp
    [[nodiscard]] crypto::Result<std::string> slot_content(std::size_t slot) const;
    [[nodiscard]] crypto::Result<void> insert_event(EventCode code, Seconds now);
    [[nodiscard]] crypto::Result<void> write(const std::function<crypto::Result<void>()>& work);
    void note_event(EventCode code, Seconds now);  // best effort
    void lose_mirror(Seconds now);

    // box_export.cpp
    struct Epoch {
        std::vector<std::size_t> slots;  // in the order they enter the log
        crypto::Checkpoint checkpoint;
        std::string note;
    };
    [[nodiscard]] Epoch next_epoch() const;
    [[nodiscard]] crypto::Result<void> store_epoch(const Epoch& epoch);
    void remember_epoch(const Epoch& epoch);
    [[nodiscard]] crypto::Result<std::vector<Event>> read_events_stored() const;
    [[nodiscard]] crypto::Result<std::map<std::string, std::string>> bundle_files() const;
    [[nodiscard]] Path closed_bundle() const;
    [[nodiscard]] crypto::Result<void> build_closed_bundle();
    [[nodiscard]] crypto::Result<void> wipe_key();

    // box_outside.cpp
    [[nodiscard]] crypto::Result<void> knows_no_more(const crypto::Note& note,
                                                     const std::string& place_name) const;
    [[nodiscard]] crypto::Result<BoxRecord> record() const;
};

// Makes box.db whole under another name and renames it.
[[nodiscard]] crypto::Result<void> make_box_file(const BoxPlace& place, Disk& disk,
                                                 const RoundPack& pack,
                                                 const Certificate& certificate, Seconds now);

}  // namespace tallystick::ballot
