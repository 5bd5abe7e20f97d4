// SPDX-License-Identifier: GPL-3.0-or-later
// Two of stb's tools, compiled on their own (without our warnings and lint, which they do not pass)
// and with their names kept inside, since Debian's libimgui brings another copy along. They see
// only pixels of ours; files from outside are read by image_decode.cpp. Reentrant.
#pragma once

#include <cstdint>

namespace tallystick::ui::stb {

struct Size {
    int width = 0;
    int height = 0;
    int channels = 0;  // 3, or 4 with alpha
};

// sRGB, filtered in linear light. The stride is in bytes.
void resize(const std::uint8_t* from, Size from_size, int from_stride, std::uint8_t* to,
            Size to_size);

[[nodiscard]] bool write_png(const char* path, int width, int height, const std::uint8_t* rgb);

}  // namespace tallystick::ui::stb
