// SPDX-License-Identifier: GPL-3.0-or-later
#include "pb_scanner.h"

#include <utility>

namespace tallystick::rules {

crypto::Error pb_error(std::size_t line, std::size_t column, const std::string& what,
                       std::string hint) {
    return crypto::bad_data(
        "line " + std::to_string(line) + " column " + std::to_string(column) + ": " + what,
        std::move(hint));
}

crypto::Result<PbField> PbScanner::quoted_field(std::size_t start_of_line) {
    const std::size_t start = m_at++;
    const std::size_t column = start - start_of_line + 1;
    std::string text;
    while (m_at < m_bytes.size()) {
        const char c = m_bytes[m_at++];
        if (c == '\n') ++m_next_line;
        if (c != '"') {
            text += c;
        } else if (m_at < m_bytes.size() && m_bytes[m_at] == '"') {
            text += '"';
            ++m_at;
        } else {
            m_unquoted.push_back(std::move(text));
            return PbField{m_unquoted.back(), column};
        }
    }
    return pb_error(m_line, column, "a quote is opened and never closed");
}

crypto::Result<void> PbScanner::next(std::vector<PbField>& fields) {
    fields.clear();
    while (m_at < m_bytes.size() && (m_bytes[m_at] == '\n' || m_bytes[m_at] == '\r'))
        if (m_bytes[m_at++] == '\n') ++m_next_line;
    m_line = m_next_line;
    if (at_end()) return {};
    const std::size_t start = m_at;
    while (true) {
        if (m_at < m_bytes.size() && m_bytes[m_at] == '"') {
            TALLYSTICK_TRY(field, quoted_field(start));
            fields.push_back(field);
        } else {
            const std::size_t end = std::min(m_bytes.find_first_of(";\n", m_at), m_bytes.size());
            std::string_view text = m_bytes.substr(m_at, end - m_at);
            const bool last = end == m_bytes.size() || m_bytes[end] == '\n';
            if (last && text.ends_with('\r')) text.remove_suffix(1);
            fields.push_back({text, m_at - start + 1});
            m_at = end;
        }
        if (m_at < m_bytes.size() && m_bytes[m_at] == '\r') ++m_at;
        if (at_end()) return {};
        const char end = m_bytes[m_at++];
        if (end == '\n') {
            ++m_next_line;
            return {};
        }
        if (end != ';') return pb_error(m_line, m_at - start, "expected ';' after a quoted field");
    }
}

}  // namespace tallystick::rules
