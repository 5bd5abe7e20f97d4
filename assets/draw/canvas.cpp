// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas.h"

#include <cstdio>
#include <cstdlib>
#include <numbers>

namespace tallystick::assets {
namespace {

constexpr double full_turn = 2 * std::numbers::pi;

// Reads the numbers and letters of a path string. A drawing is part of the program, so a mistake
// in one is a mistake in the program and stops it with the place.
class PathReader {
public:
    explicit PathReader(std::string_view path) : m_path(path) {}

    bool next_command(char& command) {
        skip();
        if (m_at == m_path.size()) return false;
        const char c = m_path[m_at];
        if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')) {
            command = c;
            ++m_at;
        }
        return true;
    }
    double number() {
        skip();
        const std::string rest(m_path.substr(m_at, 24));
        char* end = nullptr;
        const double value = std::strtod(rest.c_str(), &end);
        if (end == rest.c_str()) fail();
        m_at += static_cast<std::size_t>(end - rest.c_str());
        return value;
    }
    [[noreturn]] void fail() const {
        std::fprintf(stderr, "draw_pictures: bad path at %zu: %.*s\n", m_at,
                     static_cast<int>(m_path.size()), m_path.data());
        std::abort();
    }

private:
    void skip() {
        while (m_at < m_path.size() && (m_path[m_at] == ' ' || m_path[m_at] == ',')) ++m_at;
    }
    std::string_view m_path;
    std::size_t m_at = 0;
};

}  // namespace

Colour mix(Colour from, Colour to, double share) {
    const auto between = [share](double a, double b) { return a + (b - a) * share; };
    return {between(from.red, to.red), between(from.green, to.green), between(from.blue, to.blue),
            between(from.alpha, to.alpha)};
}

Canvas::Canvas(double scale)
    : m_surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, static_cast<int>(width * scale),
                                           static_cast<int>(height * scale)),
                &cairo_surface_destroy),
      m_cairo(cairo_create(m_surface.get()), &cairo_destroy) {
    cairo_scale(m_cairo.get(), scale, scale);
    cairo_set_line_cap(m_cairo.get(), CAIRO_LINE_CAP_ROUND);
    cairo_set_line_join(m_cairo.get(), CAIRO_LINE_JOIN_ROUND);
}

void Canvas::paint(Colour colour) {
    cairo_set_source_rgba(m_cairo.get(), colour.red, colour.green, colour.blue, colour.alpha);
}

void Canvas::move(double x, double y, double scale, double degrees) {
    cairo_translate(m_cairo.get(), x, y);
    cairo_scale(m_cairo.get(), scale, scale);
    cairo_rotate(m_cairo.get(), degrees * full_turn / 360.0);
}

void Canvas::disc(double x, double y, double radius, Colour colour) {
    oval(x, y, radius, radius, colour);
}

void Canvas::oval(double x, double y, double radius_x, double radius_y, Colour colour) {
    cairo_t* const cairo = m_cairo.get();
    cairo_save(cairo);
    cairo_new_path(cairo);
    cairo_translate(cairo, x, y);
    cairo_scale(cairo, radius_x, radius_y);
    cairo_arc(cairo, 0, 0, 1, 0, full_turn);
    cairo_restore(cairo);
    paint(colour);
    cairo_fill(cairo);
}

void Canvas::ring(double x, double y, double radius, double thickness, Colour colour) {
    cairo_t* const cairo = m_cairo.get();
    cairo_new_path(cairo);
    cairo_arc(cairo, x, y, radius, 0, full_turn);
    cairo_set_line_width(cairo, thickness);
    paint(colour);
    cairo_stroke(cairo);
}

void Canvas::box(double x, double y, double w, double h, double corner, Colour colour) {
    cairo_t* const cairo = m_cairo.get();
    const double quarter = full_turn / 4;
    cairo_new_path(cairo);
    cairo_arc(cairo, x + w - corner, y + corner, corner, -quarter, 0);
    cairo_arc(cairo, x + w - corner, y + h - corner, corner, 0, quarter);
    cairo_arc(cairo, x + corner, y + h - corner, corner, quarter, 2 * quarter);
    cairo_arc(cairo, x + corner, y + corner, corner, 2 * quarter, 3 * quarter);
    cairo_close_path(cairo);
    paint(colour);
    cairo_fill(cairo);
}

void Canvas::shape(std::string_view path, Colour colour) {
    trace(path);
    paint(colour);
    cairo_fill(m_cairo.get());
}

void Canvas::line(std::string_view path, double thickness, Colour colour) {
    trace(path);
    cairo_set_line_width(m_cairo.get(), thickness);
    paint(colour);
    cairo_stroke(m_cairo.get());
}

void Canvas::fade(double y0, double y1, Colour top, Colour bottom) {
    cairo_pattern_t* const pattern = cairo_pattern_create_linear(0, y0, 0, y1);
    cairo_pattern_add_color_stop_rgba(pattern, 0, top.red, top.green, top.blue, top.alpha);
    cairo_pattern_add_color_stop_rgba(pattern, 1, bottom.red, bottom.green, bottom.blue,
                                      bottom.alpha);
    cairo_set_source(m_cairo.get(), pattern);
    cairo_rectangle(m_cairo.get(), 0, 0, width, height);
    cairo_fill(m_cairo.get());
    cairo_pattern_destroy(pattern);
}

void Canvas::glow(double x, double y, double radius, Colour colour) {
    cairo_pattern_t* const pattern = cairo_pattern_create_radial(x, y, 0, x, y, radius);
    cairo_pattern_add_color_stop_rgba(pattern, 0, colour.red, colour.green, colour.blue,
                                      colour.alpha);
    cairo_pattern_add_color_stop_rgba(pattern, 1, colour.red, colour.green, colour.blue, 0);
    cairo_set_source(m_cairo.get(), pattern);
    cairo_new_path(m_cairo.get());
    cairo_arc(m_cairo.get(), x, y, radius, 0, full_turn);
    cairo_fill(m_cairo.get());
    cairo_pattern_destroy(pattern);
}

void Canvas::trace(std::string_view path) {
    cairo_t* const cairo = m_cairo.get();
    PathReader reader(path);
    char command = 0;
    double x = 0, y = 0, start_x = 0, start_y = 0, control_x = 0, control_y = 0;
    const auto curve = [&](double ax, double ay, double bx, double by) {
        cairo_curve_to(cairo, ax, ay, bx, by, x, y);
        control_x = 2 * x - bx;
        control_y = 2 * y - by;
    };
    cairo_new_path(cairo);
    while (reader.next_command(command)) {
        const bool relative = command >= 'a';
        const double base_x = relative ? x : 0, base_y = relative ? y : 0;
        const auto pair = [&](double& to_x, double& to_y) {
            to_x = base_x + reader.number();
            to_y = base_y + reader.number();
        };
        double ax = 0, ay = 0, bx = 0, by = 0;
        const double from_x = x, from_y = y;
        switch (relative ? static_cast<char>(command - 'a' + 'A') : command) {
            case 'M':
                pair(x, y);
                cairo_move_to(cairo, x, y);
                start_x = x;
                start_y = y;
                command = relative ? 'l' : 'L';
                break;
            case 'L':
                pair(x, y);
                cairo_line_to(cairo, x, y);
                break;
            case 'H':
                x = base_x + reader.number();
                cairo_line_to(cairo, x, y);
                break;
            case 'V':
                y = base_y + reader.number();
                cairo_line_to(cairo, x, y);
                break;
            case 'C':
                pair(ax, ay);
                pair(bx, by);
                pair(x, y);
                curve(ax, ay, bx, by);
                break;
            case 'S':
                pair(bx, by);
                pair(x, y);
                curve(control_x, control_y, bx, by);
                break;
            case 'Q':
                pair(ax, ay);
                pair(x, y);
                curve(from_x + (ax - from_x) * 2 / 3, from_y + (ay - from_y) * 2 / 3,
                      x + (ax - x) * 2 / 3, y + (ay - y) * 2 / 3);
                break;
            case 'Z':
                cairo_close_path(cairo);
                x = start_x;
                y = start_y;
                break;
            default:
                reader.fail();
        }
    }
}

bool Canvas::save(const std::string& png_file) const {
    return cairo_surface_write_to_png(m_surface.get(), png_file.c_str()) == CAIRO_STATUS_SUCCESS;
}

}  // namespace tallystick::assets
