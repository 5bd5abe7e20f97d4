// SPDX-License-Identifier: GPL-3.0-or-later
// How a language writes numbers and money. Any thread.
#pragma once

#include <string_view>

namespace tallystick::app {

// What stands between thousands, before pence, and where the currency stands.
struct NumberStyle {
    std::string_view thousands, decimal;
    bool sign_first;
};
[[nodiscard]] NumberStyle number_style(std::string_view language);
// "£" for GBP; the code itself where no sign is known.
[[nodiscard]] std::string_view sign_of(std::string_view currency);

}  // namespace tallystick::app
