// SPDX-License-Identifier: GPL-3.0-or-later
// What must be told apart without colour, measured in the pixels.
#include <gtest/gtest.h>

#include <algorithm>

#include "scenes.h"

namespace tallystick::screens {
namespace {

std::uint32_t pixel(const ui::Canvas& canvas, int x, int y) {
    return canvas.pixels[static_cast<std::size_t>(y * canvas.stride + x)] & 0xFFFFFFU;
}

// How often the upper edge of a target changes between its corners: never where it is one line.
int breaks_in_edge(const ui::Canvas& canvas, const ui::Rect& rect, float px_per_mm) {
    const int y = static_cast<int>(rect.y + 0.2F * px_per_mm);
    const int corner = static_cast<int>(5 * px_per_mm);
    int breaks = 0;
    for (int x = static_cast<int>(rect.x) + corner + 1; x < static_cast<int>(rect.right()) - corner;
         ++x)
        if (pixel(canvas, x, y) != pixel(canvas, x - 1, y)) ++breaks;
    return breaks;
}

// In black and white fill and ink are those of what can be pressed: the outline says which is
// which.
TEST(Looks, WhatIsNotAvailableHasABrokenOutlineInEveryTheme) {
    Headless headless;
    const auto scenes = all_scenes();
    const Glass& glass = all_glasses().front();
    for (const char* name : {"type-ranking", "card", "type-points"}) {
        for (const auto theme : ui::all_themes) {
            app::State state = scene_named(scenes, name).state;
            state.access.theme = static_cast<app::Theme>(theme);
            headless.stage().reset();
            auto& stage = headless.show(state, glass);
            const auto& canvas = headless.draw(glass);
            int unavailable = 0;
            for (const auto* target : stage.tree().targets()) {
                const int breaks = breaks_in_edge(canvas, target->rect, glass.px_per_mm());
                if (target->rect.w < 25 * glass.px_per_mm()) continue;
                if (target->enabled) {
                    EXPECT_EQ(breaks, 0) << name << " " << target->id;
                } else {
                    ++unavailable;
                    EXPECT_GE(breaks, 4) << name << " " << target->id;
                }
            }
            EXPECT_GE(unavailable, 1) << name;
        }
    }
}

}  // namespace
}  // namespace tallystick::screens
