// SPDX-License-Identifier: GPL-3.0-or-later
// Scanline rasteriser of ImGui's draw lists into a 32-bit picture, without a GPU or a video driver.
// Geometry is snapped to 1/256 px and then all is integer arithmetic that depends on the pixel's
// place alone, so pixels are the same with any compiler, any number of threads, and whether a
// region is redrawn alone or with the whole frame. Anti-aliasing is ImGui's own fringes.
// A frame is compared with the one before by tiles; only tiles whose commands differ are redrawn.
// draw() is called by one thread; a helper thread of the rasteriser takes half of the tiles.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <memory>
#include <vector>

#include "ui/pixels.h"

namespace tallystick::ui {

class Raster {
public:
    // `threads`: how many draw together, the caller's included (1 or more).
    explicit Raster(const Textures& textures, int threads = 2);
    ~Raster();
    Raster(const Raster&) = delete;
    Raster& operator=(const Raster&) = delete;

    // Draws the frame over `background` (IM_COL32, opaque) into `canvas`, which must still hold
    // the picture of the last draw() unless forget() was called, its place or size changed, or
    // the background did. Returns the rectangles that changed, none overlapping, for presenting.
    // What stands outside the canvas is cut off. User callbacks in the lists are ignored.
    const std::vector<IntRect>& draw(const ImDrawData& data, const Canvas& canvas,
                                     ImU32 background);

    // The canvas no longer holds the last picture (window uncovered, resized): redraw everything.
    void forget();

private:
    struct Work;
    std::unique_ptr<Work> m_work;
};

}  // namespace tallystick::ui
