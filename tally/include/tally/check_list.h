// SPDX-License-Identifier: GPL-3.0-or-later
// Before an opened list is counted outside of an audit: is it the one that was signed or opened?
// An audit folder is held against its result note; what `open` wrote against its opened note, which
// the tally key signed. One thread writes the Report. docs/FORMAT.md "Opened list", "Audit folder".
#pragma once

#include <tally/audit.h>
#include <tally/ballot_list.h>

namespace tallystick::tally {

// Is every file that `open` wrote into `folder` the one that its opened note lists? `closing` is a
// closing note of `pack`, its signatures checked.
[[nodiscard]] crypto::Result<void> check_opened(const ballot::Path& folder,
                                                const ballot::RoundPack& pack,
                                                const crypto::Note& closing);

// Reads the list of `folder`, calling `each` for every ballot; false if a check failed, which the
// report says. `closing` is the folder's closing note, signed by the organiser of `pack`.
[[nodiscard]] crypto::Result<bool> read_checked_list(const ballot::Path& folder,
                                                     const ballot::RoundPack& pack,
                                                     const crypto::Note& closing, Report& report,
                                                     const EachBallot& each);

}  // namespace tallystick::tally
