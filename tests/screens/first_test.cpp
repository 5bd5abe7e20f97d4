// SPDX-License-Identifier: GPL-3.0-or-later
// The first screens: what a voter meets before any proposal.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include <app/strings.h>
#include <app/view.h>

#include "scenes.h"

namespace tallystick::screens {
namespace {

// On every glass, for every reader, at every size, with low reach and without.
void everywhere(
    const std::string& name,
    const std::function<void(const app::State&, ui::Stage&, const std::string&)>& look) {
    Headless headless;
    const auto scenes = all_scenes();
    const Scene& scene = scene_named(scenes, name);
    for (const auto& glass : all_glasses()) {
        for (const auto& language : demo_setup()->languages) {
            for (int size = 0; size < 8; ++size) {
                app::State state = read_in(scene.state, language.code, size % 4);
                state.access.low_reach = size >= 4;
                headless.stage().reset();
                auto& stage = headless.show(state, glass);
                look(state, stage, name_of(scene, glass, state));
            }
        }
    }
}

TEST(FirstScreens, WelcomeSaysWhatItIsAndHowToBegin) {
    everywhere("welcome", [](const auto& state, auto& stage, const std::string& where) {
        const auto* start = stage.tree().find("start");
        EXPECT_TRUE(start != nullptr && start->fits) << where;
        EXPECT_TRUE(is_headed_whole(stage, app::text_of(state, state.round().title))) << where;
    });
}

// A code is printed and typed from left to right in every language, and so is a telephone.
TEST(FirstScreens, KeysStandInTheOrderOfTheirTelephone) {
    Headless headless;
    const auto scenes = all_scenes();
    struct Pad {
        const char* scene;
        std::string keys, keys_in_order;
    };
    for (const auto& [scene, keys, order] :
         {Pad{"card", "key/", "01234567"}, Pad{"pin", "pin/", "123"}, Pad{"pin", "pin/", "456"},
          Pad{"find", "number/", "1234567890"}}) {
        for (const char* language : {"en", "ur", "ar"}) {
            const auto state = read_in(scene_named(scenes, scene).state, language, 1);
            headless.stage().reset();
            const auto& tree = headless.show(state, all_glasses().front()).tree();
            for (std::size_t i = 1; i < order.size(); ++i) {
                const auto* before = tree.find(keys + order[i - 1]);
                const auto* after = tree.find(keys + order[i]);
                ASSERT_TRUE(before != nullptr && after != nullptr) << scene;
                EXPECT_EQ(before->rect.y, after->rect.y) << scene << " " << language;
                EXPECT_LT(before->rect.x, after->rect.x) << scene << " " << language;
            }
        }
    }
}

TEST(FirstScreens, TheKeyOfZeroStandsUnderEight) {
    Headless headless;
    const auto scenes = all_scenes();
    for (const auto& glass : all_glasses()) {
        const auto& tree = headless.show(scene_named(scenes, "pin").state, glass).tree();
        const auto* eight = tree.find("pin/8");
        const auto* zero = tree.find("pin/0");
        if (eight == nullptr || zero == nullptr) continue;
        EXPECT_EQ(eight->rect.x, zero->rect.x) << glass.name;
        EXPECT_LT(eight->rect.y, zero->rect.y) << glass.name;
    }
}

}  // namespace
}  // namespace tallystick::screens
