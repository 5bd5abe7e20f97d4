// SPDX-License-Identifier: GPL-3.0-or-later
// How a stage fills its pages, what gives way on them, and how they are turned.
#include <set>

#include <ui/check.h>

#include "stage_kit.h"

namespace tallystick::ui {
namespace {

TEST_F(StageTest, PagesShowEverythingOnceForthAndBack) {
    size(640, 480, 3.2F);
    stage.show(screen_with(many(30)));
    std::vector<std::string> seen;
    const auto collect = [&] {
        for (const auto* target : stage.tree().targets()) {
            if (target->id.starts_with("item/")) seen.push_back(target->id);
        }
    };
    collect();
    while (stage.tree().find("page/more") != nullptr) {
        EXPECT_TRUE(tap("page/more").page_turned);
        collect();
    }
    EXPECT_EQ(seen.size(), 30U);
    EXPECT_EQ(std::set<std::string>(seen.begin(), seen.end()).size(), 30U);
    while (stage.tree().find("page/back") != nullptr) (void)tap("page/back");
    EXPECT_NE(stage.tree().find("item/0"), nullptr);
}

TEST_F(StageTest, FromAllPagesButTheFirstSomethingLeadsToWhatItBeginsWith) {
    size(1280, 800, 5.9F);
    const auto show = [&](const std::string& list) {
        std::vector<Element> cards;
        for (int i = 0; i < 30; ++i) cards.push_back(plain("b" + std::to_string(i)));
        Screen screen = screen_with(elements(grid(14, std::move(cards))));
        screen.on_later_pages = plain("find");
        screen.list = list;
        stage.show(std::move(screen));
    };
    show("all");
    EXPECT_EQ(stage.tree().find("find"), nullptr);
    (void)tap("page/more");
    EXPECT_EQ(tap("find").activated, "find");
    show("all");
    EXPECT_EQ(stage.tree().find("b0"), nullptr);  // the page that was open
    show("few");
    EXPECT_NE(stage.tree().find("b0"), nullptr);  // another list, from its beginning
}

// One press too many on More, or on Back, turns a page, and never presses what stands there now.
TEST_F(StageTest, OnTheLastPageTheFocusGoesFromMoreToBack) {
    Screen screen = screen_with(many(30));
    screen.footers.push_back(row(elements(plain("undo"), plain("next"))));
    size(800, 600, 4);
    stage.show(std::move(screen));
    stage.focus_on("page/more");
    while (stage.tree().find("page/more") != nullptr) (void)press(Key::enter);
    EXPECT_EQ(stage.focus().id(), "page/back");
    while (stage.tree().find("page/back") != nullptr) (void)press(Key::enter);
    EXPECT_EQ(stage.focus().id(), "page/more");
}

TEST_F(StageTest, AButtonWhoseNameEndsAsAPageButtonsIsPressed) {
    stage.show(screen_with(elements(plain("vote/front-page/more"), plain("swap/front-page/back"))));
    EXPECT_EQ(tap("vote/front-page/more").activated, "vote/front-page/more");
    EXPECT_EQ(tap("swap/front-page/back").activated, "swap/front-page/back");
}

TEST_F(StageTest, ASwipeTurnsThePageAndPressesNothing) {
    size(640, 480, 3.2F);
    stage.show(screen_with(many(30)));
    (void)stage.handle(PointerDown{300, 300});
    const auto outcome = stage.handle(PointerUp{300, 200});
    EXPECT_TRUE(outcome.page_turned);
    EXPECT_FALSE(outcome.activated);
    EXPECT_EQ(stage.tree().find("item/0"), nullptr);
}

TEST_F(StageTest, ThePageStaysWhereItWasAfterAnotherScreen) {
    size(640, 480, 3.2F);
    stage.show(screen_with(many(30)));
    (void)tap("page/more");
    const std::string first = stage.tree().targets().front()->id;
    Screen other = screen_with(elements(plain("a")));
    other.id = "other";
    stage.show(std::move(other));
    stage.show(screen_with(many(30)));
    EXPECT_EQ(stage.tree().targets().front()->id, first);
    stage.reset();
    stage.show(screen_with(many(30)));
    EXPECT_EQ(stage.tree().targets().front()->id, "item/0");
}

TEST_F(StageTest, OnlyTheCardsOfThePageAreMade) {
    size(1280, 800, 5.9F);
    std::set<std::size_t> made;
    stage.show(screen_with(elements(grid_of(14, 220, [&](std::size_t i) {
        made.insert(i);
        return card("card/" + std::to_string(i), "Card",
                    elements(title("Title"), soft("Summary"),
                             button("add/" + std::to_string(i), ButtonKind::primary, {"Add"})));
    }))));
    EXPECT_LT(made.size(), 30U);
    EXPECT_NE(stage.tree().find("add/0"), nullptr);
}

TEST_F(StageTest, ATextLongerThanThePageIsReadToItsEnd) {
    size(640, 480, 3.2F);
    std::string words;
    for (int i = 0; i < 400; ++i) words += "word" + std::to_string(i) + " ";
    stage.show(screen_with(elements(text(words), plain("end"))));
    int pages = 1;
    while (stage.tree().find("page/more") != nullptr && pages < 100) {
        (void)tap("page/more");
        ++pages;
    }
    EXPECT_GT(pages, 2);
    EXPECT_NE(stage.tree().find("end"), nullptr);
}

// Cards of 60 mm, or 30 mm in their lower form, under a heading of 30 or 10 mm.
TEST_F(StageTest, LowerFormsStandWhereThePageIsTooShortForTheHighOnes) {
    const auto make = [] {
        const auto cards = [](const std::string& form, float mm) {
            return [form, mm](std::size_t i) {
                const std::string id = form + std::to_string(i);
                return card("card/" + id, id, elements(plain(id))).high(mm);
            };
        };
        const auto head = [](const std::string& words, float mm) {
            return row(elements(text(words))).high(mm).as(Role::heading).with_id(words);
        };
        return screen_with(elements(
            head("high", 30).or_lower(head("low", 10)),
            grid_of(200, 9, cards("high/", 60)).or_lower(grid_of(200, 9, cards("low/", 30)))));
    };
    size(1000, 1300, 10);  // 130 mm
    stage.show(make());
    // Two low ones rather than a high one, as long as the text is not large.
    EXPECT_NE(stage.tree().find("low/1"), nullptr);
    StageSettings settings = stage.settings();
    settings.text_size = TextSize::large;
    stage.set(settings);
    stage.show(make());
    EXPECT_NE(stage.tree().find("high/0"), nullptr);
    EXPECT_EQ(stage.tree().find("low/0"), nullptr);
    size(1000, 800, 10);  // 80 mm, of which the page's own buttons take some
    stage.show(make());
    EXPECT_NE(stage.tree().find("low/0"), nullptr);
    EXPECT_EQ(stage.tree().find("high/0"), nullptr);
    (void)tap("page/more");
    EXPECT_NE(stage.tree().find("low/1"), nullptr);
    // And back, with the same screen.
    size(1000, 1300, 10);
    EXPECT_NE(stage.tree().find("high/1"), nullptr);
}

// What is left of one pot must not stand under cards of another. Six cards of 20 mm would fit.
TEST_F(StageTest, WhatStandsBesideAPageIsSaidOfAllTheCardsOnIt) {
    const auto cards = [](const std::string& pot) {
        return grid_of(200, 3, [pot](std::size_t i) {
            const std::string id = pot + std::to_string(i);
            return card("card/" + id, id, elements(plain(id))).high(20);
        });
    };
    const auto head = [](const std::string& words) {
        return row(elements(text(words))).as(Role::heading).with_id(words);
    };
    Screen screen =
        screen_with(elements(head("first"), cards("first/"), head("second"), cards("second/")));
    screen.footers = elements(row(elements(plain("go"))));
    screen.beside_pages = [](std::size_t item) {
        return elements(text(item <= 3 ? "of first" : "of second").with_id("left"));
    };
    size(1000, 2400, 10);
    stage.show(std::move(screen));
    EXPECT_NE(stage.tree().find("first/2"), nullptr);
    EXPECT_EQ(stage.tree().find("second"), nullptr);
    EXPECT_EQ(stage.tree().find("left")->label, "of first");
    (void)tap("page/more");
    EXPECT_EQ(stage.tree().find("first/2"), nullptr);
    EXPECT_NE(stage.tree().find("second"), nullptr);
    EXPECT_NE(stage.tree().find("second/2"), nullptr);
    EXPECT_EQ(stage.tree().find("left")->label, "of second");
    (void)tap("page/back");
    EXPECT_NE(stage.tree().find("first"), nullptr);
    EXPECT_NE(stage.tree().find("first/2"), nullptr);
}

// Two that are held against each other take lower forms rather than a page with More. Of 80 mm the
// margins take some; two of 30 mm and a gap fit, but not above the page's own buttons.
TEST_F(StageTest, WhatBelongsTogetherTakesALowerFormThatFitsOnOnePage) {
    const auto cards = [](const std::string& form, float mm) {
        Element pair = grid_of(200, 2, [form, mm](std::size_t i) {
            const std::string id = form + std::to_string(i);
            return card("card/" + id, id, elements(plain(id))).high(mm);
        });
        pair.together = true;
        return pair;
    };
    size(1000, 800, 10);
    stage.show(screen_with(elements(cards("high/", 60).or_lower(cards("low/", 30)))));
    EXPECT_NE(stage.tree().find("low/0"), nullptr);
    EXPECT_NE(stage.tree().find("low/1"), nullptr);
    EXPECT_EQ(stage.tree().find("page/more"), nullptr);
}

// Pages of cards of different heights, under a heading, with a footer: whatever gives way for a
// tall card, each card stands on one page, whole, and is met again on the way back.
TEST_F(StageTest, CardsOfAllHeightsAreShownOnceAndWhole) {
    const auto make = [] {
        Screen screen = screen_with(
            elements(row(elements(text("Heading"))).high(20).as(Role::heading).with_id("heading"),
                     grid_of(14, 11, [](std::size_t i) {
                         const std::string id = std::to_string(i);
                         // 30, 48, 66, 84 mm: the last ones only fit without the heading.
                         return card("card/" + id, id, elements(plain("in/" + id), text(id)))
                             .high(30 + 18 * static_cast<float>(i % 4));
                     })));
        screen.footers.push_back(row(elements(plain("next"))));
        return screen;
    };
    size(1600, 1400, 10);
    stage.show(make());
    std::vector<std::string> there;
    const auto look = [&](std::vector<std::string>& seen) {
        for (const auto& node : stage.tree().nodes()) {
            if (!node.id.starts_with("card/")) continue;
            seen.push_back(node.id);
            EXPECT_GE(node.rect.h, 300) << node.id;
            EXPECT_NE(stage.tree().find("in/" + node.id.substr(5)), nullptr) << node.id;
            EXPECT_LE(node.rect.bottom(), rect_of("next").y) << node.id;
        }
    };
    look(there);
    while (stage.tree().find("page/more") != nullptr && there.size() < 100) {
        (void)tap("page/more");
        look(there);
    }
    EXPECT_EQ(there.size(), 11U);
    EXPECT_EQ(std::set<std::string>(there.begin(), there.end()).size(), 11U);
    std::set<std::string> back;
    std::vector<std::string> seen;
    look(seen);
    for (int i = 0; i < 30 && stage.tree().find("page/back") != nullptr; ++i) {
        (void)tap("page/back");
        look(seen);
    }
    back.insert(seen.begin(), seen.end());
    EXPECT_EQ(back.size(), 11U);
}

// 20 mm of heading and 12 mm more of margins than this glass has for the card.
TEST_F(StageTest, MarginsGiveWayBeforeTheHeadingDoes) {
    const auto make = [](float mm) {
        return screen_with(
            elements(row(elements(text("Heading"))).high(20).as(Role::heading).with_id("heading"),
                     grid_of(200, 9, [mm](std::size_t i) {
                         const std::string id = std::to_string(i);
                         return card("card/" + id, id, elements(plain("in/" + id))).high(mm);
                     })));
    };
    size(1000, 1000, 10);  // 100 mm; page buttons 14, or 12.7 where it is tight
    stage.show(make(50));  // 4 + 20 + 4 + 50 + 4 + 14 + 4 is 100
    EXPECT_NE(stage.tree().find("heading"), nullptr);
    EXPECT_NE(stage.tree().find("in/0"), nullptr);
    const float usual = rect_of("heading").y;
    stage.show(make(54));  // 2.6 + 20 + 4 + 54 + 2.6 + 12.7 + 2.6 is 98.5
    EXPECT_NE(stage.tree().find("in/0"), nullptr);
    EXPECT_LT(rect_of("heading").y, usual);
    stage.show(make(75));
    EXPECT_NE(stage.tree().find("in/0"), nullptr);
    EXPECT_EQ(stage.tree().find("heading"), nullptr);
}

// A list of one card: its title whole, then in one line, with a button that leads to all of it.
Screen screen_with_long_title(const std::string& title) {
    const auto card_of = [title](int lines) {
        return [title, lines](std::size_t) {
            Element words = ui::title(title);
            words.most_lines = lines;
            words.whole_at = "details";
            return card(
                "card", "Card",
                elements(std::move(words), button("details", ButtonKind::secondary, {"Details"})));
        };
    };
    Element cut = grid_of(14, 1, card_of(1));
    cut.cuts = true;
    Screen screen;
    screen.id = "test";
    screen.language = "en";
    screen.more = "More";
    screen.back = "Back";
    screen.body = column(elements(grid_of(14, 1, card_of(0)).or_lower(std::move(cut))));
    return screen;
}

const SemanticNode* labelled(const SemanticTree& tree, const std::string& label) {
    for (const auto& node : tree.nodes()) {
        if (node.label == label && node.role == Role::heading) return &node;
    }
    return nullptr;
}

TEST_F(StageTest, ATitleIsCutOnlyWhereItsCardWouldBeAndIsHeardWhole) {
    std::string title = "A title";
    for (int i = 0; i < 30; ++i) title += " that goes on";
    size(900, 900, 4);
    stage.show(screen_with_long_title(title));
    const auto* whole = labelled(stage.tree(), title);
    ASSERT_NE(whole, nullptr);
    EXPECT_EQ(whole->whole_at, "");
    size(900, 240, 4);
    stage.show(screen_with_long_title(title));
    const auto* cut = labelled(stage.tree(), title);
    ASSERT_NE(cut, nullptr);
    EXPECT_EQ(cut->whole_at, "details");
    EXPECT_NE(stage.tree().find("details"), nullptr);
    EXPECT_TRUE(check_screen(stage.tree(), stage.metrics(), stage.settings().size).faults.empty());
}

TEST_F(StageTest, ATitleThatIsCutWithNothingLeadingOnIsAFault) {
    Element words = ui::title("A title that is far too long for the one line that it is given");
    words.most_lines = 1;
    words.whole_at = "nowhere";
    size(400, 400, 4);
    stage.show(screen_with(elements(std::move(words))));
    const auto check = check_screen(stage.tree(), stage.metrics(), stage.settings().size);
    ASSERT_EQ(check.faults.size(), 1U);
    EXPECT_NE(check.faults.front().find("nothing leads to all of it"), std::string::npos);
}

// What a footer has no room for stands between Back and More, on a page without either too.
TEST_F(StageTest, WhatTheLowestFooterLeavesOutStandsBesideThePages) {
    Screen screen = screen_with(elements(text("Words")));
    screen.footers.push_back(row(elements(plain("undo"), plain("next"))).high(60));
    screen.footers.push_back(row(elements(plain("next"))));
    screen.beside_pages = [](std::size_t) { return elements(plain("undo")); };
    size(800, 1600, 4);
    stage.show(screen);
    EXPECT_GE(rect_of("undo").y, rect_of("next").y - 1);
    size(800, 500, 4);
    stage.show(screen);
    EXPECT_LT(rect_of("undo").bottom(), rect_of("next").y);
    EXPECT_TRUE(check_screen(stage.tree(), stage.metrics(), stage.settings().size).faults.empty());
}

// A voter who does not find Close on the first page has no way out but More.
TEST_F(StageTest, TheButtonsOfATallDialogAreOnEachOfItsPages) {
    Screen screen = screen_with(elements(plain("a")));
    screen.dialog = dialog("panel", "Panel", many(30), elements(plain("keep"), plain("close")));
    size(800, 600, 4);
    stage.show(std::move(screen));
    int pages = 1;
    const auto expect_way_out = [&] {
        for (const char* id : {"keep", "close"})
            EXPECT_NE(stage.tree().find(id), nullptr) << id << " page " << pages;
    };
    expect_way_out();
    while (stage.tree().find("dialog/page/more") != nullptr) {
        EXPECT_TRUE(tap("dialog/page/more").page_turned);
        ++pages;
        expect_way_out();
    }
    EXPECT_GE(pages, 3);
    EXPECT_NE(stage.tree().find("item/29"), nullptr);
    EXPECT_EQ(tap("close").activated, "close");
}

// Thirty items, the first page's behind one: the footer counts the rest, and the step that ends it
// is emphasised with the last of them.
TEST_F(StageTest, TheFooterSaysHowManyItemsAreToCome) {
    Screen screen = screen_with({});
    screen.body.children.push_back(grid_of(100, 30, [](std::size_t i) {
        const std::string id = std::to_string(i);
        return card("card/" + id, "Card " + id, elements(text("Words"))).high(20);
    }));
    screen.footers.push_back(row(elements(text("A sentence of some length").with_id("needed"),
                                          button("go", ButtonKind::proceed, {"Go"}))));
    screen.emphasised_last = "go";
    screen.needed_on_page = [](std::size_t to_come) { return std::to_string(to_come) + " more"; };
    screen.position = [](std::size_t first, std::size_t last, std::size_t) {
        return std::to_string(first) + "-" + std::to_string(last);
    };
    size(800, 600, 4);
    stage.show(std::move(screen));
    const auto last_shown = [&] {
        int last = 0;
        for (const auto& node : stage.tree().nodes())
            if (node.id.starts_with("card/"))
                last = std::max(last, 1 + std::stoi(node.id.substr(5)));
        return last;
    };
    int pages = 0;
    while (stage.tree().find("page/more") != nullptr && ++pages < 40) {
        EXPECT_EQ(stage.tree().find("needed")->label, std::to_string(30 - last_shown()) + " more");
        (void)tap("page/more");
    }
    EXPECT_GE(pages, 2);
    EXPECT_EQ(last_shown(), 30);
    EXPECT_EQ(stage.tree().find("needed")->label, "A sentence of some length");
}

// Of a screen with a footer of its own for pages, whose words take two lines where none are to
// come.
TEST_F(StageTest, TheFooterOfPagesIsMeasuredWithTheWordsItHas) {
    constexpr const char* lines = "A sentence that needs more than one line beside its button";
    Screen screen = screen_with({});
    screen.body.children.push_back(grid_of(100, 12, [](std::size_t i) {
        const std::string id = std::to_string(i);
        return card("card/" + id, "Card " + id, elements(text("Words"))).high(20);
    }));
    const auto footer = [](const char* words) {
        return row(elements(text(words).with_id("needed").growing(1).at_least(8),
                            button("go", ButtonKind::proceed, {"Go"})))
            .unbroken();
    };
    screen.footers.push_back(footer("Short"));
    screen.paged_footers.push_back(footer(lines));
    screen.emphasised_last = "go";
    screen.needed_on_page = [](std::size_t to_come) { return std::to_string(to_come) + " more"; };
    size(400, 600, 4);
    stage.show(std::move(screen));
    int pages = 0;
    while (stage.tree().find("page/more") != nullptr && ++pages < 40) {
        EXPECT_LE(rect_of("go").bottom(), 600) << pages;
        (void)tap("page/more");
    }
    EXPECT_GE(pages, 2);
    EXPECT_EQ(stage.tree().find("needed")->label, lines);
    EXPECT_LE(rect_of("needed").bottom(), 600);
}

}  // namespace
}  // namespace tallystick::ui
