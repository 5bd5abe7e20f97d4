// SPDX-License-Identifier: GPL-3.0-or-later
// The automatic look at a screen: from its semantic tree, are all targets large enough, far enough
// apart, on the screen, not over one another, and all text whole? Pure.
#pragma once

#include <string>
#include <vector>

#include <ui/geometry.h>
#include <ui/semantic.h>
#include <ui/theme.h>

namespace tallystick::ui {

struct ScreenCheck {
    std::vector<std::string> faults;  // each names the widget, found and expected
    int targets = 0;
    double least_target_mm = 1e9;
    double least_gap_mm = 1e9;
};
[[nodiscard]] ScreenCheck check_screen(const SemanticTree& tree, const Metrics& metrics,
                                       Size screen);

}  // namespace tallystick::ui
