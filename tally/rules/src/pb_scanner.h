// SPDX-License-Identifier: GPL-3.0-or-later
// Records of a `.pb` file: fields between ';', quoted as in CSV where they need it, lines ending in
// LF or CRLF. The scanner reads a record at a time and knows line and column of every field; the
// votes, of which there may be millions, have a faster reader of their own (pb_votes.cpp) wherever
// no quote stands in them. One thread.
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include <crypto/result.h>

namespace tallystick::rules {

struct PbField {
    std::string_view text;   // without its quotes
    std::size_t column = 1;  // in bytes, from 1
};

class PbScanner {
public:
    explicit PbScanner(std::string_view bytes) : m_bytes(bytes) {}

    [[nodiscard]] bool at_end() const { return m_at == m_bytes.size(); }
    [[nodiscard]] std::size_t line() const { return m_line; }  // of the record just read
    [[nodiscard]] std::string_view rest() const { return m_bytes.substr(m_at); }
    [[nodiscard]] std::size_t next_line() const { return m_next_line; }

    // The next record that is not an empty line; no fields at the end of the bytes.
    [[nodiscard]] crypto::Result<void> next(std::vector<PbField>& fields);

private:
    [[nodiscard]] crypto::Result<PbField> quoted_field(std::size_t start_of_line);

    std::string_view m_bytes;
    std::size_t m_at = 0;
    std::size_t m_line = 0;
    std::size_t m_next_line = 1;
    std::deque<std::string> m_unquoted;  // fields whose doubled quotes had to be undone
};

// "line 118 column 7: " before what is wrong.
[[nodiscard]] crypto::Error pb_error(std::size_t line, std::size_t column, const std::string& what,
                                     std::string hint = {});

}  // namespace tallystick::rules
