// SPDX-License-Identifier: GPL-3.0-or-later
// What must be told apart without colour, measured in the pixels.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include <app/strings.h>
#include <app/view.h>
#include <ui/widgets.h>

#include "scenes.h"

namespace tallystick::screens {
namespace {

std::uint32_t pixel(const ui::Canvas& canvas, int x, int y) {
    return canvas.pixels[static_cast<std::size_t>(y * canvas.stride + x)] & 0xFFFFFFU;
}

// How often the upper edge of a target changes between its corners: never where it is one line.
int breaks_in_edge(const ui::Canvas& canvas, const ui::Rect& rect, float px_per_mm) {
    const int y = static_cast<int>(rect.y + 0.2F * px_per_mm);
    const int corner = static_cast<int>(5 * px_per_mm);
    int breaks = 0;
    for (int x = static_cast<int>(rect.x) + corner + 1; x < static_cast<int>(rect.right()) - corner;
         ++x)
        if (pixel(canvas, x, y) != pixel(canvas, x - 1, y)) ++breaks;
    return breaks;
}

// In black and white fill and ink are those of what can be pressed: the outline says which is
// which.
TEST(Looks, WhatIsNotAvailableHasABrokenOutlineInEveryTheme) {
    Headless headless;
    const auto scenes = all_scenes();
    const Glass& glass = all_glasses().front();
    for (const char* name : {"type-ranking", "card", "type-points"}) {
        for (const auto theme : ui::all_themes) {
            app::State state = scene_named(scenes, name).state;
            state.access.theme = static_cast<app::Theme>(theme);
            headless.stage().reset();
            auto& stage = headless.show(state, glass);
            const auto& canvas = headless.draw(glass);
            int unavailable = 0;
            for (const auto* target : stage.tree().targets()) {
                const int breaks = breaks_in_edge(canvas, target->rect, glass.px_per_mm());
                if (target->rect.w < 25 * glass.px_per_mm()) continue;
                if (target->enabled) {
                    EXPECT_EQ(breaks, 0) << name << " " << target->id;
                } else {
                    ++unavailable;
                    EXPECT_GE(breaks, 4) << name << " " << target->id;
                }
            }
            EXPECT_GE(unavailable, 1) << name;
        }
    }
}

// A sentence beside a button must not squeeze it to a tower, nor the header lose the languages.
TEST(Looks, ATallScreenHasLowButtonsAndTheLanguagesAtTheLargestText) {
    Headless headless;
    const auto scenes = all_scenes();
    const auto& all = all_glasses();
    const auto tall = std::find_if(all.begin(), all.end(),
                                   [](const Glass& glass) { return glass.name == "portrait24"; });
    for (const char* name : {"review", "type-points-review", "many"}) {
        const Scene& scene = scene_named(scenes, name);
        for (const auto& language : demo_setup()->languages) {
            app::State state = scene.state;
            state.access.language = language.code;
            state.access.text_size = app::TextSize::largest;
            headless.stage().reset();
            const auto& tree = headless.show(state, *tall).tree();
            const std::string where = name_of(scene, *tall, state);
            EXPECT_NE(tree.find("header/language"), nullptr) << where;
            const auto* next = tree.find(scene.name == "many" ? "review" : "cast");
            ASSERT_NE(next, nullptr) << where;
            EXPECT_GE(next->rect.w, 1.5F * next->rect.h) << where;
        }
    }
}

// How many runs of a colour a line meets, at most, within the rectangle.
int runs_of(const ui::Canvas& canvas, const ui::Rect& rect, ui::Color color) {
    const std::uint32_t wanted = static_cast<std::uint32_t>(color.r) << 16 |
                                 static_cast<std::uint32_t>(color.g) << 8 | color.b;
    int most = 0;
    for (int y = static_cast<int>(rect.y); y < static_cast<int>(rect.bottom()); ++y) {
        int runs = 0;
        bool inside = false;
        for (int x = static_cast<int>(rect.x); x < static_cast<int>(rect.right()); ++x) {
            const bool now = pixel(canvas, x, y) == wanted;
            if (now && !inside) ++runs;
            inside = now;
        }
        most = std::max(most, runs);
    }
    return most;
}

// 10 tokens, at most 5 for one: with 2 on the first and 8 given there are 2 left; one more moves
// one of them.
TEST(Looks, ATokenIsSeenToGoFromThePotToItsCard) {
    Headless headless;
    const auto scenes = all_scenes();
    app::State state = scene_named(scenes, "type-points").state;
    const Glass& glass = all_glasses().front();
    const auto* proposal = state.round().find_proposal(state.session.order.front());
    const std::string vote = "vote/" + proposal->id.text();
    for (const std::int64_t given : {2, 3}) {
        state.session.votes[proposal->id] = given;
        auto& stage = headless.show(state, glass);
        const auto& canvas = headless.draw(glass);
        const auto* meter = stage.tree().find("meter/" + proposal->pot.text());
        const auto* less = stage.tree().find(vote + "/less");
        const auto* more = stage.tree().find(vote + "/more");
        ASSERT_TRUE(meter != nullptr && less != nullptr && more != nullptr);
        const auto& accents = ui::theme(ui::ThemeName::standard).accents;
        const ui::Rect between{less->rect.right(), less->rect.y, more->rect.x - less->rect.right(),
                               less->rect.h};
        const auto most = [&](const ui::Rect& rect) {
            int runs = 0;
            for (const auto& accent : accents)
                runs = std::max(runs, runs_of(canvas, rect, accent.strong));
            return runs;
        };
        EXPECT_EQ(most(meter->rect), 4 - given);
        EXPECT_EQ(most(between), given);
    }
}

TEST(Looks, ChipsOfTheHeaderAreOfOneHeight) {
    Headless headless;
    const auto scenes = all_scenes();
    for (const auto& glass : all_glasses()) {
        for (int size = 0; size < 4; ++size) {
            app::State state = scene_named(scenes, "ballot").state;
            state.access.language = "ur";
            state.access.text_size = static_cast<app::TextSize>(size);
            headless.stage().reset();
            const auto& tree = headless.show(state, glass).tree();
            std::map<float, float> heights;  // of each row
            for (const auto* target : tree.targets()) {
                if (!target->id.starts_with("header/")) continue;
                const auto known = heights.emplace(target->rect.y, target->rect.h);
                EXPECT_NEAR(known.first->second, target->rect.h, 1)
                    << glass.name << " size " << size << " " << target->id;
            }
            EXPECT_LE(heights.size(), 2U) << glass.name << " size " << size;
        }
    }
}

// A line that goes on begins where lines begin.
TEST(Looks, WhatIsSaidBesideAHeadingStandsUnderItWhereItHasNoRoom) {
    Headless headless;
    const auto scenes = all_scenes();
    const Glass& tall = all_glasses()[3];
    app::State state = scene_named(scenes, "type-amount").state;
    state.access.language = "bn";
    state.access.text_size = app::TextSize::largest;
    const auto& tree = headless.show(state, tall).tree();
    const std::string words = app::tr("You can change your choices until you cast your vote.");
    const auto& all = tree.nodes();
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const auto& node) { return node.label == words; });
    ASSERT_NE(found, all.end());
    EXPECT_NEAR(found->rect.x, tree.find("undo")->rect.x, 1);
}

TEST(Looks, BothThatAreComparedCanBeChosenOnTheFirstPage) {
    Headless headless;
    const auto scenes = all_scenes();
    const Scene& scene = scene_named(scenes, "compare");
    for (const char* name : {"1080p24", "1080p15", "wxga10", "portrait24", "4k32"}) {
        const auto& all = all_glasses();
        const auto glass = std::find_if(all.begin(), all.end(),
                                        [&](const Glass& one) { return one.name == name; });
        for (const auto& [language, size] : all_readers()) {
            // The largest text leaves ten inches one at a time, under its title.
            if (glass->name == "wxga10" && size == 3) continue;
            const app::State state = read_in(scene.state, language, size);
            headless.stage().reset();
            const auto& tree = headless.show(state, *glass).tree();
            for (const auto& id : state.session.compare)
                EXPECT_NE(tree.find("vote/" + id.text()), nullptr) << name_of(scene, *glass, state);
        }
    }
}

TEST(Looks, ThePageOfAProposalBeginsWithItsTitle) {
    Headless headless;
    const auto scenes = all_scenes();
    const Scene& scene = scene_named(scenes, "details");
    const auto& title = scene.state.round().find_proposal(*scene.state.session.details)->title;
    for (const auto& glass : all_glasses()) {
        if (glass.name == "vga10") continue;
        for (const char* language : {"en", "ur", "pl", "zh"}) {
            for (int size = 0; size < 4; ++size) {
                const app::State state = read_in(scene.state, language, size);
                headless.stage().reset();
                const auto& all = headless.show(state, glass).tree().nodes();
                const auto titled = [&](const auto& node) {
                    return node.role == ui::Role::heading &&
                           node.label == app::text_of(state, title);
                };
                EXPECT_TRUE(std::any_of(all.begin(), all.end(), titled))
                    << name_of(scene, glass, state);
            }
        }
    }
}

// Nobody can tell whose "Remove" it is where the title is a page away.
TEST(Looks, WhatIsChangedWhileComparingStandsUnderItsTitle) {
    Headless headless;
    const auto scenes = all_scenes();
    for (const char* type : {"compare", "type-points", "type-ranking", "type-amount"}) {
        const Scene& scene = scene_named(scenes, type);
        for (const auto& glass : all_glasses()) {
            if (glass.name == "vga10") continue;
            for (const auto& language : demo_setup()->languages) {
                app::State state = read_in(scene.state, language.code, 3);
                state.screen = app::Screen::compare;
                state.session.compare = {state.session.order[0], state.session.order[1]};
                headless.stage().reset();
                auto& stage = headless.show(state, glass);
                for (int page = 0; page < 9; ++page) {
                    for (const auto& id : state.session.compare) {
                        const std::string card = "proposal/" + id.text();
                        const std::string& title =
                            app::text_of(state, state.round().find_proposal(id)->title);
                        const auto& all = stage.tree().nodes();
                        const auto titled = [&](const auto& node) {
                            return node.parent == card && !node.id.starts_with("vote/") &&
                                   node.label.find(title) != std::string::npos;
                        };
                        const auto votes = [&](const auto& node) {
                            return node.parent == card && node.id.starts_with("vote/");
                        };
                        EXPECT_EQ(std::any_of(all.begin(), all.end(), votes),
                                  std::any_of(all.begin(), all.end(), titled))
                            << name_of(scene, glass, state) << " page " << page;
                    }
                    if (!stage.handle(ui::Wheel{-1}).page_turned) break;
                }
            }
        }
    }
}

bool has_a_word(const ui::Element& e) {
    const auto is_letter = [](char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; };
    return std::any_of(e.text.begin(), e.text.end(), is_letter) ||
           std::any_of(e.children.begin(), e.children.end(), has_a_word);
}

bool has_an_icon(const ui::Element& e) {
    return e.kind == ui::Element::Kind::icon ||
           std::any_of(e.children.begin(), e.children.end(), has_an_icon);
}

// "3 / 3" beside More is page 3 of 3 to whoever reads it; where buttons lose their icons too. And
// money is said to be left, or it is read as spent.
TEST(Looks, HowAPotStandsIsNoBareFigure) {
    const auto scenes = all_scenes();
    Headless headless;
    for (const char* name : {"ballot", "type-knapsack", "type-points", "type-score", "type-ranking",
                             "type-choose-one", "type-amount", "type-plus-minus"}) {
        const auto& state = scene_named(scenes, name).state;
        app::set_language("en");
        int seen = 0;
        for (auto& line : app::screen_of(state).beside_pages(1)) {
            if (!line.id.starts_with("meter/")) continue;
            std::vector<ui::Element> forms = line.lower;
            forms.push_back(line);
            const auto type = app::pots_in_use(state).front().pot->ballot.type;
            const bool money =
                type == ballot::BallotType::knapsack || type == ballot::BallotType::amount;
            for (auto& form : forms) {
                ++seen;
                const auto bare = ui::without_icons(form);
                EXPECT_TRUE(has_a_word(bare) || (!money && has_an_icon(bare))) << name;
            }
        }
        EXPECT_GE(seen, 2) << name;
    }
}

TEST(Looks, WhatWentWrongIsSaidOnce) {
    Headless headless;
    const auto scenes = all_scenes();
    const auto& state = scene_named(scenes, "trouble").state;
    const auto& tree = headless.show(state, all_glasses().front()).tree();
    const auto said = [&](const auto& node) { return node.label == app::still_needed(state); };
    EXPECT_EQ(std::count_if(tree.nodes().begin(), tree.nodes().end(), said), 1);
}

// Half of "Your vote is not cast yet" says the contrary.
TEST(Looks, WhatWentWrongIsSaidWholeOnTheFirstPage) {
    Headless headless;
    const auto scenes = all_scenes();
    for (const char* name : {"trouble", "check-failed"}) {
        const Scene& scene = scene_named(scenes, name);
        for (const auto& glass : all_glasses()) {
            if (glass.name == "vga10") continue;
            for (const auto& [language, size] : all_readers()) {
                app::State state = read_in(scene.state, language, size);
                headless.stage().reset();
                auto& stage = headless.show(state, glass);
                const bool in_footer = stage.tree().find("needed") != nullptr;
                EXPECT_TRUE(in_footer || is_headed_whole(stage, app::trouble_title(state)))
                    << name_of(scene, glass, state);
            }
        }
    }
}

// 220 proposals are not 74 pages.
TEST(Looks, ALongListHasLowCards) {
    Headless headless;
    const auto scenes = all_scenes();
    app::State state = scene_named(scenes, "many").state;
    auto& stage = headless.show(state, all_glasses().front());
    const auto cards = [&] {
        int count = 0;
        for (const auto& node : stage.tree().nodes()) count += node.id.starts_with("proposal/");
        return count;
    };
    EXPECT_GE(cards(), 6);
    (void)stage.handle(ui::Wheel{-1});
    EXPECT_GE(cards(), 9);
}

// Beside it they would leave half of each card of three empty.
TEST(Looks, ButtonsStandUnderTheWordsOfACardOfThree) {
    Headless headless;
    const auto scenes = all_scenes();
    for (const char* name : {"ballot", "ballot-empty", "many", "type-ranking", "type-knapsack"}) {
        headless.stage().reset();
        const auto& tree =
            headless.show(scene_named(scenes, name).state, all_glasses().front()).tree();
        for (const auto& node : tree.nodes()) {
            if (!node.id.starts_with("proposal/")) continue;
            const auto* details = tree.find("details/" + node.id.substr(9));
            ASSERT_NE(details, nullptr) << node.id;
            EXPECT_LT(details->rect.x - node.rect.x, node.rect.w / 8) << name << " " << node.id;
        }
    }
}

// Half as many cards because a second row misses by a few millimetres is a page more to turn.
TEST(Looks, TheFirstPageOfALongListLeavesNoThirdBlank) {
    Headless headless;
    const auto scenes = all_scenes();
    const Glass& glass = all_glasses().front();
    for (const char* name : {"ballot", "many", "type-points", "type-ranking", "type-amount",
                             "type-knapsack", "type-plus-minus"}) {
        for (const auto& language : demo_setup()->languages) {
            app::State state = scene_named(scenes, name).state;
            state.access.language = language.code;
            headless.stage().reset();
            const auto& tree = headless.show(state, glass).tree();
            const auto* more = tree.find("page/more");
            if (more == nullptr) continue;
            float top = more->rect.y, bottom = 0;
            for (const auto& node : tree.nodes()) {
                if (!node.id.starts_with("proposal/")) continue;
                top = std::min(top, node.rect.y);
                bottom = std::max(bottom, node.rect.bottom());
            }
            EXPECT_LT(more->rect.y - bottom, 0.45F * (more->rect.y - top))
                << name_of(scene_named(scenes, name), glass, state);
        }
    }
}

}  // namespace
}  // namespace tallystick::screens
