// SPDX-License-Identifier: GPL-3.0-or-later
// A pair of hands for a kiosk: finds what is on the screen in the semantic tree and presses it with
// real SDL events, by touch, by keyboard, by two switches, or by keyboard deciding only by what is
// heard. For tests and the demonstration; no part of the voting program. What cannot be pressed
// ends the program with a report of what was there.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include <app/kiosk_app.h>

namespace tallystick::robots {

enum class InputMethod { touch, keyboard, switches, speech };

// A clock, and what let_pass() adds to it: robots touch as quickly as they can, where a person
// would look first. For AppOptions::window of every kiosk that a robot touches or scans at.
[[nodiscard]] ui::Clock person_clock(ui::Clock base = ui::steady_clock());
void let_pass(std::int64_t ms);

class Robot {
public:
    // `speech` is the kiosk's own, recorded; needed for InputMethod::speech.
    Robot(app::App& kiosk, InputMethod method, ui::RecordedSpeech* speech)
        : m_kiosk(&kiosk), m_method(method), m_speech(speech) {}

    // Presses the target of that id, turning pages until it is there. Speech ignores the id and
    // goes for what begins with `heard`.
    void press(const std::string& id, const std::string& heard = {});
    // Speech alone: gives up unless what was said last tells it, since a listener has nothing else.
    void expect_heard(const std::string& words) const;
    // Speech alone, on the first screen: presses a key, waits until reading aloud is offered in
    // that language, and takes it.
    void take_offer(const std::string& language);
    // As a scanner: the text in one burst, and Enter.
    void scan(const std::string& text);
    [[nodiscard]] bool shows(const std::string& id) const;
    // Steps until it holds; gives up after some seconds.
    void wait_for(const std::function<bool(const app::State&)>& holds, const std::string& what);
    [[noreturn]] void give_up(const std::string& why) const;

    [[nodiscard]] app::App& kiosk() { return *m_kiosk; }
    [[nodiscard]] InputMethod method() const { return m_method; }
    void set_method(InputMethod method) { m_method = method; }
    [[nodiscard]] std::size_t presses() const { return m_presses; }

private:
    void touch(const ui::SemanticNode& node);
    void key(int sdl_key);
    [[nodiscard]] bool find_page_of(const std::string& id);
    void press_focused(const std::string& id, int next_key, int select_key);
    void press_heard(const std::string& heard);
    void press_here(const std::string& id);

    app::App* m_kiosk;
    InputMethod m_method;
    ui::RecordedSpeech* m_speech;
    std::size_t m_presses = 0;
};

}  // namespace tallystick::robots
