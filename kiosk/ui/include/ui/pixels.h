// SPDX-License-Identifier: GPL-3.0-or-later
// What every drawing part shares: a rectangle of whole pixels, a view of a 32-bit picture in
// memory, and the registry that turns ImGui's opaque ImTextureID into pixels. A handle is never
// used again after its texture was removed, so a stale one draws nothing and two frames with the
// same draw commands show the same pixels. Not thread-safe: one thread owns the screen (the
// rasteriser's helper thread only reads, between begin and end of draw()).
#pragma once

#include <imgui.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

namespace tallystick::ui {

// Half open: x0 <= x < x1.
struct IntRect {
    int x0 = 0;
    int y0 = 0;
    int x1 = 0;
    int y1 = 0;

    [[nodiscard]] int width() const { return x1 - x0; }
    [[nodiscard]] int height() const { return y1 - y0; }
    [[nodiscard]] bool empty() const { return x0 >= x1 || y0 >= y1; }
    friend bool operator==(const IntRect&, const IntRect&) = default;
};

// 0xXXRRGGBB pixels, rows `stride` pixels apart; does not own them.
struct Canvas {
    std::uint32_t* pixels = nullptr;
    int width = 0;
    int height = 0;
    int stride = 0;
};

struct Texture {
    enum class Format {
        alpha8,  // coverage, tinted by the vertex colour: text, icons, shadows, QR codes
        rgba8,   // pictures, R first; held multiplied by alpha
    };
    Format format = Format::alpha8;
    int width = 0;
    int height = 0;
    bool opaque = false;  // rgba8 with alpha 255 everywhere
    std::vector<std::uint8_t> pixels;
};

class Textures {
public:
    // `pixels` must hold width*height (alpha8) or width*height*4 (rgba8) bytes; aborts otherwise.
    [[nodiscard]] ImTextureID add_alpha(int width, int height, std::vector<std::uint8_t> pixels);
    // Straight alpha in, as PNG has it.
    [[nodiscard]] ImTextureID add_rgba(int width, int height, std::vector<std::uint8_t> pixels);
    void remove(ImTextureID id);

    // nullptr for a removed handle and for the null handle, which means "plain vertex colour".
    [[nodiscard]] const Texture* find(ImTextureID id) const;
    [[nodiscard]] std::size_t bytes() const { return m_bytes; }
    [[nodiscard]] std::size_t count() const { return m_textures.size(); }

private:
    ImTextureID add(Texture texture);

    std::unordered_map<std::uintptr_t, Texture> m_textures;
    std::uintptr_t m_next = 1;
    std::size_t m_bytes = 0;
};

// WCAG 2.2 contrast ratio, 1 to 21, of two opaque colours (IM_COL32; alpha is ignored).
[[nodiscard]] double contrast_ratio(ImU32 one, ImU32 other);

// Writes a PNG (24-bit). False if the file could not be written; then no file is left.
[[nodiscard]] bool write_png(const char* path, const Canvas& canvas);

}  // namespace tallystick::ui
