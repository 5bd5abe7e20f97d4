// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a note can be read when the witnesses have signed it too: asked of one that was just
// signed before it is written, and of the result note before anybody has voted. Pure.
// docs/FORMAT.md "Notes".
#pragma once

#include <string>

#include <ballot/pack.h>

namespace tallystick::tally {

// `what` says what makes it long, for the message: "812 files".
[[nodiscard]] crypto::Result<void> check_note_room(const crypto::Note& note,
                                                   const ballot::RoundPack& pack,
                                                   const std::string& what);

// Bytes of the result note with all its signatures.
struct ResultRoom {
    // No box has an export, every number is 0, nothing is funded: no result note of this roll is
    // shorter.
    std::size_t least = 0;
    // The same with one closed export a box.
    std::size_t one_each = 0;
    // Two exports a box, numbers of four digits, everything funded; no parameters and no reasons.
    std::size_t likely = 0;
};
[[nodiscard]] ResultRoom result_room(const ballot::RoundPack& pack, const ballot::RollNote& roll);
// Refuses a first roll whose result nobody could read if all its boxes come back, and a further one
// whose result nobody could read if none did: dead kiosks are replaced in it, and a box without a
// bundle lists no files. Says what a likely one would be too long for.
[[nodiscard]] crypto::Result<std::optional<std::string>> check_result_room(
    const ballot::RoundPack& pack, const ballot::RollNote& roll);

}  // namespace tallystick::tally
