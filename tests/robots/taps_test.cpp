// SPDX-License-Identifier: GPL-3.0-or-later
// Fingers that press twice do not do what nobody meant.
#include "fingers.h"

namespace tallystick::robots {
namespace {

using app::Screen;

TEST_F(Fingers, ASecondTapOnCheckMyChoicesCastsNothing) {
    tap_twice("review", 150);
    EXPECT_EQ(state().screen, Screen::review);
    EXPECT_EQ(state().counts.cast, 0);
    robot->press("cast");
    EXPECT_EQ(state().screen, Screen::done) << "and the next one, after a look, does";
}

TEST_F(Fingers, ASecondTapOnCastLeavesTheReceipt) {
    robot->press("review");
    tap_twice("cast", 220);
    EXPECT_EQ(state().screen, Screen::done);
    EXPECT_EQ(state().counts.cast, 1);
}

// Both taps wait in the queue, as after a drawing that took long.
TEST_F(Fingers, TwoTapsAtOnceAreOne) {
    let_pass(1000);
    const ui::Rect rect = rect_of("review");
    push_tap(rect);
    push_tap(rect);
    kiosk->step(0);
    kiosk->step(0);
    EXPECT_EQ(state().screen, Screen::review);
    EXPECT_EQ(state().counts.cast, 0);
}

TEST_F(Fingers, ASecondTapOnMoreTurnsOnePage) {
    const std::string first = shown_proposal();
    tap_twice("page/more", 150);
    const std::string second = shown_proposal();
    EXPECT_NE(second, first);
    robot->press("page/more");
    EXPECT_NE(shown_proposal(), second) << "and the next one, after a look, does";
    robot->press("page/back");
    EXPECT_EQ(shown_proposal(), second);
}

TEST_F(Fingers, APalmBesideTheButtonsKeepsNoFingerFromPressing) {
    const ui::SemanticTree& tree = kiosk->tree();
    SDL_Event palm;
    SDL_zero(palm);
    palm.type = SDL_FINGERDOWN;
    palm.tfinger.touchId = 1;
    palm.tfinger.fingerId = 9;
    const auto width = static_cast<float>(kiosk->window().width());
    palm.tfinger.x = 1 / width;  // the margin
    palm.tfinger.y = 0.5F;
    ASSERT_EQ(tree.target_at(1, static_cast<float>(kiosk->window().height()) / 2), nullptr);
    SDL_PushEvent(&palm);
    kiosk->step(0);
    robot->press("review");
    EXPECT_EQ(state().screen, Screen::review);
}

}  // namespace
}  // namespace tallystick::robots
