// SPDX-License-Identifier: GPL-3.0-or-later
#include <string>
#include <utility>

#include "image_scale.h"
#include "stb.h"
#include "ui/image.h"

namespace tallystick::ui {

std::optional<DecodedImage> decode_image(std::span<const std::uint8_t> file,
                                         const ImageLimits& limits, std::string& problem) {
    if (file.size() > limits.max_file_bytes) {
        problem = "is " + std::to_string(file.size()) + " bytes long, at most " +
                  std::to_string(limits.max_file_bytes);
        return std::nullopt;
    }
    const stb::Size size = stb::size_of(file);
    const int width = size.width;
    const int height = size.height;
    if (width < 1 || height < 1) {
        problem = "is neither a PNG nor a JPEG picture";
        return std::nullopt;
    }
    if (width > limits.max_side || height > limits.max_side ||
        static_cast<std::size_t>(width) * static_cast<std::size_t>(height) > limits.max_pixels) {
        problem = "has " + std::to_string(width) + " x " + std::to_string(height) +
                  " pixels, at most " + std::to_string(limits.max_side) + " to a side and " +
                  std::to_string(limits.max_pixels) + " in all";
        return std::nullopt;
    }
    const int kept = size.channels == 2 || size.channels == 4 ? 4 : 3;
    DecodedImage image;
    image.pixels.reset(stb::load(file, kept));
    if (image.pixels == nullptr) {
        problem = std::string("is damaged (") + stb::why_not() + ")";
        return std::nullopt;
    }
    image.width = width;
    image.height = height;
    image.channels = kept;
    image.orientation = exif_orientation(file);
    return image;
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

}  // namespace tallystick::ui
