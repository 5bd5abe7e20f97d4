// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pixels.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include "stb.h"

namespace tallystick::ui {

namespace {

std::uintptr_t number_of(ImTextureID id) {
    return reinterpret_cast<std::uintptr_t>(id);
}

void require_size(int width, int height, std::size_t channels, std::size_t bytes) {
    if (width > 0 && height > 0 &&
        bytes == static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * channels)
        return;
    std::fprintf(stderr, "tallystick: internal error: a texture of %d x %d has %zu bytes\n", width,
                 height, bytes);
    std::abort();
}

double linear(unsigned channel) {
    const double c = channel / 255.0;
    return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

double luminance(ImU32 colour) {
    return 0.2126 * linear((colour >> IM_COL32_R_SHIFT) & 0xffU) +
           0.7152 * linear((colour >> IM_COL32_G_SHIFT) & 0xffU) +
           0.0722 * linear((colour >> IM_COL32_B_SHIFT) & 0xffU);
}

}  // namespace

ImTextureID Textures::add(Texture texture) {
    const std::uintptr_t number = m_next++;
    m_bytes += texture.pixels.size();
    m_textures.emplace(number, std::move(texture));
    return reinterpret_cast<ImTextureID>(number);  // NOLINT(performance-no-int-to-ptr)
}

ImTextureID Textures::add_alpha(int width, int height, std::vector<std::uint8_t> pixels) {
    require_size(width, height, 1, pixels.size());
    return add({Texture::Format::alpha8, width, height, false, std::move(pixels)});
}

ImTextureID Textures::add_rgba(int width, int height, std::vector<std::uint8_t> pixels) {
    require_size(width, height, 4, pixels.size());
    bool opaque = true;
    for (std::size_t i = 0; i < pixels.size(); i += 4) {
        const unsigned alpha = pixels[i + 3];
        if (alpha == 255) continue;
        opaque = false;
        for (std::size_t c = i; c < i + 3; ++c)
            pixels[c] = static_cast<std::uint8_t>((pixels[c] * alpha + 127) / 255);
    }
    return add({Texture::Format::rgba8, width, height, opaque, std::move(pixels)});
}

void Textures::remove(ImTextureID id) {
    const auto found = m_textures.find(number_of(id));
    if (found == m_textures.end()) return;
    m_bytes -= found->second.pixels.size();
    m_textures.erase(found);
}

const Texture* Textures::find(ImTextureID id) const {
    const auto found = m_textures.find(number_of(id));
    return found == m_textures.end() ? nullptr : &found->second;
}

double contrast_ratio(ImU32 one, ImU32 other) {
    const double a = luminance(one);
    const double b = luminance(other);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

bool write_png(const char* path, const Canvas& canvas) {
    std::vector<std::uint8_t> rgb;
    rgb.reserve(static_cast<std::size_t>(canvas.width) * static_cast<std::size_t>(canvas.height) *
                3);
    for (int y = 0; y < canvas.height; ++y) {
        const std::uint32_t* row = canvas.pixels + static_cast<std::ptrdiff_t>(y) * canvas.stride;
        for (int x = 0; x < canvas.width; ++x) {
            rgb.push_back(static_cast<std::uint8_t>(row[x] >> 16U));
            rgb.push_back(static_cast<std::uint8_t>(row[x] >> 8U));
            rgb.push_back(static_cast<std::uint8_t>(row[x]));
        }
    }
    if (stb::write_png(path, canvas.width, canvas.height, rgb.data())) return true;
    std::remove(path);
    return false;
}

}  // namespace tallystick::ui
