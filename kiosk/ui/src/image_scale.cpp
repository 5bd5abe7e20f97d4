// SPDX-License-Identifier: GPL-3.0-or-later
#include "image_scale.h"

#include <algorithm>
#include <cstddef>
#include <fstream>
#include <utility>

#include "stb.h"

namespace tallystick::ui {

namespace {

// A TIFF block in either byte order; anything outside of it reads as 0.
class Tiff {
public:
    explicit Tiff(std::span<const std::uint8_t> bytes)
        : m_bytes(bytes), m_big(!bytes.empty() && bytes[0] == 'M') {}
    [[nodiscard]] unsigned word(std::size_t at) const {
        return m_big ? byte(at) << 8U | byte(at + 1) : byte(at + 1) << 8U | byte(at);
    }
    [[nodiscard]] std::size_t offset(std::size_t at) const {
        return m_big ? std::size_t{word(at)} << 16U | word(at + 2)
                     : std::size_t{word(at + 2)} << 16U | word(at);
    }

private:
    [[nodiscard]] unsigned byte(std::size_t at) const {
        return at < m_bytes.size() ? m_bytes[at] : 0U;
    }
    std::span<const std::uint8_t> m_bytes;
    bool m_big;
};

int orientation_in(std::span<const std::uint8_t> exif) {
    const Tiff tiff(exif);
    const std::size_t directory = tiff.offset(4);
    const unsigned count = tiff.word(directory);
    for (unsigned i = 0; i < count && i < 200; ++i) {
        const std::size_t entry = directory + 2 + std::size_t{i} * 12;
        if (tiff.word(entry) != 0x0112) continue;
        const unsigned value = tiff.word(entry + 8);
        return value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
    }
    return 1;
}

}  // namespace

int exif_orientation(std::span<const std::uint8_t> file) {
    if (file.size() < 4 || file[0] != 0xff || file[1] != 0xd8) return 1;
    std::size_t at = 2;
    while (at + 10 < file.size() && file[at] == 0xff) {
        const std::size_t length = std::size_t{file[at + 2]} << 8U | file[at + 3];
        const unsigned marker = file[at + 1];
        if (marker == 0xda || length < 2) return 1;
        const auto* name = reinterpret_cast<const char*>(&file[at + 4]);
        if (marker == 0xe1 && length > 10 && std::equal(name, name + 6, "Exif\0"))
            return orientation_in(
                file.subspan(at + 10, std::min(length - 8, file.size() - at - 10)));
        at += 2 + length;
    }
    return 1;
}

ScaledImage scale_part(const DecodedImage& image, const IntRect& part, int width, int height) {
    const auto count = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
    const auto channels = static_cast<std::size_t>(image.channels);
    std::vector<std::uint8_t> scaled(count * channels);
    const std::size_t first =
        (static_cast<std::size_t>(part.y0) * static_cast<std::size_t>(image.width) +
         static_cast<std::size_t>(part.x0)) *
        channels;
    stb::resize(image.pixels.get() + first, {part.width(), part.height(), image.channels},
                image.width * image.channels, scaled.data(), {width, height, image.channels});
    if (image.channels == 4) return {width, height, std::move(scaled)};
    ScaledImage result{width, height, {}};
    result.rgba.reserve(count * 4);
    for (std::size_t i = 0; i < scaled.size(); i += 3)
        result.rgba.insert(result.rgba.end(), {scaled[i], scaled[i + 1], scaled[i + 2], 255});
    return result;
}

ScaledImage turned_upright(ScaledImage image, int orientation) {
    if (orientation <= 1) return image;
    const bool sideways = orientation >= 5;
    ScaledImage result{
        sideways ? image.height : image.width, sideways ? image.width : image.height, {}};
    result.rgba.reserve(image.rgba.size());
    const int last_x = image.width - 1;
    const int last_y = image.height - 1;
    for (int y = 0; y < result.height; ++y) {
        for (int x = 0; x < result.width; ++x) {
            int from_x = sideways ? y : x;
            int from_y = sideways ? x : y;
            if (orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8)
                from_x = last_x - from_x;
            if (orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7)
                from_y = last_y - from_y;
            const auto at = static_cast<std::size_t>(from_y * image.width + from_x) * 4;
            for (std::size_t c = at; c < at + 4; ++c) result.rgba.push_back(image.rgba[c]);
        }
    }
    return result;
}

namespace {

void round_corners(ScaledImage& image, int radius) {
    const int r = std::min({radius, image.width / 2, image.height / 2});
    constexpr int fine = 8;  // samples to a side of a pixel
    for (int y = 0; y < r; ++y) {
        for (int x = 0; x < r; ++x) {
            int inside = 0;
            for (int s = 0; s < fine * fine; ++s) {
                // In 1/16 px, from the rounding's centre.
                const int dx = 16 * (r - x) - 2 * (s % fine) - 1;
                const int dy = 16 * (r - y) - 2 * (s / fine) - 1;
                if (dx * dx + dy * dy <= 256 * r * r) ++inside;
            }
            for (const int px : {x, image.width - 1 - x}) {
                for (const int py : {y, image.height - 1 - y}) {
                    const auto at = static_cast<std::size_t>(py * image.width + px) * 4 + 3;
                    image.rgba[at] =
                        static_cast<std::uint8_t>(image.rgba[at] * inside / (fine * fine));
                }
            }
        }
    }
}

int scaled(int value, int by, int of) {
    return std::max(1, static_cast<int>((static_cast<std::int64_t>(value) * by + of / 2) / of));
}

}  // namespace

ScaledImage fitted(const DecodedImage& image, const PictureStyle& style) {
    const bool sideways = image.orientation >= 5;
    const int box_width = sideways ? style.height : style.width;
    const int box_height = sideways ? style.width : style.height;
    const bool wider = static_cast<std::int64_t>(image.width) * box_height >
                       static_cast<std::int64_t>(image.height) * box_width;
    IntRect part{0, 0, image.width, image.height};
    int width = box_width;
    int height = box_height;
    if (style.fit == Fit::contain) {
        if (wider)
            height = std::min(height, scaled(image.height, box_width, image.width));
        else
            width = std::min(width, scaled(image.width, box_height, image.height));
    } else if (wider) {
        part.x1 = std::min(image.width, scaled(image.height, box_width, box_height));
    } else {
        part.y1 = std::min(image.height, scaled(image.width, box_height, box_width));
    }
    const int left = (image.width - part.x1) / 2;
    const int top = (image.height - part.y1) / 2;
    part = {left, top, left + part.x1, top + part.y1};
    ScaledImage result = turned_upright(scale_part(image, part, width, height), image.orientation);
    round_corners(result, style.corner_radius);
    return result;
}

std::optional<DecodedImage> read_image(const std::string& path, const ImageLimits& limits,
                                       int enough, std::string& problem) {
    std::ifstream file(path, std::ios::binary);
    std::vector<std::uint8_t> bytes;
    std::vector<char> part(65536);
    while (file && bytes.size() <= limits.max_file_bytes) {
        file.read(part.data(), static_cast<std::streamsize>(part.size()));
        bytes.insert(bytes.end(), part.begin(), part.begin() + file.gcount());
    }
    if (bytes.empty()) {
        problem = "cannot be read";
        return std::nullopt;
    }
    return decode_image(bytes, limits, problem, enough);
}

namespace {

struct Rgb {
    std::uint8_t c[3];
};

Rgb paler(ImU32 accent, unsigned part) {  // of the accent in 256, the rest white
    const auto channel = [&](unsigned shift) {
        const unsigned c = (accent >> shift) & 0xffU;
        return static_cast<std::uint8_t>((c * part + 255U * (256U - part)) >> 8U);
    };
    return {{channel(IM_COL32_R_SHIFT), channel(IM_COL32_G_SHIFT), channel(IM_COL32_B_SHIFT)}};
}

}  // namespace

ScaledImage draw_fallback(const PictureStyle& style) {
    // Drawn twice as large and scaled down, for smooth edges.
    const double w = style.width * 2;
    const double h = style.height * 2;
    const Rgb sky = paler(style.accent, 30);
    const Rgb sun = paler(style.accent, 70);
    const Rgb far_hill = paler(style.accent, 80);
    const Rgb near_hill = paler(style.accent, 125);
    DecodedImage large;
    large.width = style.width * 2;
    large.height = style.height * 2;
    large.channels = 3;
    const auto bytes =
        static_cast<std::size_t>(large.width) * static_cast<std::size_t>(large.height) * 3;
    large.pixels.reset(static_cast<std::uint8_t*>(std::malloc(bytes)));
    if (large.pixels == nullptr) std::abort();
    std::uint8_t* out = large.pixels.get();
    for (int row = 0; row < large.height; ++row) {
        for (int column = 0; column < large.width; ++column) {
            const double x = (column + 0.5) / w;
            const double y = (row + 0.5) / h;
            const double dx = (x - 0.74) * w;
            const double dy = (y - 0.30) * h;
            const double sun_radius = 0.11 * std::min(w, h);
            Rgb colour = sky;
            if (dx * dx + dy * dy < sun_radius * sun_radius) colour = sun;
            if (y > 0.62 + 0.9 * (x - 0.68) * (x - 0.68)) colour = far_hill;
            if (y > 0.70 + 0.7 * (x - 0.22) * (x - 0.22)) colour = near_hill;
            for (const std::uint8_t c : colour.c) *out++ = c;
        }
    }
    ScaledImage result =
        scale_part(large, {0, 0, large.width, large.height}, style.width, style.height);
    round_corners(result, style.corner_radius);
    return result;
}

}  // namespace tallystick::ui
