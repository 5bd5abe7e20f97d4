// SPDX-License-Identifier: GPL-3.0-or-later
// Decides what is said aloud, and when: the whole screen when a new one comes up, the item in focus
// when focus moves, nothing while reading aloud is off. One thread.
#pragma once

#include <string>

#include <app/state.h>
#include <ui/semantic.h>
#include <ui/speech.h>

namespace tallystick::app {

class Speaker {
public:
    explicit Speaker(ui::Speech& speech) : m_speech(&speech) {}

    struct Now {
        const State& state;
        const ui::SemanticTree& tree;
        std::string title;  // of the screen
        const ui::SemanticNode* focused = nullptr;
    };
    enum class Cause { shown, focus_moved };
    // After each view was shown; says only what is new.
    void update(const Now& now, Cause cause);
    void chime(ui::Chime chime) { m_speech->chime(chime); }

private:
    void set_voice(const Access& access);
    void say_view(const Now& now);

    ui::Speech* m_speech;
    std::string m_view;  // what view was last said whole
    std::string m_status;
    bool m_on = false;
};

}  // namespace tallystick::app
