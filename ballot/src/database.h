// SPDX-License-Identifier: GPL-3.0-or-later
// SQLite behind Results: a connection with the box's pragmas, statements, and a transaction that
// rolls back unless committed. One thread. Private to ballot/.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include <ballot/files.h>
#include <crypto/bytes.h>
#include <crypto/result.h>

struct sqlite3;
struct sqlite3_stmt;

namespace tallystick::ballot {

class Statement {
public:
    Statement(sqlite3* database, sqlite3_stmt* statement)
        : m_database(database), m_statement(statement) {}
    Statement(Statement&& other) noexcept;
    Statement& operator=(Statement&&) = delete;
    ~Statement();

    Statement& bind(int at, std::int64_t value);
    Statement& bind(int at, std::string_view text);
    Statement& bind_bytes(int at, std::string_view bytes);

    // True: a row is there. False: done.
    [[nodiscard]] crypto::Result<bool> step();
    // For statements without rows. With `rows`, an error unless exactly so many changed.
    [[nodiscard]] crypto::Result<void> run();
    [[nodiscard]] crypto::Result<void> run_changing(int rows);
    void again();  // reset, keeping the bindings

    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] std::string bytes(int column) const;  // text or blob

private:
    sqlite3* m_database;
    sqlite3_stmt* m_statement;
};

class Database {
public:
    // lasting: the pragmas of a box that is used. building: one file that is thrown away when the
    // power goes before it is renamed, so nothing but the last sync matters.
    enum class Purpose { lasting, building };
    [[nodiscard]] static crypto::Result<std::unique_ptr<Database>> open(const Path& file,
                                                                        const std::string& vfs,
                                                                        Purpose purpose);
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;
    ~Database();

    [[nodiscard]] crypto::Result<void> execute(const char* sql);
    [[nodiscard]] crypto::Result<Statement> prepare(const char* sql);
    [[nodiscard]] crypto::Result<std::int64_t> number(const char* sql);

    // Runs `work` (returning Result<void>) between BEGIN and COMMIT; rolls back on any error.
    template <typename Work>
    [[nodiscard]] crypto::Result<void> transact(Work work) {
        TALLYSTICK_CHECK(execute("BEGIN IMMEDIATE"));
        if (auto done = work(); !done) {
            roll_back();
            return done;
        }
        if (auto done = execute("COMMIT"); !done) {
            roll_back();
            return done;
        }
        return {};
    }

private:
    explicit Database(sqlite3* handle) : m_handle(handle) {}
    void roll_back();
    sqlite3* m_handle;
};

// "box.db: the disk is full" with its hint, from the connection's last error.
[[nodiscard]] crypto::Error database_error(sqlite3* handle, int code);

}  // namespace tallystick::ballot
