// SPDX-License-Identifier: GPL-3.0-or-later
#include <tally/csv.h>
#include <tally/unicode.h>

namespace tallystick::tally {
namespace {

// One pass over the bytes. After a fault it goes on to the end of the line, so that the next row
// is read as what it is.
class Reader {
public:
    Reader(std::string_view bytes, const std::string& file) : m_bytes(bytes), m_file(file) {}

    CsvTable read() {
        if (m_bytes.starts_with("\xEF\xBB\xBF")) m_bytes.remove_prefix(3);
        while (m_at < m_bytes.size()) {
            m_row = {m_line, {}};
            read_row();
            const bool blank = m_row.fields.size() == 1 && m_row.fields[0].empty();
            if (!blank) m_table.rows.push_back(std::move(m_row));
        }
        return std::move(m_table);
    }

private:
    void read_row() {
        while (true) {
            m_at < m_bytes.size() && m_bytes[m_at] == '"' ? read_quoted() : read_bare();
            if (m_at < m_bytes.size() && m_bytes[m_at] == ',') {
                ++m_at;
                continue;
            }
            end_row();
            return;
        }
    }

    void read_bare() {
        std::string field;
        for (; m_at < m_bytes.size(); ++m_at) {
            const char c = m_bytes[m_at];
            if (c == ',' || c == '\n' || at_crlf()) break;
            if (c == '"') {
                fault("the whole field in quotes, and quotes inside it doubled", field + '"');
                skip_line();
                return;
            }
            field += c;
        }
        keep(std::move(field));
    }

    void read_quoted() {
        std::string field;
        const std::size_t begun = m_line;
        for (++m_at;; ++m_at) {
            if (m_at == m_bytes.size()) {
                m_table.faults.push_back({m_file, begun, column(), "a closing quote", field});
                return;
            }
            const char c = m_bytes[m_at];
            if (c == '"' && m_at + 1 < m_bytes.size() && m_bytes[m_at + 1] == '"') {
                ++m_at;
            } else if (c == '"') {
                ++m_at;
                break;
            }
            if (c == '\n') ++m_line;
            field += c;
        }
        if (m_at < m_bytes.size() && m_bytes[m_at] != ',' && m_bytes[m_at] != '\n' && !at_crlf()) {
            fault("a comma or the end of the row after the closing quote",
                  std::string(1, m_bytes[m_at]));
            skip_line();
            return;
        }
        keep(std::move(field));
    }

    void keep(std::string field) {
        if (!is_utf8(field)) fault("UTF-8 text (save the sheet as \"CSV UTF-8\")", field);
        m_row.fields.push_back(std::move(field));
    }

    void end_row() {
        if (at_crlf()) ++m_at;
        if (m_at < m_bytes.size() && m_bytes[m_at] == '\n') {
            ++m_at;
            ++m_line;
        }
    }

    void skip_line() {
        while (m_at < m_bytes.size() && m_bytes[m_at] != '\n') ++m_at;
    }

    [[nodiscard]] bool at_crlf() const {
        return m_at + 1 < m_bytes.size() && m_bytes[m_at] == '\r' && m_bytes[m_at + 1] == '\n';
    }

    [[nodiscard]] std::string column() const {
        const std::size_t at = m_row.fields.size();
        if (!m_table.rows.empty() && at < m_table.rows[0].fields.size())
            return m_table.rows[0].fields[at];
        return std::to_string(at + 1);
    }

    void fault(std::string expected, std::string found) {
        m_table.faults.push_back(
            {m_file, m_row.line, column(), std::move(expected), std::move(found)});
    }

    std::string_view m_bytes;
    const std::string& m_file;
    std::size_t m_at = 0;
    std::size_t m_line = 1;
    CsvRow m_row;
    CsvTable m_table;
};

}  // namespace

CsvTable read_csv(std::string_view bytes, const std::string& file) {
    return Reader(bytes, file).read();
}

}  // namespace tallystick::tally
