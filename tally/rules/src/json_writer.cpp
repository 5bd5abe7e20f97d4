// SPDX-License-Identifier: GPL-3.0-or-later
#include "json_writer.h"

#include <cstdio>

namespace tallystick::rules {

void JsonWriter::separate() {
    if (m_after_key) {
        m_after_key = false;
        return;
    }
    if (m_depth == 0) return;
    if (!m_first) m_out += ',';
    m_out += '\n';
    indent();
    m_first = false;
}

void JsonWriter::quote(std::string_view value) {
    m_out += '"';
    for (const char c : value) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            m_out += '\\';
            m_out += c;
        } else if (byte < 0x20 || byte == 0x7f) {
            char escaped[8];
            std::snprintf(escaped, sizeof escaped, "\\u%04x", static_cast<unsigned>(byte));
            m_out += escaped;
        } else {
            m_out += c;
        }
    }
    m_out += '"';
}

JsonWriter& JsonWriter::open(char bracket) {
    separate();
    m_out += bracket;
    ++m_depth;
    m_first = true;
    return *this;
}

JsonWriter& JsonWriter::close(char bracket) {
    --m_depth;
    if (!m_first) {
        m_out += '\n';
        indent();
    }
    m_out += bracket;
    m_first = false;
    return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
    separate();
    quote(name);
    m_out += ": ";
    m_after_key = true;
    return *this;
}

JsonWriter& JsonWriter::text(std::string_view value) {
    separate();
    quote(value);
    return *this;
}

JsonWriter& JsonWriter::number(std::string_view digits) {
    separate();
    m_out += digits;
    return *this;
}

}  // namespace tallystick::rules
