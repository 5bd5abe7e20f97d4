// SPDX-License-Identifier: GPL-3.0-or-later
// QR codes (libqrencode, error correction M) as one-bit matrices and as textures whose modules are
// whole pixels, quiet zone of four modules included. Pure but for the texture registry.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "ui/pixels.h"

namespace tallystick::ui {

struct QrCode {
    int modules = 0;                 // to a side, without quiet zone
    std::vector<std::uint8_t> dark;  // modules × modules, 1 is dark
};

// nullopt if it is empty or longer than a QR code can hold (2331 bytes).
[[nodiscard]] std::optional<QrCode> encode_qr(std::string_view bytes);

struct QrImage {
    ImTextureID texture = nullptr;
    int side = 0;  // px; the largest whole-pixel size within what was asked for
};

// The light modules are the texture's opaque part; so draw on `dark`, tinted with white: both
// colours stay right in any theme. draw_qr does that. nullopt if size_px gives no pixel a module.
[[nodiscard]] std::optional<QrImage> make_qr(Textures& textures, const QrCode& code, int size_px);

// Black on white with quiet zone, whatever the theme, since scanners want that.
void draw_qr(ImDrawList& list, const QrImage& image, float x, float y);

}  // namespace tallystick::ui
