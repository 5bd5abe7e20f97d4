// SPDX-License-Identifier: GPL-3.0-or-later
// What is touched, pressed or scanned while the kiosk is at work, as with a slow disk: what a
// person did meant the screen before, and does nothing; a card that was scanned is taken.
#include <initializer_list>

#include "fingers.h"

namespace tallystick::robots {
namespace {

using app::Overlay;
using app::Screen;

class AtWork : public Fingers {
protected:
    void cast_while(const std::function<void()>& happens) {
        robot->press("review");
        at_work = happens;
        robot->press("cast");
        EXPECT_FALSE(at_work);
        kiosk->step(0);
        kiosk->step(0);
    }
    void to_the_door() {
        robot->press("review");
        robot->press("cast");
        robot->press("finish");
        robot->press("header/about");
        robot->press("steward/door");
    }
    void to_focus(const std::string& id) {
        do key_after(1000, SDLK_DOWN);
        while (kiosk->focused_id() != id);
    }
    // One batch.
    void press_at_once(std::initializer_list<int> keys) {
        let_pass(1000);
        for (const int key : keys) push_key(key);
        for (int i = 0; i < 3; ++i) kiosk->step(0);
    }
};

TEST_F(AtWork, ATouchPressesNothing) {
    robot->press("review");
    const ui::Rect about = rect_of("header/about");  // far from "cast", and on the receipt too
    at_work = [&] { push_tap(about); };
    robot->press("cast");
    kiosk->step(0);
    ASSERT_FALSE(at_work);
    EXPECT_EQ(state().screen, Screen::done);
    EXPECT_EQ(state().overlay, Overlay::none);
    robot->press("header/about");
    EXPECT_EQ(state().overlay, Overlay::about);
}

TEST_F(AtWork, KeysAndSwitchesPressNothingAndMoveNothing) {
    cast_while([&] {
        for (const int key : {SDLK_DOWN, SDLK_RETURN, SDLK_TAB, SDLK_ESCAPE, SDLK_F7, SDLK_F8,
                              SDLK_PAGEDOWN, SDLK_LEFT, SDLK_RETURN})
            push_key(key);
        push_typed("  ");
    });
    EXPECT_EQ(state().screen, Screen::done);
    EXPECT_EQ(state().overlay, Overlay::none);
    EXPECT_EQ(kiosk->focused_id(), "");
    key_after(10, SDLK_DOWN);
    EXPECT_EQ(kiosk->focused_id(), "finish") << "the next one does";
}

// One batch: the box stores at the first Enter, and the rest had come before it began.
TEST_F(AtWork, KeysThatCameBeforeItBeganPressNothingEither) {
    robot->press("review");
    to_focus("cast");
    press_at_once({SDLK_RETURN, SDLK_DOWN, SDLK_DOWN, SDLK_RETURN});
    EXPECT_EQ(state().screen, Screen::done);
    EXPECT_EQ(kiosk->focused_id(), "");
}

TEST_F(AtWork, TheNextVotersCardIsTaken) {
    cast_while([&] {
        push_key(SDLK_DOWN);
        push_key(SDLK_RETURN);
        push_typed(event().cards()[1] + "\n");
        push_key(SDLK_RETURN);
    });
    EXPECT_EQ(state().screen, Screen::how);
    EXPECT_EQ(state().overlay, Overlay::none);
}

TEST_F(AtWork, EscapeAfterAWrongPinIsPressedAgain) {
    to_the_door();
    for (const char* id : {"pin/1", "pin/3", "pin/5", "pin/7"}) robot->press(id);
    at_work = [&] { push_key(SDLK_ESCAPE); };
    robot->press("pin/submit");
    ASSERT_FALSE(at_work);
    kiosk->step(0);
    EXPECT_EQ(state().screen, Screen::pin);
    key_after(1000, SDLK_ESCAPE);
    EXPECT_NE(state().screen, Screen::pin);
}

TEST_F(AtWork, WhileAnEnvelopeIsOpenedKeysMoveNothing) {
    robot->press("review");
    robot->press("check");
    to_focus("confirm-check/yes");
    press_at_once({SDLK_RETURN, SDLK_DOWN, SDLK_DOWN, SDLK_RETURN});
    EXPECT_EQ(state().screen, Screen::checked);
    EXPECT_EQ(kiosk->focused_id(), kiosk->tree().targets().front()->id);
}

// The steward's page is the same before and after.
TEST_F(AtWork, AnExportIsMadeOnce) {
    to_the_door();
    enter_pin(*robot, steward_pin);
    robot->press("page/3");
    robot->press("polls/close");
    robot->press("back");
    robot->press("page/4");
    to_focus("export/" + event().exports().string());
    int exports = 0;
    at_work = [&] {
        ++exports;
        push_key(SDLK_RETURN);
        at_work = [&] { ++exports; };
    };
    press_at_once({SDLK_RETURN, SDLK_RETURN});
    EXPECT_EQ(exports, 1);
}

}  // namespace
}  // namespace tallystick::robots
