// SPDX-License-Identifier: GPL-3.0-or-later
// Making a box: every slot, card and spoiled record is there from the start, so that nothing ever
// grows in the order of casting.
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>

#include <crypto/checkpoint.h>
#include <crypto/keyfile.h>
#include <crypto/random.h>

#include "box_parts.h"

namespace tallystick::ballot {

using crypto::bad_data;
using crypto::Result;

namespace {

constexpr std::uint64_t most_key_file = 10'000;

// `used` is 0 or 1: both take no byte in a SQLite record, so an UPDATE writes the row over itself.
constexpr const char* schema =
    "CREATE TABLE box(id INTEGER PRIMARY KEY CHECK(id = 1), format TEXT NOT NULL,"
    " round BLOB NOT NULL, certificate BLOB NOT NULL, polls INTEGER NOT NULL,"
    " stored INTEGER NOT NULL, spoiled INTEGER NOT NULL, uncast INTEGER NOT NULL,"
    " exported INTEGER NOT NULL, running INTEGER NOT NULL) STRICT;"
    "CREATE TABLE pin(id INTEGER PRIMARY KEY CHECK(id = 1), hash TEXT NOT NULL,"
    " wrong INTEGER NOT NULL, wait INTEGER NOT NULL, since INTEGER NOT NULL) STRICT;"
    "CREATE TABLE cards(card INTEGER PRIMARY KEY, used INTEGER NOT NULL) STRICT;"
    "CREATE TABLE slots(slot INTEGER PRIMARY KEY, used INTEGER NOT NULL, content BLOB NOT NULL)"
    " STRICT;"
    "CREATE TABLE spoils(slot INTEGER PRIMARY KEY, used INTEGER NOT NULL, leaf BLOB NOT NULL,"
    " ballot BLOB NOT NULL) STRICT;"
    "CREATE TABLE log(position INTEGER PRIMARY KEY, slot INTEGER NOT NULL UNIQUE) STRICT;"
    "CREATE TABLE epochs(number INTEGER PRIMARY KEY, size INTEGER NOT NULL,"
    " checkpoint TEXT NOT NULL) STRICT;"
    "CREATE TABLE events(number INTEGER PRIMARY KEY, time INTEGER NOT NULL, code TEXT NOT NULL)"
    " STRICT;"
    "INSERT INTO pin(id, hash, wrong, wait, since) VALUES(1, '', 0, 0, 0);";

Result<void> fill(Database& database, const char* sql, std::size_t rows,
                  std::initializer_list<std::size_t> random_columns) {
    TALLYSTICK_TRY(statement, database.prepare(sql));
    crypto::Bytes bytes;
    for (std::size_t row = 0; row < rows; ++row) {
        statement.bind(1, static_cast<std::int64_t>(row));
        int column = 2;
        for (const std::size_t size : random_columns) {
            bytes.resize(size);
            crypto::fill_random(bytes);
            statement.bind_bytes(column++, crypto::text_of(bytes));
        }
        TALLYSTICK_CHECK(statement.run());
        statement.again();
    }
    return {};
}

Result<void> fill_all(Database& database, const RoundPack& pack, const Certificate& certificate,
                      Seconds now) {
    TALLYSTICK_CHECK(database.execute(schema));
    TALLYSTICK_TRY(
        box, database.prepare("INSERT INTO box(id, format, round, certificate, polls, stored, "
                              "spoiled, uncast, exported, running) "
                              "VALUES(1, 'tallystick/box/v1', ?, ?, 0, 0, 0, 0, 0, 0)"));
    box.bind_bytes(1, crypto::text_of(pack.round_id.view()));
    box.bind_bytes(2, crypto::text_of(certificate.id.view()));
    TALLYSTICK_CHECK(box.run());
    const auto capacity = static_cast<std::size_t>(certificate.note.most);
    TALLYSTICK_CHECK(
        fill(database, "INSERT INTO cards(card, used) VALUES(?, 0)", pack.cards.size(), {}));
    TALLYSTICK_CHECK(fill(database,
                          "INSERT INTO spoils(slot, used, leaf, ballot) VALUES(?, 0, ?, ?)",
                          capacity, {crypto::Digest::size, crypto::BallotId::size}));
    TALLYSTICK_CHECK(fill(database, "INSERT INTO slots(slot, used, content) VALUES(?, 0, ?)",
                          capacity, {slot_size(pack, certificate.note.kiosk)}));
    TALLYSTICK_TRY(event,
                   database.prepare("INSERT INTO events(number, time, code) VALUES(0, ?, ?)"));
    event.bind(1, round_time(now)).bind(2, event_name(EventCode::made));
    return event.run();
}

}  // namespace

Result<BoxLock> BoxLock::take(const Path& folder) {
    const Path file = folder / box_lock_file;
    const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) return disk_error(errno, "open", file);
    BoxLock lock(fd);
    if (::flock(fd, LOCK_EX | LOCK_NB) == 0) return lock;
    return crypto::unreadable(folder.string() + ": another program has this ballot box open",
                              "end the other program first");
}

BoxLock::~BoxLock() {
    if (m_fd >= 0) ::close(m_fd);
}

Result<Certificate> read_certificate(std::string_view bytes, const RoundPack& pack) {
    TALLYSTICK_TRY(note, crypto::parse_note(bytes));
    TALLYSTICK_CHECK(crypto::verify_only(note, pack.organiser));
    TALLYSTICK_TRY(kiosk, read_kiosk_note(note.text));
    if (kiosk.round != pack.round_id)
        return bad_data("expected a certificate for round " + pack.round_id.hex() + ", found " +
                            kiosk.round.hex(),
                        "ask the organiser for a certificate of this round");
    TALLYSTICK_TRY(key, crypto::VerifierKey::parse(kiosk.key));
    return Certificate{std::move(kiosk), std::move(key), std::string(bytes), note.id()};
}

Result<crypto::VerifierKey> make_kiosk_key(const Path& folder, const crypto::Digest& round_id,
                                           const KioskId& kiosk, Disk& disk) {
    const Path file = folder / box_key_file;
    const std::string name = crypto::log_origin(round_id, kiosk.text());
    if (exists(file, disk)) {
        TALLYSTICK_TRY(text, read_file(file, most_key_file, disk));
        auto key = crypto::parse_plain_key(text);
        crypto::wipe(text);
        if (!key) return key.error().in(file.string());
        if (key->name() == name) return key->verifier();
        return bad_data(
            file.string() + ": expected a key of " + name + ", found one of " + key->name(),
            "use an empty folder: a kiosk's key is for one round and one name");
    }
    // A certificate or box without its key: closed and wiped, or damaged. No new key can open it.
    for (const auto made : {box_certificate_file, box_file})
        if (exists(folder / made, disk))
            return bad_data(folder.string() + ": expected an empty folder, found " +
                                std::string(made) + " of a kiosk whose key is gone",
                            "this kiosk has been closed, or its key is lost: use a new folder");
    TALLYSTICK_TRY(key, crypto::SigningKey::generate(name));
    const crypto::SecretBytes text = crypto::plain_key(key);
    TALLYSTICK_CHECK(write_secret_file(file, text.text(), disk));
    return key.verifier();
}

Result<void> make_box_file(const BoxPlace& place, Disk& disk, const RoundPack& pack,
                           const Certificate& certificate, Seconds now) {
    const Path part = place.folder / ".box.db.part";
    (void)disk.remove(part);
    const auto give_up = [&](const crypto::Error& error) {
        (void)disk.remove(part);
        return error;
    };
    {
        auto database = Database::open(part, place.vfs, Database::Purpose::building);
        if (!database) return give_up(database.error());
        const auto done = database.value()->transact(
            [&] { return fill_all(*database.value(), pack, certificate, now); });
        if (!done) return give_up(done.error());
    }
    if (const int code = disk.sync(part)) return give_up(disk_error(code, "make", part));
    if (const int code = disk.rename(part, place.folder / box_file))
        return give_up(disk_error(code, "make", place.folder / box_file));
    if (const int code = disk.sync_folder(place.folder))
        return disk_error(code, "make", place.folder);
    return {};
}

}  // namespace tallystick::ballot
