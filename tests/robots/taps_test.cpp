// SPDX-License-Identifier: GPL-3.0-or-later
// Fingers and keys that press twice, hands that touch while the kiosk is at work, and a scanner
// that reads something else than a card: none of them does what nobody meant.
#include <gtest/gtest.h>

#include <SDL.h>

#include <functional>

#include <app/scan_reader.h>

#include "event_fixture.h"
#include "voter.h"

namespace tallystick::robots {
namespace {

using app::Screen;

// A voter at the proposals; time stands but for the robot's own and let_pass().
class Fingers : public ::testing::Test {
protected:
    Fingers() : m_event(round_of(ballot::BallotType::approval), 2) {
        app::AppOptions options = options_for(m_event);
        options.window.clock = person_clock([] { return std::int64_t{0}; });
        options.wall_clock = [this] {
            if (at_work) std::exchange(at_work, {})();
            return ballot::Seconds{1'700'000'000};
        };
        auto made = app::App::create(options, std::make_unique<ui::RecordedSpeech>());
        EXPECT_TRUE(made.ok()) << made.error().message;
        kiosk = std::move(made).value();
        robot.emplace(*kiosk, InputMethod::touch, nullptr);
        open_polls(*robot, steward_pin);
        robot->scan(m_event.cards()[0]);
        robot->press("proposals");
    }
    [[nodiscard]] const app::State& state() const { return kiosk->state(); }
    [[nodiscard]] ui::Rect rect_of(const std::string& id) const {
        const ui::SemanticNode* node = kiosk->tree().find(id);
        EXPECT_NE(node, nullptr) << id;
        return node ? node->rect : ui::Rect{};
    }
    void push_tap(const ui::Rect& rect) {
        for (Uint32 type : {SDL_FINGERDOWN, SDL_FINGERUP}) {
            SDL_Event event;
            SDL_zero(event);
            event.type = type;
            event.tfinger.touchId = event.tfinger.fingerId = 1;
            event.tfinger.x = (rect.x + rect.w / 2) / static_cast<float>(kiosk->window().width());
            event.tfinger.y = (rect.y + rect.h / 2) / static_cast<float>(kiosk->window().height());
            SDL_PushEvent(&event);
        }
    }
    // Two taps in the place of that button, so many ms from each other.
    void tap_twice(const std::string& id, std::int64_t apart) {
        const ui::Rect rect = rect_of(id);
        robot->press(id);
        let_pass(apart);
        push_tap(rect);
        kiosk->step(0);
    }

    // That key comes down so many ms after what was before; a switch is a key too.
    void key_after(std::int64_t ms, int sdl_key, Uint8 repeat = 0) {
        let_pass(ms);
        SDL_Event event;
        SDL_zero(event);
        event.type = SDL_KEYDOWN;
        event.key.keysym.sym = sdl_key;
        event.key.repeat = repeat;
        SDL_PushEvent(&event);
        kiosk->step(0);
    }
    void by_keys(InputMethod method) {
        robot->press("review");
        robot->set_method(method);
        key_after(1000, SDLK_DOWN);  // shows where the focus is
    }

    // What a scanner or a keyboard sends: a space and an Enter are keys.
    static void push_typed(const std::string& text) {
        for (const char character : text) {
            SDL_Event event;
            SDL_zero(event);
            event.type = SDL_KEYDOWN;
            event.key.keysym.sym = character == '\n' ? '\r' : character;  // as SDLK_RETURN
            SDL_PushEvent(&event);
            if (character == '\n') continue;
            SDL_zero(event);
            event.type = SDL_TEXTINPUT;
            event.text.text[0] = character;
            SDL_PushEvent(&event);
        }
    }
    // All at once, and then nothing for longer than a scanner waits.
    void type(const std::string& text) {
        push_typed(text);
        kiosk->step(0);
        let_pass(app::ScanReader::longest_gap + 1);
        kiosk->step(0);
    }
    void choose_two() {
        robot->press("vote/robot-proposal-1");
        robot->press("vote/robot-proposal-2");
        let_pass(1000);
    }
    // The first one on the page.
    [[nodiscard]] std::string shown_proposal() const {
        for (const auto* target : kiosk->tree().targets())
            if (target->id.starts_with("vote/")) return target->id;
        return "none";
    }
    [[nodiscard]] std::size_t chosen() const { return state().session.votes.size(); }

    std::function<void()> at_work;  // once, when the box next asks for the time
    std::unique_ptr<app::App> kiosk;
    std::optional<Robot> robot;

private:
    EventFolder m_event;
};

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

TEST_F(Fingers, WhatIsTouchedWhileTheVoteIsStoredPressesNothing) {
    robot->press("review");
    const ui::Rect about = rect_of("header/about");  // far from "cast", and on the receipt too
    at_work = [&] { push_tap(about); };
    robot->press("cast");
    kiosk->step(0);
    ASSERT_FALSE(at_work);
    EXPECT_EQ(state().screen, Screen::done);
    EXPECT_EQ(state().overlay, app::Overlay::none);
    robot->press("header/about");
    EXPECT_EQ(state().overlay, app::Overlay::about);
}

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
    key_after(50, SDLK_RETURN);
    EXPECT_EQ(chosen(), 0U);
    key_after(50, SDLK_RETURN);
    EXPECT_EQ(chosen(), 1U);
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
    type("\n");
    EXPECT_EQ(chosen(), 2U);
}

}  // namespace
}  // namespace tallystick::robots
