// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/raster.h"

#include <gtest/gtest.h>

#include <limits>
#include <random>

#include "picture.h"

namespace tallystick::ui {
namespace {

constexpr ImU32 red = IM_COL32(255, 0, 0, 255);
constexpr ImU32 half_red = IM_COL32(255, 0, 0, 128);
constexpr std::uint32_t red_pixel = 0xff0000U;
// 255 * 127 / 255 = 127: half red over white leaves that much of the other channels.
constexpr std::uint32_t pink_pixel = 0xff7f7fU;

class RasterTest : public testing::Test {
protected:
    Textures textures;
    Gui gui;
    Raster raster{textures, 2};

    Picture32 drawn(int width, int height, const Painter& painter) {
        Picture32 picture(width, height);
        paint(gui, raster, picture, painter);
        return picture;
    }
};

TEST_F(RasterTest, FillsExactlyThePixelsOfARectangle) {
    const Picture32 p =
        drawn(8, 4, [](ImDrawList& list) { list.AddRectFilled(ImVec2(2, 1), ImVec2(5, 3), red); });
    EXPECT_EQ(p.map(red_pixel), "......../..XXX.../..XXX.../......../");
}

TEST_F(RasterTest, APixelBelongsToAShapeIfItsCentreDoes) {
    // Centres are at .5: left edges include them, right edges do not.
    const Picture32 p = drawn(6, 3, [](ImDrawList& list) {
        list.AddRectFilled(ImVec2(1.5F, 0.4F), ImVec2(3.5F, 2.6F), red);
        list.AddRectFilled(ImVec2(4.6F, 0), ImVec2(5.4F, 3), red);
    });
    EXPECT_EQ(p.map(red_pixel), ".XX.../.XX.../.XX.../");
}

TEST_F(RasterTest, BlendsWithRounding) {
    const Picture32 p = drawn(3, 1, [](ImDrawList& list) {
        list.AddRectFilled(ImVec2(0, 0), ImVec2(2, 1), half_red);
        // Over pink: red stays 255; the others 127 * 127 / 255 = 63.25.
        list.AddRectFilled(ImVec2(1, 0), ImVec2(2, 1), half_red);
    });
    EXPECT_EQ(p.at(0, 0), pink_pixel);
    EXPECT_EQ(p.at(1, 0), 0xff3f3fU);
    EXPECT_EQ(p.at(2, 0), 0xffffffU);
}

TEST_F(RasterTest, TrianglesThatShareAnEdgeCoverEachPixelOnce) {
    // Centres with x + y + 1 < 4 are left of the diagonal; those on it belong to the right one.
    const Picture32 p = drawn(4, 4, [](ImDrawList& list) {
        list.Flags &= ~ImDrawListFlags_AntiAliasedFill;
        list.AddTriangleFilled(ImVec2(0, 0), ImVec2(4, 0), ImVec2(0, 4), red);
        list.AddTriangleFilled(ImVec2(4, 0), ImVec2(4, 4), ImVec2(0, 4), half_red);
    });
    EXPECT_EQ(p.map(red_pixel), "XXX#/XX##/X###/####/");
    for (const auto& [x, y] : {std::pair{3, 0}, {2, 1}, {1, 2}, {0, 3}, {3, 3}})
        EXPECT_EQ(p.at(x, y), pink_pixel) << x << ", " << y;
}

TEST_F(RasterTest, FansOfAnyShapeLeaveNoGapAndNoOverlap) {
    std::mt19937 random(7);
    std::uniform_real_distribution<float> place(3, 61);
    for (int round = 0; round < 50; ++round) {
        const ImVec2 middle{place(random), place(random)};
        const Picture32 p = drawn(64, 64, [&](ImDrawList& list) {
            list.Flags &= ~ImDrawListFlags_AntiAliasedFill;
            const ImVec2 rim[] = {{0, 0}, {20.3F, 0}, {64, 0}, {64, 33.7F}, {64, 64}, {0, 64}};
            for (int i = 0; i < 6; ++i)
                list.AddTriangleFilled(middle, rim[i], rim[(i + 1) % 6], half_red);
        });
        ASSERT_EQ(p.map(pink_pixel).find_first_of("#."), std::string::npos) << round;
    }
}

TEST_F(RasterTest, FadesAlphaAcrossATriangle) {
    // Alpha falls from 255 at x = 0 to 0 at x = 4: at centres 0.5, 1.5, 2.5, 3.5 it is 223.125,
    // 159.375, 95.625 and 31.875.
    const Picture32 p = drawn(4, 1, [](ImDrawList& list) {
        const ImVec2 uv(0, 0);
        const ImU32 clear = IM_COL32(255, 0, 0, 0);
        list.PrimReserve(6, 4);
        const auto first = static_cast<ImDrawIdx>(list._VtxCurrentIdx);
        for (const int i : {0, 1, 2, 0, 2, 3}) list.PrimWriteIdx(static_cast<ImDrawIdx>(first + i));
        list.PrimWriteVtx(ImVec2(0, -1), uv, red);
        list.PrimWriteVtx(ImVec2(4, -1), uv, clear);
        list.PrimWriteVtx(ImVec2(4, 2), uv, clear);
        list.PrimWriteVtx(ImVec2(0, 2), uv, red);
    });
    // White's green left over: 255 - alpha.
    EXPECT_EQ(p.at(0, 0), 0xff2020U);  // 255 - 223
    EXPECT_EQ(p.at(1, 0), 0xff6060U);  // 255 - 159
    EXPECT_EQ(p.at(2, 0), 0xff9f9fU);  // 255 - 96
    EXPECT_EQ(p.at(3, 0), 0xffdfdfU);  // 255 - 32
}

TEST_F(RasterTest, ClipsToTheClipRectangleAndTheCanvas) {
    const Picture32 p = drawn(6, 3, [](ImDrawList& list) {
        list.PushClipRect(ImVec2(1, 1), ImVec2(4, 9));
        list.AddRectFilled(ImVec2(-50, -50), ImVec2(50, 50), red);
        list.PopClipRect();
    });
    EXPECT_EQ(p.map(red_pixel), "....../.XXX../.XXX../");
}

TEST_F(RasterTest, TintsACoverageTexturePixelForPixel) {
    const ImTextureID id = textures.add_alpha(3, 1, {0, 128, 255});
    const Picture32 p = drawn(5, 1, [&](ImDrawList& list) {
        list.AddImage(id, ImVec2(1, 0), ImVec2(4, 1), ImVec2(0, 0), ImVec2(1, 1), red);
    });
    EXPECT_EQ(p.at(1, 0), 0xffffffU);
    EXPECT_EQ(p.at(2, 0), pink_pixel);
    EXPECT_EQ(p.at(3, 0), red_pixel);
    EXPECT_EQ(p.at(4, 0), 0xffffffU);
}

TEST_F(RasterTest, LaysPicturesOverWithTheirAlpha) {
    const ImTextureID id = textures.add_rgba(3, 1, {10, 20, 30, 255, 255, 0, 0, 128, 9, 9, 9, 0});
    const Picture32 p =
        drawn(3, 1, [&](ImDrawList& list) { list.AddImage(id, ImVec2(0, 0), ImVec2(3, 1)); });
    EXPECT_EQ(p.at(0, 0), 0x0a141eU);
    EXPECT_EQ(p.at(1, 0), pink_pixel);
    EXPECT_EQ(p.at(2, 0), 0xffffffU);
}

TEST_F(RasterTest, StretchesBilinearly) {
    // Two texels over four pixels: centres at texel -0.25, 0.25, 0.75 and 1.25, so coverage is 0,
    // 255/4, 255·3/4 and 255.
    const ImTextureID id = textures.add_alpha(2, 1, {0, 255});
    const Picture32 p = drawn(4, 1, [&](ImDrawList& list) {
        list.AddImage(id, ImVec2(0, 0), ImVec2(4, 1), ImVec2(0, 0), ImVec2(1, 1), IM_COL32_BLACK);
    });
    EXPECT_EQ(p.at(0, 0), 0xffffffU);
    EXPECT_EQ(p.at(1, 0), 0xc0c0c0U);  // 255 - 63
    EXPECT_EQ(p.at(2, 0), 0x404040U);  // 255 - 191
    EXPECT_EQ(p.at(3, 0), 0x000000U);
}

TEST_F(RasterTest, TurnedPicturesGoThroughTheTriangles) {
    const ImTextureID id = textures.add_rgba(2, 1, {255, 0, 0, 255, 0, 0, 255, 255});
    // Turned by a quarter: red above, blue below.
    const Picture32 p = drawn(1, 2, [&](ImDrawList& list) {
        list.AddImageQuad(id, ImVec2(1, 0), ImVec2(1, 2), ImVec2(0, 2), ImVec2(0, 0));
    });
    EXPECT_EQ(p.at(0, 0), 0xff0000U);
    EXPECT_EQ(p.at(0, 1), 0x0000ffU);
}

TEST_F(RasterTest, ARemovedTextureDrawsNothing) {
    const ImTextureID id = textures.add_alpha(1, 1, {255});
    textures.remove(id);
    EXPECT_EQ(textures.bytes(), 0U);
    const Picture32 p = drawn(2, 1, [&](ImDrawList& list) {
        list.AddImage(id, ImVec2(0, 0), ImVec2(2, 1), ImVec2(0, 0), ImVec2(1, 1), red);
    });
    EXPECT_EQ(p.map(red_pixel), "../");
}

TEST_F(RasterTest, SurvivesCoordinatesThatAreNoNumbers) {
    const float wrong[] = {std::numeric_limits<float>::quiet_NaN(),
                           std::numeric_limits<float>::infinity(),
                           -std::numeric_limits<float>::infinity(), 1e30F, -1e30F};
    const ImTextureID id = textures.add_alpha(2, 2, {1, 2, 3, 4});
    drawn(70, 70, [&](ImDrawList& list) {
        for (const float a : wrong) {
            for (const float b : wrong) {
                list.AddRectFilled(ImVec2(a, b), ImVec2(b, 5), red);
                list.AddTriangleFilled(ImVec2(a, 1), ImVec2(3, b), ImVec2(9, 60), half_red);
                list.AddImage(id, ImVec2(1, 1), ImVec2(40, 40), ImVec2(a, b), ImVec2(b, a));
                list.AddImageQuad(id, ImVec2(a, 0), ImVec2(9, b), ImVec2(4, 4), ImVec2(0, 9),
                                  ImVec2(b, b));
            }
        }
    });
}

// Shapes of each kind at random places.
void paint_scene(ImDrawList& list, unsigned seed, ImTextureID cover, ImTextureID picture) {
    std::mt19937 random(seed);
    const auto between = [&](float low, float high) {
        return low + (high - low) * static_cast<float>(random() % 4096) / 4096.0F;
    };
    for (int i = 0; i < 40; ++i) {
        // Braces: the order of arguments in parentheses is each compiler's own.
        const ImVec2 a{between(-20, 320), between(-20, 200)};
        const ImVec2 size{between(1, 90), between(1, 90)};
        const ImVec2 b(a.x + size.x, a.y + size.y);
        const ImU32 colour = static_cast<ImU32>(random());
        switch (random() % 7) {
            case 0:
                list.AddRectFilled(a, b, colour, between(0, 12));
                break;
            case 1:
                list.AddRect(a, b, colour, 8, 0, between(1, 5));
                break;
            case 2:
                list.AddLine(a, b, colour, between(1, 6));
                break;
            case 3:
                list.AddImage(cover, a, b, ImVec2(0, 0), ImVec2(1, 1), colour);
                break;
            case 4:
                list.AddImageRounded(picture, a, b, ImVec2(0, 0), ImVec2(1, 1), colour, 9);
                break;
            case 5:
                list.AddCircleFilled(a, between(2, 40), colour);
                break;
            default:
                list.AddRectFilledMultiColor(a, b, colour, ~colour, colour ^ 0xff00U, colour);
                break;
        }
    }
}

class SceneTest : public RasterTest {
protected:
    ImTextureID cover = textures.add_alpha(3, 3, {0, 90, 200, 90, 200, 255, 200, 255, 30});
    ImTextureID photo =
        textures.add_rgba(2, 2, {255, 0, 0, 255, 0, 255, 0, 200, 0, 0, 255, 100, 255, 255, 255, 0});

    Painter scene(unsigned seed) {
        return [this, seed](ImDrawList& list) { paint_scene(list, seed, cover, photo); };
    }
};

TEST_F(SceneTest, ARedrawOfWhatChangedEqualsAWholeOne) {
    Picture32 kept(300, 180);
    paint(gui, raster, kept, scene(0));
    for (unsigned seed = 1; seed < 30; ++seed) {
        const Picture32 before = kept;
        // The same scene with something small in it, every other time.
        const Painter painter = [&](ImDrawList& list) {
            paint_scene(list, seed / 2, cover, photo);
            const auto at = static_cast<float>(seed * 7);
            if (seed % 2 == 1) list.AddRectFilled(ImVec2(at, 20), ImVec2(at + 9, 31), red, 3);
        };
        const std::vector<IntRect> changed = paint(gui, raster, kept, painter);
        Raster other(textures, 1);
        Picture32 whole(300, 180);
        paint(gui, other, whole, painter);
        ASSERT_EQ(kept.pixels, whole.pixels) << "seed " << seed;
        // And nothing changed outside of what was told.
        std::vector<int> told(kept.pixels.size(), 0);
        for (const IntRect& r : changed) {
            for (int y = r.y0; y < r.y1; ++y) {
                for (int x = r.x0; x < r.x1; ++x) ++told[static_cast<std::size_t>(y * 300 + x)];
            }
        }
        for (std::size_t i = 0; i < told.size(); ++i) {
            ASSERT_LE(told[i], 1) << "told twice";
            if (told[i] == 0) {
                ASSERT_EQ(kept.pixels[i], before.pixels[i]);
            }
        }
    }
}

TEST_F(SceneTest, NothingChangedIsNothingToPresent) {
    Picture32 p(300, 180);
    const auto all = paint(gui, raster, p, scene(3));
    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all.front(), (IntRect{0, 0, 300, 180}));
    EXPECT_TRUE(paint(gui, raster, p, scene(3)).empty());
    raster.forget();
    EXPECT_EQ(paint(gui, raster, p, scene(3)).size(), 1U);
    EXPECT_EQ(paint(gui, raster, p, scene(3), IM_COL32_BLACK).size(), 1U) << "new background";
}

TEST_F(SceneTest, ASmallChangeIsASmallRegion) {
    Picture32 p(640, 640);
    paint(gui, raster, p, scene(3));
    const auto changed = paint(gui, raster, p, [&](ImDrawList& list) {
        paint_scene(list, 3, cover, photo);
        list.AddRectFilled(ImVec2(500, 500), ImVec2(510, 510), red);
    });
    ASSERT_EQ(changed.size(), 1U);
    EXPECT_EQ(changed.front(), (IntRect{448, 448, 512, 512}));
}

TEST_F(SceneTest, ThreadsDrawTheSamePixels) {
    for (unsigned seed = 0; seed < 10; ++seed) {
        Picture32 first(300, 180);
        Raster one(textures, 1);
        paint(gui, one, first, scene(seed));
        for (const int threads : {2, 3, 8}) {
            Raster several(textures, threads);
            Picture32 next(300, 180);
            paint(gui, several, next, scene(seed));
            ASSERT_EQ(first.pixels, next.pixels) << seed << " with " << threads;
        }
    }
}

TEST_F(SceneTest, PixelsAreTheSameOnEveryMachineAndCompiler) {
    // Written down once from a g++ 12 build; clang 14 draws the same.
    Picture32 p(300, 180);
    paint(gui, raster, p, scene(11));
    EXPECT_EQ(p.checksum(), 18170138223051339747U);
}

TEST(Pixels, ContrastIsThatOfWcag) {
    // Black on white is 21; #767676 on white is the well-known 4.54.
    EXPECT_NEAR(contrast_ratio(IM_COL32_BLACK, IM_COL32_WHITE), 21.0, 0.001);
    EXPECT_NEAR(contrast_ratio(IM_COL32_WHITE, IM_COL32(0x76, 0x76, 0x76, 255)), 4.54, 0.005);
}

}  // namespace
}  // namespace tallystick::ui
