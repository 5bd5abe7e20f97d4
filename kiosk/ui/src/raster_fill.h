// SPDX-License-Identifier: GPL-3.0-or-later
// The rasteriser's inner loops: one prepared primitive into one clip rectangle. Coordinates are in
// 1/256 px; a pixel belongs to a shape if its centre does, left and top edges included, right and
// bottom ones not, so shapes that share an edge neither overlap nor leave a gap. Each pixel's value
// is a function of its place alone, never of where the clip rectangle begins. Reentrant.
#pragma once

#include <imgui.h>

#include <cstdint>

#include "ui/pixels.h"

namespace tallystick::ui {

inline constexpr int sub_pixels = 256;

struct FixedVertex {
    std::int32_t x = 0;  // 1/256 px
    std::int32_t y = 0;
    ImU32 colour = 0;
    float u = 0;
    float v = 0;
};

struct Primitive {
    enum class Kind : std::uint8_t {
        fill,           // axis-aligned, one colour; bounds say all
        blit,           // axis-aligned, one colour, texture pixel for pixel
        stretch,        // axis-aligned, one colour, texture scaled
        flat_triangle,  // one colour
        fade_triangle,  // one colour, alpha differs: ImGui's anti-aliasing fringes
        triangle,       // colours differ or textured
    };
    Kind kind = Kind::fill;
    IntRect bounds;  // clipped
    const Texture* texture = nullptr;
    FixedVertex v[3];  // rectangles: v[0] is top left, v[1] bottom right
};

// The first pixel whose centre is at or after x.
[[nodiscard]] inline int pixel_from(std::int32_t x) {
    return (x + sub_pixels / 2 - 1) >> 8;
}

void fill_primitive(const Primitive& primitive, const Canvas& canvas, const IntRect& clip);
// The three kinds of triangles; `area` within the bounds.
void fill_any_triangle(const Primitive& primitive, const Canvas& canvas, const IntRect& area);
void fill_rect(const Canvas& canvas, const IntRect& rect, ImU32 colour);

}  // namespace tallystick::ui
