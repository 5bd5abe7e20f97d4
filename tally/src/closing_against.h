// SPDX-License-Identifier: GPL-3.0-or-later
// A closing note held against what was merged: which bundles are not those it was made from, and
// how to come to the right ones. Pure. docs/FORMAT.md "Closing note".
#pragma once

#include <tally/closing.h>

namespace tallystick::tally {

[[nodiscard]] bool has_final(const Box& box);

// Box by box, then all envelopes and checked ballots; `file` is the note's. Both have the boxes of
// the roll.
void check_against_merged(const ballot::ClosingNote& note, const Merged& merged,
                          const std::string& file, Report& report);

// What to do where a signed closing note was made from something else than `merged`.
[[nodiscard]] std::string hint_of_difference(const Merged& merged);

}  // namespace tallystick::tally
