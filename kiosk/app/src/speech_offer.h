// SPDX-License-Identifier: GPL-3.0-or-later
// Who presses keys on the first screen and cannot see it has no way to find "Read aloud": so the
// kiosk offers it in each of the round's languages that has a voice, one after the other, until a
// key is pressed. Who touches is offered nothing. One thread.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <app/state.h>
#include <ui/speech.h>

namespace tallystick::app {

class SpeechOffer {
public:
    using Say = std::function<void(const State& state, const std::string& language)>;
    SpeechOffer(ui::Speech& speech, Say say) : m_speech(&speech), m_say(std::move(say)) {}

    // After a key that moved or showed the focus; nothing where it was offered to this person.
    void key_pressed(const State& state);
    void step(const State& state);
    // It is over, whether taken or not.
    void end();
    // A voter is gone: the next one has heard nothing.
    void forget();
    // What is being offered, or was until just now.
    [[nodiscard]] std::optional<std::string> language() const;

private:
    ui::Speech* m_speech;
    Say m_say;
    std::vector<std::string> m_languages;  // that of now first
    std::optional<Milliseconds> m_quiet_since;
    std::optional<Milliseconds> m_last_key;
};

}  // namespace tallystick::app
