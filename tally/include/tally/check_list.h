// SPDX-License-Identifier: GPL-3.0-or-later
// Before an opened list is counted outside of an audit: is it the one that was opened and signed?
// What `open` wrote is held against its opened note, which the tally key signed; an audit folder
// against its result note too. One thread writes the Report. docs/FORMAT.md "Opened list".
#pragma once

#include <tally/audit.h>
#include <tally/ballot_list.h>

namespace tallystick::tally {

// Reads the list of `folder`, calling `each` for every ballot; false if a check failed, which the
// report says. `closing` is the folder's closing note, signed by the organiser of `pack`.
[[nodiscard]] crypto::Result<bool> read_checked_list(const ballot::Path& folder,
                                                     const ballot::RoundPack& pack,
                                                     const crypto::Note& closing, Report& report,
                                                     const EachBallot& each);

}  // namespace tallystick::tally
