// SPDX-License-Identifier: GPL-3.0-or-later
#include "database.h"

#include <sqlite3.h>

namespace tallystick::ballot {

using crypto::Error;
using crypto::Result;
using crypto::unreadable;

Error database_error(sqlite3* handle, int code) {
    const std::string said = handle != nullptr ? sqlite3_errmsg(handle) : sqlite3_errstr(code);
    const std::string message = "box.db: " + said;
    switch (code & 0xff) {
        case SQLITE_FULL:
            return unreadable(message, "the disk is full: free some space, then try again");
        case SQLITE_READONLY:
        case SQLITE_PERM:
        case SQLITE_CANTOPEN:
            return unreadable(message,
                              "the box cannot be written to: check the disk and its owner");
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return unreadable(message, "another program has this ballot box open: end it first");
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return crypto::bad_data(
                message, "stop using this kiosk and recover its ballots from the mirror");
        default:
            return unreadable(message, "restart the kiosk; if it stays, use another one");
    }
}

Statement::Statement(Statement&& other) noexcept
    : m_database(other.m_database), m_statement(other.m_statement) {
    other.m_statement = nullptr;
}

Statement::~Statement() {
    sqlite3_finalize(m_statement);
}

Statement& Statement::bind(int at, std::int64_t value) {
    crypto::require(sqlite3_bind_int64(m_statement, at, value) == SQLITE_OK, "bind integer");
    return *this;
}

Statement& Statement::bind(int at, std::string_view text) {
    crypto::require(sqlite3_bind_text64(m_statement, at, text.data(), text.size(), SQLITE_TRANSIENT,
                                        SQLITE_UTF8) == SQLITE_OK,
                    "bind text");
    return *this;
}

Statement& Statement::bind_bytes(int at, std::string_view bytes) {
    crypto::require(sqlite3_bind_blob64(m_statement, at, bytes.data(), bytes.size(),
                                        SQLITE_TRANSIENT) == SQLITE_OK,
                    "bind bytes");
    return *this;
}

Result<bool> Statement::step() {
    const int code = sqlite3_step(m_statement);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    return database_error(m_database, code);
}

Result<void> Statement::run() {
    TALLYSTICK_TRY(row, step());
    crypto::require(!row, "run() of a statement with rows");
    return {};
}

Result<void> Statement::run_changing(int rows) {
    TALLYSTICK_CHECK(run());
    if (sqlite3_changes(m_database) == rows) return {};
    return crypto::bad_data("box.db: expected to change " + std::to_string(rows) + " rows, found " +
                            std::to_string(sqlite3_changes(m_database)));
}

void Statement::again() {
    sqlite3_reset(m_statement);
}

std::int64_t Statement::integer(int column) const {
    return sqlite3_column_int64(m_statement, column);
}

std::string Statement::bytes(int column) const {
    const void* data = sqlite3_column_blob(m_statement, column);
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column));
    return data == nullptr ? std::string() : std::string(static_cast<const char*>(data), size);
}

Result<std::unique_ptr<Database>> Database::open(const Path& file, const std::string& vfs,
                                                 Purpose purpose) {
    sqlite3* handle = nullptr;
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
                      (purpose == Purpose::building ? SQLITE_OPEN_CREATE : 0);
    const int code =
        sqlite3_open_v2(file.c_str(), &handle, flags, vfs.empty() ? nullptr : vfs.c_str());
    std::unique_ptr<Database> database(new Database(handle));
    if (code != SQLITE_OK) return database_error(handle, code);
    // The order of casting must not be readable: no write-ahead log, freed bytes overwritten, no
    // temporary file. `trusted_schema` and `cell_size_check` are for a file that was tampered with.
    const char* pragmas =
        purpose == Purpose::building
            ? "PRAGMA journal_mode=OFF; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY;"
              "PRAGMA page_size=4096; PRAGMA auto_vacuum=NONE; PRAGMA locking_mode=EXCLUSIVE;"
            : "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=TRUNCATE;"
              "PRAGMA synchronous=EXTRA; PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY;"
              "PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; PRAGMA mmap_size=0;";
    TALLYSTICK_CHECK(database->execute(pragmas));
    return database;
}

Database::~Database() {
    sqlite3_close_v2(m_handle);
}

Result<void> Database::execute(const char* sql) {
    const int code = sqlite3_exec(m_handle, sql, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return database_error(m_handle, code);
    return {};
}

Result<Statement> Database::prepare(const char* sql) {
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v2(m_handle, sql, -1, &statement, nullptr);
    if (code != SQLITE_OK) return database_error(m_handle, code);
    return Statement(m_handle, statement);
}

Result<std::int64_t> Database::number(const char* sql) {
    TALLYSTICK_TRY(statement, prepare(sql));
    TALLYSTICK_TRY(row, statement.step());
    if (!row) return crypto::bad_data("box.db: expected a row");
    return statement.integer(0);
}

void Database::roll_back() {
    // Many errors have rolled back already; then this one says so, and that is all right.
    sqlite3_exec(m_handle, "ROLLBACK", nullptr, nullptr, nullptr);
}

}  // namespace tallystick::ballot
