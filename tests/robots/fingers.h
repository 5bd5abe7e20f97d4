// SPDX-License-Identifier: GPL-3.0-or-later
// A voter at the proposals whose fingers, keys, switches and scanner are had one by one, with the
// time between them.
#pragma once

#include <gtest/gtest.h>

#include <SDL.h>

#include <functional>
#include <optional>
#include <utility>

#include <app/scan_reader.h>

#include "event_fixture.h"
#include "voter.h"

namespace tallystick::robots {

// Time stands but for the robot's own and let_pass().
class Fingers : public ::testing::Test {
protected:
    explicit Fingers(app::AppOptions::Drawing drawing = app::AppOptions::Drawing::none)
        : Fingers(round_of(ballot::BallotType::approval), drawing) {}
    explicit Fingers(ballot::Round round,
                     app::AppOptions::Drawing drawing = app::AppOptions::Drawing::none)
        : m_event(std::move(round), 2) {
        app::AppOptions options = options_for(m_event);
        options.drawing = drawing;
        options.window.clock = person_clock([] { return std::int64_t{0}; });
        options.wall_clock = [this] {
            if (at_work) std::exchange(at_work, {})();
            return ballot::Seconds{1'700'000'000};
        };
        auto recorded = std::make_unique<ui::RecordedSpeech>();
        speech = recorded.get();
        auto made = app::App::create(options, std::move(recorded));
        EXPECT_TRUE(made.ok()) << made.error().message;
        kiosk = std::move(made).value();
        robot.emplace(*kiosk, InputMethod::touch, nullptr);
        open_polls(*robot, steward_pin);
        robot->scan(m_event.cards()[0]);
        robot->press("proposals");
    }
    [[nodiscard]] const EventFolder& event() const { return m_event; }
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

    static void push_key(int sdl_key, Uint8 repeat = 0) {
        SDL_Event event;
        SDL_zero(event);
        event.type = SDL_KEYDOWN;
        event.key.keysym.sym = sdl_key;
        event.key.repeat = repeat;
        SDL_PushEvent(&event);
    }
    // That key comes down so many ms after what was before; a switch is a key too.
    void key_after(std::int64_t ms, int sdl_key, Uint8 repeat = 0) {
        let_pass(ms);
        push_key(sdl_key, repeat);
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
            push_key(character == '\n' ? '\r' : character);  // as SDLK_RETURN
            if (character == '\n') continue;
            SDL_Event event;
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
    ui::RecordedSpeech* speech = nullptr;  // the kiosk's own
    std::optional<Robot> robot;

private:
    EventFolder m_event;
};

}  // namespace tallystick::robots
