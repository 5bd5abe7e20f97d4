// SPDX-License-Identifier: GPL-3.0-or-later
// Decides what is said aloud, and when: the whole screen when a new one comes up, what has changed
// when the dialog over it is gone, what is new on it when a page is turned, the item in focus when
// focus moves, what a press changed, nothing while reading aloud is off. One thread.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <app/changes.h>
#include <app/state.h>
#include <ui/semantic.h>
#include <ui/speech.h>

namespace tallystick::app {

class Speaker {
public:
    // The file of a recording of that sentence, or "".
    using FindRecording =
        std::function<std::string(std::string_view language, std::string_view sentence)>;
    explicit Speaker(ui::Speech& speech, FindRecording find = {})
        : m_speech(&speech), m_find(std::move(find)) {}

    struct Now {
        const State& state;
        const ui::SemanticTree& tree;
        std::string title;  // of the screen
        const ui::SemanticNode* focused = nullptr;
    };
    enum class Cause { shown, focus_moved, page_turned };
    // After each view was shown; says only what is new.
    void update(const Now& now, Cause cause);
    // To read everything aloud, said in that language.
    void offer(const State& state, const std::string& language);
    void chime(ui::Chime chime) { m_speech->chime(chime); }

private:
    void set_voice(const Access& access);
    void be_silent();
    void say_view(const Now& now);
    // The view was read already, and something that lay over it is gone.
    [[nodiscard]] bool comes_back_to(const std::string& view);
    // The one door to the voice.
    void say(const std::vector<std::string>& sentences, const State& state);
    void add_sentence(const std::string& sentence, const State& state,
                      std::vector<ui::Spoken>& pieces) const;

    ui::Speech* m_speech;
    FindRecording m_find;
    std::string m_view;               // of the last update
    std::vector<std::string> m_read;  // views that were read: the page, and what lies over it
    bool m_whole = false;             // the last of them is what was said last
    std::string m_status;
    std::string m_focus;                 // what the button in focus was last called,
    std::string m_control;               // and that without its value, which the change says too
    std::vector<std::string> m_reading;  // what stood on the page
    Choices m_choices;
    bool m_on = false;
};

}  // namespace tallystick::app
