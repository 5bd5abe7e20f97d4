// SPDX-License-Identifier: GPL-3.0-or-later
#include "raster_fill.h"

#include <cstring>

#include "raster_pixel.h"

namespace tallystick::ui {

namespace {

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
        case Primitive::Kind::flat_triangle:
        case Primitive::Kind::fade_triangle:
        case Primitive::Kind::triangle:
            fill_any_triangle(p, canvas, area);
            break;
    }
}

}  // namespace tallystick::ui
