// SPDX-License-Identifier: GPL-3.0-or-later
// A sheet of 960 x 640 units on which the demonstration round's pictures are drawn: flat shapes in
// few colours, painted one over the other. Outlines are written as SVG path strings (M L H V C S Q
// Z, upper case absolute, lower case relative), because that is how a drawing is read and changed.
// One thread; every call paints at once.
#pragma once

#include <cairo.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace tallystick::assets {

struct Colour {
    double red, green, blue, alpha;
};

constexpr Colour rgb(std::uint32_t hex, double alpha = 1.0) {
    return {static_cast<double>((hex >> 16) & 255U) / 255.0,
            static_cast<double>((hex >> 8) & 255U) / 255.0, static_cast<double>(hex & 255U) / 255.0,
            alpha};
}

// Between two colours: 0 is all `from`, 1 all `to`.
Colour mix(Colour from, Colour to, double share);

class Canvas {
public:
    static constexpr int width = 960, height = 640;
    // `scale` 1 gives a picture of 960 x 640 pixels.
    explicit Canvas(double scale);

    void disc(double x, double y, double radius, Colour colour);
    void oval(double x, double y, double radius_x, double radius_y, Colour colour);
    void ring(double x, double y, double radius, double thickness, Colour colour);
    void box(double x, double y, double w, double h, double corner, Colour colour);
    void shape(std::string_view path, Colour colour);
    void line(std::string_view path, double thickness, Colour colour);
    // From `top` at y0 to `bottom` at y1, over the whole sheet.
    void fade(double y0, double y1, Colour top, Colour bottom);
    // Light that falls off from the centre.
    void glow(double x, double y, double radius, Colour colour);

    // Draws with the origin moved, then enlarged, then turned by `degrees`.
    template <typename Draw>
    void at(double x, double y, double scale, double degrees, Draw&& draw) {
        cairo_save(m_cairo.get());
        move(x, y, scale, degrees);
        draw();
        cairo_restore(m_cairo.get());
    }
    // Mirrored left to right about the vertical through `x`.
    template <typename Draw>
    void mirrored(double x, Draw&& draw) {
        cairo_save(m_cairo.get());
        cairo_translate(m_cairo.get(), 2 * x, 0);
        cairo_scale(m_cairo.get(), -1, 1);
        draw();
        cairo_restore(m_cairo.get());
    }
    // Draws only what falls inside `path`.
    template <typename Draw>
    void inside(std::string_view path, Draw&& draw) {
        cairo_save(m_cairo.get());
        trace(path);
        cairo_clip(m_cairo.get());
        draw();
        cairo_restore(m_cairo.get());
    }

    // False when the file cannot be written.
    [[nodiscard]] bool save(const std::string& png_file) const;

private:
    void move(double x, double y, double scale, double degrees);
    void trace(std::string_view path);
    void paint(Colour colour);

    std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)> m_surface;
    std::unique_ptr<cairo_t, decltype(&cairo_destroy)> m_cairo;
};

}  // namespace tallystick::assets
