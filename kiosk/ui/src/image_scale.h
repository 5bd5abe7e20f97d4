// SPDX-License-Identifier: GPL-3.0-or-later
// Between decoding and caching of pictures. Reentrant.
#pragma once

#include "ui/image.h"

namespace tallystick::ui {

// That part of the picture in another size, filtered in linear light.
[[nodiscard]] DecodedImage scale_part(const DecodedImage& image, const IntRect& part, int width,
                                      int height);

// Makes the corners round by their alpha.
void round_corners(DecodedImage& image, int radius);

// What stands for a picture that is missing: hills and a sun in pale shades of the accent.
[[nodiscard]] DecodedImage draw_fallback(int width, int height, ImU32 accent);

}  // namespace tallystick::ui
