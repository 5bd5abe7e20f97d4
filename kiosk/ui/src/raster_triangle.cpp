// SPDX-License-Identifier: GPL-3.0-or-later
#include <utility>

#include "raster_fill.h"
#include "raster_pixel.h"

namespace tallystick::ui {

namespace {

Wide floor_div(Wide a, Wide b) {  // b > 0
    const Wide q = a / b;
    return q - ((a % b) < 0 ? 1 : 0);
}

// Walks down an edge: first() is the first pixel at or right of it in the present row.
class Edge {
public:
    Edge(const FixedVertex& top, const FixedVertex& bottom, int row) {
        const Wide dx = bottom.x - top.x;
        const Wide dy = bottom.y - top.y;
        m_whole = sub_pixels * dy;
        const Wide centre = static_cast<Wide>(row) * sub_pixels + sub_pixels / 2;
        const Wide at = (top.x - sub_pixels / 2) * dy + (centre - top.y) * dx + m_whole - 1;
        m_first = floor_div(at, m_whole);
        m_rest = at - m_first * m_whole;
        m_step = floor_div(dx, dy);
        m_step_rest = (dx - m_step * dy) * sub_pixels;
    }
    [[nodiscard]] int first() const { return static_cast<int>(m_first); }
    void down() {
        m_first += m_step;
        m_rest += m_step_rest;
        if (m_rest >= m_whole) {
            m_rest -= m_whole;
            ++m_first;
        }
    }

private:
    Wide m_whole;
    Wide m_first;
    Wide m_rest;
    Wide m_step;
    Wide m_step_rest;
};

// Calls span(y, x0, x1) for each row of the triangle within the clip.
template <typename Span>
void scan_triangle(const FixedVertex (&corner)[3], const IntRect& clip, Span span) {
    const FixedVertex* v[3] = {&corner[0], &corner[1], &corner[2]};
    if (v[1]->y < v[0]->y) std::swap(v[0], v[1]);
    if (v[2]->y < v[1]->y) std::swap(v[1], v[2]);
    if (v[1]->y < v[0]->y) std::swap(v[0], v[1]);
    const Wide turn = static_cast<Wide>(v[1]->x - v[0]->x) * (v[2]->y - v[0]->y) -
                      static_cast<Wide>(v[2]->x - v[0]->x) * (v[1]->y - v[0]->y);
    if (turn == 0) return;
    const int top = std::max(pixel_from(v[0]->y), clip.y0);
    const int middle = pixel_from(v[1]->y);
    const int bottom = std::min(pixel_from(v[2]->y), clip.y1);
    if (top >= bottom) return;
    Edge long_edge(*v[0], *v[2], top);
    const auto part = [&](const FixedVertex& a, const FixedVertex& b, int from, int to) {
        if (from >= to) return;
        Edge short_edge(a, b, from);
        for (int y = from; y < to; ++y) {
            const int one = long_edge.first();
            const int other = short_edge.first();
            const int x0 = std::max(turn > 0 ? one : other, clip.x0);
            const int x1 = std::min(turn > 0 ? other : one, clip.x1);
            if (x0 < x1) span(y, x0, x1);
            long_edge.down();
            short_edge.down();
        }
    };
    part(*v[0], *v[1], top, std::min(middle, bottom));
    part(*v[1], *v[2], std::max(middle, top), bottom);
}

// A value in 16.16 that changes evenly over a triangle.
class Plane {
public:
    Plane() = default;
    Plane(const FixedVertex (&v)[3], Wide a, Wide b, Wide c) : m_origin(v[0]), m_base(a) {
        const Wide dx1 = v[1].x - v[0].x;
        const Wide dy1 = v[1].y - v[0].y;
        const Wide dx2 = v[2].x - v[0].x;
        const Wide dy2 = v[2].y - v[0].y;
        const Wide whole = dx1 * dy2 - dx2 * dy1;  // not 0, or scan_triangle draws nothing
        if (whole == 0) return;
        // The bound keeps slivers, whose few pixels hardly show, from overflowing.
        constexpr Wide bound = Wide{1} << 38U;
        m_dx = std::clamp(((b - a) * dy2 - (c - a) * dy1) * sub_pixels / whole, -bound, bound);
        m_dy = std::clamp(((c - a) * dx1 - (b - a) * dx2) * sub_pixels / whole, -bound, bound);
    }
    [[nodiscard]] Wide at(int x, int y) const {
        const Wide from_x = static_cast<Wide>(x) * sub_pixels + sub_pixels / 2 - m_origin.x;
        const Wide from_y = static_cast<Wide>(y) * sub_pixels + sub_pixels / 2 - m_origin.y;
        // Stepping by m_dx from here gives what at() would give there, as m_dx * 256 >> 8 is exact.
        return m_base + ((m_dx * from_x + m_dy * from_y) >> 8U);
    }
    [[nodiscard]] Wide step() const { return m_dx; }

private:
    FixedVertex m_origin;
    Wide m_base = 0;
    Wide m_dx = 0;  // per pixel
    Wide m_dy = 0;
};

std::uint32_t to_byte(Wide value) {
    return static_cast<std::uint32_t>(std::clamp<Wide>((value + 0x8000) >> 16U, 0, 255));
}

void fill_flat_triangle(const Primitive& p, const Canvas& canvas, const IntRect& area) {
    const std::uint32_t colour = canvas_colour(p.v[0].colour);
    const std::uint32_t alpha = alpha_of(p.v[0].colour);
    scan_triangle(p.v, area, [&](int y, int x0, int x1) {
        fill_span(row_of(canvas, y) + x0, row_of(canvas, y) + x1, colour, alpha);
    });
}

void fill_fade_triangle(const Primitive& p, const Canvas& canvas, const IntRect& area) {
    const auto alpha = [&](int i) { return static_cast<Wide>(alpha_of(p.v[i].colour)) << 16U; };
    const Plane plane(p.v, alpha(0), alpha(1), alpha(2));
    const std::uint32_t colour = canvas_colour(p.v[0].colour);
    scan_triangle(p.v, area, [&](int y, int x0, int x1) {
        std::uint32_t* out = row_of(canvas, y);
        Wide a = plane.at(x0, y);
        for (int x = x0; x < x1; ++x, a += plane.step()) {
            const std::uint32_t byte = to_byte(a);
            if (byte != 0U) out[x] = blend(out[x], colour, byte);
        }
    });
}

void fill_triangle(const Primitive& p, const Canvas& canvas, const IntRect& area) {
    Plane planes[4];  // blue, green, red, alpha
    for (unsigned i = 0; i < 4; ++i) {
        const auto channel = [&](int corner) {
            const std::uint32_t all =
                canvas_colour(p.v[corner].colour) | (alpha_of(p.v[corner].colour) << 24U);
            return static_cast<Wide>((all >> (8U * i)) & 0xffU) << 16U;
        };
        planes[i] = Plane(p.v, channel(0), channel(1), channel(2));
    }
    Plane plane_u;
    Plane plane_v;
    if (p.texture != nullptr) {
        const auto u = [&](int i) { return texels(p.v[i].u, p.texture->width); };
        const auto v = [&](int i) { return texels(p.v[i].v, p.texture->height); };
        plane_u = Plane(p.v, u(0), u(1), u(2));
        plane_v = Plane(p.v, v(0), v(1), v(2));
    }
    scan_triangle(p.v, area, [&](int y, int x0, int x1) {
        std::uint32_t* out = row_of(canvas, y);
        for (int x = x0; x < x1; ++x) {
            const std::uint32_t tint = to_byte(planes[0].at(x, y)) |
                                       (to_byte(planes[1].at(x, y)) << 8U) |
                                       (to_byte(planes[2].at(x, y)) << 16U);
            const Sample s = p.texture == nullptr
                                 ? Sample{0x00ffffffU, 255U}
                                 : sample(*p.texture, plane_u.at(x, y), plane_v.at(x, y));
            put(out[x], s, tint, to_byte(planes[3].at(x, y)));
        }
    });
}

}  // namespace

void fill_any_triangle(const Primitive& p, const Canvas& canvas, const IntRect& area) {
    if (p.kind == Primitive::Kind::flat_triangle)
        fill_flat_triangle(p, canvas, area);
    else if (p.kind == Primitive::Kind::fade_triangle)
        fill_fade_triangle(p, canvas, area);
    else
        fill_triangle(p, canvas, area);
}

}  // namespace tallystick::ui
