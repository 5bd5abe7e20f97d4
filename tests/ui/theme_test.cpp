// SPDX-License-Identifier: GPL-3.0-or-later
#include <ui/theme.h>

#include <gtest/gtest.h>

namespace tallystick::ui {
namespace {

TEST(Theme, BlackOnWhiteIsTwentyOneToOne) {
    // (1 + 0.05) / (0 + 0.05)
    EXPECT_NEAR(contrast({0, 0, 0}, {255, 255, 255}), 21.0, 1e-9);
    EXPECT_NEAR(contrast({90, 90, 90}, {90, 90, 90}), 1.0, 1e-9);
}

TEST(Theme, EveryPairKeepsItsPromise) {
    for (const auto name : all_themes) {
        double worst = 21;
        for (const auto& pair : contrast_pairs(theme(name))) {
            const double measured = contrast(pair.ink, pair.ground);
            EXPECT_GE(measured, pair.least) << pair.name;
            EXPECT_LE(measured, pair.most) << pair.name;
            if (pair.least > 3) worst = std::min(worst, measured);
        }
        RecordProperty("worst_text_contrast_" + std::to_string(static_cast<int>(name)),
                       std::to_string(worst));
    }
}

TEST(Metrics, CapitalHeightsStayInTheRangesOfTheFourSizes) {
    const double ranges[4][2] = {{3.5, 4.2}, {4.8, 5.6}, {6.4, 7.1}, {8.5, 9.0}};
    for (const auto size : all_text_sizes) {
        const Metrics metrics{3.6F, size};
        const auto& range = ranges[static_cast<std::size_t>(size)];
        for (const auto type : {Type::soft, Type::body, Type::strong, Type::title, Type::code}) {
            EXPECT_GE(metrics.cap_height_mm(type), static_cast<float>(range[0]));
            EXPECT_LE(metrics.cap_height_mm(type), static_cast<float>(range[1]));
        }
    }
}

TEST(Metrics, TargetAndGapAreNeverRoundedBelowTheirMillimetres) {
    for (float px_per_mm = 2.5F; px_per_mm < 9; px_per_mm += 0.1F) {
        const Metrics metrics{px_per_mm, TextSize::normal};
        EXPECT_GE(metrics.target() / px_per_mm, 12.7F - 1e-4F);
        EXPECT_GE(metrics.gap() / px_per_mm, 2.54F - 1e-4F);
        EXPECT_GE(metrics.space(Space::s), metrics.gap());
        EXPECT_GE(metrics.ring(), 2);
    }
}

TEST(Metrics, TheExampleOfA15InchScreen) {
    // 15.6 inch at 1920 x 1080: 2202.9 px over 396.24 mm = 5.56 px/mm, so 12.7 mm is 71 px.
    const Metrics metrics{static_cast<float>(2202.9072 / 396.24), TextSize::normal};
    EXPECT_EQ(metrics.target(), 71);
}

}  // namespace
}  // namespace tallystick::ui
