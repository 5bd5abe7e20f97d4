// SPDX-License-Identifier: GPL-3.0-or-later
// The stb picture codecs behind four functions, compiled on their own (without our warnings and
// lint, which they do not pass) and with their names kept inside, since Debian's libimgui brings
// another copy along. Reentrant.
#pragma once

#include <cstdint>
#include <span>

namespace tallystick::ui::stb {

struct Size {
    int width = 0;  // 0: not a picture that we read
    int height = 0;
    int channels = 0;
};

[[nodiscard]] Size size_of(std::span<const std::uint8_t> file);
// Bytes to be given to std::free, or nullptr; then why_not() says why.
[[nodiscard]] std::uint8_t* load(std::span<const std::uint8_t> file, int channels);
[[nodiscard]] const char* why_not();

// sRGB, filtered in linear light. Strides in bytes; 3 or 4 channels, the fourth alpha.
void resize(const std::uint8_t* from, Size from_size, int from_stride, std::uint8_t* to,
            Size to_size);

[[nodiscard]] bool write_png(const char* path, int width, int height, const std::uint8_t* rgb);

}  // namespace tallystick::ui::stb
