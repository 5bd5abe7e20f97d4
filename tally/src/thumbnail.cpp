// SPDX-License-Identifier: GPL-3.0-or-later
#include "thumbnail.h"

#include <cstdlib>
#include <memory>
#include <vector>

#include <crypto/bytes.h>

#define STB_IMAGE_IMPLEMENTATION
#define STB_IMAGE_STATIC
#define STBI_ONLY_JPEG
#define STBI_ONLY_PNG
#define STBI_NO_STDIO
#define STB_IMAGE_RESIZE_IMPLEMENTATION
#define STB_IMAGE_RESIZE_STATIC
#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STB_IMAGE_WRITE_STATIC
#define STBI_WRITE_NO_STDIO
#include <stb/stb_image.h>
#include <stb/stb_image_resize.h>
#include <stb/stb_image_write.h>

namespace tallystick::tally {
namespace {

constexpr int channels = 3, quality = 82, most_pixels = 40'000'000;

void append(void* out, void* data, int size) {
    static_cast<std::string*>(out)->append(static_cast<const char*>(data),
                                           static_cast<std::size_t>(size));
}

}  // namespace

bool can_be_shown(std::string_view bytes) {
    constexpr int most_side = 8192, most_shown = 17'000'000;
    const auto* data = reinterpret_cast<const stbi_uc*>(bytes.data());
    const int size = static_cast<int>(bytes.size());
    int width = 0, height = 0, found = 0;
    if (stbi_info_from_memory(data, size, &width, &height, &found) == 0) return false;
    if (width < 1 || height < 1 || width > most_side || height > most_side ||
        width > most_shown / height)
        return false;
    const std::unique_ptr<stbi_uc, decltype(&std::free)> pixels(
        stbi_load_from_memory(data, size, &width, &height, &found, channels), &std::free);
    return pixels != nullptr;
}

std::string thumbnail(std::string_view bytes) {
    const auto* data = reinterpret_cast<const stbi_uc*>(bytes.data());
    const int size = static_cast<int>(bytes.size());
    int width = 0, height = 0, found = 0;
    // The size is asked for first: a small file may claim a huge picture.
    if (stbi_info_from_memory(data, size, &width, &height, &found) == 0 || width < 1 ||
        height < 1 || width > most_pixels / height)
        return {};
    const std::unique_ptr<stbi_uc, decltype(&std::free)> pixels(
        stbi_load_from_memory(data, size, &width, &height, &found, channels), &std::free);
    if (!pixels) return {};
    // The middle part that has the thumbnail's shape.
    int part_width = width, part_height = height;
    if (static_cast<std::int64_t>(width) * thumbnail_height >
        static_cast<std::int64_t>(height) * thumbnail_width)
        part_width = height * thumbnail_width / thumbnail_height;
    else
        part_height = width * thumbnail_height / thumbnail_width;
    if (part_width < 1 || part_height < 1) return {};
    const auto first =
        static_cast<std::size_t>((height - part_height) / 2) * static_cast<std::size_t>(width) +
        static_cast<std::size_t>((width - part_width) / 2);
    std::vector<stbi_uc> small(std::size_t{thumbnail_width} * thumbnail_height * channels);
    if (stbir_resize_uint8(pixels.get() + first * channels, part_width, part_height,
                           width * channels, small.data(), thumbnail_width, thumbnail_height, 0,
                           channels) == 0)
        return {};
    std::string jpeg;
    if (stbi_write_jpg_to_func(append, &jpeg, thumbnail_width, thumbnail_height, channels,
                               small.data(), quality) == 0)
        return {};
    return "data:image/jpeg;base64," + crypto::to_base64(crypto::view_of(jpeg));
}

}  // namespace tallystick::tally
