// SPDX-License-Identifier: GPL-3.0-or-later
#include "stb.h"

#define STB_IMAGE_RESIZE_STATIC
#define STB_IMAGE_RESIZE_IMPLEMENTATION
#define STB_IMAGE_WRITE_STATIC
#define STB_IMAGE_WRITE_IMPLEMENTATION
#include <stb/stb_image_resize.h>
#include <stb/stb_image_write.h>

namespace tallystick::ui::stb {

void resize(const std::uint8_t* from, Size from_size, int from_stride, std::uint8_t* to,
            Size to_size) {
    const int alpha = to_size.channels == 4 ? 3 : STBIR_ALPHA_CHANNEL_NONE;
    stbir_resize_uint8_srgb(from, from_size.width, from_size.height, from_stride, to, to_size.width,
                            to_size.height, to_size.width * to_size.channels, to_size.channels,
                            alpha, 0);
}

bool write_png(const char* path, int width, int height, const std::uint8_t* rgb) {
    return stbi_write_png(path, width, height, 3, rgb, width * 3) != 0;
}

}  // namespace tallystick::ui::stb
