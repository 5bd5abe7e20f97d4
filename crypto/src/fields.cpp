// SPDX-License-Identifier: GPL-3.0-or-later
#include <crypto/fields.h>

#include <algorithm>
#include <charconv>

namespace tallystick::crypto {

namespace {

constexpr std::string_view file_keyword = "sha256";
constexpr std::size_t hex_size = 2 * Digest::size;

bool is_small_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

std::string whole_number(std::int64_t least, std::int64_t most) {
    return "a whole number from " + std::to_string(least) + " to " + std::to_string(most);
}

std::string in_line(std::size_t line) {
    return "line " + std::to_string(line);
}

}  // namespace

bool is_slug(std::string_view text) {
    if (text.empty() || text.size() > 32 || text.front() == '-') return false;
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return is_small_or_digit(c) || c == '-'; });
}

bool is_path(std::string_view text) {
    constexpr std::size_t longest = 255;
    if (text.size() > longest) return false;
    for (;;) {
        const std::size_t slash = text.find('/');
        const std::string_view part = text.substr(0, slash);
        if (part.empty() || part == "." || part == "..") return false;
        if (!std::all_of(part.begin(), part.end(), [](char c) {
                return is_small_or_digit(c) || c == '.' || c == '_' || c == '-';
            })) {
            return false;
        }
        if (slash == std::string_view::npos) return true;
        text.remove_prefix(slash + 1);
    }
}

Result<std::int64_t> parse_integer(std::string_view text, std::int64_t least, std::int64_t most) {
    std::string_view digits = text;
    if (digits.starts_with('-')) digits.remove_prefix(1);
    const bool padded = digits.starts_with('0') && text.size() > 1;
    std::int64_t value = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (padded || problem != std::errc{} || end != text.data() + text.size() || value < least ||
        value > most) {
        return bad_data("expected " + whole_number(least, most) + ", found " + quoted(text));
    }
    return value;
}

FieldWriter::FieldWriter(std::string_view type) {
    require(check_line(type, Charset::ascii).ok(), "FieldWriter: first line");
    m_text.append(type).push_back('\n');
}

FieldWriter& FieldWriter::add(std::string_view keyword, std::string_view value) {
    require(!keyword.empty() && keyword.find(' ') == std::string_view::npos &&
                check_line(keyword, Charset::ascii).ok(),
            "FieldWriter: keyword");
    require(check_line(value, Charset::unicode).ok(), "FieldWriter: value");
    m_text.append(keyword).append(" ").append(value).push_back('\n');
    return *this;
}

FieldWriter& FieldWriter::add(std::string_view keyword, std::int64_t value) {
    return add(keyword, std::string_view(std::to_string(value)));
}

FieldWriter& FieldWriter::add(const FileHash& file) {
    require(is_path(file.path), "FieldWriter: path");
    return add(file_keyword, file.hash.hex() + "  " + file.path);
}

Result<FieldReader> FieldReader::open(std::string_view text, std::string_view type, Found found) {
    FieldReader reader(text, found);
    TALLYSTICK_TRY(line, reader.take_line(type));
    if (line == type) return reader;
    return reader.expected("\"" + std::string(type) + "\"", line);
}

// Takes one line; the checks of its characters are the caller's, who knows what may stand there.
Result<std::string_view> FieldReader::take_line(std::string_view wanted) {
    ++m_line;
    const std::size_t end = m_rest.find('\n');
    if (end == std::string_view::npos) {
        if (m_rest.empty()) {
            return bad_data(in_line(m_line) + ": expected \"" + std::string(wanted) +
                            "\", found the end of the text");
        }
        return bad_data(in_line(m_line) + ": the last line does not end in a line feed" +
                        found_part(": ", m_rest, m_found));
    }
    const std::string_view line = m_rest.substr(0, end);
    m_rest.remove_prefix(end + 1);
    return line;
}

Result<std::string_view> FieldReader::take_text(std::string_view keyword) {
    TALLYSTICK_TRY(line, take_line(keyword));
    if (!line.starts_with(keyword) || line.size() <= keyword.size() ||
        line[keyword.size()] != ' ') {
        return expected("\"" + std::string(keyword) + " ...\"", line);
    }
    const std::string_view value = line.substr(keyword.size() + 1);
    if (auto good = check_line(value, Charset::unicode, m_found); !good) return here(good.error());
    return value;
}

Result<std::string_view> FieldReader::take(std::string_view keyword) {
    TALLYSTICK_TRY(value, take_text(keyword));
    if (auto good = check_line(value, Charset::ascii, m_found); !good) return here(good.error());
    return value;
}

Result<std::string> FieldReader::take_slug(std::string_view keyword) {
    TALLYSTICK_TRY(value, take(keyword));
    if (is_slug(value)) return std::string(value);
    return expected("a name of at most 32 characters a-z, 0-9 and '-'", value);
}

Result<std::int64_t> FieldReader::take_integer(std::string_view keyword, std::int64_t least,
                                               std::int64_t most) {
    TALLYSTICK_TRY(value, take(keyword));
    auto number = parse_integer(value, least, most);
    if (!number) return expected(whole_number(least, most), value);
    return number;
}

Result<FileHash> FieldReader::take_file() {
    TALLYSTICK_TRY(value, take(file_keyword));
    FileHash file;
    if (value.size() <= hex_size + 2 || !read_hex(value.substr(0, hex_size), file.hash.bytes) ||
        value.substr(hex_size, 2) != "  " || !is_path(value.substr(hex_size + 2))) {
        return expected("64 lower-case hex digits, two spaces and a path", value);
    }
    file.path = value.substr(hex_size + 2);
    return file;
}

bool FieldReader::next_is(std::string_view keyword) const {
    return m_rest.starts_with(keyword) && m_rest.size() > keyword.size() &&
           m_rest[keyword.size()] == ' ';
}

Result<void> FieldReader::finish() {
    if (at_end()) return {};
    TALLYSTICK_TRY(line, take_line("end"));
    return expected("the end of the text", line);
}

Error FieldReader::here(const Error& error) const {
    return error.in(in_line(m_line));
}

Error FieldReader::expected(std::string_view what, std::string_view found) const {
    return bad_data(in_line(m_line) + ": expected " + std::string(what) +
                    found_part(", found ", found, m_found));
}

}  // namespace tallystick::crypto
