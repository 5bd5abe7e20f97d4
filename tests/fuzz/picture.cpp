// SPDX-License-Identifier: GPL-3.0-or-later
// A proposal's picture, which comes with the pack from anybody's camera or worse.
#include <ui/image.h>

#include "fuzz.h"

namespace crypto = tallystick::crypto;
namespace ui = tallystick::ui;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr ui::ImageLimits limits{1U << 16U, 256, 1U << 16U};
    std::string problem;
    // Whole, or a photograph reduced; the input's length decides.
    const int enough = size % 2 == 0 ? 0 : 8;
    const auto image = ui::decode_image({data, size}, limits, problem, enough);
    crypto::require(image.has_value() == problem.empty(), "a picture or a problem in words");
    if (!image) return 0;
    crypto::require(image->width >= 1 && image->width <= limits.max_side && image->height >= 1 &&
                        image->height <= limits.max_side,
                    "a picture within the limits");
    crypto::require(image->channels == 3 || image->channels == 4, "three or four channels");
    crypto::require(image->orientation >= 1 && image->orientation <= 8, "an orientation");
    // Every byte is there.
    unsigned sum = 0;
    const auto bytes = static_cast<std::size_t>(image->width) *
                       static_cast<std::size_t>(image->height) *
                       static_cast<std::size_t>(image->channels);
    for (std::size_t i = 0; i < bytes; ++i) sum += image->pixels[i];
    crypto::require(sum <= bytes * 255U, "bytes");
    return 0;
}
