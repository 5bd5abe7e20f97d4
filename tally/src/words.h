// SPDX-License-Identifier: GPL-3.0-or-later
// The sentences of the results pages in one language: a compiled gettext catalogue (.mo) read
// directly, so that several languages are written in one run and no locale need be installed; the
// English text is the key. Also amounts and numbers as that language writes them. One thread each.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include <ballot/files.h>
#include <ballot/money.h>

namespace tallystick::tally {

class Words {
public:
    using Placeholders = std::initializer_list<std::pair<std::string_view, std::string>>;

    // <locale_folder>/<language>/LC_MESSAGES/pages.mo; English where there is none. "en@easy" takes
    // its own catalogue, else that of "en".
    Words(const ballot::Path& locale_folder, std::string language);

    // {name} is replaced by its value, which keeps its own direction (U+2068 … U+2069).
    [[nodiscard]] std::string tr(const char* text, Placeholders values = {}) const;
    [[nodiscard]] std::string money(ballot::Pence amount, std::string_view currency) const;
    [[nodiscard]] std::string number(std::int64_t value) const;

    [[nodiscard]] const std::string& language() const { return m_language; }
    [[nodiscard]] bool right_to_left() const;
    [[nodiscard]] static std::string own_name(const std::string& language);

private:
    void read_catalogue(std::string_view bytes);
    std::string m_language;
    std::map<std::string, std::string, std::less<>> m_texts;
};

}  // namespace tallystick::tally
