// SPDX-License-Identifier: GPL-3.0-or-later
#include <crypto/lines.h>
#include <crypto/utf8.h>

#include <cstdint>
#include <optional>

#include <crypto/bytes.h>

namespace tallystick::crypto {

namespace {

struct Scalar {
    std::uint32_t value = 0;
    std::size_t bytes = 0;
};

// The first character of `text` if it is well-formed UTF-8: shortest form, no surrogate, at most
// U+10FFFF (Unicode 15, table 3-7).
std::optional<Scalar> first_scalar(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const std::uint32_t lead = byte(0);
    if (lead < 0x80) return Scalar{lead, 1};
    std::size_t bytes = 0;
    std::uint32_t least = 0;
    std::uint32_t value = 0;
    if (lead >= 0xc2 && lead <= 0xdf) {
        bytes = 2, least = 0x80, value = lead & 0x1f;
    } else if (lead >= 0xe0 && lead <= 0xef) {
        bytes = 3, least = 0x800, value = lead & 0x0f;
    } else if (lead >= 0xf0 && lead <= 0xf4) {
        bytes = 4, least = 0x10000, value = lead & 0x07;
    } else {
        return std::nullopt;
    }
    if (text.size() < bytes) return std::nullopt;
    for (std::size_t i = 1; i < bytes; ++i) {
        if ((byte(i) & 0xc0) != 0x80) return std::nullopt;
        value = value << 6 | (byte(i) & 0x3fU);
    }
    const bool surrogate = value >= 0xd800 && value <= 0xdfff;
    if (value < least || value > 0x10ffff || surrogate) return std::nullopt;
    return Scalar{value, bytes};
}

// Why a character may not stand in our texts: it hides, or changes how its neighbours are read.
const char* reason_against(std::uint32_t c) {
    if (c < 0x20 || (c >= 0x7f && c <= 0x9f)) return "a control character";
    if (c == 0x2028 || c == 0x2029) return "a line or paragraph separator";
    if (c == 0x061c || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) ||
        (c >= 0x2066 && c <= 0x2069)) {
        return "a character that changes the direction of text";
    }
    if (c == 0xfeff) return "a byte order mark";
    if ((c >= 0xfdd0 && c <= 0xfdef) || (c & 0xfffe) == 0xfffe) return "a noncharacter";
    return nullptr;
}

std::string code_point(std::uint32_t value) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string name = "U+";
    for (int shift = value > 0xffff ? 20 : 12; shift >= 0; shift -= 4) {
        name += digits[value >> shift & 15];
    }
    return name;
}

bool is_printable_ascii(std::string_view text) {
    bool good = true;
    for (const char c : text) good = good && c >= 0x20 && c <= 0x7e;
    return good;
}

// Appends the first character of `text`, LF or shown if it is not to be seen; returns its bytes.
std::size_t append_visible(std::string& out, std::string_view text) {
    constexpr std::string_view digits = "0123456789abcdef";
    const auto scalar = first_scalar(text);
    if (text[0] == '\n' || (scalar && reason_against(scalar->value) == nullptr)) {
        out += text.substr(0, scalar->bytes);
        return scalar->bytes;
    }
    const auto byte = static_cast<unsigned char>(text[0]);
    out += "\\x";
    out += digits[byte >> 4];
    out += digits[byte & 15];
    return 1;
}

std::string numbered(std::size_t line) {
    return "line " + std::to_string(line);
}

}  // namespace

std::string well_formed(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const auto scalar = first_scalar(text);
        const std::size_t bytes = scalar ? scalar->bytes : 1;
        out += scalar ? text.substr(0, bytes) : "\xef\xbf\xbd";
        text.remove_prefix(bytes);
    }
    return out;
}

Result<void> check_characters(std::string_view text, Found found) {
    for (std::size_t at = 0; at < text.size();) {
        const auto scalar = first_scalar(text.substr(at));
        if (!scalar) {
            return bad_data("not UTF-8 from byte " + std::to_string(at + 1) + " on" +
                                found_part(": ", text.substr(at, 8), found),
                            "save the file as UTF-8");
        }
        if (const char* reason = reason_against(scalar->value)) {
            return bad_data(
                code_point(scalar->value) + ", " + reason + ", at byte " + std::to_string(at + 1),
                "remove that character; it is invisible, so type the text again");
        }
        at += scalar->bytes;
    }
    return {};
}

Result<void> check_line(std::string_view line, Charset charset, Found found) {
    if (line.empty()) return bad_data("expected text, found an empty line");
    if (line.front() == ' ')
        return bad_data("a space stands at the start" + found_part(" of ", line, found));
    if (line.back() == ' ')
        return bad_data("a space stands at the end" + found_part(" of ", line, found));
    if (is_printable_ascii(line)) return {};
    if (charset == Charset::unicode) return check_characters(line, found);
    return bad_data("expected plain ASCII" + found_part(", found ", line, found));
}

Result<void> check_text(std::string_view text, Charset charset, Found found) {
    LineReader lines(text, charset, found);
    do {
        TALLYSTICK_CHECK(lines.next());
    } while (!lines.at_end());
    return {};
}

Result<std::string_view> LineReader::next() {
    ++m_number;
    if (m_rest.empty()) return bad_data(numbered(m_number) + ": the text ends early");
    const std::size_t end = m_rest.find('\n');
    if (end == std::string_view::npos) {
        return bad_data(numbered(m_number) + ": the last line does not end in a line feed" +
                            found_part(": ", m_rest, m_found),
                        "copy the file again; it may have been cut off");
    }
    const std::string_view line = m_rest.substr(0, end);
    if (auto good = check_line(line, m_charset, m_found); !good)
        return good.error().in(numbered(m_number));
    m_rest.remove_prefix(end + 1);
    return line;
}

Error LineReader::expected(std::string_view what, std::string_view found) const {
    return bad_data(numbered(m_number) + ": expected " + std::string(what) +
                    found_part(", found ", found, m_found));
}

std::string found_part(std::string_view between, std::string_view text, Found found) {
    return found == Found::shown ? std::string(between) + quoted(text) : std::string();
}

std::string visible(std::string_view text) {
    if (is_printable_ascii(text)) return std::string(text);
    std::string out;
    while (!text.empty()) text.remove_prefix(append_visible(out, text));
    return out;
}

std::string quoted(std::string_view found) {
    constexpr std::size_t most = 128;  // a whole key name: two kiosks differ only at its end
    std::string out = "\"";
    for (std::size_t at = 0; at < found.size();) {
        if (at >= most) return out + "\"...";
        if (found[at] == '\n') {
            out += "\\x0a";
            ++at;
        } else {
            at += append_visible(out, found.substr(at));
        }
    }
    return out + "\"";
}

}  // namespace tallystick::crypto
