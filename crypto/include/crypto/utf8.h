// SPDX-License-Identifier: GPL-3.0-or-later
// Text of others, shown although it is not what we would write. Pure. docs/FORMAT.md "Text".
#pragma once

#include <string>
#include <string_view>

namespace tallystick::crypto {

// `text` with every byte that is not part of well-formed UTF-8 as U+FFFD.
[[nodiscard]] std::string well_formed(std::string_view text);

}  // namespace tallystick::crypto
