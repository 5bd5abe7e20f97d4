// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/image.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <future>

#include "picture.h"
#include "ui/icon.h"

#define STB_IMAGE_WRITE_STATIC
#define STB_IMAGE_WRITE_IMPLEMENTATION
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#pragma GCC diagnostic ignored "-Wunused-function"
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
#pragma GCC diagnostic ignored "-Wshadow"
#include <stb/stb_image_write.h>
#pragma GCC diagnostic pop

namespace tallystick::ui {
namespace {

namespace fs = std::filesystem;

class ImageTest : public testing::Test {
protected:
    Textures textures;
    Pictures pictures{textures};
    fs::path folder =
        fs::temp_directory_path() / (std::string("tallystick_image_") +
                                     testing::UnitTest::GetInstance()->current_test_info()->name());

    void SetUp() override { fs::create_directories(folder); }
    void TearDown() override { fs::remove_all(folder); }

    // A PNG whose left half is red and right half blue.
    std::string two_halves(const char* name, int width, int height) {
        Picture32 p(width, height);
        for (int y = 0; y < height; ++y) {
            for (int x = 0; x < width; ++x)
                p.canvas.pixels[y * width + x] = x < width / 2 ? 0xff0000U : 0x0000ffU;
        }
        const std::string path = (folder / name).string();
        EXPECT_TRUE(write_png(path.c_str(), p.canvas));
        return path;
    }
    std::string file(const char* name, const std::string& bytes) {
        const std::string path = (folder / name).string();
        std::ofstream(path, std::ios::binary) << bytes;
        return path;
    }
    static std::string bytes_of(const std::string& path) {
        std::ifstream in(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    const std::uint8_t* pixel(const Picture& picture, int x, int y) {
        const Texture* texture = textures.find(picture.texture);
        return &texture->pixels[static_cast<std::size_t>(y * texture->width + x) * 4];
    }
};

TEST_F(ImageTest, CoversTheBoxByCuttingTheLongerSides) {
    const std::string path = two_halves("wide.png", 400, 100);
    const Picture p = pictures.get(path, {60, 60, Fit::cover, 0});
    EXPECT_FALSE(p.fallback);
    EXPECT_EQ(p.width, 60);
    EXPECT_EQ(p.height, 60);
    // The middle square of the picture is half red, half blue.
    EXPECT_EQ(pixel(p, 5, 30)[0], 255);
    EXPECT_EQ(pixel(p, 55, 30)[2], 255);
    EXPECT_TRUE(textures.find(p.texture)->opaque);
}

TEST_F(ImageTest, ContainsTheWholePicture) {
    const std::string path = two_halves("wide.png", 400, 100);
    const Picture p = pictures.get(path, {60, 60, Fit::contain, 0});
    EXPECT_EQ(p.width, 60);
    EXPECT_EQ(p.height, 15);
}

TEST_F(ImageTest, RoundsTheCorners) {
    const Picture p = pictures.get(two_halves("a.png", 80, 80), {40, 40, Fit::cover, 10});
    EXPECT_EQ(pixel(p, 0, 0)[3], 0);
    EXPECT_EQ(pixel(p, 39, 39)[3], 0);
    EXPECT_EQ(pixel(p, 10, 0)[3], 255);
    EXPECT_EQ(pixel(p, 20, 20)[3], 255);
    const int edge = pixel(p, 3, 3)[3];
    EXPECT_GT(edge, 0);
}

TEST_F(ImageTest, IsReadOnceAndKept) {
    const std::string path = two_halves("a.png", 80, 80);
    const Picture first = pictures.get(path, {40, 40});
    fs::remove(path);
    EXPECT_EQ(pictures.get(path, {40, 40}).texture, first.texture);
}

// A JPEG, red left and blue right, with the camera's word on which side is up.
std::string jpeg_held(int orientation) {
    std::vector<std::uint8_t> rgb;
    for (int i = 0; i < 64 * 32; ++i) {
        const bool left = i % 64 < 32;
        rgb.insert(rgb.end(), {static_cast<std::uint8_t>(left ? 255 : 0), 0,
                               static_cast<std::uint8_t>(left ? 0 : 255)});
    }
    std::string jpeg;
    stbi_write_jpg_to_func(
        [](void* to, void* data, int size) {
            static_cast<std::string*>(to)->append(static_cast<char*>(data),
                                                  static_cast<std::size_t>(size));
        },
        &jpeg, 64, 32, 3, rgb.data(), 95);
    // Exif, big-endian TIFF, a directory at 8 with one entry: tag 0x0112, short, 1, the value.
    const std::string exif =
        std::string("Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0", 25) +
        static_cast<char>(orientation) + std::string(6, '\0');
    return jpeg.substr(0, 2) + "\xff\xe1" + std::string(1, '\0') +
           static_cast<char>(exif.size() + 2) + exif + jpeg.substr(2);
}

TEST_F(ImageTest, PicturesStandAsTheCameraWasHeld) {
    // Held at 6, the camera's left is the picture's top; at 8 its bottom; at 3 its right.
    struct Case {
        int orientation;
        int width;
        int red_x;
        int red_y;
    };
    for (const Case& c :
         {Case{1, 64, 4, 16}, Case{2, 64, 60, 16}, Case{3, 64, 60, 16}, Case{4, 64, 4, 16},
          Case{5, 32, 16, 4}, Case{6, 32, 16, 4}, Case{7, 32, 16, 60}, Case{8, 32, 16, 60}}) {
        const std::string path = file(("held" + std::to_string(c.orientation) + ".jpg").c_str(),
                                      jpeg_held(c.orientation));
        const Picture p = pictures.get(path, {64, 64, Fit::contain, 0});
        ASSERT_FALSE(p.fallback) << pictures.problem_of(path);
        EXPECT_EQ(p.width, c.width) << c.orientation;
        EXPECT_GT(pixel(p, c.red_x, c.red_y)[0], 200) << c.orientation;
        EXPECT_LT(pixel(p, c.red_x, c.red_y)[2], 50) << c.orientation;
    }
}

TEST_F(ImageTest, NoMoreOfAPhotographIsDecodedThanIsNeeded) {
    const std::string jpeg = jpeg_held(1);  // 64 × 32
    const auto side = [&](int enough) {
        std::string problem;
        const auto image = decode_image(
            {reinterpret_cast<const std::uint8_t*>(jpeg.data()), jpeg.size()}, {}, problem, enough);
        return image ? image->width : 0;
    };
    EXPECT_EQ(side(0), 64);
    EXPECT_EQ(side(17), 64);
    EXPECT_EQ(side(16), 32);
    EXPECT_EQ(side(8), 16);
    EXPECT_EQ(side(1), 8);
}

TEST_F(ImageTest, AnotherThreadDecodesAndSaysSo) {
    const std::string path = two_halves("a.png", 400, 400);
    std::promise<void> woken;
    Pictures later(textures, 1U << 20U, {}, [&] { woken.set_value(); });
    const Picture first = later.get(path, {40, 40});
    EXPECT_TRUE(first.pending);
    EXPECT_EQ(first.width, 40);
    EXPECT_NE(first.texture, nullptr) << "something calm is there meanwhile";
    woken.get_future().wait();
    const Picture second = later.get(path, {40, 40});
    EXPECT_FALSE(second.pending);
    EXPECT_FALSE(second.fallback);
    EXPECT_NE(second.texture, first.texture);
    EXPECT_EQ(pixel(second, 5, 20)[0], 255);
}

TEST_F(ImageTest, LeavingWhileDecodingIsClean) {
    const std::string path = two_halves("a.png", 400, 400);
    Pictures later(textures, 1U << 20U, {}, [] {});
    for (int i = 1; i < 50; ++i) (void)later.get(path, {i, 40});
}

TEST_F(ImageTest, AMissingFileIsADrawnPicture) {
    const Picture p = pictures.get((folder / "none.png").string(), {90, 60, Fit::cover, 8});
    EXPECT_TRUE(p.fallback);
    EXPECT_EQ(p.width, 90);
    EXPECT_NE(p.texture, nullptr);
    EXPECT_EQ(pictures.problem_of((folder / "none.png").string()), "cannot be read");
}

TEST_F(ImageTest, GarbageIsRefused) {
    const std::string path = file("bad.png", std::string(5000, '\x89'));
    EXPECT_TRUE(pictures.get(path, {30, 30}).fallback);
    EXPECT_EQ(pictures.problem_of(path), "is neither a PNG nor a JPEG picture");
}

TEST_F(ImageTest, ACutFileIsRefused) {
    const std::string whole = bytes_of(two_halves("a.png", 300, 300));
    const std::string path = file("cut.png", whole.substr(0, whole.size() / 2));
    EXPECT_TRUE(pictures.get(path, {30, 30}).fallback);
    EXPECT_NE(pictures.problem_of(path).find("is damaged"), std::string::npos);
}

TEST_F(ImageTest, EveryTruncationAndManyFlippedBytesAreSurvived) {
    const std::string whole = bytes_of(two_halves("a.png", 40, 40));
    std::string problem;
    const auto decode = [&](const std::string& bytes) {
        return decode_image({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()},
                            {1U << 20U, 512, 1U << 18U}, problem);
    };
    EXPECT_TRUE(decode(whole));
    for (std::size_t length = 0; length < whole.size(); ++length) decode(whole.substr(0, length));
    for (std::size_t at = 0; at < whole.size(); ++at) {
        std::string changed = whole;
        changed[at] = static_cast<char>(~changed[at]);
        decode(changed);
    }
}

TEST_F(ImageTest, HugeDimensionsAreRefusedBeforeTheyAreAllocated) {
    // A good header that claims 16000 × 16000 pixels, a gigabyte as RGBA.
    std::string bytes = bytes_of(two_halves("a.png", 40, 40));
    for (const std::size_t at : {18U, 22U}) {
        bytes[at] = 0x3e;
        bytes[at + 1] = static_cast<char>(0x80);
    }
    const std::string path = file("huge.png", bytes);
    EXPECT_TRUE(pictures.get(path, {30, 30}).fallback);
    EXPECT_NE(pictures.problem_of(path).find("16000 x 16000 pixels"), std::string::npos)
        << pictures.problem_of(path);
}

TEST_F(ImageTest, TooLongAFileIsRefused) {
    Pictures small(textures, 1U << 20U, {1000, 8192, 1U << 20U});
    const std::string path = file("long.png", std::string(1001, 'x'));
    EXPECT_TRUE(small.get(path, {30, 30}).fallback);
    EXPECT_NE(small.problem_of(path).find("at most 1000"), std::string::npos);
}

TEST_F(ImageTest, TheCacheHoldsItsBound) {
    Pictures small(textures, 100000);
    const std::string path = two_halves("a.png", 80, 80);
    for (int size = 20; size < 120; ++size) {
        EXPECT_NE(textures.find(small.get(path, {size, size}).texture), nullptr);
        small.end_frame();
        EXPECT_LE(small.cached_bytes(), 100000U);
    }
}

TEST(Icons, EachHasItsNameAndIsSeen) {
    Textures textures;
    Gui gui;
    Raster raster(textures);
    Icons icons(textures);
    for (int i = 0; i < static_cast<int>(Icon::count_); ++i) {
        const auto icon = static_cast<Icon>(i);
        EXPECT_EQ(icon_named(icon_name(icon)), icon);
        Picture32 p(48, 48);
        paint(gui, raster, p,
              [&](ImDrawList& list) { icons.draw(list, icon, 0, 0, 48, IM_COL32_BLACK); });
        int dark = 0;
        for (const std::uint32_t pixel : p.pixels) dark += (pixel & 0xffU) < 128 ? 1 : 0;
        EXPECT_GT(dark, 40) << icon_name(icon);
        EXPECT_LT(dark, 48 * 48 * 2 / 3) << icon_name(icon);
    }
    EXPECT_FALSE(icon_named("unicorn"));
}

TEST(Icons, ChevronsMirrorForRightToLeft) {
    Textures textures;
    Gui gui;
    Raster raster(textures);
    Icons icons(textures);
    const auto drawn = [&](Icon icon, Direction direction) {
        Picture32 p(24, 24);
        paint(gui, raster, p, [&](ImDrawList& list) {
            icons.draw(list, icon, 0, 0, 24, IM_COL32_BLACK, direction);
        });
        return p;
    };
    const Picture32 left = drawn(Icon::forward, Direction::left_to_right);
    const Picture32 right = drawn(Icon::forward, Direction::right_to_left);
    int different = 0;
    for (int y = 0; y < 24; ++y) {
        for (int x = 0; x < 24; ++x) different += left.at(x, y) == right.at(23 - x, y) ? 0 : 1;
    }
    // But for the rounding of single pixels on the edges.
    EXPECT_LT(different, 40) << "not a mirror image";
    EXPECT_NE(left.pixels, right.pixels);
    EXPECT_EQ(drawn(Icon::check, Direction::left_to_right).pixels,
              drawn(Icon::check, Direction::right_to_left).pixels);
}

}  // namespace
}  // namespace tallystick::ui
