// SPDX-License-Identifier: GPL-3.0-or-later
#include "raster_fill.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace tallystick::ui {

namespace {

using Wide = std::int64_t;

// Rounded x / 255 of two 16-bit fields at once, each at most 255 * 255.
std::uint32_t div255_pair(std::uint32_t x) {
    x += 0x00800080U;
    return ((x + ((x >> 8U) & 0x00ff00ffU)) >> 8U) & 0x00ff00ffU;
}

std::uint32_t div255(std::uint32_t x) {
    x += 0x80U;
    return (x + (x >> 8U)) >> 8U;
}

std::uint32_t alpha_of(ImU32 colour) {
    return colour >> IM_COL32_A_SHIFT;
}

// ImGui's colours have red lowest, the canvas blue.
std::uint32_t canvas_colour(ImU32 colour) {
    return ((colour & 0xffU) << 16U) | (colour & 0xff00U) | ((colour >> 16U) & 0xffU);
}

std::uint32_t blend(std::uint32_t under, std::uint32_t over, std::uint32_t alpha) {
    const std::uint32_t rest = 255U - alpha;
    const std::uint32_t rb =
        div255_pair((over & 0x00ff00ffU) * alpha + (under & 0x00ff00ffU) * rest);
    const std::uint32_t g = div255(((over >> 8U) & 0xffU) * alpha + ((under >> 8U) & 0xffU) * rest);
    return rb | (g << 8U);
}

// `over` already multiplied by its alpha.
std::uint32_t blend_premultiplied(std::uint32_t under, std::uint32_t over, std::uint32_t alpha) {
    const std::uint32_t rest = 255U - alpha;
    const std::uint32_t rb = div255_pair((under & 0x00ff00ffU) * rest);
    const std::uint32_t g = div255(((under >> 8U) & 0xffU) * rest);
    return over + (rb | (g << 8U));
}

std::uint32_t* row_of(const Canvas& canvas, int y) {
    return canvas.pixels + static_cast<std::ptrdiff_t>(y) * canvas.stride;
}

void fill_span(std::uint32_t* from, std::uint32_t* to, std::uint32_t colour, std::uint32_t alpha) {
    if (alpha == 255U) {
        std::fill(from, to, colour);
        return;
    }
    const std::uint32_t rest = 255U - alpha;
    const std::uint32_t over_rb = (colour & 0x00ff00ffU) * alpha;
    const std::uint32_t over_g = ((colour >> 8U) & 0xffU) * alpha;
    for (; from < to; ++from) {
        const std::uint32_t rb = div255_pair((*from & 0x00ff00ffU) * rest + over_rb);
        const std::uint32_t g = div255(((*from >> 8U) & 0xffU) * rest + over_g);
        *from = rb | (g << 8U);
    }
}

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

struct Sample {
    std::uint32_t colour;  // canvas order, multiplied by alpha
    std::uint32_t alpha;
};

// A texel of an alpha texture is white of that coverage.
Sample texel(const Texture& texture, int x, int y) {
    const std::size_t at = static_cast<std::size_t>(y) * static_cast<std::size_t>(texture.width) +
                           static_cast<std::size_t>(x);
    if (texture.format == Texture::Format::alpha8) {
        const std::uint32_t a = texture.pixels[at];
        return {a * 0x010101U, a};
    }
    const std::uint8_t* p = &texture.pixels[at * 4];
    return {
        (static_cast<std::uint32_t>(p[0]) << 16U) | (static_cast<std::uint32_t>(p[1]) << 8U) | p[2],
        p[3]};
}

std::uint32_t mix_pair(std::uint32_t a, std::uint32_t b, std::uint32_t part) {  // part of b / 256
    return ((a * (256U - part) + b * part) >> 8U) & 0x00ff00ffU;
}

Sample mix(Sample a, Sample b, std::uint32_t part) {
    const std::uint32_t rb = mix_pair(a.colour & 0x00ff00ffU, b.colour & 0x00ff00ffU, part);
    const std::uint32_t ga = mix_pair(((a.colour >> 8U) & 0xffU) | (a.alpha << 16U),
                                      ((b.colour >> 8U) & 0xffU) | (b.alpha << 16U), part);
    return {rb | ((ga & 0xffU) << 8U), ga >> 16U};
}

// Bilinear; u and v in texels, 16.16; beyond the border the border's texel.
Sample sample(const Texture& texture, Wide u, Wide v) {
    u -= 0x8000;
    v -= 0x8000;
    const auto part_u = static_cast<std::uint32_t>((u >> 8U) & 0xff);
    const auto part_v = static_cast<std::uint32_t>((v >> 8U) & 0xff);
    const auto clamp_to = [](Wide at, int size) {
        return static_cast<int>(std::clamp<Wide>(at, 0, size - 1));
    };
    const int x0 = clamp_to(u >> 16U, texture.width);
    const int x1 = clamp_to((u >> 16U) + 1, texture.width);
    const int y0 = clamp_to(v >> 16U, texture.height);
    const int y1 = clamp_to((v >> 16U) + 1, texture.height);
    return mix(mix(texel(texture, x0, y0), texel(texture, x1, y0), part_u),
               mix(texel(texture, x0, y1), texel(texture, x1, y1), part_u), part_v);
}

// Multiplies the sample by the vertex colour and lays it over.
void put(std::uint32_t& pixel, Sample s, std::uint32_t tint, std::uint32_t tint_alpha) {
    if (s.alpha == 0U || tint_alpha == 0U) return;
    const std::uint32_t alpha = div255(s.alpha * tint_alpha);
    const auto channel = [&](unsigned shift) {
        const std::uint32_t c = div255(((s.colour >> shift) & 0xffU) * ((tint >> shift) & 0xffU));
        return div255(c * tint_alpha) << shift;
    };
    // Rounding is monotone and no channel of `s` exceeds its alpha, so no sum exceeds 255.
    pixel = blend_premultiplied(pixel, channel(16) | channel(8) | channel(0), alpha);
}

// Texels, 16.16, from ImGui's 0..1.
Wide texels(float at, int size) {
    const double t = static_cast<double>(at) * size * 65536.0;
    // As far as the largest texture goes; products with three coordinates stay within 64 bits.
    constexpr double bound = 8192.0 * 65536.0;
    if (!(t > -bound)) return static_cast<Wide>(-bound);
    if (!(t < bound)) return static_cast<Wide>(bound);
    return static_cast<Wide>(t < 0 ? t - 0.5 : t + 0.5);
}

void blit_alpha(const Primitive& p, const Canvas& canvas, const IntRect& area, int texel_x,
                int texel_y) {
    const std::uint32_t tint = canvas_colour(p.v[0].colour);
    const std::uint32_t tint_alpha = alpha_of(p.v[0].colour);
    const auto width = static_cast<std::size_t>(p.texture->width);
    const int count = area.width();
    for (int y = area.y0; y < area.y1; ++y) {
        const std::uint8_t* cover = p.texture->pixels.data() +
                                    static_cast<std::size_t>(y + texel_y) * width +
                                    static_cast<std::size_t>(area.x0 + texel_x);
        std::uint32_t* out = row_of(canvas, y) + area.x0;
        for (int x = 0; x < count;) {
            std::uint64_t eight = 0;
            if (x + 8 <= count) {
                std::memcpy(&eight, cover + x, 8);
                if (eight == 0) {  // most of a line of text is paper
                    x += 8;
                    continue;
                }
            }
            const int stop = std::min(x + 8, count);
            for (; x < stop; ++x) {
                const std::uint32_t alpha =
                    tint_alpha == 255U ? cover[x] : div255(cover[x] * tint_alpha);
                if (alpha != 0U) out[x] = alpha == 255U ? tint : blend(out[x], tint, alpha);
            }
        }
    }
}

void blit_rgba(const Primitive& p, const Canvas& canvas, const IntRect& area, int texel_x,
               int texel_y) {
    const ImU32 tint = p.v[0].colour;
    for (int y = area.y0; y < area.y1; ++y) {
        std::uint32_t* out = row_of(canvas, y);
        for (int x = area.x0; x < area.x1; ++x) {
            const Sample s = texel(*p.texture, x + texel_x, y + texel_y);
            if (tint != IM_COL32_WHITE)
                put(out[x], s, canvas_colour(tint), alpha_of(tint));
            else if (s.alpha == 255U)
                out[x] = s.colour;
            else if (s.alpha != 0U)
                out[x] = blend_premultiplied(out[x], s.colour, s.alpha);
        }
    }
}

void fill_blit(const Primitive& p, const Canvas& canvas, const IntRect& area) {
    const int texel_x =
        static_cast<int>(texels(p.v[0].u, p.texture->width) >> 16U) - p.v[0].x / sub_pixels;
    const int texel_y =
        static_cast<int>(texels(p.v[0].v, p.texture->height) >> 16U) - p.v[0].y / sub_pixels;
    if (p.texture->format == Texture::Format::alpha8)
        blit_alpha(p, canvas, area, texel_x, texel_y);
    else
        blit_rgba(p, canvas, area, texel_x, texel_y);
}

void fill_stretch(const Primitive& p, const Canvas& canvas, const IntRect& area) {
    const Texture& texture = *p.texture;
    const Wide u0 = texels(p.v[0].u, texture.width);
    const Wide v0 = texels(p.v[0].v, texture.height);
    const Wide du = texels(p.v[1].u, texture.width) - u0;
    const Wide dv = texels(p.v[1].v, texture.height) - v0;
    const Wide dx = p.v[1].x - p.v[0].x;  // > 0, or bounds were empty
    const Wide dy = p.v[1].y - p.v[0].y;
    const std::uint32_t tint = canvas_colour(p.v[0].colour);
    const std::uint32_t tint_alpha = alpha_of(p.v[0].colour);
    const Wide step = du * sub_pixels / dx;
    if (texture.format == Texture::Format::alpha8 && du == 0) {  // a shadow's upper or lower side
        for (int y = area.y0; y < area.y1; ++y) {
            const Wide from_y = static_cast<Wide>(y) * sub_pixels + sub_pixels / 2 - p.v[0].y;
            const std::uint32_t cover = sample(texture, u0, v0 + dv * from_y / dy).alpha;
            std::uint32_t* out = row_of(canvas, y);
            fill_span(out + area.x0, out + area.x1, tint, div255(cover * tint_alpha));
        }
        return;
    }
    if (texture.format == Texture::Format::alpha8 && dv == 0) {  // its left or right one
        for (int x = area.x0; x < area.x1; ++x) {
            const Wide from_x = static_cast<Wide>(x) * sub_pixels + sub_pixels / 2 - p.v[0].x;
            const Wide u = u0 + ((step * from_x) >> 8U);
            const std::uint32_t alpha = div255(sample(texture, u, v0).alpha * tint_alpha);
            for (int y = area.y0; y < area.y1; ++y) {
                std::uint32_t& pixel = row_of(canvas, y)[x];
                pixel = blend(pixel, tint, alpha);
            }
        }
        return;
    }
    for (int y = area.y0; y < area.y1; ++y) {
        const Wide from_y = static_cast<Wide>(y) * sub_pixels + sub_pixels / 2 - p.v[0].y;
        const Wide v = v0 + dv * from_y / dy;
        const Wide from_x = static_cast<Wide>(area.x0) * sub_pixels + sub_pixels / 2 - p.v[0].x;
        Wide u = u0 + ((step * from_x) >> 8U);
        std::uint32_t* out = row_of(canvas, y);
        for (int x = area.x0; x < area.x1; ++x, u += step)
            put(out[x], sample(texture, u, v), tint, tint_alpha);
    }
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

void fill_rect(const Canvas& canvas, const IntRect& rect, ImU32 colour) {
    const std::uint32_t alpha = alpha_of(colour);
    const std::uint32_t over = canvas_colour(colour);
    for (int y = rect.y0; y < rect.y1; ++y)
        fill_span(row_of(canvas, y) + rect.x0, row_of(canvas, y) + rect.x1, over, alpha);
}

void fill_primitive(const Primitive& p, const Canvas& canvas, const IntRect& clip) {
    const IntRect area{std::max(p.bounds.x0, clip.x0), std::max(p.bounds.y0, clip.y0),
                       std::min(p.bounds.x1, clip.x1), std::min(p.bounds.y1, clip.y1)};
    if (area.empty()) return;
    switch (p.kind) {
        case Primitive::Kind::fill:
            fill_rect(canvas, area, p.v[0].colour);
            break;
        case Primitive::Kind::blit:
            fill_blit(p, canvas, area);
            break;
        case Primitive::Kind::stretch:
            fill_stretch(p, canvas, area);
            break;
        case Primitive::Kind::flat_triangle: {
            const std::uint32_t colour = canvas_colour(p.v[0].colour);
            const std::uint32_t alpha = alpha_of(p.v[0].colour);
            scan_triangle(p.v, area, [&](int y, int x0, int x1) {
                fill_span(row_of(canvas, y) + x0, row_of(canvas, y) + x1, colour, alpha);
            });
            break;
        }
        case Primitive::Kind::fade_triangle:
            fill_fade_triangle(p, canvas, area);
            break;
        case Primitive::Kind::triangle:
            fill_triangle(p, canvas, area);
            break;
    }
}

}  // namespace tallystick::ui
