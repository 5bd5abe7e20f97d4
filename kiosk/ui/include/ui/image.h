// SPDX-License-Identifier: GPL-3.0-or-later
// Proposal pictures: PNG or JPEG read with hard limits (a pack may come from anybody), scaled once
// to the size they are drawn in, rounded corners baked in, cached up to a number of bytes. A
// missing or refused file gives a calm drawn picture of the same size, never an empty hole.
// One thread.
#pragma once

#include <imgui.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ui/pixels.h"

namespace tallystick::ui {

struct ImageLimits {
    std::size_t max_file_bytes = 16U << 20U;
    int max_side = 8192;
    std::size_t max_pixels = 40U * 1000U * 1000U;
};

struct DecodedImage {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> rgba;
};

// nullopt, and why in `problem` ("is 9000 pixels wide, at most 8192"), without allocating for a
// picture over the limits.
[[nodiscard]] std::optional<DecodedImage> decode_image(std::span<const std::uint8_t> file,
                                                       const ImageLimits& limits,
                                                       std::string& problem);

enum class Fit {
    cover,    // fills the box, cut at the longer sides
    contain,  // whole picture, as large as the box allows
};

struct PictureStyle {
    int width = 0;  // px, of the box
    int height = 0;
    Fit fit = Fit::cover;
    int corner_radius = 0;                        // px
    ImU32 accent = IM_COL32(100, 116, 139, 255);  // of the drawn fallback
};

struct Picture {
    ImTextureID texture = nullptr;
    int width = 0;  // == style's with Fit::cover; may be less with Fit::contain
    int height = 0;
    bool fallback = false;
};

class Pictures {
public:
    Pictures(Textures& textures, std::size_t cache_bytes = 64U << 20U,
             const ImageLimits& limits = {});
    ~Pictures();
    Pictures(const Pictures&) = delete;
    Pictures& operator=(const Pictures&) = delete;

    // Decodes and scales at the first call for (path, style); the picture lives at least until
    // end_frame(). Why a file was refused: problem_of(path).
    [[nodiscard]] Picture get(const std::string& path, const PictureStyle& style);
    // The same, drawn with its top left corner at (x, y), snapped to whole pixels.
    Picture draw(ImDrawList& list, float x, float y, const std::string& path,
                 const PictureStyle& style);
    [[nodiscard]] std::string problem_of(const std::string& path) const;
    void end_frame();
    [[nodiscard]] std::size_t cached_bytes() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

}  // namespace tallystick::ui
