// SPDX-License-Identifier: GPL-3.0-or-later
// The rasteriser's arithmetic on one pixel: blending with exact rounding, and what a texture has at
// a place. Integers only. Reentrant.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "raster_fill.h"

namespace tallystick::ui {

using Wide = std::int64_t;

// Rounded x / 255 of two 16-bit fields at once, each at most 255 * 255.
inline std::uint32_t div255_pair(std::uint32_t x) {
    x += 0x00800080U;
    return ((x + ((x >> 8U) & 0x00ff00ffU)) >> 8U) & 0x00ff00ffU;
}

inline std::uint32_t div255(std::uint32_t x) {
    x += 0x80U;
    return (x + (x >> 8U)) >> 8U;
}

inline std::uint32_t alpha_of(ImU32 colour) {
    return colour >> IM_COL32_A_SHIFT;
}

// ImGui's colours have red lowest, the canvas blue.
inline std::uint32_t canvas_colour(ImU32 colour) {
    return ((colour & 0xffU) << 16U) | (colour & 0xff00U) | ((colour >> 16U) & 0xffU);
}

inline std::uint32_t blend(std::uint32_t under, std::uint32_t over, std::uint32_t alpha) {
    const std::uint32_t rest = 255U - alpha;
    const std::uint32_t rb =
        div255_pair((over & 0x00ff00ffU) * alpha + (under & 0x00ff00ffU) * rest);
    const std::uint32_t g = div255(((over >> 8U) & 0xffU) * alpha + ((under >> 8U) & 0xffU) * rest);
    return rb | (g << 8U);
}

// `over` already multiplied by its alpha.
inline std::uint32_t blend_premultiplied(std::uint32_t under, std::uint32_t over,
                                         std::uint32_t alpha) {
    const std::uint32_t rest = 255U - alpha;
    const std::uint32_t rb = div255_pair((under & 0x00ff00ffU) * rest);
    const std::uint32_t g = div255(((under >> 8U) & 0xffU) * rest);
    return over + (rb | (g << 8U));
}

inline std::uint32_t* row_of(const Canvas& canvas, int y) {
    return canvas.pixels + static_cast<std::ptrdiff_t>(y) * canvas.stride;
}

inline void fill_span(std::uint32_t* from, std::uint32_t* to, std::uint32_t colour,
                      std::uint32_t alpha) {
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

struct Sample {
    std::uint32_t colour;  // canvas order, multiplied by alpha
    std::uint32_t alpha;
};

// A texel of an alpha texture is white of that coverage.
inline Sample texel(const Texture& texture, int x, int y) {
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

inline std::uint32_t mix_pair(std::uint32_t a, std::uint32_t b,
                              std::uint32_t part) {  // part of b / 256
    return ((a * (256U - part) + b * part) >> 8U) & 0x00ff00ffU;
}

inline Sample mix(Sample a, Sample b, std::uint32_t part) {
    const std::uint32_t rb = mix_pair(a.colour & 0x00ff00ffU, b.colour & 0x00ff00ffU, part);
    const std::uint32_t ga = mix_pair(((a.colour >> 8U) & 0xffU) | (a.alpha << 16U),
                                      ((b.colour >> 8U) & 0xffU) | (b.alpha << 16U), part);
    return {rb | ((ga & 0xffU) << 8U), ga >> 16U};
}

// Bilinear; u and v in texels, 16.16; beyond the border the border's texel.
inline Sample sample(const Texture& texture, Wide u, Wide v) {
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
inline void put(std::uint32_t& pixel, Sample s, std::uint32_t tint, std::uint32_t tint_alpha) {
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
inline Wide texels(float at, int size) {
    const double t = static_cast<double>(at) * size * 65536.0;
    // As far as the largest texture goes; products with three coordinates stay within 64 bits.
    constexpr double bound = 8192.0 * 65536.0;
    if (!(t > -bound)) return static_cast<Wide>(-bound);
    if (!(t < bound)) return static_cast<Wide>(bound);
    return static_cast<Wide>(t < 0 ? t - 0.5 : t + 0.5);
}

}  // namespace tallystick::ui
