// SPDX-License-Identifier: GPL-3.0-or-later
// A picture of the pack made small, so that a page can carry it inside itself.
#pragma once

#include <string>
#include <string_view>

namespace tallystick::tally {

// Whether a kiosk shows the PNG or JPEG `bytes`: at most 8192 pixels to a side, 17 million in all,
// and whole.
[[nodiscard]] bool can_be_shown(std::string_view bytes);

inline constexpr int thumbnail_width = 232, thumbnail_height = 156;  // pixels, shown at half

// A JPEG as a data: address, cut to the thumbnail's shape; empty if `bytes` is no picture.
[[nodiscard]] std::string thumbnail(std::string_view bytes);

}  // namespace tallystick::tally
