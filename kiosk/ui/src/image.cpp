// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/image.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <tuple>
#include <utility>

#include "image_scale.h"

namespace tallystick::ui {

void round_corners(DecodedImage& image, int radius) {
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

DecodedImage draw_fallback(int width, int height, ImU32 accent) {
    DecodedImage image{width, height, {}};
    image.rgba.reserve(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4);
    const Rgb sky = paler(accent, 30);
    const Rgb sun = paler(accent, 70);
    const Rgb far_hill = paler(accent, 80);
    const Rgb near_hill = paler(accent, 125);
    const double w = width;
    const double h = height;
    for (int row = 0; row < height; ++row) {
        for (int column = 0; column < width; ++column) {
            const double x = (column + 0.5) / w;
            const double y = (row + 0.5) / h;
            const double far_top = 0.62 + 0.9 * (x - 0.68) * (x - 0.68);
            const double near_top = 0.70 + 0.7 * (x - 0.22) * (x - 0.22);
            const double dx = (x - 0.74) * w;
            const double dy = (y - 0.30) * h;
            const double sun_radius = 0.11 * std::min(w, h);
            Rgb colour = sky;
            if (dx * dx + dy * dy < sun_radius * sun_radius) colour = sun;
            if (y > far_top) colour = far_hill;
            if (y > near_top) colour = near_hill;
            image.rgba.insert(image.rgba.end(), {colour.c[0], colour.c[1], colour.c[2], 255});
        }
    }
    return image;
}

namespace {

using Key = std::tuple<std::string, int, int, int, int, ImU32>;

Key key_of(const std::string& path, const PictureStyle& style) {
    return {
        path,        style.width, style.height, static_cast<int>(style.fit), style.corner_radius,
        style.accent};
}

struct Entry {
    Picture picture;
    std::uint64_t used = 0;
    std::size_t bytes = 0;
};

std::optional<DecodedImage> read_image(const std::string& path, const ImageLimits& limits,
                                       std::string& problem) {
    std::ifstream file(path, std::ios::binary);
    std::vector<std::uint8_t> bytes;
    char part[65536];
    while (file && bytes.size() <= limits.max_file_bytes) {
        file.read(part, sizeof part);
        bytes.insert(bytes.end(), part, part + file.gcount());
    }
    if (bytes.empty()) {
        problem = "cannot be read";
        return std::nullopt;
    }
    return decode_image(bytes, limits, problem);
}

DecodedImage fitted(const DecodedImage& image, const PictureStyle& style) {
    const auto scaled = [](int value, int by, int of) {
        return std::max(1, static_cast<int>((static_cast<std::int64_t>(value) * by + of / 2) / of));
    };
    const bool wider = static_cast<std::int64_t>(image.width) * style.height >
                       static_cast<std::int64_t>(image.height) * style.width;
    if (style.fit == Fit::contain) {
        const int width = wider ? style.width : scaled(image.width, style.height, image.height);
        const int height = wider ? scaled(image.height, style.width, image.width) : style.height;
        return scale_part(image, {0, 0, image.width, image.height}, width, height);
    }
    const int width = wider ? std::min(image.width, scaled(image.height, style.width, style.height))
                            : image.width;
    const int height = wider
                           ? image.height
                           : std::min(image.height, scaled(image.width, style.height, style.width));
    const int x = (image.width - width) / 2;
    const int y = (image.height - height) / 2;
    return scale_part(image, {x, y, x + width, y + height}, style.width, style.height);
}

}  // namespace

struct Pictures::State {
    Textures& textures;
    std::size_t cache_bytes;
    ImageLimits limits;
    std::map<Key, Entry> cache;
    std::map<std::string, std::string> problems;
    std::size_t bytes = 0;
    std::uint64_t frame = 1;
};

Pictures::Pictures(Textures& textures, std::size_t cache_bytes, const ImageLimits& limits)
    : m_state(new State{textures, cache_bytes, limits, {}, {}}) {}

Pictures::~Pictures() {
    for (const auto& [key, entry] : m_state->cache) m_state->textures.remove(entry.picture.texture);
}

Picture Pictures::get(const std::string& path, const PictureStyle& style) {
    if (style.width <= 0 || style.height <= 0) return {};
    State& state = *m_state;
    Entry& entry = state.cache[key_of(path, style)];
    entry.used = state.frame;
    if (entry.bytes != 0) return entry.picture;
    std::string problem;
    std::optional<DecodedImage> image;
    // A file that was refused once is not read again at each size.
    if (state.problems.count(path) == 0) image = read_image(path, state.limits, problem);
    if (!image && !problem.empty()) state.problems[path] = problem;
    entry.picture.fallback = !image;
    DecodedImage drawn =
        image ? fitted(*image, style) : draw_fallback(style.width, style.height, style.accent);
    round_corners(drawn, style.corner_radius);
    entry.picture.width = drawn.width;
    entry.picture.height = drawn.height;
    entry.bytes = drawn.rgba.size();
    entry.picture.texture =
        state.textures.add_rgba(drawn.width, drawn.height, std::move(drawn.rgba));
    state.bytes += entry.bytes;
    return entry.picture;
}

Picture Pictures::draw(ImDrawList& list, float x, float y, const std::string& path,
                       const PictureStyle& style) {
    const Picture picture = get(path, style);
    if (picture.texture == nullptr) return picture;
    const ImVec2 min(std::floor(x + 0.5F), std::floor(y + 0.5F));
    list.AddImage(picture.texture, min,
                  ImVec2(min.x + static_cast<float>(picture.width),
                         min.y + static_cast<float>(picture.height)));
    return picture;
}

std::string Pictures::problem_of(const std::string& path) const {
    const auto found = m_state->problems.find(path);
    return found == m_state->problems.end() ? std::string() : found->second;
}

void Pictures::end_frame() {
    State& state = *m_state;
    const std::uint64_t now = state.frame++;
    while (state.bytes > state.cache_bytes) {
        const auto oldest = std::min_element(
            state.cache.begin(), state.cache.end(),
            [](const auto& a, const auto& b) { return a.second.used < b.second.used; });
        if (oldest == state.cache.end() || oldest->second.used == now) return;
        state.bytes -= oldest->second.bytes;
        state.textures.remove(oldest->second.picture.texture);
        state.cache.erase(oldest);
    }
}

std::size_t Pictures::cached_bytes() const {
    return m_state->bytes;
}

}  // namespace tallystick::ui
