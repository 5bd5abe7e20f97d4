// SPDX-License-Identifier: GPL-3.0-or-later
// A kiosk writes an export X under the name `.X.part`, and keeps the one it replaces as `.X.old`
// until X is there. A plug that was pulled in between leaves them, and one of them may be whole and
// all that is left of the box. docs/FORMAT.md "Bundle".
#pragma once

#include <ballot/files.h>

namespace tallystick::cli {

enum class LeftBehind {
    no,        // has no such name
    torn,      // not all of an export
    replaced,  // whole, and the export of its name goes on from it
    whole,     // whole, and there is none of its name, or none that goes on from it
};
[[nodiscard]] LeftBehind left_behind(const ballot::Path& folder);

}  // namespace tallystick::cli
