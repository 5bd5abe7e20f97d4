// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstdlib>
#include <memory>

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

namespace {

struct FreePixels {
    void operator()(stbi_uc* pixels) const { stbi_image_free(pixels); }
};

}  // namespace

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
    const std::unique_ptr<stbi_uc, FreePixels> pixels(
        stbi_load_from_memory(file.data(), length, &width, &height, &channels, 4));
    if (pixels == nullptr) {
        problem = std::string("is damaged (") + stbi_failure_reason() + ")";
        return std::nullopt;
    }
    DecodedImage image{width, height, {}};
    const auto bytes = static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4;
    image.rgba.assign(pixels.get(), pixels.get() + bytes);
    return image;
}

DecodedImage scale_part(const DecodedImage& image, const IntRect& part, int width, int height) {
    DecodedImage result{width, height, {}};
    result.rgba.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4);
    const std::size_t first =
        (static_cast<std::size_t>(part.y0) * static_cast<std::size_t>(image.width) +
         static_cast<std::size_t>(part.x0)) *
        4;
    stbir_resize_uint8_srgb(image.rgba.data() + first, part.width(), part.height(), image.width * 4,
                            result.rgba.data(), width, height, width * 4, 4, 3, 0);
    return result;
}

}  // namespace tallystick::ui
