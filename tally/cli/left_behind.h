// SPDX-License-Identifier: GPL-3.0-or-later
// A kiosk writes an export X under the name `.X.part`, and keeps the one it replaces as `.X.old`
// until X is there. A plug that was pulled in between leaves them, and one of them may be whole and
// all that is left of the box. docs/FORMAT.md "Bundle".
#pragma once

#include <ballot/files.h>
#include <ballot/pack.h>

namespace tallystick::cli {

enum class LeftBehind {
    no,        // has no such name
    torn,      // not all of an export
    replaced,  // whole, and the export of its name is good and goes on from it
    whole,     // whole, and there is none of its name, or none of which that is known
};
// Without a pack nothing is known to be replaced.
[[nodiscard]] LeftBehind left_behind(const ballot::Path& folder, const ballot::RoundPack* pack);

}  // namespace tallystick::cli
