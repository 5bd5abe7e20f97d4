// SPDX-License-Identifier: GPL-3.0-or-later
// Languages by their own names: those that the kiosk and the pages speak, and those in which an
// organiser may write proposals though they have no words of theirs. Pure.
#pragma once

#include <string_view>

namespace tallystick::ballot {

// "Cymraeg" for "cy"; the code itself where unknown.
[[nodiscard]] std::string_view own_name(std::string_view code);
// Of its usual script: "ur", "ar-EG".
[[nodiscard]] bool is_right_to_left(std::string_view code);

}  // namespace tallystick::ballot
