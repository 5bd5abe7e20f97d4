// SPDX-License-Identifier: GPL-3.0-or-later
// Activation, focus and direction of a stage, through its inputs alone.
#include <set>

#include <ui/check.h>

#include "stage_kit.h"

namespace tallystick::ui {
namespace {

TEST_F(StageTest, ActsWhenTheFingerGoesDownAndUpInside) {
    stage.show(screen_with(elements(plain("a"), plain("b"))));
    EXPECT_FALSE(down("a").activated);
    EXPECT_EQ(stage.pressed(), "a");
    const auto outcome = up("a");
    EXPECT_EQ(outcome.activated, "a");
    EXPECT_TRUE(outcome.available);
    EXPECT_EQ(stage.pressed(), "");
}

TEST_F(StageTest, NothingHappensWhenTheFingerIsLiftedElsewhere) {
    stage.show(screen_with(elements(plain("a"), plain("b"))));
    (void)down("a");
    EXPECT_FALSE(up("b").activated);
    EXPECT_FALSE(up("a").activated);  // lifted twice: nothing was pressed any more
}

TEST_F(StageTest, AHeldFingerDoesNotRepeat) {
    stage.show(screen_with(elements(plain("a"))));
    (void)down("a");
    const Rect r = rect_of("a");
    for (int i = 0; i < 50; ++i) {
        EXPECT_FALSE(stage.handle(PointerMove{r.x + 4, r.y + 4}).activated);
    }
    EXPECT_TRUE(up("a").activated);
}

TEST_F(StageTest, AFingerThatLeavesTheGlassPressesNothing) {
    stage.show(screen_with(elements(plain("a"))));
    (void)down("a");
    (void)stage.handle(PointerAway{});
    EXPECT_FALSE(up("a").activated);
}

TEST_F(StageTest, WhatIsNotAvailableStillExplains) {
    stage.show(screen_with(elements(unavailable(plain("a"), "Take one out first."))));
    const auto outcome = tap("a");
    EXPECT_EQ(outcome.activated, "a");
    EXPECT_FALSE(outcome.available);
    EXPECT_EQ(stage.tree().find("a")->reason, "Take one out first.");
}

TEST_F(StageTest, ADialogTakesAllTouches) {
    Screen screen = screen_with(elements(plain("a")));
    screen.dialog = dialog("question", "Sure?", {}, elements(plain("yes")));
    stage.show(std::move(screen));
    EXPECT_FALSE(tap("a").activated);
    EXPECT_EQ(tap("yes").activated, "yes");
}

TEST_F(StageTest, TheFirstEnterShowsTheFocusTheSecondPresses) {
    stage.show(screen_with(elements(plain("a"), plain("b"))));
    const auto shown = press(Key::enter);
    EXPECT_FALSE(shown.activated);
    EXPECT_TRUE(shown.focus_moved && shown.focus_shown);
    EXPECT_EQ(stage.focused()->id, "a");
    const auto pressed = press(Key::enter);
    EXPECT_EQ(pressed.activated, "a");
    EXPECT_FALSE(pressed.focus_moved || pressed.focus_shown);
    EXPECT_FALSE(press(Key::enter, KeyRepeat::held).activated);
    EXPECT_FALSE(press(Key::down).focus_shown) << "it was moved";
}

TEST_F(StageTest, FocusSurvivesARedrawByItsId) {
    stage.show(screen_with(elements(plain("a"), plain("b"))));
    (void)press(Key::down);
    (void)press(Key::down);
    stage.show(screen_with(elements(plain("new"), plain("a"), plain("b"))));
    EXPECT_EQ(stage.focused()->id, "b");
}

// With a dialog over the dialog, which goes back to where that was too.
TEST_F(StageTest, FocusGoesBackToWhereItWasUnderADialog) {
    Screen page = screen_with(elements(plain("a"), plain("b"), plain("c")));
    stage.show(page);
    (void)press(Key::down);
    (void)press(Key::down);
    const auto with = [&](const std::string& id) {
        Screen over = page;
        over.dialog = dialog(id, "Sure?", {}, elements(plain(id + "/no"), plain(id + "/yes")));
        return over;
    };
    stage.show(with("panel"));
    EXPECT_EQ(stage.focused()->id, "panel/no");
    (void)press(Key::down);
    stage.show(with("alert"));
    (void)press(Key::up);
    stage.show(with("panel"));
    EXPECT_EQ(stage.focused()->id, "panel/yes");
    stage.show(page);
    EXPECT_EQ(stage.focused()->id, "b");
    stage.show(with("panel"));
    EXPECT_EQ(stage.focused()->id, "panel/no") << "opened anew";
}

TEST_F(StageTest, FocusReachesEveryTargetExactlyOnce) {
    Screen screen = screen_with(elements(plain("a"), plain("b"), plain("c")));
    screen.headers.push_back(row(elements(plain("h"))));
    screen.footers.push_back(row(elements(plain("f"))));
    stage.show(std::move(screen));
    std::vector<std::string> order;
    for (int i = 0; i < 5; ++i) {
        (void)press(Key::tab);
        order.push_back(stage.focused()->id);
    }
    // What the screen is about, then where it leads, then the settings.
    EXPECT_EQ(order, (std::vector<std::string>{"a", "b", "c", "f", "h"}));
}

TEST_F(StageTest, APressThatBeganBeforeItsDialogPressesNothing) {
    Screen screen = screen_with(elements(plain("a")));
    const auto panel = [](const std::string& id) {
        return dialog(id, "Panel", elements(plain("yes")), elements(plain("close")));
    };
    screen.dialog = panel("first");
    stage.show(screen);
    (void)down("yes");
    screen.dialog = panel("second");
    stage.show(screen);
    EXPECT_FALSE(up("yes").activated);
    EXPECT_EQ(tap("yes").activated.value_or(""), "yes");
}

TEST_F(StageTest, RightToLeftIsTheMirrorImage) {
    size(1280, 800, 5.9F);
    const auto make = [&](const std::string& language) {
        Screen screen = screen_with(
            elements(row(elements(plain("a"), spacer(), plain("b"))), grid(8, many(3))));
        screen.language = language;
        return screen;
    };
    stage.show(make("en"));
    const Rect a = rect_of("a");
    const Rect first = rect_of("item/0");
    stage.show(make("ar"));
    EXPECT_NEAR(rect_of("a").x, 1280 - a.x - rect_of("a").w, 1);
    EXPECT_GT(rect_of("a").x, rect_of("b").x);
    EXPECT_NEAR(rect_of("item/0").x, 1280 - first.x - first.w, 1);
    EXPECT_GT(rect_of("item/0").x, rect_of("item/1").x);
}

TEST_F(StageTest, LowReachBringsEveryTargetIntoTheLowerHalf) {
    StageSettings settings;
    settings.size = {1080, 1920};
    settings.px_per_mm = 3.6F;
    settings.reach = Reach::low;
    stage.set(settings);
    Screen screen = screen_with(many(30));
    screen.headers.push_back(row(elements(plain("h"))));
    stage.show(std::move(screen));
    for (const auto* target : stage.tree().targets()) EXPECT_GE(target->rect.y, 960) << target->id;
}

TEST_F(StageTest, LabelsAreHeardWithoutDirectionMarks) {
    stage.show(screen_with(elements(button(
        "a", ButtonKind::primary, {"Add", "Add, \u2068Juice bar\u2069, \u20662\u00A0850\u2069"}))));
    EXPECT_EQ(stage.tree().find("a")->label, "Add, Juice bar, 2 850");
}

// Rows of all widgets, at the four sizes, on six screens, in both directions.
Screen everything(const std::string& language) {
    Screen screen;
    screen.id = "everything";
    screen.language = language;
    screen.more = "More";
    screen.back = "Back";
    screen.headers.push_back(
        row(elements(text("A long name of a fund", Type::title), spacer(),
                     chip("h/1", {"Language"}), chip("h/2", {"Colours", "", Icon::contrast}))));
    std::vector<Element> cards;
    for (int i = 0; i < 5; ++i) {
        const std::string id = std::to_string(i);
        ButtonText add{"Add", "", Icon::plus};
        cards.push_back(card(
            "card/" + id, "Card " + id,
            elements(row(elements(emblem(Icon::tree, i), title("A title of some length"),
                                  badge(Icon::check, "In your vote"))),
                     soft("A summary that is long enough to need two lines of its own."), spacer(),
                     row(elements(button("d/" + id, ButtonKind::secondary, {"Details"}).growing(1),
                                  button("v/" + id, ButtonKind::primary, add).growing(2))))));
    }
    StepperText steps{"3", "Less", "More", "less", "more"};
    screen.body = column(elements(
        heading("Everything"), grid(12, std::move(cards)), stepper("steps", steps),
        keypad("key", {std::string(crockford), "Delete", "Done"}, 8),
        choice("one", Mark::one_of, "One of them", "and what it means", true),
        toggle("toggle", "On or off", true), tab("tab", "A tab", "3 of 5", false),
        field("field", "Code", "ABC", ""), bar("bar", {{3, 1}, {4, 2}}, 10, "7 of 10").growing(0),
        notice("notice", Icon::info, "Something to know about all this."),
        qr("qr", "https://example.org", "A code", 40)));
    screen.footers.push_back(
        row(elements(text("What is still needed").growing(1),
                     button("next", ButtonKind::proceed, {"Check my choices"}))));
    return screen;
}

struct Case {
    Size size;
    float px_per_mm;
};

TEST_F(StageTest, NothingOverlapsIsTooSmallOrCutOnAnyScreenAtAnySize) {
    const Case cases[] = {{{1280, 800}, 5.88F},  {{1920, 1080}, 5.56F}, {{1920, 1080}, 3.61F},
                          {{1080, 1920}, 3.61F}, {{3840, 2160}, 5.42F}, {{640, 480}, 3.03F}};
    for (const auto& one : cases) {
        for (const auto text_size : all_text_sizes) {
            for (const char* language : {"en", "ur"}) {
                StageSettings settings;
                settings.size = one.size;
                settings.px_per_mm = one.px_per_mm;
                settings.text_size = text_size;
                stage.reset();
                stage.set(settings);
                stage.show(everything(language));
                std::set<std::string> reached;
                for (int page = 0; page < 60; ++page) {
                    const auto check =
                        check_screen(stage.tree(), stage.metrics(), stage.settings().size);
                    for (const auto& fault : check.faults) {
                        ADD_FAILURE() << one.size.w << "x" << one.size.h << " size "
                                      << static_cast<int>(text_size) << " " << language << " page "
                                      << page << ": " << fault;
                    }
                    for (const auto* target : stage.tree().targets()) reached.insert(target->id);
                    if (stage.tree().find("page/more") == nullptr) break;
                    (void)tap("page/more");
                }
                // 2 chips, 5 x 2 buttons, 2 steps, 32 + 2 keys, choice, toggle, tab, next.
                reached.erase("page/more");
                reached.erase("page/back");
                EXPECT_EQ(reached.size(), 2U + 10 + 2 + 34 + 3 + 1)
                    << one.size.w << "x" << one.size.h << " size " << static_cast<int>(text_size);
            }
        }
    }
}

Screen with_question(Screen screen, std::vector<Element> content) {
    screen.dialog = dialog("question", "Leave?", std::move(content),
                           elements(button("question/leave", ButtonKind::danger, {"Leave"}),
                                    button("question/stay", ButtonKind::secondary, {"Stay"})));
    screen.dialog_focus = "question/stay";
    return screen;
}

TEST_F(StageTest, FocusStandsFirstWhereTheDialogSays) {
    stage.show(screen_with(elements(plain("a"), plain("b"))));
    stage.focus_on("b");
    stage.show(with_question(screen_with(elements(plain("a"), plain("b"))), {}));
    EXPECT_EQ(stage.focus().id(), "question/stay");
    EXPECT_EQ(press(Key::enter).activated, "question/stay");
}

TEST_F(StageTest, AFocusThatStoodNowhereIsShownWhereTheDialogSays) {
    stage.show(with_question(screen_with(elements(plain("a"))), {}));
    EXPECT_FALSE(stage.focus().visible());
    EXPECT_FALSE(press(Key::enter).activated);
    EXPECT_EQ(press(Key::enter).activated, "question/stay");
}

TEST_F(StageTest, ADialogThatIsShownAnewKeepsTheFocus) {
    stage.show(with_question(screen_with(elements(plain("a"))), {}));
    stage.focus_on("question/leave");
    stage.show(with_question(screen_with(elements(plain("a"))), {}));
    EXPECT_EQ(stage.focus().id(), "question/leave");
}

// Its own buttons are on each of its pages.
TEST_F(StageTest, InALongDialogFocusStandsFirstWhereItSays) {
    std::vector<Element> content;
    for (int i = 0; i < 60; ++i) content.push_back(plain("give-up-" + std::to_string(i)));
    stage.show(with_question(screen_with(elements(plain("a"))), std::move(content)));
    ASSERT_NE(stage.tree().find("dialog/page/more"), nullptr);
    EXPECT_EQ(stage.focus().id(), "question/stay");
}

// Its dashes alone are one sign, and meaning hangs on no one sign.
TEST(Widgets, WhatIsNotAvailableKeepsItsLockWhereIconsGo) {
    const auto icons_of = [](const Element& e) {
        std::vector<Icon> icons;
        for (const auto& part : e.children)
            if (part.kind == Element::Kind::icon) icons.push_back(part.icon);
        return icons;
    };
    ButtonText words{"Add"};
    words.icon = Icon::plus;
    const Element add = button("add", ButtonKind::primary, words);
    EXPECT_EQ(icons_of(without_icons(add)), std::vector<Icon>{});
    EXPECT_EQ(icons_of(without_icons(unavailable(add, "Take one out first."))),
              std::vector<Icon>{Icon::lock});
}

TEST_F(StageTest, ButtonsSideBySideAreOfOneHeight) {
    Element high = plain("high");
    high.height_mm = 40;
    stage.show(screen_with(elements(row(elements(std::move(high), plain("low"))))));
    EXPECT_EQ(rect_of("low").h, rect_of("high").h);
    EXPECT_EQ(rect_of("low").y, rect_of("high").y);
}

}  // namespace
}  // namespace tallystick::ui
