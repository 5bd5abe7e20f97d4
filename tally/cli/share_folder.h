// SPDX-License-Identifier: GPL-3.0-or-later
// Where the installed data is: ../share/tallystick seen from the program itself.
#pragma once

#include <string>

namespace tallystick::cli {

// The folder of the pages' catalogues; `given` if not empty.
[[nodiscard]] std::string locale_folder(const std::string& given);

}  // namespace tallystick::cli
