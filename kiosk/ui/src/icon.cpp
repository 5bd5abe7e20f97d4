// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/icon.h"

#include <cairo.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <utility>
#include <vector>

#include "icon_paths.h"

namespace tallystick::ui {

namespace {

const IconPath& path_of(Icon icon) {
    return icon_paths[static_cast<std::size_t>(icon)];
}

// Words and numbers; from_chars, because a Polish locale must not change the drawings.
class Words {
public:
    explicit Words(std::string_view text) : m_text(text) {}
    std::string_view next() {
        m_text.remove_prefix(std::min(m_text.find_first_not_of(' '), m_text.size()));
        const std::size_t end = std::min(m_text.find(' '), m_text.size());
        const std::string_view word = m_text.substr(0, end);
        m_text.remove_prefix(end);
        return word;
    }
    double number() {
        const std::string_view word = next();
        double value = 0;
        std::from_chars(word.data(), word.data() + word.size(), value);
        return value;
    }

private:
    std::string_view m_text;
};

void rounded_rectangle(cairo_t* cairo, double x, double y, double w, double h, double r) {
    constexpr double quarter = std::numbers::pi / 2;
    cairo_new_sub_path(cairo);
    cairo_arc(cairo, x + w - r, y + r, r, -quarter, 0);
    cairo_arc(cairo, x + w - r, y + h - r, r, 0, quarter);
    cairo_arc(cairo, x + r, y + h - r, r, quarter, 2 * quarter);
    cairo_arc(cairo, x + r, y + r, r, 2 * quarter, 3 * quarter);
    cairo_close_path(cairo);
}

void draw_path(cairo_t* cairo, std::string_view path) {
    constexpr double degree = std::numbers::pi / 180;
    Words words(path);
    for (std::string_view word = words.next(); !word.empty(); word = words.next()) {
        double n[6] = {};
        const auto numbers = [&](int count) {
            for (int i = 0; i < count; ++i) n[i] = words.number();
        };
        switch (word.front()) {
            case 'M':
                numbers(2);
                cairo_move_to(cairo, n[0], n[1]);
                break;
            case 'L':
                numbers(2);
                cairo_line_to(cairo, n[0], n[1]);
                break;
            case 'C':
                numbers(6);
                cairo_curve_to(cairo, n[0], n[1], n[2], n[3], n[4], n[5]);
                break;
            case 'Z':
                cairo_close_path(cairo);
                break;
            case 'O':
                numbers(3);
                cairo_new_sub_path(cairo);
                cairo_arc(cairo, n[0], n[1], n[2], 0, 360 * degree);
                cairo_close_path(cairo);
                break;
            case 'A':
                numbers(5);
                cairo_new_sub_path(cairo);
                cairo_arc(cairo, n[0], n[1], n[2], n[3] * degree, n[4] * degree);
                break;
            case 'R':
                numbers(5);
                rounded_rectangle(cairo, n[0], n[1], n[2], n[3], n[4]);
                break;
            case 'w':
                cairo_set_line_width(cairo, words.number());
                break;
            case 's':
                cairo_stroke(cairo);
                break;
            case 'f':
                cairo_fill(cairo);
                break;
            default:
                return;
        }
    }
}

std::vector<std::uint8_t> draw_icon(Icon icon, int size, Mirror mirror) {
    const int stride = cairo_format_stride_for_width(CAIRO_FORMAT_A8, size);
    const auto side = static_cast<std::size_t>(size);
    std::vector<std::uint8_t> rows(static_cast<std::size_t>(stride) * side);
    cairo_surface_t* surface =
        cairo_image_surface_create_for_data(rows.data(), CAIRO_FORMAT_A8, size, size, stride);
    cairo_t* cairo = cairo_create(surface);
    if (mirror == Mirror::in_right_to_left) {
        cairo_translate(cairo, size, 0);
        cairo_scale(cairo, -1, 1);
    }
    cairo_scale(cairo, size / 24.0, size / 24.0);
    cairo_set_line_width(cairo, 2);
    cairo_set_line_cap(cairo, CAIRO_LINE_CAP_ROUND);
    cairo_set_line_join(cairo, CAIRO_LINE_JOIN_ROUND);
    draw_path(cairo, path_of(icon).path);
    cairo_destroy(cairo);
    cairo_surface_flush(surface);
    cairo_surface_destroy(surface);
    std::vector<std::uint8_t> coverage(side * side);
    for (std::size_t y = 0; y < side; ++y)
        std::copy_n(rows.data() + y * static_cast<std::size_t>(stride), side,
                    coverage.data() + y * side);
    return coverage;
}

// How far the shadow's picture reaches into the box: what shows of it under a box that is drawn a
// little higher than its shadow.
int shadow_inset(int radius, int blur) {
    return std::max(radius, blur);
}

// A quarter of the shadow: full at the inner corner, gone `blur` px outside of the rounding.
// Mirrored texture coordinates draw the other three.
std::vector<std::uint8_t> draw_shadow_corner(int radius, int blur) {
    const int inset = shadow_inset(radius, blur);
    const int side = inset + blur;
    std::vector<std::uint8_t> coverage;
    coverage.reserve(static_cast<std::size_t>(side) * static_cast<std::size_t>(side));
    for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x) {
            const double dx = std::max(0.0, side - x - 0.5 - (inset - radius));
            const double dy = std::max(0.0, side - y - 0.5 - (inset - radius));
            const double outside = std::sqrt(dx * dx + dy * dy) - radius;
            const double left = std::clamp(1.0 - outside / blur, 0.0, 1.0);
            coverage.push_back(static_cast<std::uint8_t>(std::lround(left * left * left * 255.0)));
        }
    }
    return coverage;
}

float snapped(float at) {
    return std::floor(at + 0.5F);
}

}  // namespace

std::optional<Icon> icon_named(std::string_view name) {
    for (const IconPath& path : icon_paths) {
        if (path.name == name) return path.icon;
    }
    return std::nullopt;
}

std::string_view icon_name(Icon icon) {
    return path_of(icon).name;
}

bool icon_mirrors(Icon icon) {
    return path_of(icon).mirror == Mirror::in_right_to_left;
}

Icons::~Icons() {
    for (const auto& [key, texture] : m_cache) m_textures.remove(texture);
}

void Icons::draw(ImDrawList& list, Icon icon, float x, float y, int size_px, ImU32 colour,
                 Direction direction) {
    if (size_px <= 0) return;
    const bool mirrored = icon_mirrors(icon) && direction == Direction::right_to_left;
    const Key key{static_cast<int>(icon), size_px, mirrored ? 1 : 0};
    auto found = m_cache.find(key);
    if (found == m_cache.end()) {
        const Mirror mirror = mirrored ? Mirror::in_right_to_left : Mirror::never;
        found = m_cache
                    .emplace(key, m_textures.add_alpha(size_px, size_px,
                                                       draw_icon(icon, size_px, mirror)))
                    .first;
    }
    const ImVec2 min(snapped(x), snapped(y));
    const auto size = static_cast<float>(size_px);
    list.AddImage(found->second, min, ImVec2(min.x + size, min.y + size), ImVec2(0, 0),
                  ImVec2(1, 1), colour);
}

void Icons::shadow(ImDrawList& list, ImVec2 min, ImVec2 max, float radius, int blur, ImU32 colour) {
    const int r = static_cast<int>(std::lround(radius));
    if (blur <= 0 || r < 0) return;
    const int inset = shadow_inset(r, blur);
    const int side = inset + blur;
    const Key key{-1, r, blur};
    auto found = m_cache.find(key);
    if (found == m_cache.end())
        found = m_cache.emplace(key, m_textures.add_alpha(side, side, draw_shadow_corner(r, blur)))
                    .first;
    const ImTextureID texture = found->second;
    const float out = static_cast<float>(blur);
    const float in = static_cast<float>(inset);
    const float x[4] = {snapped(min.x) - out, snapped(min.x) + in, snapped(max.x) - in,
                        snapped(max.x) + out};
    const float y[4] = {snapped(min.y) - out, snapped(min.y) + in, snapped(max.y) - in,
                        snapped(max.y) + out};
    const auto quad = [&](float x0, float y0, float x1, float y1, ImVec2 uv0, ImVec2 uv1) {
        list.AddImage(texture, ImVec2(x0, y0), ImVec2(x1, y1), uv0, uv1, colour);
    };
    quad(x[0], y[0], x[1], y[1], ImVec2(0, 0), ImVec2(1, 1));
    quad(x[2], y[0], x[3], y[1], ImVec2(1, 0), ImVec2(0, 1));
    quad(x[0], y[2], x[1], y[3], ImVec2(0, 1), ImVec2(1, 0));
    quad(x[2], y[2], x[3], y[3], ImVec2(1, 1), ImVec2(0, 0));
    // The sides take the texture's innermost row or column, which has no curve.
    const float end = 1.0F - 0.5F / static_cast<float>(side);
    quad(x[1], y[0], x[2], y[1], ImVec2(end, 0), ImVec2(end, 1));
    quad(x[1], y[2], x[2], y[3], ImVec2(end, 1), ImVec2(end, 0));
    quad(x[0], y[1], x[1], y[2], ImVec2(0, end), ImVec2(1, end));
    quad(x[2], y[1], x[3], y[2], ImVec2(1, end), ImVec2(0, end));
}

}  // namespace tallystick::ui
