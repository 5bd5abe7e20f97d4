// SPDX-License-Identifier: GPL-3.0-or-later
#include <tally/note_room.h>

namespace tallystick::tally {

crypto::Result<void> check_note_room(const crypto::Note& note, const ballot::RoundPack& pack,
                                     const std::string& what) {
    const std::string bytes = note.bytes();
    std::size_t size = bytes.size();
    for (const auto& witness : pack.witnesses)
        size += crypto::signature_line_size(witness.name().size());
    if (size > crypto::Note::most_bytes)
        return crypto::bad_data("the note would list " + what + " and have " +
                                    std::to_string(size) +
                                    " bytes with its witnesses' signatures, expected at most " +
                                    std::to_string(crypto::Note::most_bytes),
                                "nobody could read it; nothing was written");
    TALLYSTICK_CHECK(crypto::parse_note(bytes));
    return {};
}

}  // namespace tallystick::tally
