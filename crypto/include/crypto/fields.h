// SPDX-License-Identifier: GPL-3.0-or-later
// The text of every typed note and small file of ours: a first line `tallystick/<type>/v1`, then
// lines `keyword SP value` in one fixed order. Writer and reader, so that a reader accepts exactly
// what a writer writes; errors name the line, what was expected and what was found. Not shared
// between threads; views live as long as the text. docs/FORMAT.md "Text".
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include <crypto/bytes.h>
#include <crypto/lines.h>

namespace tallystick::crypto {

// [a-z0-9][a-z0-9-]{0,31}: kiosks, styles, proposals, boxes.
[[nodiscard]] bool is_slug(std::string_view text);
// One or more parts of [a-z0-9._-] joined by '/', none empty, "." or "..": files of a pack.
[[nodiscard]] bool is_path(std::string_view text);
// Decimal without sign '+', leading zeros, "-0", spaces; within [least, most].
[[nodiscard]] Result<std::int64_t> parse_integer(std::string_view text, std::int64_t least,
                                                 std::int64_t most);

struct FileHash {
    Digest hash;
    std::string path;
    friend bool operator==(const FileHash&, const FileHash&) = default;
};

// Aborts on a value that could not be read back: values are checked where they come in.
class FieldWriter {
public:
    // `type` is the whole first line, "tallystick/round/v1".
    explicit FieldWriter(std::string_view type);
    FieldWriter& add(std::string_view keyword, std::string_view value);  // value may be Unicode
    FieldWriter& add(std::string_view keyword, std::int64_t value);
    template <typename Tag, std::size_t N>
    FieldWriter& add(std::string_view keyword, const FixedBytes<Tag, N>& value) {
        return add(keyword, value.hex());
    }
    FieldWriter& add(const FileHash& file);  // sha256 <hex>  <path>
    [[nodiscard]] const std::string& text() const { return m_text; }

private:
    std::string m_text;
};

class FieldReader {
public:
    // Checks the first line; `text` must outlive the reader. A reader of secrets, or of what was
    // opened, withholds what it found from every message of its own.
    [[nodiscard]] static Result<FieldReader> open(std::string_view text, std::string_view type,
                                                  Found found = Found::shown);

    // The value of the next line, which must have this keyword. ASCII.
    [[nodiscard]] Result<std::string_view> take(std::string_view keyword);
    // As take, but any text a person may write (titles, reasons).
    [[nodiscard]] Result<std::string_view> take_text(std::string_view keyword);
    [[nodiscard]] Result<std::string> take_slug(std::string_view keyword);
    [[nodiscard]] Result<std::int64_t> take_integer(
        std::string_view keyword, std::int64_t least = 0,
        std::int64_t most = std::numeric_limits<std::int64_t>::max());
    template <typename Fixed = Digest>
    [[nodiscard]] Result<Fixed> take_hex(std::string_view keyword) {
        TALLYSTICK_TRY(value, take(keyword));
        auto parsed = Fixed::from_hex(value);
        if (parsed) return parsed;
        if (m_found == Found::shown) return here(parsed.error());
        return expected(std::to_string(2 * Fixed::size) + " lower-case hex digits", value);
    }
    // A line `sha256 <hex>  <path>`.
    [[nodiscard]] Result<FileHash> take_file();

    // Whether the next line has this keyword: for optional and repeated lines.
    [[nodiscard]] bool next_is(std::string_view keyword) const;
    [[nodiscard]] bool at_end() const { return m_rest.empty(); }
    // Error unless every line was taken.
    [[nodiscard]] Result<void> finish();

    // Number, from 1, of the line taken last.
    [[nodiscard]] std::size_t line() const { return m_line; }
    // `error` about the line taken last, with "line 7: " in front.
    [[nodiscard]] Error here(const Error& error) const;
    // "line 7: expected <what>, found "<found>"" about the line taken last; without what was found
    // where it is withheld.
    [[nodiscard]] Error expected(std::string_view what, std::string_view found) const;

private:
    FieldReader(std::string_view text, Found found) : m_rest(text), m_found(found) {}
    [[nodiscard]] Result<std::string_view> take_line(std::string_view wanted);

    std::string_view m_rest;
    std::size_t m_line = 0;
    Found m_found;
};

}  // namespace tallystick::crypto
