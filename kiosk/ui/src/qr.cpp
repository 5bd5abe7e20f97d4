// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/qr.h"

#include <qrencode.h>

#include <cmath>
#include <cstddef>
#include <memory>
#include <utility>

namespace tallystick::ui {

namespace {

constexpr int quiet_zone = 4;  // ISO/IEC 18004

struct FreeCode {
    void operator()(QRcode* code) const { QRcode_free(code); }
};

}  // namespace

std::optional<QrCode> encode_qr(std::string_view bytes) {
    if (bytes.empty()) return std::nullopt;
    const std::unique_ptr<QRcode, FreeCode> made(
        QRcode_encodeData(static_cast<int>(bytes.size()),
                          reinterpret_cast<const unsigned char*>(bytes.data()), 0, QR_ECLEVEL_M));
    if (made == nullptr) return std::nullopt;
    QrCode code;
    code.modules = made->width;
    const auto count =
        static_cast<std::size_t>(made->width) * static_cast<std::size_t>(made->width);
    code.dark.reserve(count);
    for (std::size_t i = 0; i < count; ++i) code.dark.push_back(made->data[i] & 1U);
    return code;
}

std::optional<QrImage> make_qr(Textures& textures, const QrCode& code, int size_px) {
    const int across = code.modules + 2 * quiet_zone;
    const int scale = size_px / across;
    if (scale < 1) return std::nullopt;
    const int side = across * scale;
    std::vector<std::uint8_t> light(static_cast<std::size_t>(side) * static_cast<std::size_t>(side),
                                    255);
    for (int y = 0; y < code.modules * scale; ++y) {
        for (int x = 0; x < code.modules * scale; ++x) {
            const int module = y / scale * code.modules + x / scale;
            if (code.dark[static_cast<std::size_t>(module)] == 0) continue;
            const int at = (y + quiet_zone * scale) * side + x + quiet_zone * scale;
            light[static_cast<std::size_t>(at)] = 0;
        }
    }
    return QrImage{textures.add_alpha(side, side, std::move(light)), side};
}

void draw_qr(ImDrawList& list, const QrImage& image, float x, float y) {
    const ImVec2 min(std::floor(x + 0.5F), std::floor(y + 0.5F));
    const auto side = static_cast<float>(image.side);
    const ImVec2 max(min.x + side, min.y + side);
    list.AddRectFilled(min, max, IM_COL32_BLACK);
    list.AddImage(image.texture, min, max);
}

}  // namespace tallystick::ui
