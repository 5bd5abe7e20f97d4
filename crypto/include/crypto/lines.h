// SPDX-License-Identifier: GPL-3.0-or-later
// Strict text: lines that end in LF, none empty, no space at either end, no control or
// direction-changing character. What a person reads is what is hashed. Pure functions; the views
// handed out live as long as the text. docs/FORMAT.md "Text".
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <crypto/result.h>

namespace tallystick::crypto {

enum class Charset { ascii, unicode };
// Whether a message may repeat what stood there: never of a secret, nor of what was opened.
enum class Found { shown, withheld };

// One line without its LF: not empty, no space at either end; ascii: 0x20..0x7e only; unicode:
// well-formed UTF-8 without controls, U+2028/9, bidi controls, BOM, surrogates, noncharacters.
[[nodiscard]] Result<void> check_line(std::string_view line, Charset charset,
                                      Found found = Found::shown);
// A whole text: at least one line, each good, the last one ended by LF too. Names the line.
[[nodiscard]] Result<void> check_text(std::string_view text, Charset charset,
                                      Found found = Found::shown);
// Well-formed UTF-8 without what check_line(unicode) refuses; empty and outer spaces allowed.
[[nodiscard]] Result<void> check_characters(std::string_view text, Found found = Found::shown);

// Walks a text line by line, each checked as it is handed out:
//   LineReader lines(text, Charset::ascii);
//   while (!lines.at_end()) { TALLYSTICK_TRY(line, lines.next()); ... }
class LineReader {
public:
    LineReader(std::string_view text, Charset charset, Found found = Found::shown)
        : m_rest(text), m_charset(charset), m_found(found) {}
    [[nodiscard]] bool at_end() const { return m_rest.empty(); }
    // The next line without LF, or "line 12: ..." ; at the end an error "the text ends early".
    [[nodiscard]] Result<std::string_view> next();
    // Number, from 1, of the line handed out last; 0 before the first.
    [[nodiscard]] std::size_t number() const { return m_number; }
    // "line 12: expected ..., found "..."" about the line handed out last.
    [[nodiscard]] Error expected(std::string_view what, std::string_view found) const;

private:
    std::string_view m_rest;
    std::size_t m_number = 0;
    Charset m_charset;
    Found m_found;
};

// The text with every byte or character that check_characters refuses, but LF, written as \xNN.
[[nodiscard]] std::string visible(std::string_view text);
// For error messages: at most 80 bytes of what was found, cut between characters, in quotes, with
// everything unprintable written as \xNN.
[[nodiscard]] std::string quoted(std::string_view found);
// `between` and then `text`, quoted; nothing where it is withheld: "expected a card" + found_part(
// ", found ", line, Found::shown).
[[nodiscard]] std::string found_part(std::string_view between, std::string_view text, Found found);

}  // namespace tallystick::crypto
