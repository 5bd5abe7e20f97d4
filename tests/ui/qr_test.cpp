// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/qr.h"

#include <gtest/gtest.h>

#include <ZXing/ReadBarcode.h>
#include <ZXing/TextUtfEncoding.h>

#include <string>

#include "picture.h"

namespace tallystick::ui {
namespace {

// What a phone would read off the screen, or "".
std::string read_back(const Picture32& p) {
    const ZXing::ImageView view(reinterpret_cast<const std::uint8_t*>(p.pixels.data()),
                                p.canvas.width, p.canvas.height, ZXing::ImageFormat::BGRX);
    ZXing::DecodeHints hints;
    hints.setFormats(ZXing::BarcodeFormat::QRCode);
    const ZXing::Result result = ZXing::ReadBarcode(view, hints);
    return result.isValid() ? ZXing::TextUtfEncoding::ToUtf8(result.text()) : std::string();
}

class QrTest : public testing::Test {
protected:
    Textures textures;
    Gui gui;
    Raster raster{textures};

    std::string through_screen(const std::string& text, int size, ImU32 background) {
        const auto code = encode_qr(text);
        if (!code) return "not encoded";
        const auto image = make_qr(textures, *code, size);
        if (!image) return "too small";
        EXPECT_LE(image->side, size);
        Picture32 p(size + 40, size + 40);
        paint(
            gui, raster, p, [&](ImDrawList& list) { draw_qr(list, *image, 20, 20); }, background);
        return read_back(p);
    }
};

TEST_F(QrTest, IsReadBackFromThePixels) {
    for (const std::string& text :
         {std::string("tallystick/receipt/v1"), std::string(64, 'f'), std::string(700, '7')})
        EXPECT_EQ(through_screen(text, 400, IM_COL32_WHITE), text);
}

TEST_F(QrTest, IsReadBackOnADarkTheme) {
    EXPECT_EQ(through_screen("a receipt", 300, IM_COL32_BLACK), "a receipt");
}

TEST_F(QrTest, RefusesWhatNoCodeCanHold) {
    EXPECT_FALSE(encode_qr(""));
    EXPECT_TRUE(encode_qr(std::string(2331, 'x')));
    EXPECT_FALSE(encode_qr(std::string(2332, 'x')));
}

TEST_F(QrTest, RefusesASizeWithLessThanAPixelAModule) {
    const auto code = encode_qr("x");  // version 1: 21 modules and 8 of quiet zone
    ASSERT_TRUE(code);
    EXPECT_EQ(code->modules, 21);
    EXPECT_FALSE(make_qr(textures, *code, 28));
    const auto image = make_qr(textures, *code, 57);
    ASSERT_TRUE(image);
    EXPECT_EQ(image->side, 29);
}

}  // namespace
}  // namespace tallystick::ui
