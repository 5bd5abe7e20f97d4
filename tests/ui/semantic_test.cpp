// SPDX-License-Identifier: GPL-3.0-or-later
#include <ui/semantic.h>

#include <gtest/gtest.h>

#include <ui/check.h>
#include <ui/focus.h>

namespace tallystick::ui {
namespace {

SemanticNode node(std::string id, std::string parent, Role role, std::string label) {
    SemanticNode n;
    n.id = std::move(id);
    n.parent = std::move(parent);
    n.role = role;
    n.label = std::move(label);
    n.target = role == Role::button;
    return n;
}

SemanticTree two_cards() {
    SemanticTree tree;
    tree.add(node("juice", "", Role::group, "Juice bar"));
    tree.add(node("juice/add", "juice", Role::button, "Add, Juice bar, 2500 pounds"));
    tree.add(node("park", "", Role::group, "Pocket park"));
    tree.add(node("park/add", "park", Role::button, "Add, Pocket park, 6400 pounds"));
    return tree;
}

TEST(SemanticTree, FindsAButtonByTheBeginningOfItsLabel) {
    const auto tree = two_cards();
    EXPECT_EQ(tree.find(Role::button, "Add, Pocket park")->id, "park/add");
    EXPECT_EQ(tree.find(Role::button, "Add")->id, "juice/add");
    EXPECT_EQ(tree.find(Role::button, "Ad"), nullptr);
}

TEST(SemanticTree, FindsAButtonInsideItsGroup) {
    const auto tree = two_cards();
    EXPECT_EQ(tree.find(Role::button, "Add", "Pocket park")->id, "park/add");
    EXPECT_EQ(tree.find(Role::button, "Add", "Library"), nullptr);
}

TEST(SemanticTree, OnlyTheTopLayerCanBeTouched) {
    auto tree = two_cards();
    SemanticNode close = node("close", "dialog", Role::button, "Close");
    close.layer = 1;
    tree.add(close);
    ASSERT_EQ(tree.targets().size(), 1U);
    EXPECT_EQ(tree.targets().front()->id, "close");
}

TEST(Speech, SaysLabelValueStateAndReason) {
    SemanticNode n = node("a", "", Role::button, "Add, Juice bar");
    n.value = "2 of 3";
    n.selected = true;
    n.enabled = false;
    n.reason = "Take one out first.";
    EXPECT_EQ(spoken(n, {"chosen", "not available", ""}),
              "Add, Juice bar, 2 of 3, chosen, not available, Take one out first.");
}

TEST(Focus, GoesThroughEveryTargetOnceAndRoundAgain) {
    const auto tree = two_cards();
    Focus focus;
    focus.move(FocusMove::next, tree);
    EXPECT_EQ(focus.id(), "juice/add");
    focus.move(FocusMove::next, tree);
    EXPECT_EQ(focus.id(), "park/add");
    focus.move(FocusMove::next, tree);
    EXPECT_EQ(focus.id(), "juice/add");
    focus.move(FocusMove::previous, tree);
    EXPECT_EQ(focus.id(), "park/add");
}

TEST(Focus, TakesThePlaceOfATargetThatIsGone) {
    Focus focus;
    focus.move(FocusMove::last, two_cards());
    SemanticTree fewer;
    fewer.add(node("juice/add", "", Role::button, "Add"));
    focus.settle(fewer);
    EXPECT_EQ(focus.id(), "juice/add");
}

TEST(Focus, TheLeftArrowGoesOnInRightToLeftScreens) {
    KeyDown left;
    left.key = Key::left;
    EXPECT_EQ(meaning_of(left, Direction::right_to_left, {}).move, FocusMove::next);
    EXPECT_EQ(meaning_of(left, Direction::left_to_right, {}).move, FocusMove::previous);
}

TEST(Focus, AHeldKeyNeverActivates) {
    KeyDown enter;
    enter.key = Key::enter;
    EXPECT_TRUE(meaning_of(enter, Direction::left_to_right, {}).activate);
    enter.repeat = KeyRepeat::held;
    EXPECT_FALSE(meaning_of(enter, Direction::left_to_right, {}).activate);
}

TEST(Focus, TwoSwitchesGoOnAndSelect) {
    SwitchKeys switches;
    switches.next = Key::f1;
    switches.select = Key::f2;
    KeyDown key;
    key.key = Key::f1;
    EXPECT_EQ(meaning_of(key, Direction::left_to_right, switches).move, FocusMove::next);
    key.key = Key::f2;
    EXPECT_TRUE(meaning_of(key, Direction::left_to_right, switches).activate);
}

SemanticNode target(std::string id, Rect rect) {
    SemanticNode n = node(std::move(id), "", Role::button, "x");
    n.rect = rect;
    return n;
}

TEST(CheckScreen, TellsWhatIsTooSmallTooCloseOrOverAnother) {
    const Metrics metrics{10, TextSize::normal};  // 127 px and 25.4 px
    SemanticTree small;
    small.add(target("a", {0, 0, 126, 200}));
    EXPECT_EQ(check_screen(small, metrics, {1000, 1000}).faults.size(), 1U);
    SemanticTree close;
    close.add(target("a", {0, 0, 130, 130}));
    close.add(target("b", {155, 0, 130, 130}));  // 25 px between
    EXPECT_EQ(check_screen(close, metrics, {1000, 1000}).faults.size(), 1U);
    SemanticTree over;
    over.add(target("a", {0, 0, 130, 130}));
    over.add(target("b", {100, 100, 130, 130}));
    EXPECT_EQ(check_screen(over, metrics, {1000, 1000}).faults.size(), 1U);
    SemanticTree off;
    off.add(target("a", {900, 0, 130, 130}));
    EXPECT_EQ(check_screen(off, metrics, {1000, 1000}).faults.size(), 1U);
    SemanticTree good;
    good.add(target("a", {0, 0, 130, 130}));
    good.add(target("b", {156, 0, 130, 130}));
    const auto check = check_screen(good, metrics, {1000, 1000});
    EXPECT_TRUE(check.faults.empty());
    EXPECT_NEAR(check.least_gap_mm, 2.6, 1e-6);
}

}  // namespace
}  // namespace tallystick::ui
