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

}  // namespace
}  // namespace tallystick::screens
