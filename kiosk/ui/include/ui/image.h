// SPDX-License-Identifier: GPL-3.0-or-later
// Proposal pictures: PNG or JPEG read with hard limits (a pack may come from anybody), scaled once
// to the size they are drawn in, turned as the camera said (EXIF), rounded corners baked in, cached
// up to a number of bytes. A missing or refused file gives a calm drawn picture of the same size,
// never an empty hole. One thread; decoding may go on in another, inside.
#pragma once

#include <imgui.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <functional>
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
    // A 16-megapixel camera's; three bytes each while one picture is being decoded.
    std::size_t max_pixels = 17'000'000;
};

struct FreeBytes {
    void operator()(std::uint8_t* bytes) const { std::free(bytes); }
};

struct DecodedImage {
    int width = 0;
    int height = 0;
    int channels = 0;     // 3 is RGB, 4 is RGBA with straight alpha
    int orientation = 1;  // EXIF: 1 is upright, 5 to 8 lie on their side
    std::unique_ptr<std::uint8_t[], FreeBytes> pixels;
};

// nullopt, and why in `problem` ("has 9000 x 90 pixels, at most 8192 to a side…"), without
// allocating for a picture over the limits. Where a photograph's shorter side may be reduced to
// `enough` pixels (0: whole), less of it is decoded, which is many times faster.
[[nodiscard]] std::optional<DecodedImage> decode_image(std::span<const std::uint8_t> file,
                                                       const ImageLimits& limits,
                                                       std::string& problem, int enough = 0);

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
    bool fallback = false;  // drawn by us: missing, refused or pending
    bool pending = false;   // still being decoded
};

class Pictures {
public:
    // With a `wake` (Window::wake), a thread of its own decodes while get() gives the fallback, and
    // calls it when a picture has come. Without, get() decodes at once: for tests and robots.
    explicit Pictures(Textures& textures, std::size_t cache_bytes = 64U << 20U,
                      const ImageLimits& limits = {}, std::function<void()> wake = {});
    ~Pictures();
    Pictures(const Pictures&) = delete;
    Pictures& operator=(const Pictures&) = delete;

    // Decodes and scales at the first call for (path, style), so asking early for the next page
    // makes it ready. The picture lives at least until end_frame(). Why a file was refused:
    // problem_of(path).
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
