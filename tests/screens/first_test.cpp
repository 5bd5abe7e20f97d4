// SPDX-License-Identifier: GPL-3.0-or-later
// The first screens: what a voter meets before any proposal.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include <app/screens.h>
#include <app/strings.h>
#include <app/view.h>

#include "scenes.h"

namespace tallystick::screens {
namespace {

using Look = std::function<void(const app::State&, ui::Stage&, const std::string&)>;
using Wanted = std::function<bool(const Glass&, const app::State&)>;

// On every glass, for every reader, at every size, with low reach and without, where it is wanted.
void everywhere(const std::string& name, const Wanted& wanted, const Look& look) {
    Headless headless;
    const auto scenes = all_scenes();
    const Scene& scene = scene_named(scenes, name);
    for (const auto& glass : all_glasses()) {
        for (const auto& language : demo_setup()->languages) {
            for (int size = 0; size < 8; ++size) {
                app::State state = read_in(scene.state, language.code, size % 4);
                state.access.low_reach = size >= 4;
                if (!wanted(glass, state)) continue;
                headless.stage().reset();
                look(state, headless.show(state, glass), name_of(scene, glass, state));
            }
        }
    }
}

// Not larger than text is at first, nor all of it in half of the screen.
bool as_at_first(const app::State& state) {
    return !state.access.low_reach && state.access.text_size <= app::TextSize::medium;
}

bool is_large(const Glass& glass) {
    return glass.inches > 15;
}

TEST(FirstScreens, WelcomeSaysWhatItIsAndHowToBegin) {
    const auto all = [](const auto&, const auto&) { return true; };
    everywhere("welcome", all, [](const auto& state, auto& stage, const std::string& where) {
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

// "It is only counted when you see …" is not for the next page.
TEST(FirstScreens, HowItWorksIsOnePage) {
    const auto wanted = [](const auto& glass, const auto& state) {
        return is_large(glass) && as_at_first(state);
    };
    everywhere("how", wanted, [](const auto&, auto& stage, const std::string& where) {
        EXPECT_EQ(stage.tree().find("page/more"), nullptr) << where;
    });
}

TEST(FirstScreens, WhatIsTypedAndItsKeysShareAPage) {
    const auto wanted = [](const auto& glass, const auto& state) {
        return glass.name != "vga10" && as_at_first(state);
    };
    everywhere("card", wanted, [](const auto&, auto& stage, const std::string& where) {
        for (const char* id : {"card/code", "key/0", "key/Z", "key/erase", "card/submit"})
            EXPECT_NE(stage.tree().find(id), nullptr) << where << " " << id;
    });
}

TEST(FirstScreens, TheReceiptIsSeenWithTheNewsThatTheVoteIsIn) {
    const auto wanted = [](const auto& glass, const auto& state) {
        return is_large(glass) && as_at_first(state);
    };
    everywhere("done", wanted, [](const auto&, auto& stage, const std::string& where) {
        EXPECT_EQ(stage.tree().find("page/more"), nullptr) << where;
    });
}

TEST(FirstScreens, ADemonstrationSaysSoAtEverySizeOfText) {
    const auto wanted = [](const auto& glass, const auto& state) {
        return glass.name == "1080p24" && !state.access.low_reach;
    };
    everywhere("ballot", wanted, [](const auto&, auto& stage, const std::string& where) {
        const auto& all = stage.tree().nodes();
        EXPECT_TRUE(std::any_of(all.begin(), all.end(), [](const auto& node) {
            return node.label == app::tr("DEMO") ||
                   node.label == app::tr("DEMO: nothing here is a real vote");
        })) << where;
    });
}

// The languages and the privacy, of ten inches on too.
TEST(FirstScreens, TheHeaderKeepsItsChipsInNastaliq) {
    const auto wanted = [](const auto& glass, const auto& state) {
        return glass.name != "vga10" && state.access.language == "ur" && as_at_first(state);
    };
    everywhere("ballot", wanted, [](const auto&, auto& stage, const std::string& where) {
        EXPECT_NE(stage.tree().find("header/language"), nullptr) << where;
        EXPECT_NE(stage.tree().find("header/about"), nullptr) << where;
    });
}

const ui::Element* with_id(const ui::Element& in, const std::string& id) {
    if (in.id == id) return &in;
    for (const auto& child : in.children)
        if (const auto* found = with_id(child, id)) return found;
    return nullptr;
}

// Who reads none of the Latin letters finds the own ones.
TEST(FirstScreens, TheLanguagesChipHasANameInEachScript) {
    const auto scenes = all_scenes();
    for (const char* language : {"en", "zh", "ur", "uk"}) {
        const auto state = read_in(scene_named(scenes, "ballot").state, language, 1);
        const auto screen = app::screen_of(state);
        const auto* chip = with_id(screen.headers.front(), "header/language");
        ASSERT_NE(chip, nullptr);
        for (const char* name : {"English", "ਪੰਜਾਬੀ", "اردو", "বাংলা", "简体中文", "Українська"})
            EXPECT_NE(chip->children.back().text.find(name), std::string::npos)
                << language << " " << name;
    }
}

TEST(FirstScreens, EasyReadHasAPictureWithEveryPoint) {
    const auto scenes = all_scenes();
    for (const char* name : {"welcome", "card", "how", "help", "help-called", "about", "alert",
                             "confirm-check", "notice"}) {
        const auto state = read_in(scene_named(scenes, name).state, "en@easy", 1);
        app::set_language("en@easy");
        const auto screen = app::screen_of(state);
        const bool is_dialog = screen.dialog.has_value();
        const auto& points = is_dialog ? *screen.dialog : screen.body.children.front();
        for (const auto& point : points.children)
            EXPECT_TRUE(point.kind != ui::Element::Kind::text || point.role == ui::Role::heading)
                << name << ": " << point.text;
    }
}

}  // namespace
}  // namespace tallystick::screens
