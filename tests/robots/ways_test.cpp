// SPDX-License-Identifier: GPL-3.0-or-later
// The rarer ways through the kiosk: a ballot from the desk, an envelope checked instead of cast, a
// hidden screen, and a monkey at the glass and the keyboard.
#include <gtest/gtest.h>

#include <SDL.h>

#include <cstdlib>
#include <random>

#include "event_fixture.h"
#include "voter.h"

namespace tallystick::robots {
namespace {

using app::Screen;

// A kiosk with open polls, and hands for it.
struct OpenKiosk {
    explicit OpenKiosk(std::size_t cards, ballot::BallotType type = ballot::BallotType::approval)
        : event(round_of(type), cards),
          app(app::App::create(options_for(event), std::make_unique<ui::RecordedSpeech>()).value()),
          robot(*app, InputMethod::touch, nullptr) {
        open_polls(robot, steward_pin);
    }
    [[nodiscard]] const app::State& state() const { return app->state(); }
    void close() {
        close_and_export(robot, steward_pin, event.exports());
        app.reset();
    }

    EventFolder event;
    std::unique_ptr<app::App> app;
    Robot robot;
};

// From the page about voting to review.
void choose(Robot& robot, const std::string& proposal) {
    robot.press("proposals");
    robot.press("vote/" + proposal);
    robot.press("review");
}

void cast_and_finish(Robot& robot) {
    robot.press("cast");
    robot.wait_for([](const auto& s) { return s.screen == Screen::done; }, "the box");
    robot.press("finish");
}

TEST(Desk, TheStewardsPinGivesOneBallotEach) {
    OpenKiosk kiosk(0, ballot::BallotType::choose_one);
    for (int voter = 0; voter < 2; ++voter) {
        kiosk.robot.press("start");
        for (char digit : std::string(steward_pin))
            kiosk.robot.press("pin/" + std::string(1, digit));
        kiosk.robot.press("pin/submit");
        kiosk.robot.press("desk/resident");
        choose(kiosk.robot, "robot-proposal-2");
        cast_and_finish(kiosk.robot);
    }
    kiosk.close();
    EXPECT_EQ(kiosk.event.opened(), std::vector<std::string>(2, "resident robot-proposal-2=1"));
}

TEST(Check, WhatTheCodesRevealIsWhatWasChosenAndIsNotCounted) {
    OpenKiosk kiosk(2);
    kiosk.robot.scan(kiosk.event.cards()[0]);
    choose(kiosk.robot, "robot-proposal-3");
    const std::string shown = kiosk.state().session.code;
    kiosk.robot.press("check");
    kiosk.robot.press("confirm-check/yes");
    ASSERT_TRUE(kiosk.state().session.reveal.has_value());
    std::string revealed;
    for (const std::string& part : kiosk.state().session.reveal->parts)
        revealed += part.substr(part.find(' ') + 1);
    EXPECT_EQ(kiosk.state().session.reveal->code, shown);
    kiosk.robot.press("again");
    EXPECT_NE(kiosk.state().session.code, shown) << "a new envelope has a new seed";
    cast_and_finish(kiosk.robot);
    kiosk.close();
    const ballot::Bundle bundle = kiosk.event.bundle();
    EXPECT_EQ(bundle.size(), 1U);
    ASSERT_EQ(bundle.spoiled.size(), 1U);
    const auto pack = ballot::load_pack(kiosk.event.pack()).value();
    const auto key = crypto::VerifierKey::parse(bundle.certificate.key).value();
    const auto said = ballot::check_reveal(pack, key, revealed, bundle.spoiled[0].leaf);
    ASSERT_TRUE(said.ok()) << said.error().message;
    EXPECT_EQ(meant_line(said->style.text(), said->votes), "resident robot-proposal-3=1");
}

TEST(Card, ScannedWhileAPanelIsOpenIsTaken) {
    OpenKiosk kiosk(1);
    kiosk.robot.press("header/access");
    kiosk.robot.scan(kiosk.event.cards()[0]);
    EXPECT_EQ(kiosk.state().overlay, app::Overlay::none);
    EXPECT_EQ(kiosk.state().screen, Screen::how);
}

TEST(Card, TheVotersOwnReadAgainOverItsReceiptIsKnown) {
    OpenKiosk kiosk(2);
    kiosk.robot.scan(kiosk.event.cards()[0]);
    choose(kiosk.robot, "robot-proposal-3");
    kiosk.robot.press("cast");
    kiosk.robot.wait_for([](const auto& s) { return s.screen == Screen::done; }, "the box");
    const std::string receipt = kiosk.state().session.receipt_code;
    kiosk.robot.scan(kiosk.event.cards()[0]);
    EXPECT_EQ(kiosk.state().overlay, app::Overlay::next_card);
    EXPECT_EQ(kiosk.state().session.fault, app::CardFault::own);
    EXPECT_EQ(kiosk.state().session.receipt_code, receipt);
    kiosk.robot.scan(kiosk.event.cards()[1]);
    EXPECT_EQ(kiosk.state().screen, Screen::how) << "the next voter's";
}

TEST(StartAgain, PressedOnReviewBeginsAnewAndTheNewVoteIsCast) {
    OpenKiosk kiosk(1);
    kiosk.robot.scan(kiosk.event.cards()[0]);
    choose(kiosk.robot, "robot-proposal-3");
    kiosk.robot.press("start-again");
    kiosk.robot.press("confirm-restart/yes");
    EXPECT_TRUE(kiosk.state().session.votes.empty());
    kiosk.robot.press("vote/robot-proposal-2");
    kiosk.robot.press("review");
    cast_and_finish(kiosk.robot);
    kiosk.close();
    EXPECT_EQ(kiosk.event.opened(), std::vector<std::string>(1, "resident robot-proposal-2=1"));
}

void touch_corner(app::App& kiosk) {
    for (Uint32 type : {SDL_FINGERDOWN, SDL_FINGERUP}) {
        SDL_Event event;
        SDL_zero(event);
        event.type = type;
        event.tfinger.touchId = event.tfinger.fingerId = 1;
        event.tfinger.x = event.tfinger.y = 0.5F;
        SDL_PushEvent(&event);
        kiosk.step(0);
    }
}

TEST(HiddenScreen, OneTouchPressesNothingAndASecondShowsIt) {
    OpenKiosk kiosk(2);
    kiosk.robot.press("header/access");
    kiosk.robot.press("read-aloud");
    kiosk.robot.press("blank");
    ASSERT_TRUE(kiosk.state().access.blanked);
    touch_corner(*kiosk.app);
    EXPECT_TRUE(kiosk.state().access.blanked);
    EXPECT_EQ(kiosk.state().overlay, app::Overlay::access);
    touch_corner(*kiosk.app);
    EXPECT_FALSE(kiosk.state().access.blanked);
}

// Random fingers, keys and typing. TALLYSTICK_MONKEY_INPUTS asks for more (scripts/soak).
class InputMonkey {
public:
    InputMonkey(app::App& kiosk, unsigned seed) : m_kiosk(kiosk), m_random(seed) {}

    void act() {
        switch (below(6)) {
            case 0:
                return finger(unit(), unit());
            case 1:
                return key();
            case 2:
                return type();
            default:
                return tap_something();
        }
    }

private:
    unsigned below(unsigned bound) { return static_cast<unsigned>(m_random() % bound); }
    float unit() { return static_cast<float>(below(10'000)) / 10'000.0F; }

    void finger(float x, float y) {
        let_pass(below(1500));
        for (Uint32 type : {SDL_FINGERDOWN, SDL_FINGERMOTION, SDL_FINGERUP}) {
            SDL_Event event;
            SDL_zero(event);
            event.type = type;
            event.tfinger.touchId = 1;
            event.tfinger.fingerId = static_cast<SDL_FingerID>(below(3));
            event.tfinger.x = x;
            event.tfinger.y = y;
            SDL_PushEvent(&event);
        }
    }

    void tap_something() {
        const auto targets = m_kiosk.tree().targets();
        if (targets.empty()) return;
        const ui::Rect rect = targets[below(static_cast<unsigned>(targets.size()))]->rect;
        finger((rect.x + rect.w / 2) / static_cast<float>(m_kiosk.window().width()),
               (rect.y + rect.h / 2) / static_cast<float>(m_kiosk.window().height()));
    }

    void key() {
        static const int keys[] = {SDLK_DOWN, SDLK_UP,    SDLK_RETURN, SDLK_ESCAPE,
                                   SDLK_TAB,  SDLK_SPACE, SDLK_F4,     SDLK_F7,
                                   SDLK_F8,   SDLK_q,     SDLK_DELETE, SDLK_BACKSPACE};
        SDL_Event event;
        SDL_zero(event);
        event.type = SDL_KEYDOWN;
        event.key.keysym.sym = keys[below(static_cast<unsigned>(std::size(keys)))];
        static const Uint16 mods[] = {KMOD_NONE, KMOD_NONE, KMOD_LCTRL, KMOD_LALT, KMOD_LSHIFT};
        event.key.keysym.mod = mods[below(5)];
        SDL_PushEvent(&event);
        event.type = SDL_QUIT;
        if (below(50) == 0) SDL_PushEvent(&event);
    }

    void type() {
        SDL_Event event;
        SDL_zero(event);
        event.type = SDL_TEXTINPUT;
        for (unsigned i = 0, n = below(30); i < n; ++i)
            event.text.text[i] = static_cast<char>(1 + below(126));
        SDL_PushEvent(&event);
    }

    app::App& m_kiosk;
    std::mt19937 m_random;
};

TEST(MonkeyAtTheGlass, NeverVotesTwiceNeverLeavesAndNeverReachesTheSteward) {
    const char* wanted = std::getenv("TALLYSTICK_MONKEY_INPUTS");
    const int inputs = wanted ? std::atoi(wanted) : 5'000;
    OpenKiosk kiosk(static_cast<std::size_t>(inputs / 20 + 10));
    InputMonkey monkey(*kiosk.app, 77);
    std::size_t card = 0;
    for (int i = 0; i < inputs; ++i) {
        // Somebody hands it a card now and then.
        const app::State& now = kiosk.state();
        const bool at_the_door = now.screen == Screen::welcome || now.screen == Screen::card;
        if (i % 20 == 0 && at_the_door && now.overlay == app::Overlay::none)
            kiosk.robot.scan(kiosk.event.cards()[card++]);
        const Screen before = kiosk.state().screen;
        monkey.act();
        kiosk.app->step(0);
        const app::State& state = kiosk.state();
        ASSERT_FALSE(kiosk.app->is_over());
        ASSERT_FALSE(state.steward.inside);
        ASSERT_EQ(state.polls, app::Polls::open);
        ASSERT_LE(state.counts.cast, static_cast<std::int64_t>(card));
        const bool nobody = state.screen == Screen::welcome || state.screen == Screen::card;
        ASSERT_TRUE(!nobody || (state.session.votes.empty() && state.session.style.empty()));
        ASSERT_TRUE(state.screen != Screen::done || before == Screen::review ||
                    before == Screen::done || before == Screen::pin || before == Screen::casting);
    }
    EXPECT_GT(card, 1U);
}

}  // namespace
}  // namespace tallystick::robots
