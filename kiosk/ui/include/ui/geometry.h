// SPDX-License-Identifier: GPL-3.0-or-later
// Rectangles and sizes in pixels of the real screen. Millimetres become pixels in Metrics alone
// (theme.h), from the screen's diagonal, so nothing here assumes a resolution.
#pragma once

#include <algorithm>

namespace tallystick::ui {

struct Size {
    float w = 0;
    float h = 0;
    friend bool operator==(const Size&, const Size&) = default;
};

struct Rect {
    float x = 0;
    float y = 0;
    float w = 0;
    float h = 0;

    [[nodiscard]] float right() const { return x + w; }
    [[nodiscard]] float bottom() const { return y + h; }
    [[nodiscard]] bool contains(float px, float py) const {
        return px >= x && px < right() && py >= y && py < bottom();
    }
    [[nodiscard]] bool overlaps(const Rect& o) const {
        return x < o.right() && o.x < right() && y < o.bottom() && o.y < bottom();
    }
    [[nodiscard]] bool inside(const Rect& o, float slack) const {
        return x >= o.x - slack && y >= o.y - slack && right() <= o.right() + slack &&
               bottom() <= o.bottom() + slack;
    }
    [[nodiscard]] Rect grown(float by) const { return {x - by, y - by, w + 2 * by, h + 2 * by}; }
    // The widest clear distance between two rectangles, 0 when they touch or overlap.
    [[nodiscard]] float gap_to(const Rect& o) const {
        const float dx = std::max({0.0F, o.x - right(), x - o.right()});
        const float dy = std::max({0.0F, o.y - bottom(), y - o.bottom()});
        return std::max(dx, dy);
    }
    friend bool operator==(const Rect&, const Rect&) = default;
};

}  // namespace tallystick::ui
