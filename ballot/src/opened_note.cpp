// SPDX-License-Identifier: GPL-3.0-or-later
#include <ballot/notes.h>

#include "note_parts.h"

namespace tallystick::ballot {

using crypto::FieldReader;
using crypto::FieldWriter;
using crypto::Result;

std::string tally_key_name(const crypto::Digest& round) {
    return "tallystick/tally/v1/" + round.hex();
}

std::string write_opened_note(const OpenedNote& note) {
    FieldWriter writer(opened_type);
    writer.add("round", note.round).add("closing", note.closing).add("key", note.key);
    for (const crypto::FileHash& file : note.files) writer.add(file);
    return writer.text();
}

Result<OpenedNote> read_opened_note(std::string_view text) {
    TALLYSTICK_TRY(reader, FieldReader::open(text, opened_type));
    OpenedNote note;
    TALLYSTICK_CHECK(take_round_and_closing(reader, note));
    const std::string name = tally_key_name(note.round);
    TALLYSTICK_TRY(key, take_key(reader, "key", &name));
    note.key = std::move(key);
    TALLYSTICK_TRY(files, take_files(reader));
    note.files = std::move(files);
    TALLYSTICK_CHECK(reader.finish());
    return note;
}

}  // namespace tallystick::ballot
