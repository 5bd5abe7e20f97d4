// SPDX-License-Identifier: GPL-3.0-or-later
// A canvas with its own pixels, and one frame drawn on it, for tests of what is to be seen.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "ui/gui.h"

namespace tallystick::ui {

struct Picture32 {
    Picture32(int width, int height)
        : pixels(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), 0xdeadbeefU),
          canvas{pixels.data(), width, height, width} {}

    [[nodiscard]] std::uint32_t at(int x, int y) const {
        return pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(canvas.width) +
                      static_cast<std::size_t>(x)];
    }
    // 'X' for each pixel of that colour, '.' for white, '#' for others; rows end with '/'.
    [[nodiscard]] std::string map(std::uint32_t colour) const {
        std::string result;
        for (int y = 0; y < canvas.height; ++y) {
            for (int x = 0; x < canvas.width; ++x)
                result += at(x, y) == colour ? 'X' : at(x, y) == 0xffffffU ? '.' : '#';
            result += '/';
        }
        return result;
    }
    [[nodiscard]] std::uint64_t checksum() const {  // FNV-1a
        std::uint64_t hash = 0xcbf29ce484222325U;
        for (const std::uint32_t pixel : pixels) hash = (hash ^ pixel) * 0x100000001b3U;
        return hash;
    }

    std::vector<std::uint32_t> pixels;
    Canvas canvas;
};

using Painter = std::function<void(ImDrawList&)>;

inline std::vector<IntRect> paint(Gui& gui, Raster& raster, Picture32& picture,
                                  const Painter& painter, ImU32 background = IM_COL32_WHITE) {
    painter(gui.begin_frame(picture.canvas.width, picture.canvas.height, 0));
    return raster.draw(gui.end_frame(), picture.canvas, background);
}

}  // namespace tallystick::ui
