// SPDX-License-Identifier: GPL-3.0-or-later
// Keys and switches pressed twice, and a scanner that reads something else than a card: neither
// does what nobody meant.
#include "fingers.h"

namespace tallystick::robots {
namespace {

using app::Screen;

// Enter, Enter: the second and the third come to the receipt.
TEST_F(Fingers, AKeyPressedTwiceOnCastLeavesTheReceipt) {
    by_keys(InputMethod::keyboard);
    robot->press("cast");
    for (int i = 0; i < 3; ++i) key_after(200, SDLK_RETURN);
    EXPECT_EQ(state().screen, Screen::done);
    EXPECT_EQ(state().counts.cast, 1);
    robot->press("finish");
    EXPECT_EQ(state().screen, Screen::welcome) << "and the next one, after a look, does";
}

TEST_F(Fingers, ASwitchPressedTwiceOnCastLeavesTheReceipt) {
    by_keys(InputMethod::switches);
    robot->press("cast");
    for (int i = 0; i < 3; ++i) key_after(200, SDLK_F8);
    EXPECT_EQ(state().screen, Screen::done);
}

TEST_F(Fingers, AHeldKeyPressesOnce) {
    by_keys(InputMethod::keyboard);
    robot->press("cast");
    for (int i = 0; i < 100; ++i) key_after(30, SDLK_RETURN, 1);
    EXPECT_EQ(state().screen, Screen::done);
    EXPECT_EQ(state().overlay, app::Overlay::none);
}

TEST_F(Fingers, EscapePressedTwiceGoesOneStepBack) {
    by_keys(InputMethod::keyboard);
    robot->press("start-again");
    key_after(1000, SDLK_ESCAPE);
    key_after(200, SDLK_ESCAPE);
    EXPECT_EQ(state().overlay, app::Overlay::none);
    EXPECT_EQ(state().screen, Screen::review);
}

TEST_F(Fingers, WhoMovesTheFocusOnTheNewScreenNeedNotWait) {
    by_keys(InputMethod::keyboard);
    robot->press("start-again");
    key_after(10, SDLK_DOWN);
    const std::string there = kiosk->focused_id();
    key_after(10, SDLK_RETURN);
    EXPECT_NE(state().overlay, app::Overlay::confirm_restart) << there;
}

// Nothing showed where the focus was: the first press shows it, and the second was as blind.
TEST_F(Fingers, AKeyPressedTwiceOnAHiddenFocusPressesNothing) {
    for (const int key : {SDLK_RETURN, SDLK_F8}) {
        robot->press("vote/robot-proposal-1");
        const std::size_t before = chosen();
        key_after(1000, key);
        key_after(150, key);
        EXPECT_EQ(chosen(), before);
        key_after(1000, key);
        EXPECT_NE(chosen(), before) << "and the next one, after a look, does";
    }
}

TEST_F(Fingers, WhoMovesAFocusThatHasJustBeenShownNeedNotWait) {
    robot->press(shown_proposal());
    key_after(1000, SDLK_F8);
    key_after(50, SDLK_F7);
    const std::string there = kiosk->focused_id();
    key_after(50, SDLK_F8);
    EXPECT_TRUE(chosen() != 1 || state().screen != Screen::ballot) << there;
}

TEST_F(Fingers, AFocusThatHasJustBeenShownKeepsNoFingerFromPressing) {
    choose_two();
    const ui::Rect last = rect_of("vote/robot-proposal-2");
    key_after(1000, SDLK_RETURN);
    push_tap(last);
    kiosk->step(0);
    EXPECT_EQ(chosen(), 1U);
}

TEST_F(Fingers, KeysOnOneScreenAreAllHeard) {
    by_keys(InputMethod::keyboard);
    robot->press("change");
    robot->press("vote/robot-proposal-1");
    robot->press("vote/robot-proposal-2");
    robot->press("undo");
    EXPECT_EQ(chosen(), 1U);
    key_after(50, SDLK_RETURN);
    EXPECT_EQ(chosen(), 0U);
}

// The first space would show where focus is, the second would press "Remove" there.
TEST_F(Fingers, ACodeOfWordsTakesNoChoiceAway) {
    choose_two();
    for (const char* words : {"visit us at www ", " a b c ", "  "}) {
        type(words);
        EXPECT_EQ(chosen(), 2U) << words;
    }
}

TEST_F(Fingers, AShortCodeTakesNoChoiceAway) {
    choose_two();
    for (int i = 0; i < 3; ++i) type("42\n");
    type("42\n\n");
    EXPECT_EQ(chosen(), 2U);
}

TEST_F(Fingers, ASpaceBarPressesWhatIsInFocus) {
    choose_two();
    type(" ");
    EXPECT_EQ(chosen(), 2U) << "shows the focus";
    type(" ");
    EXPECT_EQ(chosen(), 2U) << "which nobody has looked at";
    let_pass(1000);
    type(" ");
    EXPECT_EQ(chosen(), 1U);
    let_pass(1000);
    type("\n");
    EXPECT_EQ(chosen(), 2U);
}

// After a touch nothing shows where the focus is; when it shows, it is where nothing is lost.
TEST_F(Fingers, AnEnterOnTheAlertStays) {
    robot->press("vote/robot-proposal-1");
    for (int i = 0; i < 3; ++i) key_after(1000, SDLK_DOWN);
    let_pass(181'000);
    kiosk->step(0);
    ASSERT_TRUE(state().alert_since.has_value());
    key_after(1500, SDLK_RETURN);
    EXPECT_FALSE(state().alert_since.has_value());
    EXPECT_EQ(chosen(), 1U);
}

TEST_F(Fingers, AnEnterOnAnAlertThatFoundNoFocusStays) {
    robot->press("vote/robot-proposal-1");
    let_pass(181'000);
    kiosk->step(0);
    ASSERT_TRUE(state().alert_since.has_value());
    for (int i = 0; i < 2; ++i) key_after(1500, SDLK_RETURN);
    EXPECT_FALSE(state().alert_since.has_value());
    EXPECT_EQ(chosen(), 1U);
}

TEST_F(Fingers, AnEnterOnANoticeKeepsTheChoices) {
    for (const char* id : {"1", "2", "3"}) robot->press("vote/robot-proposal-" + std::string(id));
    robot->set_method(InputMethod::keyboard);
    const std::string fourth = "vote/robot-proposal-4";
    while (robot->shows("page/back")) robot->press("page/back");
    while (!robot->shows(fourth)) robot->press("page/more");
    for (int i = 0; i < 50 && kiosk->focused_id() != fourth; ++i) key_after(10, SDLK_DOWN);
    key_after(1000, SDLK_RETURN);
    ASSERT_TRUE(state().session.notice.has_value());
    key_after(1500, SDLK_RETURN);
    EXPECT_FALSE(state().session.notice.has_value());
    EXPECT_EQ(state().session.votes.count(ballot::ProposalId::parse("robot-proposal-4").value()),
              0U);
    EXPECT_EQ(chosen(), 3U);
}

}  // namespace
}  // namespace tallystick::robots
