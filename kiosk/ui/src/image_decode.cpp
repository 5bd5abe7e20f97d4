// SPDX-License-Identifier: GPL-3.0-or-later
// A pack's pictures may come from anybody, so they are read by the libraries that Debian keeps
// patched, and only after the header was held against the limits.
#include <png.h>
#include <turbojpeg.h>

#include <algorithm>
#include <cstdlib>
#include <string>

#include "image_scale.h"
#include "ui/image.h"

namespace tallystick::ui {

namespace {

using Bytes = std::span<const std::uint8_t>;

struct CloseJpeg {
    void operator()(void* handle) const { tjDestroy(handle); }
};
using Jpeg = std::unique_ptr<void, CloseJpeg>;

bool begins_with(Bytes file, std::initializer_list<std::uint8_t> magic) {
    return file.size() >= magic.size() && std::equal(magic.begin(), magic.end(), file.begin());
}

bool within(int width, int height, const ImageLimits& limits, std::string& problem) {
    if (width >= 1 && height >= 1 && width <= limits.max_side && height <= limits.max_side &&
        static_cast<std::size_t>(width) * static_cast<std::size_t>(height) <= limits.max_pixels)
        return true;
    problem = "has " + std::to_string(width) + " x " + std::to_string(height) +
              " pixels, at most " + std::to_string(limits.max_side) + " to a side and " +
              std::to_string(limits.max_pixels) + " in all";
    return false;
}

DecodedImage blank(int width, int height, int channels) {
    DecodedImage image;
    image.width = width;
    image.height = height;
    image.channels = channels;
    image.pixels.reset(static_cast<std::uint8_t*>(
        std::malloc(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) *
                    static_cast<std::size_t>(channels))));
    if (image.pixels == nullptr) std::abort();
    return image;
}

std::optional<DecodedImage> decode_png(Bytes file, const ImageLimits& limits,
                                       std::string& problem) {
    // Width and height stand at a fixed place; libpng would first look at what comes after.
    const auto number = [&](std::size_t at) {
        unsigned value = 0;
        for (std::size_t i = at; i < at + 4 && i < file.size(); ++i) value = value << 8U | file[i];
        return static_cast<int>(std::min(value, 0x7fffffffU));
    };
    if (!within(number(16), number(20), limits, problem)) return std::nullopt;
    png_image png{};
    png.version = PNG_IMAGE_VERSION;
    if (png_image_begin_read_from_memory(&png, file.data(), file.size()) == 0) {
        problem = std::string("is damaged (") + png.message + ")";
        return std::nullopt;
    }
    const bool alpha = (png.format & PNG_FORMAT_FLAG_ALPHA) != 0;
    png.format = alpha ? PNG_FORMAT_RGBA : PNG_FORMAT_RGB;
    DecodedImage image =
        blank(static_cast<int>(png.width), static_cast<int>(png.height), alpha ? 4 : 3);
    const int read = png_image_finish_read(&png, nullptr, image.pixels.get(), 0, nullptr);
    if (read != 0) return image;
    problem = std::string("is damaged (") + png.message + ")";
    png_image_free(&png);
    return std::nullopt;
}

// Reads no more of a photograph than is needed: an eighth, a quarter or half of its size.
int reduced(int size, tjscalingfactor factor) {
    return TJSCALED(size, factor);
}

tjscalingfactor reduction(int width, int height, int enough) {
    for (const int by : {8, 4, 2}) {
        const tjscalingfactor factor{1, by};
        if (enough > 0 && std::min(reduced(width, factor), reduced(height, factor)) >= enough)
            return factor;
    }
    return {1, 1};
}

std::optional<DecodedImage> decode_jpeg(Bytes file, const ImageLimits& limits, int enough,
                                        std::string& problem) {
    const Jpeg jpeg(tjInitDecompress());
    if (jpeg == nullptr) std::abort();
    const auto length = static_cast<unsigned long>(file.size());
    int width = 0;
    int height = 0;
    int sampling = 0;
    int space = 0;
    const auto failed = [&] {
        problem = std::string("is damaged (") + tjGetErrorStr2(jpeg.get()) + ")";
        return std::nullopt;
    };
    if (tjDecompressHeader3(jpeg.get(), file.data(), length, &width, &height, &sampling, &space) !=
        0)
        return failed();
    if (!within(width, height, limits, problem)) return std::nullopt;
    if (space == TJCS_CMYK || space == TJCS_YCCK) {
        problem = "is a JPEG for printing (CMYK); save it as RGB";
        return std::nullopt;
    }
    const tjscalingfactor factor = reduction(width, height, enough);
    DecodedImage image = blank(reduced(width, factor), reduced(height, factor), 3);
    // Cameras leave oddities that the library only warns of; what cannot be decoded is refused.
    const int read =
        tjDecompress2(jpeg.get(), file.data(), length, image.pixels.get(), image.width, 0,
                      image.height, TJPF_RGB, TJFLAG_ACCURATEDCT | TJFLAG_LIMITSCANS);
    if (read != 0 && tjGetErrorCode(jpeg.get()) == TJERR_FATAL) return failed();
    image.orientation = exif_orientation(file);
    return image;
}

}  // namespace

std::optional<DecodedImage> decode_image(Bytes file, const ImageLimits& limits,
                                         std::string& problem, int enough) {
    if (file.size() > limits.max_file_bytes) {
        problem = "is " + std::to_string(file.size()) + " bytes long, at most " +
                  std::to_string(limits.max_file_bytes);
        return std::nullopt;
    }
    if (begins_with(file, {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'}))
        return decode_png(file, limits, problem);
    if (begins_with(file, {0xff, 0xd8, 0xff})) return decode_jpeg(file, limits, enough, problem);
    problem = "is neither a PNG nor a JPEG picture";
    return std::nullopt;
}

}  // namespace tallystick::ui
