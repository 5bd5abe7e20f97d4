// SPDX-License-Identifier: GPL-3.0-or-later
// Between decoding and caching of pictures. Reentrant.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ui/image.h"

namespace tallystick::ui {

struct ScaledImage {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> rgba;  // straight alpha
};

// Which way up the camera was held, 1 to 8 (EXIF 2.32, tag 0x0112); 1 where a file does not say.
[[nodiscard]] int exif_orientation(std::span<const std::uint8_t> file);

// That part of the picture in another size, filtered in linear light.
[[nodiscard]] ScaledImage scale_part(const DecodedImage& image, const IntRect& part, int width,
                                     int height);

// Turns and mirrors a picture of that EXIF orientation upright.
[[nodiscard]] ScaledImage turned_upright(ScaledImage image, int orientation);

// In the box that the style gives, upright, with round corners.
[[nodiscard]] ScaledImage fitted(const DecodedImage& image, const PictureStyle& style);

[[nodiscard]] std::optional<DecodedImage> read_image(const std::string& path,
                                                     const ImageLimits& limits, int enough,
                                                     std::string& problem);

// What stands for a picture that is missing: hills and a sun in pale shades of the accent.
[[nodiscard]] ScaledImage draw_fallback(const PictureStyle& style);

}  // namespace tallystick::ui
