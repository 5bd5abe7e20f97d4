// SPDX-License-Identifier: GPL-3.0-or-later
// Every screen of the kiosk, looked at automatically, page by page: in each language and size, on
// each glass, a sample; one in TALLYSTICK_SCREENS where that is set (scripts/soak: all), and on the
// glass TALLYSTICK_GLASS alone where that is.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <map>
#include <set>

#include <app/strings.h>
#include <app/view.h>
#include <ui/check.h>

#include "scenes.h"

namespace tallystick::screens {
namespace {

// The table that is printed at the end.
struct Worst {
    int pages = 0;
    int targets = 0;
    double target_mm = 1e9;
    double gap_mm = 1e9;
    std::string target_at, gap_at;

    void add(const ui::ScreenCheck& check, const std::string& where) {
        ++pages;
        targets += check.targets;
        if (check.least_target_mm < target_mm) {
            target_mm = check.least_target_mm;
            target_at = where;
        }
        if (check.least_gap_mm < gap_mm) {
            gap_mm = check.least_gap_mm;
            gap_at = where;
        }
    }
    void print() const {
        std::printf("%-28s %10s %10s  %s\n", "checked", "worst", "promised", "where");
        std::printf("%-28s %10d\n", "pages", pages);
        std::printf("%-28s %10d\n", "targets, reached by Tab", targets);
        std::printf("%-28s %7.2f mm %7.2f mm  %s\n", "size of a target", target_mm, 12.70,
                    target_at.c_str());
        std::printf("%-28s %7.2f mm %7.2f mm  %s\n", "gap between targets", gap_mm, 2.54,
                    gap_at.c_str());
        std::printf("%-28s %10d\n", "text cut or without glyph", 0);
    }
};

// Tab goes once through every target of the page and comes round again, missing none.
void expect_focus_reaches_all(ui::Stage& stage, const std::string& name) {
    std::set<std::string> targets, met;
    for (const auto* target : stage.tree().targets()) targets.insert(target->id);
    for (std::size_t i = 0; i < targets.size(); ++i) {
        (void)stage.handle(ui::KeyDown{ui::Key::tab});
        if (stage.focused() != nullptr) met.insert(stage.focused()->id);
    }
    EXPECT_EQ(met, targets) << name;
}

// All pages of what is shown; the ids of all targets met.
std::set<std::string> look(Headless& headless, const app::State& state, const Glass& glass,
                           const std::string& name, Worst& worst) {
    std::set<std::string> reached;
    headless.stage().reset();
    auto& stage = headless.show(state, glass);
    // The 220 proposals are looked at for some pages; flow is tested elsewhere to its end.
    const int most = name.starts_with("many") ? 6 : 200;
    for (int page = 0; page < most; ++page) {
        const std::string where = name + " page " + std::to_string(page + 1);
        const auto check = ui::check_screen(stage.tree(), stage.metrics(), stage.settings().size);
        for (const auto& fault : check.faults) ADD_FAILURE() << where << ": " << fault;
        worst.add(check, where);
        for (const auto* target : stage.tree().targets()) reached.insert(target->id);
        expect_focus_reaches_all(stage, where);
        if (!stage.handle(ui::Wheel{-1}).page_turned) break;
    }
    return reached;
}

// Each scene on each glass in each language at each size, with and without low reach; themes change
// colours alone, and are looked at below.
void each_combination(std::size_t share,
                      const std::function<void(const Scene&, const Glass&, app::State)>& visit) {
    std::size_t turn = 0;
    const char* asked = std::getenv("TALLYSTICK_GLASS");
    for (const auto& scene : all_scenes()) {
        for (const auto& glass : all_glasses()) {
            if (asked != nullptr && glass.name != asked) continue;
            for (const auto& language : demo_setup()->languages) {
                for (int size = 0; size < 8; ++size) {
                    if (++turn % share != 0) continue;
                    app::State state = read_in(scene.state, language.code, size % 4);
                    state.access.low_reach = size >= 4;
                    visit(scene, glass, state);
                }
            }
        }
    }
}

TEST(Screens, HaveLargeTargetsApartAndWholeText) {
    Headless headless;
    Worst worst;
    // Prime to the numbers of sizes, glasses and languages, so that all meet all.
    each_combination(share_of_all(53),
                     [&](const Scene& scene, const Glass& glass, const app::State& state) {
                         look(headless, state, glass, name_of(scene, glass, state), worst);
                     });
    worst.print();
}

// What can be touched must not depend on the glass, the language or the size of the text; only the
// header's forms differ, and what is a second way: the bar of a knapsack, where there is room for
// it, to what each card offers, a compared title, where it is cut, to its details, and where the
// footer has room for it a call of the steward, which is in each header.
TEST(Screens, OfferTheSameThingsEverywhere) {
    Headless headless;
    Worst worst;
    for (const auto& scene : all_scenes()) {
        if (scene.name == "many") continue;  // not looked at to its end
        std::set<std::string> usual;
        for (const auto& [glass, language, size] :
             {std::tuple{0, "en", 1}, std::tuple{2, "pl", 3}, std::tuple{3, "ur", 0}}) {
            app::State state = read_in(scene.state, language, size);
            const auto& on = all_glasses()[static_cast<std::size_t>(glass)];
            std::set<std::string> reached;
            for (const auto& id : look(headless, state, on, name_of(scene, on, state), worst)) {
                const bool second_way = id.starts_with("meter/") || id == "steward/call" ||
                                        (scene.name == "compare" && id.starts_with("details/"));
                if (!id.starts_with("header/") && !second_way &&
                    id.find("page/") == std::string::npos) {
                    reached.insert(id);
                }
            }
            if (usual.empty()) usual = reached;
            EXPECT_EQ(reached, usual) << name_of(scene, on, state);
        }
    }
}

// As high as a finger is wide, on every glass that has the room to show it.
TEST(Screens, ABarThatIsShownCanBeTouched) {
    Headless headless;
    const auto scenes = all_scenes();
    const auto& scene = scene_named(scenes, "type-knapsack");
    for (const auto& glass : all_glasses()) {
        const auto& stage = headless.show(scene.state, glass);
        const auto* bar = stage.tree().find("meter/north");
        ASSERT_NE(bar, nullptr) << glass.name;
        EXPECT_TRUE(bar->target) << glass.name;
        EXPECT_GE(bar->rect.h / glass.px_per_mm(), 12.7) << glass.name;
    }
}

TEST(Screens, EveryTargetMeansSomething) {
    Headless headless;
    Worst worst;
    for (const auto& scene : all_scenes()) {
        for (const auto& id :
             look(headless, scene.state, all_glasses().front(), scene.name, worst)) {
            if (id.ends_with("page/more") || id.ends_with("page/back")) continue;
            EXPECT_TRUE(app::event_of(scene.state, id).has_value()) << scene.name << ": " << id;
        }
    }
}

const Glass& glass_named(const std::string& name) {
    const auto& all = all_glasses();
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const Glass& glass) { return glass.name == name; });
    if (found == all.end()) std::abort();
    return *found;
}

TEST(Screens, AlwaysOfferAStewardAndTheSettings) {
    Headless headless;
    for (const auto& scene : all_scenes()) {
        const auto& stage = headless.show(scene.state, all_glasses().front());
        if (stage.tree().top_layer() > 0) continue;
        EXPECT_NE(stage.tree().find("header/steward"), nullptr) << scene.name;
        EXPECT_NE(stage.tree().find("header/access"), nullptr) << scene.name;
        EXPECT_NE(stage.tree().find("header/language"), nullptr) << scene.name;
    }
}

// ACCESS A17 and A20: on the smallest glass with the largest text too, on each page of each screen.
TEST(Screens, ShowWhatIsStillNeededAndTheCallOnEachPage) {
    Headless headless;
    const Glass& glass = glass_named("wxga10");
    std::size_t turn = 0;
    for (const auto& scene : all_scenes()) {
        const auto& large = headless.show(scene.state, all_glasses().front());
        const bool says = large.tree().find("needed") != nullptr;
        // Beneath only where it goes on on another page.
        const bool on_page = scene.state.screen == app::Screen::trouble;
        for (const auto& language : demo_setup()->languages) {
            for (const int size : {1, 3}) {
                if (++turn % share_of_all(3) != 0) continue;
                app::State state = read_in(scene.state, language.code, size);
                headless.stage().reset();
                auto& stage = headless.show(state, glass);
                if (stage.tree().top_layer() > 0) continue;
                for (int page = 0; page < 4; ++page) {
                    const std::string where =
                        name_of(scene, glass, state) + " page " + std::to_string(page);
                    EXPECT_NE(stage.tree().find("header/steward"), nullptr) << where;
                    const auto* needed = stage.tree().find("needed");
                    EXPECT_TRUE(on_page || (needed != nullptr) == says) << where;
                    if (needed != nullptr) {
                        EXPECT_GE(needed->rect.h, stage.metrics().cap_px(ui::Type::soft)) << where;
                    }
                    if (!stage.handle(ui::Wheel{-1}).page_turned) break;
                }
            }
        }
    }
}

// U+2068 and U+2069, which stand around what is put into a sentence and are not in the tree.
std::string without_isolates(std::string words) {
    for (const char* isolate : {"\u2068", "\u2069"}) {
        for (auto at = words.find(isolate); at != std::string::npos; at = words.find(isolate))
            words.erase(at, 3);
    }
    return words;
}

// The number that the search and the printed list go by: drawn on each card in every form of it,
// and in what each of its buttons is heard as.
void expect_numbers(const ui::SemanticTree& tree, const app::State& state,
                    const std::string& where) {
    for (const auto& id : state.session.order) {
        const std::string text_id = id.text();
        const std::string number = without_isolates(app::tr(
            "No. {number}", {{"number", app::number(state.round().find_proposal(id)->number)}}));
        const auto says = [&](const ui::SemanticNode& node) {
            return node.label.find(number) != std::string::npos;
        };
        const auto* cell = tree.find("score/" + text_id);
        EXPECT_TRUE(cell == nullptr || says(*cell)) << where;
        if (tree.find("proposal/" + text_id) == nullptr) continue;
        bool has_words = false;
        bool drawn = false;
        for (const auto& node : tree.nodes()) {
            if (node.parent != "proposal/" + text_id) continue;
            EXPECT_TRUE(!node.target || says(node)) << where << ": " << node.label;
            if (node.target || node.label.empty()) continue;
            has_words = true;
            drawn = drawn || says(node);
        }
        // Without words of its own the title is itself the button to the details.
        EXPECT_EQ(drawn, has_words) << where << ": " << text_id;
    }
}

TEST(Screens, EachCardShowsItsNumber) {
    Headless headless;
    const auto scenes = all_scenes();
    for (const char* name : {"ballot", "many", "type-points", "type-score", "pitch"}) {
        const auto& scene = scene_named(scenes, name);
        for (const auto& glass : all_glasses()) {
            for (const char* language : {"en", "ur", "zh", "pl"}) {
                for (int size = 0; size < 4; ++size) {
                    app::State state = read_in(scene.state, language, size);
                    headless.stage().reset();
                    const auto& stage = headless.show(state, glass);
                    expect_numbers(stage.tree(), state, name_of(scene, glass, state));
                }
            }
        }
    }
}

// What is left of the pot in view, and the way to the parts of a knapsack, on each page: as a bar,
// or in one line.
void expect_what_is_left(ui::Stage& stage, const app::State& state, const std::string& name) {
    const auto uses = app::pots_in_use(state);
    for (int page = 0; page < 20; ++page) {
        const std::string where = name + " page " + std::to_string(page + 1);
        const auto& tree = stage.tree();
        for (const auto& use : uses) {
            const auto& all = state.round().proposals;
            const bool in_view = std::any_of(all.begin(), all.end(), [&](const auto& proposal) {
                return proposal.pot == use.pot->id &&
                       (tree.find("proposal/" + proposal.id.text()) != nullptr ||
                        tree.find("score/" + proposal.id.text()) != nullptr);
            });
            if (!in_view) continue;
            const auto* meter = tree.find("meter/" + use.pot->id.text());
            EXPECT_NE(meter, nullptr) << where << ": " << use.pot->id.text();
            if (meter == nullptr) continue;
            EXPECT_NE(meter->label.find(app::text_of(state, use.pot->name)), std::string::npos)
                << where << ": " << meter->label;
            EXPECT_TRUE(meter->fits) << where;
            const bool opens =
                use.pot->ballot.type == ballot::BallotType::knapsack && !use.in_order.empty();
            EXPECT_EQ(meter->target, opens) << where;
        }
        if (!stage.handle(ui::Wheel{-1}).page_turned) break;
    }
}

TEST(Screens, WhatIsLeftIsOnEachPageOfTheBallot) {
    Headless headless;
    const char* asked = std::getenv("TALLYSTICK_GLASS");
    const auto scenes = all_scenes();
    std::size_t turn = 0;
    for (const char* name :
         {"type-knapsack", "ballot", "ballot-empty", "type-points", "type-amount", "type-ranking",
          "type-score", "type-plus-minus", "type-choose-one", "many"}) {
        const auto& scene = scene_named(scenes, name);
        for (const auto& glass : all_glasses()) {
            if (asked != nullptr && glass.name != asked) continue;
            for (const auto& language : demo_setup()->languages) {
                for (int size = 0; size < 4; ++size) {
                    // Prime to the numbers of types, glasses, languages and sizes.
                    if (++turn % share_of_all(11) != 0) continue;
                    app::State state = read_in(scene.state, language.code, size);
                    headless.stage().reset();
                    auto& stage = headless.show(state, glass);
                    expect_what_is_left(stage, state, name_of(scene, glass, state));
                }
            }
        }
    }
}

// By their names, not only behind a general "Help": ACCESS A20, at each size of text.
TEST(Screens, NameTheStewardAndThePrivacyWhereTheyFit) {
    Headless headless;
    const auto scenes = all_scenes();
    for (const auto& glass : all_glasses()) {
        if (glass.name == "vga10") continue;
        for (int size = 0; size < 4; ++size) {
            app::State state = scene_named(scenes, "ballot").state;
            state.access.text_size = static_cast<app::TextSize>(size);
            const auto& tree = headless.show(state, glass).tree();
            const auto* steward = tree.find("header/steward");
            ASSERT_NE(steward, nullptr) << glass.name << size;
            EXPECT_EQ(steward->label, "Call a steward") << glass.name << size;
            // On ten inches the largest text leaves room for the call alone; it leads on.
            const bool room = glass.name != "wxga10" || size < 3;
            EXPECT_EQ(tree.find("header/about") != nullptr, room) << glass.name << size;
        }
    }
}

ui::Color pixel(const ui::Canvas& canvas, int x, int y) {
    const auto p = canvas.pixels[static_cast<std::size_t>(y * canvas.stride + x)];
    return {static_cast<std::uint8_t>(p >> 16), static_cast<std::uint8_t>(p >> 8),
            static_cast<std::uint8_t>(p)};
}

// The colour that covers most of the rectangle, and the best contrast any pixel has with it.
double contrast_in(const ui::Canvas& canvas, const ui::Rect& rect) {
    std::map<std::uint32_t, int> counts;
    const int x1 = std::min(canvas.width, static_cast<int>(rect.right()));
    const int y1 = std::min(canvas.height, static_cast<int>(rect.bottom()));
    const auto each = [&](const auto& visit) {
        for (int y = std::max(0, static_cast<int>(rect.y)); y < y1; ++y) {
            for (int x = std::max(0, static_cast<int>(rect.x)); x < x1; ++x) {
                visit(pixel(canvas, x, y));
            }
        }
    };
    each([&](ui::Color c) { ++counts[c.packed()]; });
    if (counts.empty()) return 21;
    const auto most =
        std::max_element(counts.begin(), counts.end(),
                         [](const auto& a, const auto& b) { return a.second < b.second; });
    ui::Color ground;
    double best = 1;
    each([&](ui::Color c) {
        if (c.packed() == most->first) ground = c;
    });
    for (const auto& [packed, count] : counts) {
        const ui::Color c{static_cast<std::uint8_t>(packed), static_cast<std::uint8_t>(packed >> 8),
                          static_cast<std::uint8_t>(packed >> 16)};
        best = std::max(best, ui::contrast(c, ground));
    }
    return best;
}

void expect_contrast(ui::Stage& stage, const ui::Canvas& canvas, ui::ThemeName theme,
                     const std::string& name, double& worst) {
    const int top = stage.tree().top_layer();
    for (const auto& node : stage.tree().nodes()) {
        const bool has_text = node.role == ui::Role::text || node.role == ui::Role::heading ||
                              node.role == ui::Role::button || node.role == ui::Role::status;
        if (!has_text || node.layer != top || node.label.empty()) continue;
        const double measured = contrast_in(canvas, node.rect);
        worst = std::min(worst, measured);
        // Strokes thinner than a pixel never reach the full ink: 3 % are given for it.
        EXPECT_GE(measured, ui::contrast_promise(theme).least * 0.97)
            << name << " " << node.id << " \"" << node.label << "\"";
    }
}

// The first page of every combination, drawn in each theme in turn.
TEST(Screens, TextHasItsContrastInThePixels) {
    Headless headless;
    double worst[4] = {21, 21, 21, 21};
    int drawn = 0;
    const auto draw = [&](const Scene& scene, const Glass& glass, app::State state) {
        const auto theme = ui::all_themes[static_cast<std::size_t>(drawn++) % 4];
        state.access.theme = static_cast<app::Theme>(theme);
        headless.stage().reset();
        auto& stage = headless.show(state, glass);
        const std::string name =
            name_of(scene, glass, state) + " theme " + std::to_string(static_cast<int>(theme));
        expect_contrast(stage, headless.draw(glass), theme, name,
                        worst[static_cast<std::size_t>(theme)]);
    };
    each_combination(share_of_all(499), draw);
    std::printf("%d pictures; worst contrast of text: %.1f, %.1f, %.1f, %.1f\n", drawn, worst[0],
                worst[1], worst[2], worst[3]);
}

}  // namespace
}  // namespace tallystick::screens
