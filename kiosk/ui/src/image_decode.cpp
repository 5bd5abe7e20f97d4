// SPDX-License-Identifier: GPL-3.0-or-later
#include <string>
#include <utility>

#include "image_scale.h"
#include "ui/image.h"

// Two formats and nothing else: what is not compiled cannot be attacked.
#define STB_IMAGE_STATIC
#define STB_IMAGE_IMPLEMENTATION
#define STBI_ONLY_PNG
#define STBI_ONLY_JPEG
#define STBI_NO_STDIO
#define STBI_MAX_DIMENSIONS 16384
#define STB_IMAGE_RESIZE_STATIC
#define STB_IMAGE_RESIZE_IMPLEMENTATION
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#pragma GCC diagnostic ignored "-Wunused-function"
#pragma GCC diagnostic ignored "-Wunused-but-set-variable"
#pragma GCC diagnostic ignored "-Wunused-parameter"
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wsign-compare"
#include <stb/stb_image.h>
#include <stb/stb_image_resize.h>
#pragma GCC diagnostic pop

namespace tallystick::ui {

std::optional<DecodedImage> decode_image(std::span<const std::uint8_t> file,
                                         const ImageLimits& limits, std::string& problem) {
    if (file.size() > limits.max_file_bytes) {
        problem = "is " + std::to_string(file.size()) + " bytes long, at most " +
                  std::to_string(limits.max_file_bytes);
        return std::nullopt;
    }
    int width = 0;
    int height = 0;
    int channels = 0;
    const auto length = static_cast<int>(file.size());
    if (stbi_info_from_memory(file.data(), length, &width, &height, &channels) == 0) {
        problem = "is neither a PNG nor a JPEG picture";
        return std::nullopt;
    }
    if (width < 1 || height < 1 || width > limits.max_side || height > limits.max_side ||
        static_cast<std::size_t>(width) * static_cast<std::size_t>(height) > limits.max_pixels) {
        problem = "has " + std::to_string(width) + " x " + std::to_string(height) +
                  " pixels, at most " + std::to_string(limits.max_side) + " to a side and " +
                  std::to_string(limits.max_pixels) + " in all";
        return std::nullopt;
    }
    const int kept = channels == 2 || channels == 4 ? 4 : 3;
    DecodedImage image;
    image.pixels.reset(
        stbi_load_from_memory(file.data(), length, &width, &height, &channels, kept));
    if (image.pixels == nullptr) {
        problem = std::string("is damaged (") + stbi_failure_reason() + ")";
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
    const int alpha = image.channels == 4 ? 3 : STBIR_ALPHA_CHANNEL_NONE;
    stbir_resize_uint8_srgb(image.pixels.get() + first, part.width(), part.height(),
                            image.width * image.channels, scaled.data(), width, height,
                            width * image.channels, image.channels, alpha, 0);
    if (image.channels == 4) return {width, height, std::move(scaled)};
    ScaledImage result{width, height, {}};
    result.rgba.reserve(count * 4);
    for (std::size_t i = 0; i < scaled.size(); i += 3)
        result.rgba.insert(result.rgba.end(), {scaled[i], scaled[i + 1], scaled[i + 2], 255});
    return result;
}

}  // namespace tallystick::ui
