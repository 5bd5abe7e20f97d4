// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a note that was just signed can be read when the witnesses have signed it too: asked
// before it is written. Pure. docs/FORMAT.md "Notes".
#pragma once

#include <string>

#include <ballot/pack.h>

namespace tallystick::tally {

// `what` says what makes it long, for the message: "812 files".
[[nodiscard]] crypto::Result<void> check_note_room(const crypto::Note& note,
                                                   const ballot::RoundPack& pack,
                                                   const std::string& what);

}  // namespace tallystick::tally
