// SPDX-License-Identifier: GPL-3.0-or-later
// Writes one JSON value, two spaces a level, keys in the order given: enough for reports, and no
// more. Text must be UTF-8 already; control characters are escaped. One thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace tallystick::rules {

class JsonWriter {
public:
    JsonWriter& open(char bracket);  // '{' or '['
    JsonWriter& close(char bracket);
    JsonWriter& key(std::string_view name);
    JsonWriter& text(std::string_view value);
    JsonWriter& number(std::string_view digits);  // written as it stands
    JsonWriter& number(std::int64_t value) { return number(std::to_string(value)); }
    [[nodiscard]] std::string finish() && { return std::move(m_out) + "\n"; }

private:
    void separate();
    void quote(std::string_view value);
    void indent() { m_out.append(2 * m_depth, ' '); }

    std::string m_out;
    std::size_t m_depth = 0;
    bool m_first = true;
    bool m_after_key = false;
};

}  // namespace tallystick::rules
