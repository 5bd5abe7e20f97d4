// SPDX-License-Identifier: GPL-3.0-or-later
// What the readers of the typed notes share: ids, keys, opening lines, lists of lines in strict
// order, splitting a line's value at spaces. Private to ballot/.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <ballot/ids.h>
#include <ballot/notes.h>
#include <crypto/fields.h>
#include <crypto/lines.h>

namespace tallystick::ballot {

template <typename Id>
crypto::Result<Id> take_id(crypto::FieldReader& reader, std::string_view keyword) {
    TALLYSTICK_TRY(text, reader.take_slug(keyword));
    return Id::parse(text);
}

// The two lines that open whatever is of one kiosk.
template <typename Note>
crypto::Result<void> take_round_and_kiosk(crypto::FieldReader& reader, Note& note) {
    TALLYSTICK_TRY(round, reader.take_hex("round"));
    note.round = round;
    TALLYSTICK_TRY(kiosk, take_id<KioskId>(reader, "kiosk"));
    note.kiosk = std::move(kiosk);
    return {};
}

// The two lines that open whatever stands on a closing note.
template <typename Note>
crypto::Result<void> take_round_and_closing(crypto::FieldReader& reader, Note& note) {
    TALLYSTICK_TRY(round, reader.take_hex("round"));
    note.round = round;
    TALLYSTICK_TRY(closing, reader.take_hex("closing"));
    note.closing = closing;
    return {};
}

// A whole verifier key; with `name`, one of that name.
inline crypto::Result<std::string> take_key(crypto::FieldReader& reader, std::string_view keyword,
                                            const std::string* name = nullptr) {
    TALLYSTICK_TRY(text, reader.take(keyword));
    const auto key = crypto::VerifierKey::parse(text);
    if (!key) return reader.here(key.error());
    if (name != nullptr && key->name() != *name)
        return reader.expected("a key named " + crypto::quoted(*name), key->name());
    return std::string(text);
}

// "a b rest of line" -> {"a", "b", "rest of line"}: at most `parts` pieces, none empty.
inline std::vector<std::string_view> split(std::string_view value, std::size_t parts) {
    std::vector<std::string_view> found;
    while (found.size() + 1 < parts) {
        const std::size_t space = value.find(' ');
        if (space == std::string_view::npos) break;
        found.push_back(value.substr(0, space));
        value.remove_prefix(space + 1);
    }
    found.push_back(value);
    return found;
}

inline std::string_view role_name(Role role) {
    return role == Role::kiosk ? "kiosk" : "paper";
}

inline crypto::Result<std::vector<crypto::FileHash>> take_files(crypto::FieldReader& reader) {
    std::vector<crypto::FileHash> files;
    while (reader.next_is("sha256")) {
        TALLYSTICK_TRY(file, reader.take_file());
        if (!files.empty() && !(files.back().path < file.path))
            return reader.expected(
                "files sorted by path, each once, after " + crypto::quoted(files.back().path),
                file.path);
        files.push_back(std::move(file));
    }
    return files;
}

inline crypto::Result<std::vector<Explanation>> take_explanations(crypto::FieldReader& reader) {
    std::vector<Explanation> found;
    while (reader.next_is("explain")) {
        TALLYSTICK_TRY(value, reader.take_text("explain"));
        const auto parts = split(value, 2);
        if (parts.size() != 2 || !crypto::is_slug(parts[0]) ||
            !crypto::check_line(parts[1], crypto::Charset::unicode))
            return reader.expected("what is explained, as a name, and why", value);
        if (!found.empty() && !(found.back().what < parts[0]))
            return reader.expected("explanations sorted by name, each once", value);
        found.push_back({std::string(parts[0]), std::string(parts[1])});
    }
    return found;
}

inline void add_explanations(crypto::FieldWriter& writer, const std::vector<Explanation>& list) {
    for (const Explanation& one : list) {
        crypto::require(crypto::is_slug(one.what), "explanation of no name");
        writer.add("explain", one.what + " " + one.why);
    }
}

}  // namespace tallystick::ballot
